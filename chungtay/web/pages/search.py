"""One box for everything: children by name, then every kind of record with words to look in."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from chungtay.lib.vietnamese import fold
from chungtay.people.roles import READS_CHILDREN, Permission
from chungtay.places.models import Unit
from chungtay.web import register, words
from chungtay.web.desk import Desk, desk, needs
from chungtay.web.kinds import KINDS, Kind, cells, telling
from chungtay.web.kinds.asking import matching
from chungtay.web.reading import children_in, read
from chungtay.web.templatetags.vietnamese import born

SHOWN = 5
# The register of posts answers for people; the other keys of people and donors repeat them.
BY_PERSON = "can-bo"


@dataclass(frozen=True)
class Hits:
    """The first hits of one kind; `more` when the list holds others. `named`: the children they
    are about."""

    title: Any
    found: list[tuple[str, str, str]]
    more: bool
    address: str
    named: list[UUID]


@needs(Permission.CHILDREN, Permission.RECORDS)
@words.searched
def search(request: HttpRequest) -> HttpResponse:
    asked, here = words.words_of(request)[: words.LONGEST], desk(request)
    hits = [one for one in _all(here, asked, _key(request)) if one.found] if fold(asked) else []
    if fold(asked):
        _kept(request, hits)
    shown = {"words": asked, "hits": hits, "unit": here.unit, "expired": words.expired(request)}
    return render(request, "search/search.html", shown)


def _key(request: HttpRequest) -> str:
    """Of the words as the address bears it, for the links to the lists that have more."""
    return request.GET.get(words.KEY, "")


def _kept(request: HttpRequest, hits: list[Hits]) -> None:
    """That somebody searched and which children it named; not the words, which may be a name."""
    shown = [key for one in hits for key in one.named]
    details = {"found": sum(len(one.found) for one in hits)}
    read(request, "search", f"search:{desk(request).unit.pk}", shown=shown, details=details)


def _all(here: Desk, asked: str, key: str) -> list[Hits]:
    """Each kind within the highest unit whose post reads it."""
    kinds = [kind for kind in KINDS.values() if _searched(kind) and kind.may_read(here.acting)]
    found = [_of(kind, here.standing_on(kind.readers).unit, asked, key) for kind in kinds]
    if not here.reads_children:
        return found
    return [_children(here, here.standing_on(READS_CHILDREN).unit, asked, key), *found]


def _searched(kind: Kind) -> bool:
    return kind.search == "search_key" or kind.slug == BY_PERSON


def _children(here: Desk, unit: Unit, asked: str, key: str) -> Hits:
    found_ones = register.Search(unit, here.day, asked)
    page: list[Any] = list(found_ones.page(slice(0, SHOWN + 1)))
    homes = Unit.objects.select_related("parent__parent").in_bulk([c.home_unit for c in page])
    found = [
        (
            reverse("child", args=[child.pk]),
            child.full_name,
            gettext("sinh {day}, {place}").format(
                day=born(child), place=cells.place(homes[child.home_unit])
            ),
        )
        for child in page
    ]
    named = [child.pk for child in page]
    return _hits(gettext("Trẻ em"), found, named, "children", [], key)


def _of(kind: Kind, unit: Unit, asked: str, key: str) -> Hits:
    rows = matching(kind, kind.under(unit), asked).order_by(*kind.orders[0].fields)
    columns, page = kind.columns[:4], list(rows[: SHOWN + 1])
    found = [
        (
            line.address,
            line.name,
            ", ".join(c.text for c in line.others if c.text != telling.NOT_KNOWN),
        )
        for line in telling.lines(kind, columns, page)
    ]
    named = children_in(page)
    return _hits(kind.title, found, named, "records", [kind.slug], key, ever=kind.current)


def _hits(
    title: Any,
    found: list[Any],
    named: list[UUID],
    page: str,
    args: list[str],
    key: str,
    *,
    ever: bool = False,
) -> Hits:
    asked = {words.KEY: key} | ({"nam": "tat-ca"} if ever else {})
    address = f"{reverse(page, args=args)}?{urlencode(asked)}"
    return Hits(title, found[:SHOWN], len(found) > SHOWN, address, named[:SHOWN])
