"""The list of records to clean, by hamlet, for the house to house check and for the police."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chungtay.children.cleaning import Fault, by_hamlet, to_clean
from chungtay.children.models import Child
from chungtay.exchange.hamlets import Hamlets
from chungtay.exchange.template import template
from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission
from chungtay.people.trail import note
from chungtay.places.models import Level
from chungtay.web.desk import chosen_unit, desk, drill, needs
from chungtay.web.locked_file import locked
from chungtay.web.locked_page import password_sent, tell_password
from chungtay.web.pager import Pager
from chungtay.web.pages.downloads import MOST_NAMED, mark
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read_list
from chungtay.web.serving import serves


@serves("C1", "C4", records=(Child,))
@needs(Permission.ENROL)
def cleaning(request: HttpRequest) -> HttpResponse:
    """Counts by hamlet and fault, and the children; `loi` narrows to one fault."""
    unit, day = chosen_unit(request), desk(request).day
    wanted = request.GET.get("loi", "")
    if wanted and wanted not in Fault.values:
        raise Http404(gettext("Không có loại thiếu sót này."))
    shown: dict[str, Any] = {"unit": unit, "drill": drill(request, unit), "wanted": wanted}
    shown["faults"] = Fault.choices
    if unit.level >= Level.COMMUNE:
        found = to_clean(unit, day)
        shown["hamlets"] = _table(found)
        narrowed = [one for one in found if not wanted or Fault(wanted) in one.faults]
        pager = Pager(request.GET.get("trang", "1"), len(narrowed))
        shown |= {"pager": pager, "lines": narrowed[pager.span]}
        shown["may_take"] = desk(request).may_at(unit, Permission.EXPORT)
        keys = [one.child.pk for one in shown["lines"]]
        read_list(request, f"cleaning:{unit.pk}", keys, len(narrowed))
    return render(request, "cleaning/list.html", shown)


def _table(found: list[Any]) -> list[tuple[Any, list[tuple[str, int]], int]]:
    """(hamlet, children with each fault by its name, children with any), worst first."""
    rows = [
        (hamlet, [(name, counts.get(code, 0)) for code, name in Fault.choices], counts["all"])
        for hamlet, counts in by_hamlet(found)
    ]
    return sorted(rows, key=lambda row: -row[2])


@require_http_methods(["GET", "POST"])
@needs(Permission.EXPORT)
def cleaning_file(request: HttpRequest) -> Any:
    """The same children in the workbook that comes back by /nhap-excel/, with what to check of
    each: first its password, then the file."""
    unit, here = chosen_unit(request), desk(request)
    if unit.level < Level.COMMUNE:
        raise Http404(gettext("Danh sách lập theo xã hoặc thôn."))
    password = password_sent(request)
    if password is None:
        return tell_password(request, "cleaning/take.html", unit=unit)
    found = {str(one.child.pk): _words(one.faults) for one in to_clean(unit, here.day)}
    try:
        book, keys = template(Hamlets(unit, here.day), filled=True, mark=mark(here), asked=found)
    except Problem as problem:
        told = sentence_of(problem)
        return render(request, "cleaning/take.html", {"unit": unit, "fault": told}, status=400)
    named = [UUID(key) for key in keys[:MOST_NAMED]]
    details, by = {"rows": len(keys)}, here.user.username
    note("take_list", f"cleaning:{unit.pk}", by=by, shown=named, details=details)
    file = locked(book, password)
    return FileResponse(file, as_attachment=True, filename=f"lam-sach-{unit.code}.xlsx")


def _words(faults: tuple[Fault, ...]) -> str:
    return "; ".join(str(fault.label) for fault in faults)
