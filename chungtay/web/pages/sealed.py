"""Sealed matters of a child: breaking the glass, and who may read them."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from chungtay.cases.models import Case, Notice
from chungtay.children.models import Adoption, Alert, Child, Compartment, Named
from chungtay.children.naming import SHORTEST_REASON, break_glass, end_naming, name_also
from chungtay.children.sealed import keeps
from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission
from chungtay.people.trail import note
from chungtay.web import sealed_record
from chungtay.web.desk import Desk, desk, needs, refused
from chungtay.web.glass import shut_from, waiting
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.choose import ChooseField
from chungtay.web.inputs.finders import PersonFinder
from chungtay.web.inputs.plain import ListField, NumberListField, TextField
from chungtay.web.inputs.reach import Reach
from chungtay.web.kinds.telling import child_within
from chungtay.web.pager import Pager
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read, read_list
from chungtay.web.serving import serves

LONGEST_REASON = 1000


class GlassForm(InputForm, forms.Form):
    reason = TextField(
        label=gettext_lazy("Vì sao cần mở ngay"),
        help_text=gettext_lazy("Ít nhất 20 chữ cái. Người giám sát sẽ đọc."),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        error_messages={
            "required": gettext_lazy("Hãy ghi vì sao cần mở."),
            "min_length": gettext_lazy("Hãy ghi rõ hơn, ít nhất 20 chữ cái."),
            "max_length": gettext_lazy("Dài quá 1.000 chữ cái."),
        },
    )
    hours = NumberListField(
        label=gettext_lazy("Mở trong"),
        choices=[
            (1, gettext_lazy("1 giờ")),
            (4, gettext_lazy("4 giờ")),
            (24, gettext_lazy("24 giờ")),
        ],
        error_messages={"required": gettext_lazy("Hãy chọn mở trong bao lâu.")},
    )


class NameForm(InputForm, forms.Form):
    person = ChooseField(
        PersonFinder(),
        label=gettext_lazy("Người được xem"),
        error_messages={"required": gettext_lazy("Hãy ghi tên người được xem.")},
    )
    compartment = ListField(
        label=gettext_lazy("Phần được xem"),
        choices=[],
        error_messages={"required": gettext_lazy("Hãy chọn phần được xem.")},
    )

    def __init__(self, here: Desk, open_ones: list[str], data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["compartment"]
        field.lines = [(key, said) for key, said in Compartment.choices if key in open_ones]
        field.choices = field.lines
        person: Any = self.fields["person"]
        person.reach, person.standing = Reach(here, lambda: here.day), None


@never_cache
@needs(Permission.CHILDREN, Permission.CASES, Permission.NOTICES)
def glass(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Opens what is sealed from the reader for some hours, for a reason the supervisors read.

    404 where nothing is sealed from them: the page would tell as much by itself.
    """
    here, child = desk(request), _child(request, pk)
    asked = shut_from(child, here.day)
    if asked is None:
        refused(request)
        raise Http404(gettext("Không có trang này."))
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        until = break_glass(child, reason=told["reason"], hours=told["hours"], by=here.user)
        at = timezone.localtime(until)
        messages.success(request, gettext("Đã mở đến %(at)s.") % {"at": f"{at:%H:%M %d/%m/%Y}"})
        return redirect("child", pk)
    shown = {"child": child, "form": form, "asked": asked}
    return render(request, "sealed/glass.html", shown, status=400 if form.errors else 200)


@serves("C11", records=(Case, Notice, Adoption))
@require_GET
@never_cache
@needs(*Permission)
def sealed_list(request: HttpRequest) -> HttpResponse:
    """Children of whom something sealed opens to the person by name or as the chair."""
    here = desk(request)
    found = sealed_record.subjects() if sealed_record.opens_any(here) else []
    pager = Pager(request.GET.get("trang", "1"), len(found))
    rows = found[pager.span]
    read_list(request, "sealed", [one.child.pk for one in rows], len(found))
    return render(request, "sealed/list.html", {"rows": rows, "pager": pager})


