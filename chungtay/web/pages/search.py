"""One box for everything: children by name, then every kind of record with words to look in."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from chungtay.lib.vietnamese import fold
from chungtay.places.models import Unit
from chungtay.web import register
from chungtay.web.desk import Desk, desk, for_those_who_read_children
from chungtay.web.kinds import KINDS, Kind, cells, telling
from chungtay.web.kinds.asking import matching
from chungtay.web.templatetags.vietnamese import born

SHOWN = 5
LONGEST = 80
# The register of posts answers for people; the other keys of people and donors repeat them.
BY_PERSON = "can-bo"


@dataclass(frozen=True)
class Hits:
    """The first hits of one kind; `more` when the list holds others."""

    title: Any
    found: list[tuple[str, str, str]]
    more: bool
    address: str


@cache_control(private=True, no_store=True)
@for_those_who_read_children
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:LONGEST]
    here = desk(request)
    unit = here.unit
    hits = [one for one in _all(here, unit, words) if one.found] if fold(words) else []
    return render(request, "search/search.html", {"words": words, "hits": hits, "unit": unit})


def _all(here: Desk, unit: Unit, words: str) -> list[Hits]:
    kinds = [kind for kind in KINDS.values() if _searched(kind) and kind.may_read(here.posts)]
    return [_children(here, unit, words), *(_of(kind, unit, words) for kind in kinds)]


def _searched(kind: Kind) -> bool:
    return kind.search == "search_key" or kind.slug == BY_PERSON


def _children(here: Desk, unit: Unit, words: str) -> Hits:
    at_home: Any = register.at_home(unit, here.day)
    page = list(at_home.matching(words).order_by("sort_key", "pk")[: SHOWN + 1])
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
    return _hits(gettext("Trẻ em"), found, "children", [], words)


def _of(kind: Kind, unit: Unit, words: str) -> Hits:
    rows = matching(kind, kind.under(unit), words).order_by(*kind.orders[0].fields)
    columns = kind.columns[:4]
    found = [
        (
            line.address,
            line.name,
            ", ".join(c.text for c in line.others if c.text != telling.NOT_KNOWN),
        )
        for line in telling.lines(kind, columns, rows[: SHOWN + 1])
    ]
    return _hits(kind.title, found, "records", [kind.slug], words, ever=kind.current)


def _hits(
    title: Any, found: list[Any], page: str, args: list[str], words: str, *, ever: bool = False
) -> Hits:
    asked = {"q": words} | ({"nam": "tat-ca"} if ever else {})
    address = f"{reverse(page, args=args)}?{urlencode(asked)}"
    return Hits(title, found[:SHOWN], len(found) > SHOWN, address)
