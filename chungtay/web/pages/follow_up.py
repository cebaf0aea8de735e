"""The follow-up sheet of a child in special circumstances, and the yearly list of a unit."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chungtay.children.models import Child, Circumstance, Residence
from chungtay.lib.periods import Period, parse_period
from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission
from chungtay.people.trail import note
from chungtay.places.models import Level, Unit
from chungtay.web.desk import Desk, chosen_unit, desk, drill, needs
from chungtay.web.follow_up import in_special_circumstances, listed, told_of
from chungtay.web.kinds.telling import child_within
from chungtay.web.locked_file import locked_pdf
from chungtay.web.locked_page import password_sent, tell_password
from chungtay.web.pages.downloads import MOST_NAMED, mark
from chungtay.web.pages.reports import FILES
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read, read_list
from chungtay.web.serving import serves

FIRST_YEAR = 2012


@serves("C2", records=(Child, Circumstance))
@needs(Permission.CHILDREN)
def follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet on screen, as it is printed."""
    from chungtay.reports.follow_up import sheet

    found, here = _child(request, pk), desk(request)
    read(request, "read_follow_up", f"child:{found.pk}")
    try:
        made = sheet(told_of(found, here.day, here.posts), here.day, mark(here))
    except (Problem, Residence.DoesNotExist) as problem:
        raise _not_made(problem) from problem
    return render(request, "follow_up/sheet.html", {"child": found, "sheet": made})


@needs(Permission.CHILDREN)
def follow_up_file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The sheet in Word or PDF, with who took it and when at its foot."""
    from chungtay.reports.follow_up import render_sheet

    found, here = _child(request, pk), desk(request)
    if kind not in ("docx", "pdf"):
        raise Http404(gettext("Phiếu theo dõi chỉ có dạng Word và PDF."))
    try:
        told = told_of(found, here.day, here.posts)
        made = render_sheet(told, here.day, mark(here), kind)
    except (Problem, Residence.DoesNotExist) as problem:
        raise _not_made(problem) from problem
    note("take_follow_up", f"child:{found.pk}", by=here.user.username)
    headers = {"Content-Disposition": f'attachment; filename="phieu-theo-doi.{kind}"'}
    return HttpResponse(made, content_type=FILES[kind], headers=headers)


def _child(request: HttpRequest, pk: UUID) -> Child:
    found = child_within(desk(request), pk)
    if found is None:
        raise Http404(gettext("Không có trẻ này trong phạm vi công tác của anh/chị."))
    return found


def _not_made(problem: Exception) -> Http404:
    if isinstance(problem, Problem):
        return Http404(sentence_of(problem))
    return Http404(gettext("Trẻ này hiện không có nơi ở trong hệ thống nên không lập phiếu."))


@serves("C2", "C3", records=(Circumstance,))
@needs(Permission.CHILDREN)
def special_list(request: HttpRequest) -> HttpResponse:
    """Everyone in special circumstances in a year, of a commune or a hamlet."""
    unit, period = _asked(request)
    shown: dict[str, Any] = {"unit": unit, "period": period, "drill": drill(request, unit)}
    shown["years"] = range(desk(request).day.year, FIRST_YEAR - 1, -1)
    if unit.level >= Level.COMMUNE:
        episodes = list(in_special_circumstances(unit, period))
        children = {one.child_id for one in episodes}
        read_list(request, f"special_list:{unit.pk}", children, len(episodes))
        lines = listed(episodes, period.last_day)
        shown |= {"lines": list(zip(episodes, lines, strict=True)), "children": len(children)}
        shown["may_take"] = desk(request).may_at(unit, Permission.EXPORT)
    return render(request, "follow_up/list.html", shown)


@require_http_methods(["GET", "POST"])
@needs(Permission.EXPORT)
def special_list_file(request: HttpRequest) -> HttpResponse:
    """The list as a PDF that opens with its password: first the password, then the file."""
    unit, period = _asked(request)
    if unit.level < Level.COMMUNE:
        raise Http404(gettext("Danh sách lập theo xã hoặc thôn."))
    here = desk(request)
    password = password_sent(request)
    if password is None:
        return tell_password(request, "follow_up/take.html", unit=unit, period=period)
    return _taken(here, unit, period, password)


def _taken(here: Desk, unit: Unit, period: Period, password: str) -> HttpResponse:
    from chungtay.reports.special_list import render_list

    episodes = list(in_special_circumstances(unit, period))
    named = list(dict.fromkeys(one.child_id for one in episodes))[:MOST_NAMED]
    try:
        made = render_list(unit, period, listed(episodes, period.last_day), mark(here), "pdf")
    except Problem as problem:
        raise _not_made(problem) from problem
    details = {"year": period.code, "rows": len(episodes)}
    by = here.user.username
    note("take_list", f"special_list:{unit.pk}", by=by, shown=named, details=details)
    file = locked_pdf(BytesIO(made), password).read()
    name = f"danh-sach-{unit.code}-{period.code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type=FILES["pdf"], headers=headers)


def _asked(request: HttpRequest) -> tuple[Unit, Period]:
    """The unit, and the year of `?nam=` (else the day's own); 404 for a year there is not."""
    unit, day = chosen_unit(request), desk(request).day
    year = request.GET.get("nam", "") or str(day.year)
    if not year.isdecimal() or not FIRST_YEAR <= int(year[:5]) <= day.year:
        raise Http404(gettext("Không có danh sách của năm này."))
    period = parse_period(year)
    last = min(period.last_day, day)
    return unit, Period(period.start, last.fromordinal(last.toordinal() + 1), period.code)
