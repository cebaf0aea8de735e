"""The working-day calendar: without Saturdays, Sundays and holidays (law/working_days.yaml)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from chungtay.law.data import law_file

DAY = timedelta(days=1)
SATURDAY = 5


def add_working_days(start: date, days: int) -> date:
    """The day that many working days after `start`, which itself is not counted.

    Raises ValueError for fewer than one.
    """
    if days < 1:
        raise ValueError(f"{days} working days")
    found = start
    while days:
        found += DAY
        days -= is_working_day(found)
    return found


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


@cache
def holidays(year: int) -> frozenset[date]:
    """Days off of the year; one on a weekend is made up on the next day that is none."""
    off: set[date] = set()
    for day in sorted(_named(year)):
        while day in off or day.weekday() >= SATURDAY:
            day += DAY
        off.add(day)
    return frozenset(off)


def _named(year: int) -> Iterator[date]:
    rules = law_file("working_days")
    yield from (date(year, row["month"], row["day"]) for row in rules["fixed"])
    yield from (day for day in rules["hung_kings"]["days"] if day.year == year)
    tet = rules["lunar_new_year"]
    for first in (day for day in tet["days"] if day.year == year):
        yield from (first + DAY * n for n in range(-tet["before"], tet["after"] + 1))
