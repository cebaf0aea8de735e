"""Counts a source document's figures from the records and sets them beside what it printed."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from chungtay.demo.models import Locality
from chungtay.demo.places import Description, Expected, describe
from chungtay.demo.plan import Plan
from chungtay.indicators.compute import compute
from chungtay.indicators.registry import Value
from chungtay.lib.problems import Problem
from chungtay.lib.vietnamese import number


@dataclass(frozen=True)
class Line:
    id: str
    indicator: str
    computed: str
    expected: str
    equal: bool


def print_figures(documents: Sequence[str], *, as_json: bool) -> int:
    lines = [line for document in documents for line in figures(describe(document))]
    equal = sum(line.equal for line in lines)
    if as_json:
        json.dump([asdict(line) for line in lines], sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print(f"{'id':<6}{'counted':>22}{'document':>22}  equal  indicator")
        for line in lines:
            told = "yes" if line.equal else "NO"
            print(
                f"{line.id:<6}{line.computed:>22}{line.expected:>22}  {told:<5}  {line.indicator}"
            )
        print(f"{equal}/{len(lines)} equal")
    return 0 if equal == len(lines) else 1


def figures(description: Description) -> list[Line]:
    locality = Locality.objects.select_related("unit").filter(code=description.code).first()
    if locality is None:
        raise Problem(
            f"Chưa dựng {description.code}. Hãy chạy: chungtay demo {description.code}",
            f"{description.code} is not built yet: run chungtay demo {description.code}",
        )
    plan = Plan(description, locality.scale)
    codes = {figure.indicator: None for figure in description.figures}
    values = compute(locality.unit, description.period, codes)
    return [_line(figure, values[figure.indicator], plan) for figure in description.figures]


def _line(figure: Expected, value: Value, plan: Plan) -> Line:
    if figure.percent is not None:
        return _share_line(figure, value, figure.percent, plan)
    expected = round((figure.value or 0) * plan.factor(figure.indicator))
    told, wanted = number(value.numerator), number(expected)
    equal = value.numerator == expected
    if figure.of is not None:
        told, wanted = f"{told}/{number(value.denominator or 0)}", f"{wanted}/{number(figure.of)}"
        equal = equal and value.denominator == figure.of
    return Line(figure.id, figure.indicator, told, wanted, equal)


def _share_line(figure: Expected, value: Value, percent: Decimal, plan: Plan) -> Line:
    """Equal when the share rounds to what was printed; at a small scale, when no whole number
    of children comes nearer."""
    share = printed(value, percent)
    nearest = round(Fraction(percent) * (value.denominator or 0) / 100)
    equal = share == percent if plan.scale == 1 else value.numerator == nearest
    counted = f"{number(value.numerator)}/{number(value.denominator or 0)}"
    told, wanted = f"{share}%".replace(".", ","), f"{percent}%".replace(".", ",")
    return Line(figure.id, figure.indicator, f"{counted} = {told}", wanted, equal)


def printed(value: Value, like: Decimal) -> Decimal | None:
    """The share in percent, rounded half up to as many decimals as `like` has."""
    if value.share is None:
        return None
    exact = Decimal(value.share.numerator * 100) / Decimal(value.share.denominator)
    return exact.quantize(like, rounding=ROUND_HALF_UP)
