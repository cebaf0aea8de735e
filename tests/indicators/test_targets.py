"""A target is held; its progress is counted, in the target's own terms."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import given
from hypothesis import strategies as st

from chungtay.cases.models import Case
from chungtay.indicators.registry import INDICATORS, Value
from chungtay.indicators.targets import Progress, plan_period, progress
from chungtay.plans.models import Plan, Target
from chungtay.support.models import Support
from tests.indicators.conftest import Village

SHARE = {"kind": "share", "value": 50, "of_what": "số trẻ có hoàn cảnh đặc biệt"}


def plan_of(v: Village, year: int = 2020, **target: Any) -> Plan:
    plan = Plan.objects.create(
        unit=v.province, form="own", number=f"1/KH-UBND-{year}", title="Kế hoạch",
        period=DateRange(date(year, 1, 1), date(year + 1, 1, 1)),
    )  # fmt: skip
    Target.objects.create(plan=plan, order=1, wording="Mục tiêu", **target)
    return plan


def help_one(v: Village, day: date = date(2020, 5, 4)) -> None:
    Support.objects.create(child=v.children["hard"], kind="care", date=day)


def only(plan: Plan, on: date | None) -> Progress:
    (found,) = progress(plan, on)
    return found


def test_a_share_is_counted_over_its_own_denominator(village: Village) -> None:
    plan = plan_of(village, indicator="special_supported", **SHARE)
    assert only(plan, date(2020, 6, 30)).measured == 0
    help_one(village)
    found = only(plan, date(2020, 6, 30))
    assert (found.measured, found.reached, found.done) == (
        Fraction(100, 3),
        False,
        Fraction(2, 3),
    )


def test_what_comes_after_the_day_is_not_counted(village: Village) -> None:
    plan = plan_of(village, indicator="special_supported", **SHARE)
    help_one(village, date(2020, 7, 1))
    assert only(plan, date(2020, 6, 30)).measured == 0
    assert only(plan, None).measured == Fraction(100, 3)


@pytest.mark.parametrize("on", [date(2019, 12, 31), date(2010, 1, 1)])
def test_a_plan_that_has_not_begun_has_no_progress(village: Village, on: date) -> None:
    found = only(plan_of(village, indicator="special_supported", **SHARE), on)
    assert (found.measured, found.reached, found.done) == (None, None, None)


def test_a_whole_year_is_spoken_of_as_the_year(village: Village) -> None:
    plan = plan_of(village, indicator="children", kind="count", value=1)
    assert plan_period(plan).code == "2020"  # type: ignore[union-attr]
    assert plan_period(plan, date(2020, 3, 5)).code == "2020-01-01..2020-03-05"  # type: ignore[union-attr]


def test_a_fall_is_counted_against_the_base_year(village: Village) -> None:
    plan = plan_of(
        village, 2021, indicator="abused_children", kind="change", direction="fall",
        value=15, base_year=2020,
    )  # fmt: skip
    for name, day in (
        ("ten", date(2020, 3, 1)),
        ("hard", date(2020, 9, 1)),
        ("ten", date(2021, 3, 1)),
    ):
        Case.objects.create(
            child=village.children[name], unit=village.commune, harm="violence", found_on=day
        )
    found = only(plan, None)
    # Two of eight children in 2020, one of eight in 2021: the rate fell by half.
    assert (found.measured, found.reached) == (Fraction(50), True)


def test_without_a_base_nothing_is_said(village: Village) -> None:
    plan = plan_of(
        village, 2021, indicator="abused_children", kind="change", direction="fall",
        value=15, base_year=2019,
    )  # fmt: skip
    assert only(plan, None).reached is None


@given(
    measured=st.fractions(min_value=0, max_value=10**12),
    promised=st.decimals(min_value=0, max_value=10**12, places=2),
    direction=st.sampled_from(Target.Direction.values),
)
def test_reached_is_what_the_words_say(
    measured: Fraction, promised: Decimal, direction: str
) -> None:
    target = Target(indicator="children", kind="count", direction=direction, value=promised)
    found = Progress(target, Value(INDICATORS["children"], 0), None, measured)
    said = {
        "at_least": measured >= Fraction(promised),
        "fall": measured >= Fraction(promised),
        "more_than": measured > Fraction(promised),
        "at_most": measured <= Fraction(promised),
    }
    assert found.reached == said[direction]
    assert found.done is None or 0 <= found.done <= 1
