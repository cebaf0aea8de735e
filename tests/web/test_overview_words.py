from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from chungtay.indicators.change import Bar, Change
from chungtay.indicators.registry import INDICATORS, Value
from chungtay.indicators.targets import Progress
from chungtay.places.models import Level
from chungtay.plans.models import Target
from chungtay.web.overview import hidden
from chungtay.web.templatetags import overview_words as words


def progress(measured: Any, indicator: str, kind: str, value: str, **fields: Any) -> Progress:
    target = Target(indicator=indicator, kind=kind, value=Decimal(value), **fields)
    return Progress(target, None, None, Fraction(measured))


FUND, CASES, ABUSED = "fund_raised", "cases_filed_and_supported", "abused_children"


@pytest.mark.parametrize(
    ("one", "goal", "lacking"),
    [
        (progress(95, CASES, "share", "100"), "100%", "còn 5 điểm phần trăm"),
        (progress("99.99", CASES, "share", "100"), "100%", "còn dưới 0,1 điểm phần trăm"),
        (progress(4, FUND, "sum", "5"), "5 đồng", "còn 20%"),
        (
            progress(230, FUND, "sum", "230", direction="more_than"),
            "trên 230 đồng",
            "còn dưới 0,1%",
        ),
        (progress(30, "communes_with_fund", "of", "31", of=31), "31/31 xã", "còn 3,2%"),
        (
            progress(14, "drowning_deaths", "count", "12", direction="at_most"),
            "không quá 12 trẻ",
            "quá 2 trẻ",
        ),
        (
            progress(5, ABUSED, "change", "15", base_year=2020, direction="fall"),
            "giảm 15% so với năm 2020",
            "mới giảm 5%",
        ),
        (
            progress(-86, ABUSED, "change", "15", base_year=2020, direction="fall"),
            "giảm 15% so với năm 2020",
            "đang tăng 86%",
        ),
        (
            progress(-2, FUND, "change", "10", base_year=2020, direction="at_least"),
            "tăng 10% so với năm 2020",
            "đang giảm 2%",
        ),
    ],
)
def test_a_target_and_what_it_lacks(one: Progress, goal: str, lacking: str) -> None:
    assert (words.goal(one), words.lacking(one)) == (goal, lacking)


def change(
    code: str, now: tuple[int, ...], before: tuple[int, ...], bar: Bar | None = None
) -> Change:
    return Change(Value(INDICATORS[code], *now), Value(INDICATORS[code], *before), bar)


@pytest.mark.parametrize(
    ("found", "arrow", "said"),
    [
        (change("children", (12,), (9,)), "↑", "tăng 3 trẻ"),
        (change("special_supported", (97, 100), (98, 100)), "↓", "giảm 1 điểm phần trăm"),
        (change("special_supported", (980, 1000), (49, 50)), "", "không đổi"),
        (
            change("special_supported", (9, 10), (8, 10), Bar.GROUPS),
            "",
            "không so được: luật đã đổi nhóm trẻ em",
        ),
    ],
)
def test_a_change_is_an_arrow_and_a_word(found: Change, arrow: str, said: str) -> None:
    assert (words.arrow(found), words.moved(found)) == (arrow, said)


@pytest.mark.parametrize(
    ("code", "n", "whole", "level", "kept"),
    [
        (CASES, 2, 2, Level.COMMUNE, True),
        (CASES, 9, 10, Level.DISTRICT, True),
        (CASES, 0, 0, Level.COMMUNE, False),
        (CASES, 10, 10, Level.DISTRICT, False),
        (CASES, 2, 2, Level.PROVINCE, False),
        ("special_supported", 2, 2, Level.COMMUNE, False),
    ],
)
def test_small_numbers_of_cases_are_not_told_below_the_province(
    code: str, n: int, whole: int, level: int, kept: bool
) -> None:
    assert hidden(Value(INDICATORS[code], n, whole), level) is kept
