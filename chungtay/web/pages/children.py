"""The register: the list of children, on the page and on paper, as a person likes to see it."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from chungtay.children.models import Child, Circumstance, Household, Residence
from chungtay.lib.problems import Problem
from chungtay.people.access import holding
from chungtay.people.models import SavedView
from chungtay.people.roles import Permission
from chungtay.people.views import choose_columns, remove_view, save_view
from chungtay.places.models import Unit
from chungtay.web import child_columns, child_rows, register, then, words
from chungtay.web.child_columns import PAGE
from chungtay.web.desk import desk, drill, needs, units_below
from chungtay.web.forms import ListForm
from chungtay.web.listing import Listing, form_of
from chungtay.web.pager import Pager
from chungtay.web.pages.enrol import writes_children
from chungtay.web.pages.then import elsewhere
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read_list
from chungtay.web.serving import serves

HEADINGS = {
    "tron-16": gettext_lazy("Trẻ sắp tròn 16 tuổi trong 30 ngày tới"),
    "nam-sinh": gettext_lazy("Trẻ chỉ biết năm sinh"),
    "so-dinh-danh": gettext_lazy("Trẻ chưa có số định danh cá nhân"),
}
MOST_PRINTED = 1_000


@serves("C1", "C4", records=(Child, Residence, Household))
@serves("C3", "C5", records=(Circumstance,))
@needs(Permission.CHILDREN)
@words.searched
def children(request: HttpRequest) -> HttpResponse:
    form = form_of(request)
    if not form.is_valid():
        return not_usable(request, form)
    if other := elsewhere(request, form):
        return other
    listing = Listing.of(request, form)
    pager = Pager(request.GET.get("trang", "1"), listing.total)
    page = listing.page(pager.span)
    shown = _told(request, form, listing, page) | {"pager": pager}
    shown |= {"may_add": writes_children(desk(request)), "expired": words.expired(request)}
    shown |= {"drill": _drill(request, listing)}
    shown["may_take"] = _may_take(request, listing)
    if listing.earlier and not listing.narrows:
        everyone = then.lived([listing.unit.pk], listing.day).get(listing.unit.pk, 0)
        shown["gone"] = max(0, everyone - listing.total)
    shown["views"] = SavedView.objects.filter(person=desk(request).user, page=PAGE).order_by("name")
    return render(request, "children/list.html", shown)


def _drill(request: HttpRequest, listing: Listing) -> dict[str, list[Unit]]:
    if not listing.earlier:
        return drill(request, listing.unit)
    return {"path": [], "below": units_below(listing.unit, listing.day)}


def _may_take(request: HttpRequest, listing: Listing) -> bool:
    here = desk(request)
    if not listing.earlier:
        return here.may_at(listing.unit, Permission.EXPORT)
    taking = holding(here.posts, Permission.EXPORT)
    return then.within(taking, listing.day, here.day).filter(pk=listing.unit.pk).exists()


def not_usable(request: HttpRequest, form: ListForm) -> HttpResponse:
    return render(request, "children/refused.html", {"form": form}, status=400)


def _told(
    request: HttpRequest, form: ListForm, listing: Listing, page: list[Any]
) -> dict[str, Any]:
    """What the page and the sheet both show; that it was read is kept."""
    rows = register.rows(page, listing.day, listing.who)
    read_list(request, f"children:{listing.unit.pk}", [row.child.pk for row in rows], listing.total)
    columns = child_columns.chosen(desk(request).user)
    told: dict[str, Any] = {"form": form, "unit": listing.unit, "on": listing.day}
    told |= {"figure": listing.figure, "more": listing.more, "earlier": listing.earlier}
    told["search"] = None if listing.earlier else listing.search
    told["heading"] = HEADINGS.get(listing.asked["viec"], "")
    told["rows"] = child_rows.drawn(rows, columns, listing.day, listing.unit)
    told |= {"heads": child_columns.heads(columns), "columns": child_columns.COLUMNS}
    return told | {"chosen": [column.key for column in columns], "total": listing.total}


@needs(Permission.CHILDREN)
def children_sheet(request: HttpRequest) -> HttpResponse:
    """The whole list on paper: the same filters, order and columns."""
    form = form_of(request)
    if not form.is_valid():
        return not_usable(request, form)
    listing = Listing.of(request, form, MOST_PRINTED)
    if listing.total > MOST_PRINTED or listing.more:
        return _refused(request, _too_long())
    page = listing.page(slice(0, MOST_PRINTED))
    return render(request, "children/sheet.html", _told(request, form, listing, page))


def _too_long() -> Problem:
    return Problem(
        "Danh sách dài hơn 1.000 trẻ, không in được. Hãy lọc theo thôn hoặc theo nhóm rồi in.",
        "The list is longer than 1,000 children. Narrow it to a hamlet or a group, then print.",
    )


def _refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    told = sentence_of(problem)
    return render(request, "children/refused.html", {"problem": told}, status=400)


@require_POST
@needs(Permission.CHILDREN)
def children_columns(request: HttpRequest) -> HttpResponse:
    columns = child_columns.known(request.POST.getlist("cot"))
    choose_columns(PAGE, [column.key for column in columns], by=desk(request).user)
    return _back(request)


@require_POST
@needs(Permission.CHILDREN)
def view_save(request: HttpRequest) -> HttpResponse:
    """Keeps the filters of the address under a name; its words are left out."""
    name = request.POST.get("ten", "")
    try:
        save_view(PAGE, name, _query(request, words.KEY, "trang"), by=desk(request).user)
    except Problem as problem:
        return _refused(request, problem)
    return _back(request)


@require_POST
@needs(Permission.CHILDREN)
def view_remove(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        remove_view(PAGE, pk, by=desk(request).user)
    except SavedView.DoesNotExist:
        raise Http404(gettext("Không có cách xem này.")) from None
    return _back(request)


def _query(request: HttpRequest, *left_out: str) -> str:
    """The filters of the address that the list knows."""
    known = {*ListForm.base_fields, "don-vi", "so-lieu", "ky", "phan", words.KEY, "trang"}
    pairs = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if value and name in known - {words.BOX, *left_out}
    ]
    return urlencode(pairs)


def _back(request: HttpRequest) -> HttpResponse:
    query = _query(request)
    return words.SeeOther(reverse("children") + (f"?{query}" if query else ""))
