"""The month's movements of a unit, children who wait for something, and taking a deed back."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chungtay.children.actions import due_at_16, turn_16
from chungtay.children.models import Child, Circumstance, Household, Residence
from chungtay.children.movements import What, counts, movements
from chungtay.lib import vietnamese
from chungtay.lib.problems import Problem
from chungtay.people.deeds import undo
from chungtay.people.models import Deed
from chungtay.people.roles import Permission, roles_with
from chungtay.people.trail import note
from chungtay.places.models import Unit
from chungtay.support.models import Grant
from chungtay.web.desk import Desk, chosen_unit, desk, drill, needs, stand_on
from chungtay.web.kinds import workbook
from chungtay.web.kinds.telling import child_within
from chungtay.web.locked_file import locked
from chungtay.web.locked_page import password_sent, tell_password
from chungtay.web.movements import (
    BOOK,
    Month,
    chart,
    line,
    lines_below,
    may_undo,
    month_asked,
    rows,
)
from chungtay.web.pager import SIZE, Pager
from chungtay.web.pages.downloads import mark
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read_list
from chungtay.web.serving import serves

MOST_IN_BOOK = 10_000


@serves("C4", records=(Child, Residence, Household))
@never_cache
@needs(Permission.CHILDREN)
def month(request: HttpRequest) -> HttpResponse:
    """How many came and went, by unit and by month, and who."""
    here, unit = desk(request), chosen_unit(request)
    asked, kinds = month_asked(request, here.day), _kinds(request)
    counted = counts(unit, asked.first, asked.last)
    total = _total(counted, kinds)
    pager = Pager(request.GET.get("trang", "1"), total)
    found = movements(unit, asked.first, asked.last, kinds, pager.span)
    shown: dict[str, Any] = {"unit": unit, "month": asked, "pager": pager, "kinds": kinds}
    shown |= {"whats": list(What), "rows": rows(found, here, timezone.now())}
    shown |= {"whole": line(unit.title, unit, counted), "drill": drill(request, unit)}
    shown |= {"lines": lines_below(unit, asked, here.day), "chart": chart(unit, asked)}
    shown["after"] = Month(asked.end) if asked.end <= here.day else None
    shown["may_take"] = here.may_at(unit, Permission.EXPORT)
    named = [one.child for one in found if one.child]
    read_list(request, f"movements:{unit.pk}", named, total)
    return render(request, "movements/month.html", shown)


def _total(counted: Counter[str], kinds: list[str]) -> int:
    return sum(counted[what] for what in What if not kinds or what in kinds)


def _kinds(request: HttpRequest) -> list[str]:
    asked = request.GET.getlist("viec")
    if any(one not in What.values for one in asked):
        raise Http404(gettext("Không có loại biến động này."))
    return asked


@require_http_methods(["GET", "POST"])
@never_cache
def month_file(request: HttpRequest) -> HttpResponseBase:
    """The month's list as a workbook; first its password, then the file."""
    here = stand_on(request, roles_with(Permission.EXPORT))
    unit, asked, kinds = chosen_unit(request), month_asked(request, here.day), _kinds(request)
    password = password_sent(request)
    if password is None:
        return tell_password(request, "movements/take.html", unit=unit, month=asked)
    if _total(counts(unit, asked.first, asked.last), kinds) > MOST_IN_BOOK:
        told = gettext("Danh sách dài hơn %(most)s dòng. Hãy chọn một xã, hoặc loại biến động.")
        messages.error(request, told % {"most": vietnamese.number(MOST_IN_BOOK)})
        return redirect(f"{reverse('movements')}?don-vi={unit.pk}&thang={asked.code}")
    return _taken(here, unit, asked, kinds, password)


def _taken(
    here: Desk, unit: Unit, asked: Month, kinds: list[str], password: str
) -> HttpResponseBase:
    found = movements(unit, asked.first, asked.last, kinds, slice(0, MOST_IN_BOOK))
    book = workbook.written(BOOK, rows(found, here, timezone.now()), mark(here))
    named = [one.child for one in found if one.child]
    told = {"month": asked.code, "kinds": kinds}
    note("take_list", f"movements:{unit.pk}", by=here.user.username, shown=named, details=told)
    name = f"bien-dong-{asked.code}.xlsx"
    return FileResponse(locked(book, password), as_attachment=True, filename=name)


