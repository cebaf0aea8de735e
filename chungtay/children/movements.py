"""The month's movements: who was born, came, left, died, turned 16 in a unit, counted and named.

Read from the register itself (homes, deaths, birthdays) and from the deeds of households, by one
reviewed function of the database (migrations/movements.sql), which tests the reader's scope.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from chungtay.people.models import Deed
from chungtay.places.models import Unit


class What(models.TextChoices):
    """What happened, in the order of the table; the keys are those of Deed.Kind."""

    BORN = "born", _("Sinh")
    MOVED_IN = "moved_in", _("Chuyển đến")
    FOUND = "found", _("Tìm thấy lại")
    MOVED_OUT = "moved_out", _("Chuyển đi")
    LOST = "lost", _("Không rõ nơi ở")
    DIED = "died", _("Chết")
    TURNED_16 = "turned_16", _("Đủ 16 tuổi")
    HOUSEHOLD_SPLIT = "household_split", _("Tách hộ")
    HOUSEHOLD_JOINED = "household_joined", _("Nhập hộ")


CAME = (What.BORN, What.MOVED_IN, What.FOUND)
WENT = (What.MOVED_OUT, What.LOST, What.DIED, What.TURNED_16)
# A row `inside` the unit is no movement of the unit, only of the units below it.
BELOW = """
    SELECT u.{level}, m.what, count(*)
    FROM {movements}
    JOIN places_unit u ON u.id = m.unit
    LEFT JOIN places_unit v ON v.id = m.other
    WHERE NOT (m.inside AND u.{level} = v.{level})
    GROUP BY 1, 2
"""
BY_MONTH = """
    SELECT date_trunc('month', m.day)::date, what, count(*)
    FROM {movements} WHERE NOT m.inside GROUP BY 1, 2
"""
NAMED = """
    SELECT what, child, unit, day, other
    FROM {movements}
    WHERE (%s::text[] = '{{}}' OR what = ANY (%s)) AND NOT m.inside
    ORDER BY day, what, child LIMIT %s OFFSET %s
"""


@dataclass(frozen=True)
class Movement:
    """One happening: in which hamlet, and of a move the unit on its other side."""

    what: What
    child: UUID | None
    unit: int
    day: date
    other: int | None

    @property
    def key(self) -> tuple[UUID | int, str, date]:
        """Of a household with several children, the hamlet stands for them."""
        return self.child or self.unit, self.what, self.day


def counts(unit: Unit, first: date, last: date) -> Counter[str]:
    """How many of each kind; moves between two places of the unit are not counted."""
    told = "SELECT what, count(*) FROM {movements} WHERE NOT m.inside GROUP BY 1"
    return Counter(dict(_rows(told, unit, first, last)))


def counts_below(unit: Unit, level: str, first: date, last: date) -> dict[int, Counter[str]]:
    """The same of each unit one level down, by key; `level`: the column of places_unit that
    holds them. A move between two of them counts in both."""
    found: dict[int, Counter[str]] = {}
    for key, what, number in _rows(BELOW, unit, first, last, level=level):
        found.setdefault(key, Counter())[what] = number
    return found


def counts_by_month(unit: Unit, first: date, last: date) -> dict[date, Counter[str]]:
    """How many of each kind in each month, by its first day."""
    found: dict[date, Counter[str]] = {}
    for month, what, number in _rows(BY_MONTH, unit, first, last):
        found.setdefault(month, Counter())[what] = number
    return found


def movements(
    unit: Unit, first: date, last: date, kinds: Iterable[str], span: slice
) -> list[Movement]:
    """The happenings themselves, in order of their days; `kinds`: of these only, if any."""
    start, wanted = span.start or 0, list(kinds)
    asked = [wanted, wanted, span.stop - start, start]
    rows = _rows(NAMED, unit, first, last, *asked)
    return [Movement(What(what), *rest) for what, *rest in rows]


def deeds_of(found: Iterable[Movement]) -> dict[tuple[UUID | int, str, date], Deed]:
    """The deeds that wrote the happenings and still stand, by `Movement.key`; a birth of the demo
    has none."""
    rows = list(found)
    keys = {one.child for one in rows if one.child}
    units = {one.unit for one in rows if one.child is None}
    deeds = Deed.objects.filter(undone_at=None, kind__in=What.values).filter(
        models.Q(child_id__in=keys) | models.Q(child_id=None, unit__in=units)
    )
    return {(one.child_id or one.unit_id, one.kind, one.day): one for one in deeds.order_by("pk")}


def _rows(
    told: str, unit: Unit, first: date, last: date, *more: Any, level: str = ""
) -> list[tuple[Any, ...]]:
    call = "access.movements(%s, %s, %s) m"
    with connection.cursor() as cursor:
        cursor.execute(told.format(movements=call, level=level), [unit.pk, first, last, *more])
        return cursor.fetchall()
