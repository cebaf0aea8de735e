"""What the page of a month's movements shows: its table by unit, its chart by month, its names."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.merged import made_of
from chungtay.children.models import Child, Ended, Residence
from chungtay.children.movements import (
    CAME,
    WENT,
    Movement,
    What,
    counts_below,
    counts_by_month,
    deeds_of,
)
from chungtay.lib import vietnamese
from chungtay.people.deeds import can_undo
from chungtay.people.models import Deed
from chungtay.people.roles import Permission
from chungtay.places.models import Level, Unit
from chungtay.web.desk import Desk, units_below
from chungtay.web.kinds import cells, reach
from chungtay.web.kinds.kind import Column, Kind
from chungtay.web.merged import said_of

MONTH = re.compile(r"(\d{4})-(\d{2})")
MOST_DEEDS = 30  # on the page of a child's history
# The drawing: what came above the line, what went below it.
STEP, BAR, HALF, LEFT = 50, 34, 70, 40
COLUMN = {
    Level.PROVINCE: "province_id",
    Level.DISTRICT: "district_id",
    Level.COMMUNE: "commune_id",
    Level.HAMLET: "id",
}


@dataclass(frozen=True)
class Month:
    """A calendar month: `first` its first day, `end` the first day after it."""

    first: date

    @property
    def end(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def before(self) -> "Month":
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def title(self) -> str:
        return f"{self.first:%m/%Y}"


def month_asked(request: HttpRequest, day: date) -> Month:
    """`?thang=2026-11`, or the month of the day. 404 for one that is none or has not begun."""
    asked = request.GET.get("thang", "")
    if not asked:
        return Month(day.replace(day=1))
    found = MONTH.fullmatch(asked)
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1930:
        raise Http404(gettext("Tháng ghi như 2026-11."))
    first = date(int(found[1]), int(found[2]), 1)
    if first > day:
        raise Http404(gettext("Tháng này chưa tới."))
    return Month(first)


@dataclass(frozen=True)
class Line:
    """One unit of the table, or the whole."""

    title: str
    unit: Unit | None
    cells: list[tuple[What, int]]


def line(title: str, unit: Unit | None, counted: Counter[str]) -> Line:
    return Line(title, unit, [(what, counted[what]) for what in What])


def lines_below(unit: Unit, month: Month, day: date) -> list[Line]:
    """Each unit one level down where something happened, in Vietnamese order."""
    below = units_below(unit, min(day, month.last))
    if not below:
        return []
    counted = counts_below(unit, COLUMN[Level(below[0].level)], month.first, month.last)
    found = [line(one.title, one, counted[one.pk]) for one in below if one.pk in counted]
    if unit.level == Level.COMMUNE and unit.pk in counted:
        found.append(line(gettext("Chưa rõ thôn"), None, counted[unit.pk]))
    return found


@dataclass(frozen=True)
class Bar:
    """A month of the chart: how many came and went, and where it is drawn."""

    month: Month
    came: int
    went: int
    x: int
    up: int
    down: int

    @property
    def change(self) -> int:
        return self.came - self.went

    @property
    def label(self) -> str:
        return f"{self.month.first.month}/{self.month.first:%y}"

    @property
    def top(self) -> int:
        return HALF - self.up

    @property
    def middle(self) -> int:
        return self.x + BAR // 2


def chart(unit: Unit, month: Month) -> dict[str, Any]:
    """Twelve months to this one."""
    months = [month]
    while len(months) < 12:
        months.insert(0, months[0].before)
    counted = counts_by_month(unit, months[0].first, month.last)
    told = [(one, *_both(counted.get(one.first, Counter()))) for one in months]
    most = max([1, *(max(came, went) for _one, came, went in told)])
    bars = [
        Bar(one, came, went, LEFT + STEP * at, came * (HALF - 16) // most,
            went * (HALF - 16) // most)
        for at, (one, came, went) in enumerate(told)
    ]  # fmt: skip
    return {"bars": bars, "line": HALF, "height": 2 * HALF + 24, "label": 2 * HALF + 18,
            "width": LEFT + 12 * STEP}  # fmt: skip


def _both(counted: Counter[str]) -> tuple[int, int]:
    return sum(counted[what] for what in CAME), sum(counted[what] for what in WENT)


@dataclass(frozen=True)
class Row:
    """A happening as the list shows it. `deed`: what the desk's person may take back of it."""

    movement: Movement
    child: Child | None
    place: str
    other: str
    deed: Deed | None

    @property
    def what(self) -> str:
        return str(self.movement.what.label)

    @property
    def to_or_from(self) -> str:
        if not self.other:
            return ""
        out = self.movement.what == What.MOVED_OUT
        word = gettext("đến %(unit)s") if out else gettext("từ %(unit)s")
        return word % {"unit": self.other}


