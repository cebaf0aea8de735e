"""Lists of an earlier day, on the tree of that day: which units, and how many children in each.

A child of such a list opens as it does today: to whom it is served by now, or lived with since.
How many stood in the list is told whole, as numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from chungtay.children.finding import is_year
from chungtay.children.models import Child
from chungtay.lib.vietnamese import fold, recognised
from chungtay.people.access import came_before
from chungtay.people.models import Post
from chungtay.places.models import Change, Level, Unit, UnitQuerySet
from chungtay.web.desk import desk


@dataclass(frozen=True)
class Row:
    """A unit of that day. `became`: what it was made into since."""

    unit: Unit
    became: list[Unit]
    children: int

    @property
    def has_list(self) -> bool:
        return self.unit.level >= Level.COMMUNE

    @property
    def has_more(self) -> bool:
        return self.unit.level < Level.HAMLET


def within(posts: Iterable[Post], day: date, today: date) -> UnitQuerySet:
    """Units of that day within the posts, and those that have since become part of them."""
    found = Unit.objects.on(day)
    roots = [post.unit for post in posts]
    if any(root.level == Level.NATION for root in roots):
        return found
    keys = [root.pk for root in roots]
    keys += came_before(keys, today)
    above = Q(pk__in=keys) | Q(commune__in=keys) | Q(district__in=keys) | Q(province__in=keys)
    return found.filter(above)


def unit_then(request: HttpRequest, day: date) -> Unit | None:
    """The unit of `?don-vi=`, or the desk's own; None where it was not there that day.

    Raises Http404 for one that is not, and was not, within the desk's units.
    """
    here, asked = desk(request), request.GET.get("don-vi", "") or str(desk(request).unit.pk)
    reach = within(here.acting, day, here.day).select_related("district", "province", "commune")
    known = asked.isdecimal() and len(asked) < 10
    unit = reach.filter(pk=asked).first() if known else None
    if unit is None and not (known and here.units.filter(pk=asked).exists()):
        raise Http404(gettext("Không có đơn vị này trong phạm vi công tác của anh/chị."))
    return unit


def highest(request: HttpRequest, day: date) -> list[Unit]:
    """The units of that day that no other one within the desk's units holds, by name."""
    here = desk(request)
    found = within(here.acting, day, here.day)
    top = found.exclude(parent__in=found.values("pk"))
    return list(top.select_related("parent").order_by("level", "sort_key", "pk"))


def rows(units: list[Unit], day: date, today: date) -> list[Row]:
    counts, became = lived([unit.pk for unit in units], day), _became(units, today)
    return [Row(one, became.get(one.pk, []), counts.get(one.pk, 0)) for one in units]


def lived(units: list[int], day: date) -> dict[int, int]:
    """Children under 16 in each of the units on the day, by the unit's key; of one that is not
    the reader's to count nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit, n FROM units.lived(%s::bigint[], %s)", [units, day])
        return dict(cursor.fetchall())


def _became(units: list[Unit], today: date) -> dict[int, list[Unit]]:
    found: dict[int, list[Unit]] = {}
    changes = Change.objects.filter(old__in=units, date__lte=today, new__isnull=False)
    for change in changes.select_related("new").order_by("new__sort_key"):
        if change.new is not None:
            found.setdefault(change.old_id, []).append(change.new)
    return found


def last_day_before_a_change(unit: Unit, today: date) -> date:
    """The day that is asked for most: the last one of the units that became this one."""
    changes = Change.objects.filter(new=unit, date__lte=today).order_by("-date")
    day = changes.values_list("date", flat=True).first()
    return (day or today) - timedelta(days=1)


def named(children: "QuerySet[Child, Any]", words: str) -> "QuerySet[Child, Any]":
    """Children whose names hold every word, without regard to marks; four digits: born then."""
    for word in fold(recognised(words)).split():
        one = {"birth_date__year": int(word)} if is_year(word) else {"search_key__contains": word}
        children = children.filter(**one)
    return children
