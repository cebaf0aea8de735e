from collections.abc import Callable
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.indicators.change import Bar, Change, a_year_earlier, change, of_groups
from chungtay.indicators.registry import INDICATORS, Value
from chungtay.lib.periods import parse_period
from chungtay.places.models import Unit

ALWAYS = Unit(period=DateRange(date(2000, 1, 1), None))
SINCE_2020 = Unit(period=DateRange(date(2020, 1, 1), None))


def value(code: str, n: int, whole: int | None = None) -> Value:
    return Value(INDICATORS[code], n, whole)


def compared(
    code: str, now: tuple[int, int | None], before: tuple[int, int | None], period: str,
    children: int = 10, unit: Unit = ALWAYS,
) -> Change:  # fmt: skip
    earlier = {"children": value("children", children), code: value(code, *before)}
    return change(unit, parse_period(period), value(code, *now), earlier)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2020-H1", "2019-H1"),
        ("2020", "2019"),
        ("2020-02-29..2020-03-15", "2019-02-28..2019-03-15"),
        ("2013-07-01..2014-06-30", "2012-07-01..2013-06-30"),
        ("2019-07-01..2020-12-31", "2017-07-01..2018-12-31"),
    ],
)
def test_the_same_days_a_year_earlier(period: str, before: str) -> None:
    assert a_year_earlier(parse_period(period)).code == before


@pytest.mark.parametrize(
    ("code", "now", "before", "by"),
    [
        ("children", (12, None), (9, None), 3),
        ("special_supported", (98, 100), (49, 50), 0),
        ("special_supported", (98, 100), (97, 100), 1),
        ("child_friendly_communes", (70, 102), (72, 102), -2),
    ],
)
def test_what_was_added(
    code: str, now: tuple[int, int | None], before: tuple[int, int | None], by: int
) -> None:
    assert compared(code, now, before, "2020").by == by


Case = Callable[[], Change]


@pytest.mark.parametrize(
    ("case", "bar"),
    [
        (lambda: compared("special_supported", (9, 10), (8, 10), "2017"), Bar.GROUPS),
        (lambda: compared("special_supported", (9, 10), (8, 10), "2018-H1"), None),
        (lambda: compared("special_supported", (9, 10), (8, 10), "2018"), None),
        (lambda: compared("special_supported", (9, 10), (8, 10), "2017-H2"), Bar.GROUPS),
        (lambda: compared("children", (9, None), (8, None), "2017"), None),
        (lambda: compared("children", (9, None), (0, None), "2020", children=0), Bar.REGISTER),
        (lambda: compared("fund_raised", (9, None), (0, None), "2020"), Bar.RECORDS),
        (lambda: compared("fully_immunised", (9, 9), (0, 0), "2020"), Bar.RECORDS),
        (lambda: compared("special_supported", (9, 10), (0, 10), "2020"), Bar.RECORDS),
        (lambda: compared("drowning_deaths", (2, None), (0, None), "2020"), None),
        (lambda: compared("children", (9, None), (8, None), "2020", unit=SINCE_2020), Bar.UNIT),
    ],
)
def test_why_two_years_are_not_compared(case: Case, bar: Bar | None) -> None:
    found = case()
    assert found.bar == bar
    assert (found.by is None) is (bar is not None)


@pytest.mark.parametrize(
    ("code", "depends"),
    [("special_circumstances", True), ("at_risk", True), ("poor_households", False)],
)
def test_figures_that_depend_on_the_list_of_groups(code: str, depends: bool) -> None:
    assert of_groups(INDICATORS[code]) is depends
