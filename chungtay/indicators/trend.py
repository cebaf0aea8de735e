"""Children of each group of circumstances, year by year, and where the law breaks the series."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from chungtay.children.models import Group
from chungtay.indicators.disclosure import HIDDEN, SENSITIVE_GROUPS, SMALL
from chungtay.law.data import law_file
from chungtay.people.scope import counting
from chungtay.places.models import Level, Unit

FIRST_YEAR = 2010
# Each day's own tree: who lived in the unit that day, and was still a child.
COUNT = """
SELECT d.day, c.group_id, count(DISTINCT c.child_id)
FROM unnest(%s::date[]) AS d (day)
JOIN children_circumstance c ON c.period @> d.day
JOIN children_residence r ON r.child_id = c.child_id AND r.period @> d.day
JOIN places_unit u ON u.id = r.unit_id AND u.period @> d.day AND {within}
JOIN children_child k ON k.id = c.child_id AND k.birth_date <= d.day
    AND k.birth_date > (d.day - interval '16 years')::date
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Line:
    """A group's children on each of the trend's days; None where the law had no such group or
    the unit did not exist; `ẩn` where too few would tell who they are."""

    group: Group
    counts: list[int | str | None]


@dataclass(frozen=True)
class Trend:
    """`breaks`: the days from which other groups of the law hold: no line runs across one."""

    days: list[date]
    lines: list[Line]
    breaks: list[date]

    @property
    def special(self) -> list[Line]:
        return [line for line in self.lines if line.group.kind == Group.Kind.SPECIAL]

    @property
    def risks(self) -> list[Line]:
        return [line for line in self.lines if line.group.kind == Group.Kind.RISK]


def trend(unit: Unit, day: date, first_year: int = FIRST_YEAR) -> Trend:
    """By the last day of each year from the first, and `day` itself; groups nobody was in on any
    of them are left out."""
    days = [date(year, 12, 31) for year in range(first_year, day.year)] + [day]
    days = [one for one in days if unit.valid_on(one)]
    counts = _counts(unit, days)
    held = Group.objects.filter(code__in={code for _day, code in counts}).order_by("-kind", "code")
    lines = [Line(group, [_told(unit, group, counts, one) for one in days]) for group in held]
    return Trend(days, lines, [one for one in _breaks() if days and days[0] < one <= days[-1]])


def _counts(unit: Unit, days: list[date]) -> dict[tuple[date, str], int]:
    field = unit.ancestor_field
    column = f"u.{field}" if field == "id" else f"u.{field}_id"
    within = f"{column} = %s" if field else "true"
    given: list[Any] = [days, unit.pk] if field else [days]
    with counting(), connection.cursor() as cursor:
        cursor.execute(COUNT.format(within=within), given)
        return {(day, code): count for day, code, count in cursor.fetchall()}


def _told(
    unit: Unit, group: Group, counts: dict[tuple[date, str], int], day: date
) -> int | str | None:
    if day not in group.period:
        return None
    count = counts.get((day, group.code), 0)
    private = group.code in SENSITIVE_GROUPS and unit.level > Level.PROVINCE
    return HIDDEN if private and 0 < count < SMALL else count


def _breaks() -> list[date]:
    starts = {law["from"] for name, law in law_file("groups").items() if law["text"]}
    return sorted(starts)[1:]
