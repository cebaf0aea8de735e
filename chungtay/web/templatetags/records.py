"""The navigation: which area a page stands in, and its neighbours."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import ResolverMatch, reverse

from chungtay.web.desk import desk
from chungtay.web.kinds import AREA_OF, AREAS, Area

register = template.Library()
# Pages that are older than the areas and stand in one.
STANDS_IN = {
    "children": "tre-em",
    "child": "tre-em",
    "new_child": "tre-em",
    "child_edit": "tre-em",
    "risks": "tre-em",
    "risk": "tre-em",
    "new_risk": "tre-em",
    "overview": "bao-cao",
    "reports": "bao-cao",
    "report": "bao-cao",
    "figure": "bao-cao",
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
def all_areas() -> list[tuple[Area, str]]:
    """Each area with the page that the navigation opens for it."""
    return [
        (area, reverse(area.front) if area.front else reverse("area", args=[area.slug]))
        for area in AREAS.values()
    ]


@register.simple_tag
def neighbours(request: HttpRequest, area: Area | None) -> list[tuple[Any, str, bool]]:
    """The lists of the area that this desk may open, their addresses, and whether it is there."""
    if area is None:
        return []
    posts = desk(request).posts
    pages = [(link.title, reverse(link.name)) for link in area.links]
    kinds = [kind for kind in area.kinds if kind.may_read(posts)]
    pages += [(kind.title, reverse("records", args=[kind.slug])) for kind in kinds]
    return [(title, address, request.path.startswith(address)) for title, address in pages]
