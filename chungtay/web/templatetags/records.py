"""The navigation: which area a page stands in, and its neighbours."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django import template
from django.http import HttpRequest
from django.template import Context, Template
from django.urls import ResolverMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from chungtay.people.models import Post
from chungtay.web.desk import desk
from chungtay.web.kinds import AREA_OF, AREAS, Area

register = template.Library()
IN_ROW = 7
LINK = '<a href="{}"{}>{}</a>\n'
HERE, ON_WAY = SafeString(' aria-current="page"'), SafeString(' aria-current="true"')
SURVEY = (
    "rounds", "open", "round", "assign", "samples", "sample", "recheck", "area", "changes",
    "new_child", "visit", "keying",
)  # fmt: skip
# Pages that open from one of an area's own.
BELOW = {
    "tre-em": (
        "child", "new_child", "child_edit", "child_history", "child_log", "child_moves_out",
        "child_lost", "child_returns", "child_died", "child_settles", "turned_16", "arrivals",
        "duplicate", "household_split", "household_join", "risk", "new_risk", "follow_up",
        "cleaning_file", "special_list_file", "movements_file", "exchange_template", "upload",
        "upload_columns", "upload_choose", "upload_marked",
        *(f"survey_{name}" for name in SURVEY),
    ),
    "don-vi": (
        "hand_over", "handed_over", "person_account", "slip_new", "unit_change", "unit_changed",
    ),
    "du-lieu": ("data_retention", "consent_paper_new", "consent_paper_end"),
    "bao-ve": ("sealed",),
    "bao-cao": ("report", "figure"),
}  # fmt: skip
STANDS_IN = {name: slug for slug, names in BELOW.items() for name in names} | {
    link.name: area.slug for area in AREAS.values() for link in area.links
}


def area_of(match: ResolverMatch | None) -> Area | None:
    """The area of the page at this address."""
    if match is None:
        return None
    slug = str(match.kwargs.get("slug", ""))
    if match.url_name == "area":
        return AREAS.get(slug)
    return AREA_OF.get(slug) or AREAS.get(STANDS_IN.get(match.url_name or "", ""))


@register.simple_tag
def standing_in(request: HttpRequest) -> Area | None:
    return area_of(request.resolver_match)


@register.simple_tag
def words_of_the_work(request: HttpRequest) -> SafeString:
    """A link to each area that this desk may open; the one that the page stands in is marked."""
    here, posts = area_of(request.resolver_match), desk(request).posts
    fronts = [(area, _front(area, posts)) for area in AREAS.values()]
    return _links(request, [(area.title, at, area is here) for area, at in fronts if at])


def _front(area: Area, posts: tuple[Post, ...]) -> str:
    """The page that the navigation opens; empty where these posts open nothing of the area."""
    links = [link.name for link in area.links_for(posts)]
    if area.front in links:
        return _address(area.front)
    if area.kinds_for(posts):
        return _address("area", area.slug)
    return _address(links[0]) if links else ""


@cache
def _address(page: str, *args: str) -> str:
    """The bar stands on every page, and its addresses are the same on each."""
    return reverse(page, args=args)


@dataclass(frozen=True)
class Neighbours:
    """Links to the lists of an area: those in a row, and those that are folded away. One that the
    page stands in is always in the row. On a phone all of them are folded."""

    row: SafeString
    folded: SafeString
    more: int


@register.simple_tag
def neighbours(request: HttpRequest, area: Area | None) -> Neighbours | None:
    """The lists of the area that this desk may open; none where there is but one."""
    if area is None:
        return None
    posts = desk(request).posts
    pages = [(link.title, _address(link.name)) for link in area.links_for(posts)]
    kinds = area.kinds_for(posts)
    pages += [(kind.title, _address("records", kind.slug)) for kind in kinds]
    links = [(title, at, request.path.startswith(at)) for title, at in pages]
    return _parted(request, links) if len(links) > 1 else None


def _parted(request: HttpRequest, links: list[tuple[Any, str, bool]]) -> Neighbours:
    """One list less in the row where the page stands in one beyond it: a row stays a row."""
    there = [link for link in links[IN_ROW:] if link[2]]
    row = links[: IN_ROW - len(there)] + there
    folded = [link for link in links if link not in row]
    return Neighbours(_links(request, row), _links(request, folded), len(folded))


def _links(request: HttpRequest, links: Iterable[tuple[Any, str, bool]]) -> SafeString:
    """`links`: the words, the address, and whether the page is there or below it."""
    marks = {False: "", True: ON_WAY}
    drawn = [
        (at, HERE if there and at == request.path else marks[there], title)
        for title, at, there in links
    ]
    return format_html_join("", LINK, drawn)


@register.simple_tag(takes_context=True)
def account_once(context: Context) -> str:
    """What a person does with the account, for both places of the page that show it."""
    page = cast(Template, context.template)
    return page.engine.get_template("_account.html").render(context)
