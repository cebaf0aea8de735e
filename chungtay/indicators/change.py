"""A figure against the same days a year earlier, where the two can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from ibis.expr.operations import Field

from chungtay.indicators.registry import Indicator, Value
from chungtay.law.group_list import group_list
from chungtay.lib.periods import Period, parse_period, years_before
from chungtay.places.models import Unit

# Columns of facts that say who belongs to the law's groups of children.
OF_GROUPS = frozenset({"special", "at_risk", "severe", "alone"})


class Bar(StrEnum):
    """Why a figure cannot be set against the one a year earlier."""

    UNIT = "unit"  # the unit was not in the tree
    GROUPS = "groups"  # another law divided children into other groups
    REGISTER = "register"  # the register held no children yet
    RECORDS = "records"  # nothing was recorded to count by


@dataclass(frozen=True)
class Change:
    now: Value
    before: Value | None
    bar: Bar | None = None

    @property
    def by(self) -> Fraction | None:
        """What was added: percentage points of a share, else whole units; None if barred."""
        if self.bar or self.before is None:
            return None
        if self.now.indicator.headline == "share":
            return 100 * ((self.now.share or Fraction(0)) - (self.before.share or Fraction(0)))
        return Fraction(self.now.numerator - self.before.numerator)


def change(unit: Unit, period: Period, now: Value, earlier: Mapping[str, Value]) -> Change:
    """`earlier`: values of `a_year_earlier(period)`, with `children` beside the figure; empty if
    the unit was not in the tree then."""
    then, before = a_year_earlier(period).last_day, earlier.get(now.indicator.code)
    if before is None or not unit.valid_on(then):
        return Change(now, None, Bar.UNIT)
    return Change(now, before, _bar(now.indicator, then, period.last_day, before, earlier))


def _bar(
    one: Indicator, then: date, on: date, before: Value, earlier: Mapping[str, Value]
) -> Bar | None:
    if of_groups(one) and group_list(then) != group_list(on):
        return Bar.GROUPS
    if not earlier["children"].numerator:
        return Bar.REGISTER
    return Bar.RECORDS if _nothing_recorded(before) else None


def of_groups(one: Indicator) -> bool:
    """Whether the figure depends on the law's list of groups in force on the day."""
    measure = one.measure(one.fact.table)
    parts = [part for part in (measure.where, measure.among) if part is not None]
    return bool({field.name for part in parts for field in part.op().find(Field)} & OF_GROUPS)


def a_year_earlier(period: Period) -> Period:
    """The same days a year before; as many years as keep a longer period clear of itself."""
    years = -(-period.months() // 12)
    return span(years_before(period.start, years), years_before(period.end, years))


def span(start: date, end: date) -> Period:
    """The days from `start` up to, not including, `end`, by the name they have (2020-H1)."""
    for code in (f"{start.year}{part}" for part in ("", "-H1", "-H2", "-9M")):
        named = parse_period(code)
        if (named.start, named.end) == (start, end):
            return named
    return parse_period(f"{start}..{end - timedelta(days=1)}")


def _nothing_recorded(value: Value) -> bool:
    """A share or a sum of none: far more often nothing was written down than nothing was done.
    None of a thing that is only counted, as of deaths, may be true."""
    counted_only = value.denominator is None and value.indicator.unit != "đồng"
    return not value.numerator and not counted_only