@serves("C11", records=(Case, Notice, Adoption))
@require_GET
@never_cache
@needs(*Permission)
def sealed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is sealed of a child and opens to the person; the register is not."""
    here, found = desk(request), sealed_record.subject(pk)
    if found is None:
        refused(request)
        raise Http404(gettext("Không có trang này."))
    read(request, "read_sealed", f"child:{pk}", child=pk)
    shown: dict[str, Any] = {"child": found.child, "unit": found.unit}
    shown |= {"chapters": sealed_record.chapters(found.child)}
    shown |= {"may_name": bool(_kept(found.child, here))}
    shown |= {"in_register": child_within(here, pk) is not None}
    return render(request, "sealed/record.html", shown)


@never_cache
@needs(*Permission)
def named(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who may read the child's sealed matters; those in charge add and end."""
    here, child = desk(request), _subject(request, pk)
    if not (kept := _kept(child, here)):
        refused(request)
        raise Http404(gettext("Không có trang này."))
    ended = request.POST.get("end", "")
    form = NameForm(here, kept, None if ended else request.POST or None)
    if request.method == "POST" and (ended or form.is_valid()):
        _carry_out(request, child, form, ended, kept)
        return redirect("named", pk)
    rows = Named.objects.holding(here.day).filter(child=child.pk, compartment__in=kept)
    rows = rows.select_related("person", "by").order_by("compartment", "at")
    note("read_named", f"child:{child.pk}", by=here.user.username, kind="read")
    shown = {"child": child, "form": form, "rows": rows}
    shown["in_register"] = child_within(here, pk) is not None
    return render(request, "sealed/named.html", shown, status=400 if form.errors else 200)


def _carry_out(
    request: HttpRequest, child: Child, form: NameForm, ended: str, kept: list[str]
) -> None:
    """Names one more, or ends a naming; what cannot be done is told on the page."""
    here = desk(request)
    try:
        if ended:
            end_naming(_of(child, ended, kept), by=here.user)
        else:
            told = form.cleaned_data
            name_also(told["person"], child, told["compartment"], by=here.user)
    except Problem as problem:
        messages.error(request, sentence_of(problem))
    else:
        messages.success(request, gettext("Đã lưu."))


def _of(child: Child, key: str, kept: list[str]) -> Named:
    try:
        return Named.objects.get(child=child, compartment__in=kept, pk=UUID(key))
    except (Named.DoesNotExist, ValueError):
        raise Http404(gettext("Không có dòng này.")) from None


def _kept(child: Child, here: Desk) -> list[str]:
    """The compartments in which anybody is named, and this reader may say who."""
    standing = set(Named.objects.filter(child=child).values_list("compartment", flat=True))
    return [
        key
        for key in Compartment.values
        if key in standing and keeps(child, key, here.user, here.day)
    ]


def _child(request: HttpRequest, pk: UUID) -> Child:
    if (found := child_within(desk(request), pk)) is None:
        raise Http404(gettext("Không có trẻ này trong phạm vi công tác của anh/chị."))
    return found


def _subject(request: HttpRequest, pk: UUID) -> Child:
    """The child of the register, or as its sealed matters name it to one who chairs a board."""
    found = child_within(desk(request), pk)
    known = None if found else sealed_record.subject(pk)
    if found is None and known is None:
        refused(request)
        raise Http404(gettext("Không có trẻ này trong phạm vi công tác của anh/chị."))
    return found or known.child  # type: ignore[union-attr]


@require_POST
@needs(Permission.SUPERVISE)
def alert_seen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The supervisor has read who opened what, and why."""
    here = desk(request)
    alert = waiting(here).filter(pk=pk).first()
    if alert is None:
        raise Http404(gettext("Không có báo tin này."))
    Alert.objects.filter(pk=alert.pk).update(seen_at=timezone.now(), seen_by=here.user)
    note("alert_seen", f"child:{alert.child_id}", by=here.user.username)
    return redirect("home")
