"""The register: the list of children and one child's page."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from chungtay.children.models import Child, Circumstance, Group, Household, Residence
from chungtay.indicators.registry import INDICATORS, Indicator
from chungtay.law.data import law_file
from chungtay.people.models import AuditEvent
from chungtay.people.roles import Permission
from chungtay.places.models import Unit
from chungtay.web import access_log, figures, record, register
from chungtay.web.child_books import books_of
from chungtay.web.desk import chosen_unit, desk, drill, needs, today
from chungtay.web.forms import CHILD_FIGURES, ListForm
from chungtay.web.glass import shut_from
from chungtay.web.pager import Pager
from chungtay.web.pages.enrol import writes_children
from chungtay.web.privacy import Who, hidden_groups, narrowed_for, opens_all
from chungtay.web.reading import read, read_list
from chungtay.web.serving import serves
from chungtay.web.spans import period_or_404

HEADINGS = {
    "tron-16": gettext_lazy("Trẻ sắp tròn 16 tuổi trong 30 ngày tới"),
    "nam-sinh": gettext_lazy("Trẻ chỉ biết năm sinh"),
    "so-dinh-danh": gettext_lazy("Trẻ chưa có số định danh cá nhân"),
}


@serves("C1", "C4", records=(Child, Residence, Household))
@serves("C3", "C5", records=(Circumstance,))
@needs(Permission.CHILDREN)
def children(request: HttpRequest) -> HttpResponse:
    unit, day = chosen_unit(request), today(request)
    hidden = hidden_groups(desk(request).posts)
    groups = Group.objects.on(day).exclude(code__in=hidden).order_by("kind", "code")
    form = ListForm(request.GET, groups)
    shown: dict[str, Any] = {"unit": unit, "form": form, "drill": drill(request, unit)}
    if not form.is_valid():
        return render(request, "children/refused.html", shown, status=400)
    figure = _figure(request)
    if figure:
        day = figure["period"].last_day
    asked, order = form.cleaned_data, form.cleaned_data["xep"] or "ten"
    search = register.Search(unit, day, asked["q"], asked["viec"])
    alone = figure is None and form.narrows() and not _narrows_further(asked)
    who = narrowed_for(desk(request).posts, unit)
    found = _narrowed(_counted(unit, day, figure), asked, search, who)
    if alone:
        total = search.count()
    else:
        total = found.count() if form.narrows() else _total(unit, day, figure)
    pager = Pager(request.GET.get("trang", "1"), total)
    page = found.order_by(*register.ORDERS[order])[pager.span]
    if alone:
        page = search.page(order, pager.span)
    shown["rows"] = register.rows(page, day, who)
    read_list(request, f"children:{unit.pk}", [row.child.pk for row in shown["rows"]], total)
    shown["may_add"] = writes_children(desk(request))
    heading = HEADINGS.get(form.cleaned_data["viec"], "")
    return render(
        request,
        "children/list.html",
        {**shown, "pager": pager, "figure": figure, "heading": heading, "on": day},
    )


def _total(unit: Unit, day: date, figure: dict[str, Any] | None) -> int:
    """How many stand in the list when nothing narrows it: as the figure that was opened says."""
    if figure is None or figure["one"].code == "children":
        return register.count_at_home(unit, day)
    counted = figures.value(figures.values(unit, figure["period"]), figure["one"].code)
    return counted.remaining or 0 if figure["rest"] else counted.numerator


def _figure(request: HttpRequest) -> dict[str, Any] | None:
    """The figure of `?so-lieu=CODE&ky=PERIOD&phan=con-lai` whose children are asked for."""
    code = request.GET.get("so-lieu", "")
    if not code:
        return None
    if code not in CHILD_FIGURES:
        raise Http404(gettext("Không có số liệu này trong danh sách trẻ em."))
    if INDICATORS[code].sealed and not opens_all(desk(request).posts, chosen_unit(request)):
        raise PermissionDenied(gettext("Danh sách này được niêm: chỉ người phụ trách được mở."))
    period = period_or_404(request.GET.get("ky", ""))
    rest = request.GET.get("phan") == "con-lai"
    return {"one": INDICATORS[code], "period": period, "rest": rest}


def _counted(unit: Unit, day: date, figure: dict[str, Any] | None) -> QuerySet[Child]:
    """Everyone at home in the unit, or those a figure counted."""
    at_home = register.at_home(unit, day)
    # The first figure counts everyone: the list itself, and far quicker to read as such.
    if figure is None or figure["one"].code == "children":
        return at_home
    one: Indicator = figure["one"]
    return register.behind(at_home, one, unit, figure["period"], rest=figure["rest"])


def _narrows_further(asked: dict[str, Any]) -> bool:
    """Whether more is asked than words and what to mend, which the search itself answers."""
    return any(asked[name] for name in ("tuoi", "gioi", "dien", "nhom"))


def _narrowed(
    found: QuerySet[Child], asked: dict[str, Any], search: register.Search, who: Who
) -> QuerySet[Child]:
    day = search.day
    if asked["q"]:
        found = search.among(found)
    elif asked["viec"]:
        found = register.to_mend(found, asked["viec"], day)
    if asked["tuoi"]:
        found = register.of_ages(found, asked["tuoi"], day)
    if asked["gioi"]:
        found = found.filter(sex__in=asked["gioi"])
    if wanted := [*asked["dien"], *asked["nhom"]]:
        found = register.in_circumstances(found, wanted, day, who)
    return found


@serves("C2", records=(Child, Circumstance))
@needs(Permission.CHILDREN)
def child(request: HttpRequest, pk: str) -> HttpResponse:
    here = desk(request)
    found = (
        Child.objects.filter(pk=pk, residences__in=record.homes_within(here.units, here.day))
        .distinct()
        .first()
    )
    if found is None:
        raise Http404(gettext("Không có trẻ này trong phạm vi công tác của anh/chị."))
    subject = f"child:{found.pk}"
    read(request, "read_child", subject)
    month = timezone.now() - timedelta(days=30)
    reads = AuditEvent.objects.filter(subject=subject, verb="read_child", at__gte=month)
    shown = record.of_child(found, here.day, here.posts)
    shown["sealed"] = shut_from(found, here.day)
    readers = reads.values("by").distinct().count()
    groups = {g["code"]: g["name"] for g in law_file("ethnic_groups")["groups"]}
    extra = {"reads": reads.count(), "readers": readers, "ethnic": groups.get(found.ethnic_group)}
    shown |= {"books": books_of(found, here), "may_edit": writes_children(here)}
    shown["may_read_log"] = access_log.may_read(found, here)
    return render(request, "children/child.html", {"child": found, **shown, **extra})
