"""How many children of each group there were, year by year."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from chungtay.children.models import Circumstance
from chungtay.indicators.trend import Trend, trend
from chungtay.people.roles import Permission
from chungtay.web.desk import chosen_unit, desk, drill, needs
from chungtay.web.lettering import lettered
from chungtay.web.serving import serves

PARTS = {"dac-biet": "special", "nguy-co": "risks"}


@serves("C5", records=(Circumstance,))
@needs(Permission.FIGURES)
def trends(request: HttpRequest) -> HttpResponse:
    """The table of every group, with a drawing of the groups of the law and one of the risks."""
    unit, found = chosen_unit(request), _found(request)
    shown: dict[str, Any] = {
        "unit": unit,
        "drill": drill(request, unit),
        "trend": found,
        "parts": [("dac-biet", found.special), ("nguy-co", found.risks)],
        "breaks": [(one, one - timedelta(days=1)) for one in found.breaks],
    }
    return render(request, "trends/trends.html", shown)


@needs(Permission.FIGURES)
def trend_chart(request: HttpRequest, part: str) -> HttpResponse:
    from chungtay.reports.trend_chart import drawn

    if part not in PARTS:
        raise Http404(gettext("Không có hình này."))
    found = _found(request)
    lines = getattr(found, PARTS[part])
    if not lines:
        raise Http404(gettext("Không có số liệu để vẽ."))
    title = f"{gettext('Số trẻ theo từng nhóm qua các năm')}, {chosen_unit(request).title}"
    svg = lettered(drawn(found, lines, title).svg)
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Cache-Control": "private"})


def _found(request: HttpRequest) -> Trend:
    return trend(chosen_unit(request), desk(request).day)
