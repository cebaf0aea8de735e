"""What a leader reads in one minute: eight figures, what is behind, and where. No child's name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from chungtay.indicators.change import Change, a_year_earlier, change, span
from chungtay.indicators.compute import compute
from chungtay.indicators.disclosure import SMALL
from chungtay.indicators.registry import INDICATORS, Indicator, Time, Value
from chungtay.indicators.targets import Progress, plan_period, progress
from chungtay.lib.periods import Period
from chungtay.places.models import Level, Unit
from chungtay.plans.models import Plan
from chungtay.web import figures
from chungtay.web.spans import running

MOST = 8
# What the reports of the sector lead with, after the targets of the unit's own plan.
LEADING = (
    "children",
    "special_supported",
    "cases_filed_and_supported",
    "child_friendly_communes",
    "fund_raised",
    "drowning_deaths",
    "cards_issued_under_6",
    "hamlets_with_collaborator",
    "fully_immunised",
    "under_2_measured_quarterly",
    "festival_gift_children",
    "forum_children",
    "allowance_paid_in_full",
    "communes_with_officer",
    "special_circumstances",
    "at_risk",
)
# None of these is good news that was recorded, not a record that is lacking.
BEST_AT_NONE = frozenset({"drowning_deaths"})


@dataclass(frozen=True)
class Figure:
    """One card. `value` is None where a small number is kept from being told."""

    indicator: Indicator
    period: Period
    value: Value | None
    change: Change | None
    progress: Progress | None = None


@dataclass(frozen=True)
class Overview:
    """`plan`: the unit's own plan with targets, if one is in force on the period's last day;
    `time`: the days of the plan until then, on which its targets are counted."""

    unit: Unit
    period: Period
    plan: Plan | None
    time: Period | None
    counted: figures.Counted
    figures: list[Figure]
    progress: list[Progress]

    @property
    def reached(self) -> int:
        return sum(one.reached is True for one in self.progress)

    @property
    def missed(self) -> int:
        return sum(one.reached is False for one in self.progress)

    @property
    def behind(self) -> list[Progress]:
        """Targets not reached that time alone will not bring, the furthest behind first."""
        late = [one for one in self.progress if one.reached is False and not self._on_pace(one)]
        return sorted(late, key=lambda one: (one.done or Fraction(0), one.target.order))

    def _on_pace(self, one: Progress) -> bool:
        """What adds up over the year may lack as much as the year has still to run."""
        adds_up = one.indicator.time == Time.FLOW and one.target.kind in ("count", "sum")
        return adds_up and (one.done or Fraction(0)) >= self.elapsed

    @property
    def elapsed(self) -> Fraction:
        """The part of the plan's time that is over, from 0 to 1."""
        if self.plan is None or self.plan.period.upper is None:
            return Fraction(1)
        start, end = self.plan.period.lower, self.plan.period.upper
        return min(Fraction(1), Fraction((self.period.end - start).days, (end - start).days))


def plan_of(unit: Unit, on: date) -> Plan | None:
    """The unit's own plan of the day that sets targets; the latest issued if there are several."""
    plans = Plan.objects.on(on).filter(unit=unit, targets__isnull=False)
    return plans.order_by("-issued_on", "-pk").first()


def period_of(unit: Unit, day: date) -> Period:
    """What a leader asks of: the plan's time so far, else the running half year."""
    plan = plan_of(unit, day)
    return (_time(plan, day) if plan else None) or running(day)


def overview(unit: Unit, period: Period) -> Overview:
    plan, counted = plan_of(unit, period.last_day), figures.values(unit, period)
    promised = _progress(plan, period) if plan else []
    time = _time(plan, period.last_day) if plan else None
    shown = [*_promised(unit, time or period, promised), *_others(unit, period, counted, promised)]
    return Overview(unit, period, plan, time, counted, shown[:MOST], promised)


def _time(plan: Plan, on: date) -> Period | None:
    so_far = plan_period(plan, on)
    return span(so_far.start, so_far.end) if so_far else None


def _progress(plan: Plan, period: Period) -> list[Progress]:
    key = f"progress:{plan.pk}:{period.code}"
    found = figures.kept(key, lambda: progress(plan, period.last_day)).found
    known = [one for one in found if one.target.indicator in INDICATORS]
    return [_told(one, plan.unit.level) for one in known]


def _told(one: Progress, level: int) -> Progress:
    """Without what it counted, where that may not be told: reached or not would tell it too."""
    counts = [value for value in (one.value, one.base) if value is not None]
    if not any(hidden(value, level) for value in counts):
        return one
    return replace(one, value=None, base=None, measured=None)


def _promised(unit: Unit, time: Period, promised: list[Progress]) -> list[Figure]:
    now = {one.indicator.code: one.value for one in promised if one.value is not None}
    earlier = _earlier(unit, time, now) if now else {}
    return [_figure(unit, time, one.indicator, now, earlier, one) for one in promised[:MOST]]


def _others(
    unit: Unit, period: Period, counted: figures.Counted, promised: list[Progress]
) -> list[Figure]:
    taken = {one.target.indicator for one in promised}
    values = {code: figures.value(counted, code) for code in LEADING if code not in taken}
    wanted = [code for code, value in values.items() if _recorded(value)]
    wanted = wanted[: max(0, MOST - len(promised))]
    now = {code: values[code] for code in wanted}
    earlier = _earlier(unit, period, now) if now else {}
    return [_figure(unit, period, INDICATORS[code], now, earlier) for code in wanted]


def _recorded(value: Value) -> bool:
    return value.numerator > 0 or value.indicator.code in BEST_AT_NONE


def _earlier(unit: Unit, period: Period, now: Mapping[str, Value]) -> dict[str, Value]:
    """Values of the same days a year earlier; none if the unit was not in the tree then."""
    before = a_year_earlier(period)
    if not unit.valid_on(before.last_day):
        return {}
    codes = sorted({*now, "children"})
    key = f"earlier:{unit.pk}:{before.code}:{','.join(codes)}"
    found: dict[str, Value] = figures.kept(key, lambda: compute(unit, before, codes)).found
    return found


def _figure(
    unit: Unit,
    period: Period,
    one: Indicator,
    now: Mapping[str, Value],
    earlier: Mapping[str, Value],
    promised: Progress | None = None,
) -> Figure:
    value = now.get(one.code)
    if value is None or hidden(value, unit.level):
        return Figure(one, period, None, None, promised)
    before = earlier.get(one.code)
    moved = None if before and hidden(before, unit.level) else change(unit, period, value, earlier)
    return Figure(one, period, value, moved, promised)


def hidden(value: Value, level: int) -> bool:
    """Whether telling the figure below province level could point at a child."""
    parts = (value.numerator, value.denominator or 0, value.remaining or 0)
    private = value.indicator.sealed and level > Level.PROVINCE
    return private and any(0 < part < SMALL for part in parts)