def rows(found: list[Movement], here: Desk, now: Any) -> list[Row]:
    """The happenings with their names: five queries, however many."""
    left = _left_for(found)
    children = Child.objects.in_bulk([one.child for one in found if one.child])
    keys = {key for one in found for key in (one.unit, one.other) if key}
    units = Unit.objects.select_related("parent", "commune").in_bulk(keys)
    deeds = deeds_of(found)
    return [
        Row(one, children.get(one.child) if one.child else None, cells.place(units[one.unit]),
            left.get((one.child, one.day)) or _other(one, units),
            _undoable(deeds.get(one.key), units[one.unit], here, now))
        for one in found
    ]  # fmt: skip


def _other(one: Movement, units: dict[int, Unit]) -> str:
    return cells.place(units[one.other]) if one.other else ""


def _left_for(found: list[Movement]) -> dict[tuple[UUID | None, date], str]:
    """Where those went that left the system, as told."""
    out = [one.child for one in found if one.what == What.MOVED_OUT]
    homes = Residence.objects.filter(child__in=out, ended=Ended.LEFT)
    homes = homes.select_related("left_province")
    return {(one.child_id, one.period.upper): one.left_for for one in homes}


@dataclass(frozen=True)
class Told:
    """A deed about a child as its history shows it."""

    deed: Deed
    may_undo: bool
    of: str = ""  # the record merged into the child's that it was done to, in words


def deeds_told(child: Child, here: Desk, now: Any) -> list[Told]:
    """What was done to the child's records as acts, newest first, and to those merged into them,
    which the merge alone takes back; of what is sealed only to who could take it back."""
    parts: dict[Any, str] = {one.key: said_of(one) for one in made_of(child.pk)}
    found = Deed.objects.filter(child_id__in=[child.pk, *parts])
    found = found.select_related("unit", "by", "undone_by").order_by("-at", "-pk")
    told = [
        Told(one, one.child_id == child.pk and may_undo(one, one.unit, here, now),
             parts.get(one.child_id, ""))
        for one in found
    ]  # fmt: skip
    free = Permission.ENROL
    return [one for one in told if one.may_undo or one.deed.permission == free][:MOST_DEEDS]


def _undoable(deed: Deed | None, unit: Unit, here: Desk, now: Any) -> Deed | None:
    return deed if deed is not None and may_undo(deed, unit, here, now) else None


def may_undo(deed: Deed, unit: Unit, here: Desk, now: Any) -> bool:
    """Whether a button is offered; the database asks again."""
    own = deed.by_id == here.user.pk and here.may(Permission(deed.permission))
    return can_undo(deed, now) and (own or here.may_at(unit, Permission(deed.permission)))


BOOK = Kind(
    slug="bien-dong",
    model=Residence,
    title=_("Biến động trẻ em"),
    one=_("biến động"),
    about="",
    columns=(
        Column("what", _("Biến động"), lambda row: row.what),
        Column("day", _("Ngày"), lambda row: row.movement.day),
        Column("child", _("Trẻ em"), lambda row: row.child.full_name if row.child else ""),
        Column("born", _("Ngày sinh"), lambda row: row.child.birth_date if row.child else ""),
        Column("place", _("Nơi ở"), lambda row: row.place),
        Column("other", _("Từ hoặc đến"), lambda row: row.other),
    ),
    within=reach.at(),
    orders=(),
)


def said(month: Month) -> str:
    return gettext("tháng %(month)s") % {"month": vietnamese.date(month.first)[3:]}