@serves("C4", records=(Child, Residence))
@never_cache
@needs(Permission.CHILDREN)
def arrivals(request: HttpRequest) -> HttpResponse:
    """Children handed over whose hamlet and household nobody has said yet."""
    here, unit = desk(request), chosen_unit(request)
    homes = Residence.objects.arriving().under(unit).select_related("child", "unit__commune")
    pager = Pager(request.GET.get("trang", "1"), homes.count())
    found = list(homes.order_by("period", "pk")[pager.span])
    read_list(request, f"arrivals:{unit.pk}", [one.child_id for one in found], pager.total)
    shown = {"unit": unit, "homes": found, "pager": pager, "drill": drill(request, unit)}
    shown["may_settle"] = here.may(Permission.ENROL)
    return render(request, "movements/arrivals.html", shown)


@serves("C3", "C4", records=(Child, Circumstance, Grant))
@never_cache
@require_http_methods(["GET", "POST"])
@needs(Permission.ENROL)
def turned_16(request: HttpRequest) -> HttpResponse:
    """Those who are 16 and still have a circumstance open; ticked, it ends with that birthday."""
    here, unit = desk(request), chosen_unit(request)
    due = due_at_16(unit, here.day).order_by("birth_date", "pk")
    if request.method == "POST":
        _ended(request, due.filter(pk__in=_keys(request.POST.getlist("tre"))))
        return redirect(f"{reverse('turned_16')}?don-vi={unit.pk}")
    found = list(due.prefetch_related(*_still_open())[:SIZE])
    total = due.count() if len(found) == SIZE else len(found)
    read_list(request, f"turned_16:{unit.pk}", [one.pk for one in found], total)
    shown: dict[str, Any] = {"unit": unit, "total": total, "drill": drill(request, unit)}
    shown["rows"] = [_at_16(child) for child in found]
    return render(request, "movements/turned_16.html", shown)


def _keys(texts: list[str]) -> list[UUID]:
    """The keys among what came back; a forged one is none of the list and so finds nothing."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            raise Http404(gettext("Không có trẻ này trong danh sách.")) from None
    return found


def _ended(request: HttpRequest, chosen: "QuerySet[Child]") -> None:
    """All of them or none: another may have ended one while the list was looked at."""
    try:
        with transaction.atomic():
            done = [turn_16(child, by=desk(request).user) for child in chosen]
    except Problem as problem:
        messages.error(request, sentence_of(problem))
        return
    said = gettext("Đã kết thúc hoàn cảnh của %(n)s trẻ đủ 16 tuổi.") % {"n": len(done)}
    messages.success(request, said)


def _still_open() -> list[Any]:
    held = Circumstance.objects.filter(period__upper_inf=True).select_related("group")
    grants = Grant.objects.filter(period__upper_inf=True)
    return [Prefetch("circumstances", held), Prefetch("grants", grants)]


def _at_16(child: Child) -> dict[str, Any]:
    held = [str(one.group) for one in child.circumstances.all()]
    return {"child": child, "held": held, "grants": child.grants.all()}


@require_POST
@never_cache
@needs(Permission.ENROL, Permission.SUPERVISE)
def deed_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a deed back whole, or tells why not; back to the page the button stood on."""
    here = desk(request)
    deed = Deed.objects.select_related("unit__commune").filter(pk=pk).first()
    if deed is None or not _theirs(deed, request):
        raise Http404(gettext("Không có việc này trong phạm vi công tác của anh/chị."))
    try:
        undo(deed, by=here.user)
    except Problem as problem:
        messages.error(request, sentence_of(problem))
    else:
        told = {"what": gettext(deed.get_kind_display()), "day": f"{deed.day:%d/%m/%Y}"}
        messages.success(request, gettext("Đã hoàn tác: %(what)s, ngày %(day)s.") % told)
    return redirect(_back(request, deed))


def _theirs(deed: Deed, request: HttpRequest) -> bool:
    here = desk(request)
    if deed.undone_at is not None:  # told in words, to whoever could have done it
        deed = Deed(unit=deed.unit, by=deed.by, permission=deed.permission)
    return may_undo(deed, deed.unit, here, timezone.now())


def _back(request: HttpRequest, deed: Deed) -> str:
    asked = request.POST.get("ve", "")
    safe = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None)
    gone = deed.child_id and f"/{deed.child_id}/" in asked
    if safe and not (gone and child_within(desk(request), deed.child_id) is None):
        return asked
    return f"{reverse('movements')}?don-vi={desk(request).unit.pk}&thang={deed.day:%Y-%m}"
