"""Periods as people write them, and days a life is counted from."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.law.age import born_after_to_be_child, is_child
from chungtay.lib.periods import Period, birthday, parse_period, years_before
from chungtay.lib.problems import Problem

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("written", "start", "last", "title"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "năm 2020"),
        ("2020-H1", date(2020, 1, 1), date(2020, 6, 30), "6 tháng đầu năm 2020"),
        ("2020-h2", date(2020, 7, 1), date(2020, 12, 31), "6 tháng cuối năm 2020"),
        ("2020-9M", date(2020, 1, 1), date(2020, 9, 30), "9 tháng đầu năm 2020"),
        ("2020-Q4", date(2020, 10, 1), date(2020, 12, 31), "quý IV năm 2020"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "tháng 2 năm 2020"),
        (
            "2020-01-15..2020-02-29",
            date(2020, 1, 15),
            date(2020, 2, 29),
            "từ 15/01/2020 đến 29/02/2020",
        ),
    ],
)
def test_a_period_is_read(written: str, start: date, last: date, title: str) -> None:
    period = parse_period(written)
    assert (period.start, period.last_day, period.title) == (start, last, title)


@pytest.mark.parametrize(
    "written",
    ["", "2020-H3", "20", "2020-13", "2020-00", "H1-2020", "2020-02-30..2020-03-01",
     "2020-03-01..2020-02-01", "1020", "9999-H1", "2020-H1; DROP TABLE"],
)  # fmt: skip
def test_what_is_no_period_is_told(written: str) -> None:
    with pytest.raises(Problem, match="Không hiểu kỳ"):
        parse_period(written)


@given(DAYS, st.integers(0, 2000))
def test_a_range_is_read_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    period = parse_period(f"{first}..{last}")
    assert (period.start, period.last_day) == (first, last)
    assert 1 <= period.months() <= length // 28 + 2


@given(st.integers(1990, 2100))
def test_the_parts_of_a_year_make_the_year(year: int) -> None:
    def joined(*codes: str) -> bool:
        parts = [parse_period(f"{year}-{code}") for code in codes]
        whole = parse_period(str(year))
        touching = all(a.end == b.start for a, b in pairwise(parts))
        return touching and (parts[0].start, parts[-1].end) == (whole.start, whole.end)

    assert joined("H1", "H2")
    assert joined("Q1", "Q2", "Q3", "Q4")
    assert joined(*(f"{month:02}" for month in range(1, 13)))


@given(DAYS, DAYS)
def test_the_database_s_bound_and_the_law_agree_on_who_is_a_child(born: date, on: date) -> None:
    assert is_child(born, on) == (born_after_to_be_child(on) < born <= on)


@given(DAYS, st.integers(1, 20))
def test_a_birthday_never_comes_early(born: date, years: int) -> None:
    day = birthday(born, years)
    assert (day.year - born.year) == years
    assert years_before(day, years) >= born - timedelta(days=1)


def test_a_period_is_half_open() -> None:
    assert Period(date(2020, 1, 1), date(2020, 1, 2), "x").last_day == date(2020, 1, 1)
