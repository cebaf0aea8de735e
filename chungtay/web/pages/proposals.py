"""Circumstances that the register's own data points to, for a person to take or refuse."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from chungtay.children.models import Child, Circumstance, Declined, Group, Residence
from chungtay.children.proposals import Proposal, decline, proposals, take
from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission
from chungtay.places.models import Unit
from chungtay.web.desk import chosen_unit, desk, drill, needs
from chungtay.web.pager import Pager
from chungtay.web.problems import sentence_of, sentences
from chungtay.web.reading import read_list
from chungtay.web.serving import serves


@dataclass(frozen=True)
class Line:
    """A proposal with what names it on the page; `mark` tells it in a form."""

    proposal: Proposal
    child: Child
    home: Unit
    group: Group

    @property
    def mark(self) -> str:
        return mark_of(self.proposal)


def mark_of(one: Proposal) -> str:
    return f"{one.child}:{one.group}:{one.case}:{int(one.ends)}"


@serves("C3", "C5", records=(Circumstance, Declined))
@needs(Permission.ENROL)
def proposed(request: HttpRequest) -> HttpResponse:
    """The list; POST takes those marked (`lay`) or refuses one (`bo`, with `ly-do`)."""
    unit, day = chosen_unit(request), desk(request).day
    found = proposals(unit, day)
    if request.method == "POST":
        return _answered(request, unit, found)
    pager = Pager(request.GET.get("trang", "1"), len(found))
    lines = _lines(found[pager.span], request)
    read_list(request, f"proposals:{unit.pk}", [line.child.pk for line in lines], len(found))
    shown = {"unit": unit, "drill": drill(request, unit), "lines": lines, "pager": pager}
    return render(request, "proposals/list.html", shown)


def _answered(request: HttpRequest, unit: Unit, found: list[Proposal]) -> HttpResponse:
    known = {mark_of(one): one for one in found}
    refused = known.get(request.POST.get("bo", ""))
    if refused is not None:
        _refuse(request, refused)
    else:
        _take(request, [known[mark] for mark in request.POST.getlist("lay") if mark in known])
    return redirect(f"{reverse('proposals')}?don-vi={unit.pk}")


def _refuse(request: HttpRequest, one: Proposal) -> None:
    try:
        decline(one, reason=request.POST.get(f"ly-do-{mark_of(one)}", ""), by=desk(request).user)
    except Problem as problem:
        messages.error(request, sentence_of(problem))
    else:
        messages.success(request, gettext("Đã ghi là không đúng; sẽ không đề xuất lại."))


def _take(request: HttpRequest, wanted: list[Proposal]) -> None:
    if not wanted:
        messages.error(request, gettext("Hãy đánh dấu ít nhất một đề xuất."))
        return
    here, done, faults = desk(request), 0, list[str]()
    for one in wanted:
        try:
            take(one, day=here.day, by=here.user)
            done += 1
        except (Problem, ValidationError, IntegrityError) as fault:
            faults += sentences(fault)
    if done:
        said = gettext("Đã ghi %(n)s đề xuất vào sổ.")
        messages.success(request, said % {"n": done})
    for fault_told in dict.fromkeys(faults):
        messages.error(request, fault_told)


def _lines(found: Iterable[Proposal], request: HttpRequest) -> list[Line]:
    page = list(found)
    keys = [one.child for one in page]
    children = Child.objects.in_bulk(keys)
    homes: dict[Any, Unit] = {
        home.child_id: home.unit
        for home in Residence.objects.on(desk(request).day)
        .filter(child__in=keys)
        .select_related("unit__commune")
    }
    groups = Group.objects.in_bulk([one.group for one in page])
    return [Line(one, children[one.child], homes[one.child], groups[one.group]) for one in page]
