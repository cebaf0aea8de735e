"""A child's history (what was changed) and access log (who read), on the screen and on paper."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from chungtay.children.merged import kept_for, made_of
from chungtay.children.models import Child
from chungtay.people.models import AuditEvent
from chungtay.people.roles import Permission
from chungtay.web import access_log, history
from chungtay.web.desk import Desk, desk, needs, refused
from chungtay.web.kinds.telling import child_within
from chungtay.web.movements import deeds_told
from chungtay.web.pager import Pager
from chungtay.web.reading import read
from chungtay.web.serving import serves
from chungtay.web.unit_log import ChildForm, LogForm, events, lines

MOST_ON_PAPER = 1000


@serves("C2", records=(Child,))
@require_GET
@never_cache
@needs(Permission.CHILDREN)
def child_history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who changed what of the child's records, when, from what to what."""
    here = desk(request)
    child = _child(here, pk)
    read(request, "read_history", f"child:{pk}")
    changes = history.of_child(child, here)
    pager = Pager(request.GET.get("trang", "1"), len(changes))
    shown: dict[str, Any] = {"child": child, "changes": changes[pager.span], "pager": pager}
    shown["may_read_log"] = access_log.may_read(child, here)
    shown["deeds"] = deeds_told(child, here, timezone.now())
    return render(request, "children/history.html", shown)


@serves("C2", records=(AuditEvent,))
@require_GET
@never_cache
@needs(Permission.CHILDREN, Permission.AUDIT)
def child_log(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who read the child's records; `?in=1`: the paper for the child or who stands for it."""
    here = desk(request)
    if stands := kept_for(pk):
        return redirect("child_log", stands)
    told = access_log.audited(pk)
    child = told or _child(here, pk)
    if told is None and not access_log.may_read(child, here):
        refused(request, f"child:{pk}")
        raise PermissionDenied(
            gettext("Sổ ghi người xem chỉ mở cho cán bộ của xã nơi trẻ ở và người giám sát.")
        )
    if request.GET.get("in") == "1":
        return _paper(request, child)
    read(request, "read_log", f"child:{pk}")
    parts = made_of(pk)
    found = access_log.events(child, parts)
    pager = Pager(request.GET.get("trang", "1"), found.count())
    shown: dict[str, Any] = {"child": child, "pager": pager}
    shown["lines"] = access_log.lines(found[pager.span], parts)
    shown["in_register"] = here.reads_children and child_within(here, pk) is not None
    return render(request, "children/access_log.html", shown)


@serves("C2", records=(AuditEvent,))
@require_GET
@never_cache
@needs(Permission.AUDIT)
def unit_log(request: HttpRequest) -> HttpResponse:
    """Who did, read and was refused what in the auditor's units; `?ma=` a child's own log."""
    here = desk(request)
    one = ChildForm(request.GET if "ma" in request.GET else None)
    if one.is_valid():
        return redirect("child_log", one.cleaned_data["ma"])
    form = LogForm(request.GET)
    form.as_of(timezone.localdate())
    shown: dict[str, Any] = {"form": form, "one": one, "unit": here.unit}
    if form.is_valid():
        found = events(here, form.cleaned_data)
        pager = Pager(request.GET.get("trang", "1"), found.count())
        read(request, "read_unit_log", f"unit:{here.unit.pk}", details={"total": pager.total})
        shown |= {"lines": lines(found[pager.span]), "pager": pager}
    faulty = bool(form.errors or one.errors)
    return render(request, "trail/unit_log.html", shown, status=400 if faulty else 200)


def _paper(request: HttpRequest, child: Child) -> HttpResponse:
    read(request, "print_log", f"child:{child.pk}")
    parts = made_of(child.pk)
    found = access_log.on_paper(access_log.events(child, parts))
    shown: dict[str, Any] = {"child": child, "unit": desk(request).unit, "total": found.count()}
    shown |= {"lines": access_log.lines(found[:MOST_ON_PAPER], parts), "on": timezone.localdate()}
    return render(request, "children/access_log_paper.html", shown)


def _child(here: Desk, pk: UUID) -> Child:
    child = child_within(here, pk)
    if child is None:
        raise Http404(gettext("Không có trẻ này trong phạm vi công tác của anh/chị."))
    return child
