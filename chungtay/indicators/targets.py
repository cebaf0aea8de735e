"""Targets of a plan beside what has been counted: progress is never stored."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from chungtay.indicators.compute import compute
from chungtay.indicators.registry import INDICATORS, Indicator, Value
from chungtay.lib.periods import Period, parse_period
from chungtay.plans.models import Plan, Target


@dataclass(frozen=True)
class Progress:
    """A target and how far it is: `measured` is in the target's own terms (a count, a sum of
    đồng, a share in percent, a fall in percent); None where nothing can be counted."""

    target: Target
    value: Value | None
    base: Value | None
    measured: Fraction | None

    @property
    def indicator(self) -> Indicator:
        return INDICATORS[self.target.indicator]

    @property
    def reached(self) -> bool | None:
        if self.measured is None:
            return None
        promised = Fraction(self.target.value)
        if self.target.direction == Target.Direction.MORE_THAN:
            return self.measured > promised
        if self.target.direction == Target.Direction.AT_MOST:
            return self.measured <= promised
        return self.measured >= promised

    @property
    def done(self) -> Fraction | None:
        """The part of the way behind us, from 0 to 1."""
        if self.measured is None or not self.target.value:
            return None
        return max(Fraction(0), min(Fraction(1), self.measured / Fraction(self.target.value)))


def plan_period(plan: Plan, on: date | None = None) -> Period | None:
    """The plan's time until `on`; None when it has not begun by then."""
    start, end = plan.period.lower, plan.period.upper
    last = end - timedelta(days=1) if end else on
    if on is not None and (last is None or on < last):
        last = on
    if last is None or last < start:
        return None
    whole = (start.month, start.day, last.month, last.day) == (1, 1, 12, 31)
    same_year = whole and start.year == last.year
    return parse_period(str(start.year) if same_year else f"{start}..{last}")


def progress(plan: Plan, on: date | None = None) -> list[Progress]:
    """Every target of the plan, in order, counted in its unit until `on` or the plan's end."""
    targets = list(plan.targets.order_by("order"))
    known = [target for target in targets if target.indicator in INDICATORS]
    period = plan_period(plan, on)
    values = _counted(plan, period, known)
    bases = {
        year: _counted(plan, parse_period(str(year)), [t for t in known if t.base_year == year])
        for year in {target.base_year for target in known if target.base_year}
    }
    return [
        _progress(
            target, values.get(target.indicator), bases.get(target.base_year or 0, {}), period
        )
        for target in targets
    ]


def _counted(plan: Plan, period: Period | None, targets: list[Target]) -> dict[str, Value]:
    if period is None or not targets or not plan.unit.valid_on(period.last_day):
        return {}
    return compute(plan.unit, period, {target.indicator: None for target in targets})


def _progress(
    target: Target, value: Value | None, bases: dict[str, Value], period: Period | None
) -> Progress:
    base = bases.get(target.indicator)
    return Progress(target, value, base, _measured(target, value, base, period))


def _measured(
    target: Target, value: Value | None, base: Value | None, period: Period | None
) -> Fraction | None:
    if value is None:
        return None
    if target.kind == Target.Kind.SHARE:
        return None if value.share is None else value.share * 100
    if target.kind == Target.Kind.CHANGE:
        return _change(target, value, base, period)
    return Fraction(value.numerator)


def _change(
    target: Target, value: Value, base: Value | None, period: Period | None
) -> Fraction | None:
    """Percent by which the rate (or, without a denominator, the number) moved from the base
    year; for a flow, part of a year is set against the same part of the base year's total."""
    if base is None or period is None:
        return None
    now, before = _rate(value), _rate(base)
    if now is None or not before:
        return None
    if value.indicator.time == "flow":
        before = before * Fraction(min(period.months(), 12), 12)
    moved = (now - before) / before * 100
    return -moved if target.direction == Target.Direction.FALL else moved


def _rate(value: Value) -> Fraction | None:
    return value.share if value.denominator is not None else Fraction(value.numerator)
