"""Counts a source document's figures from the records and sets them beside what it printed."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from chungtay.demo.models import Locality
from chungtay.demo.places import Description, Expected, describe, known
from chungtay.demo.plan import Plan
from chungtay.indicators.compute import compute
from chungtay.indicators.registry import Value
from chungtay.indicators.targets import Progress, progress
from chungtay.lib.problems import Problem
from chungtay.lib.vietnamese import number
from chungtay.places.models import Unit
from chungtay.plans.models import Plan as ActionPlan
from chungtay.plans.models import Target


@dataclass(frozen=True)
class Line:
    """`computed` of a target is the target as it is held; `progress` is what was counted."""

    id: str
    indicator: str
    computed: str
    expected: str
    equal: bool
    progress: str = ""


def print_figures(documents: Sequence[str], *, as_json: bool) -> int:
    lines = [line for one in _named(documents) for line in figures(one)]
    equal = sum(line.equal for line in lines)
    if as_json:
        json.dump([asdict(line) for line in lines], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(f"{'id':<6}{'counted':>22}{'document':>22}  equal  indicator")
        for line in lines:
            told = "yes" if line.equal else "NO"
            so_far = f" (target; so far {line.progress})" if line.progress else ""
            print(
                f"{line.id:<6}{line.computed:>22}{line.expected:>22}  {told:<5}  "
                f"{line.indicator}{so_far}"
            )
        print(f"{equal}/{len(lines)} equal")
    return 0 if equal == len(lines) else 1


def _named(documents: Sequence[str]) -> list[Description]:
    return list(known().values()) if "all" in documents else [describe(d) for d in documents]


def figures(description: Description) -> list[Line]:
    locality = Locality.objects.select_related("unit").filter(code=description.code).first()
    if locality is None:
        raise Problem(
            f"Chưa dựng {description.code}. Hãy chạy: chungtay demo {description.code}",
            f"{description.code} is not built yet: run chungtay demo {description.code}",
        )
    plan = Plan(description, locality.scale)
    counted = [figure for figure in description.figures if figure.target is None]
    codes = {figure.indicator: None for figure in counted}
    values = compute(locality.unit, description.period, codes) if codes else {}
    held = {one.target.indicator: one for one in _targets(description, locality.unit)}
    return [
        _line(figure, values[figure.indicator], plan)
        if figure.target is None
        else _target_line(figure, held.get(figure.indicator))
        for figure in description.figures
    ]


def _targets(description: Description, unit: Unit) -> Iterator[Progress]:
    """The targets of the locality's own plan, with what is counted until its day."""
    wanted = description.text.get("plan")
    if not wanted:
        return
    plans = ActionPlan.objects.filter(unit=unit, number=wanted["number"])
    for plan in plans.prefetch_related("targets"):
        yield from progress(plan, description.as_of)


def _target_line(figure: Expected, held: Progress | None) -> Line:
    wanted = figure.target or {}
    expected = _said(wanted["kind"], Decimal(str(wanted["value"])), wanted.get("of"))
    if held is None:
        return Line(figure.id, figure.indicator, "-", expected, equal=False)
    target = held.target
    same = (target.kind, target.value, target.of, target.base_year) == (
        wanted["kind"],
        Decimal(str(wanted["value"])),
        wanted.get("of"),
        wanted.get("base_year"),
    )
    told = _said(target.kind, target.value, target.of)
    return Line(figure.id, figure.indicator, told, expected, same, _so_far(held))


def _said(kind: str, value: Decimal, of: int | None) -> str:
    whole = (
        number(int(value)) if value == value.to_integral_value() else _decimal(value.normalize())
    )
    if kind in (Target.Kind.SHARE, Target.Kind.CHANGE):
        return f"{whole}%"
    return f"{whole}/{number(of or 0)}" if kind == Target.Kind.OF else whole


def _so_far(held: Progress) -> str:
    if held.measured is None:
        return "-"
    exact = Decimal(held.measured.numerator) / Decimal(held.measured.denominator)
    share = held.target.kind in (Target.Kind.SHARE, Target.Kind.CHANGE)
    told = (
        f"{_decimal(exact.quantize(Decimal('0.1'), ROUND_HALF_UP))}%"
        if share
        else number(int(exact))
    )
    return f"{told}, {'reached' if held.reached else 'not reached'}"


def _decimal(value: Decimal) -> str:
    return str(value).replace(".", ",")


def _line(figure: Expected, value: Value, plan: Plan) -> Line:
    if figure.percent is not None:
        return _share_line(figure, value, figure.percent, plan)
    expected = round((figure.value or 0) * plan.factor(figure.indicator))
    told, wanted = number(value.numerator), number(expected)
    equal = _alike(figure.approx, Fraction(value.numerator), expected, _rounding(expected))
    if figure.of is not None:
        told, wanted = f"{told}/{number(value.denominator or 0)}", f"{wanted}/{number(figure.of)}"
        equal = equal and value.denominator == figure.of
    return Line(figure.id, figure.indicator, told, wanted, equal)


def _rounding(printed: int) -> int:
    """The unit to which a rounded number was rounded: 4.190.000.000 to 10.000.000."""
    step = 1
    while printed and printed % (step * 10) == 0:
        step *= 10
    return step


def _alike(approx: str, exact: Fraction, printed: Fraction | int, step: Fraction | int) -> bool:
    """Equal as the source says it: exactly, after rounding, or by exceeding ("more than")."""
    if approx == "rounds":
        return (exact / step + Fraction(1, 2)).__floor__() * step == printed
    if approx == "exceeds":
        return exact > printed and (exact / step).__floor__() * step == printed
    return exact == printed


def _share_line(figure: Expected, value: Value, percent: Decimal, plan: Plan) -> Line:
    """Equal when the share rounds to what was printed; at a small scale, when no whole number
    of children comes nearer."""
    exact = Fraction(value.numerator * 100, value.denominator or 1)
    step = Fraction(1, 10 ** max(0, -int(percent.as_tuple().exponent)))
    if plan.scale == 1:
        equal = _alike(figure.approx or "rounds", exact, Fraction(percent), step)
    else:
        equal = value.numerator == round(Fraction(percent) * (value.denominator or 0) / 100)
    counted = f"{number(value.numerator)}/{number(value.denominator or 0)}"
    told, wanted = f"{printed(value, percent)}%".replace(".", ","), f"{_decimal(percent)}%"
    return Line(figure.id, figure.indicator, f"{counted} = {told}", wanted, equal)


def printed(value: Value, like: Decimal) -> Decimal | None:
    """The share in percent, rounded half up to as many decimals as `like` has."""
    if value.share is None:
        return None
    exact = Decimal(value.share.numerator * 100) / Decimal(value.share.denominator)
    return exact.quantize(like, rounding=ROUND_HALF_UP)
