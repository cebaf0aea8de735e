"""Records that may be of one child: the list, two side by side, and the warning while typing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chungtay.children.duplicates.entering import Typed, candidates
from chungtay.children.duplicates.reasons import told
from chungtay.children.merging import FIELDS, PARENTS, judged, may_merge, merge
from chungtay.children.models import Child, Guardian, SamePerson
from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission
from chungtay.places.models import Level, Unit
from chungtay.web import pairs
from chungtay.web.desk import Desk, chosen_unit, desk, drill, needs
from chungtay.web.inputs.child import EnrolForm
from chungtay.web.kinds.telling import child_within
from chungtay.web.movements import may_undo
from chungtay.web.pager import Pager
from chungtay.web.pairs import FIRST, SECOND
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read, read_list
from chungtay.web.serving import serves

State = SamePerson.State
WAITING = {"": State.OPEN, "de-sau": State.LATER}
SHORTEST_NAME = 2  # words


@serves("C2", "C4", records=(SamePerson, Child))
@never_cache
@needs(Permission.ENROL)
def duplicates(request: HttpRequest) -> HttpResponse:
    """The pairs of a unit that wait for somebody to judge them, the likeliest first."""
    unit, later = chosen_unit(request), request.GET.get("loc") == "de-sau"
    state = WAITING["de-sau" if later else ""]
    found = pairs.under(SamePerson.objects.filter(state=state), unit)
    pager = Pager(request.GET.get("trang", "1"), found.count())
    rows = list(pairs.with_homes(found.order_by("-weight", "pk"))[pager.span])
    away = [] if later else pairs.elsewhere(unit, desk(request).day)
    named = [key for row in rows for key in (row.first_id, row.second_id)]
    named += [one.child.pk for one in away]
    read_list(request, f"duplicates:{unit.pk}", named, pager.total)
    shown: dict[str, Any] = {"unit": unit, "pager": pager, "later": later, "elsewhere": away}
    shown |= {"rows": [_row(row) for row in rows], "drill": drill(request, unit)}
    return render(request, "duplicates/list.html", shown)


def _row(pair: SamePerson) -> dict[str, Any]:
    homes = [pairs.home(pair.first), pairs.home(pair.second)]
    return {"pair": pair, "homes": homes, "reasons": told(pair.reasons)}


@serves("C2", "C4", records=(SamePerson, Child))
@require_http_methods(["GET", "POST"])
@never_cache
@needs(Permission.ENROL)
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Two records side by side: not one child, one child, or later."""
    here = desk(request)
    pair = SamePerson.objects.select_related("deed__unit__commune").filter(pk=pk).first()
    if pair is None:
        raise _none()
    if pair.state == State.MERGED:
        return _merged(request, pair)
    first, second = (_child(here, key) for key in (pair.first_id, pair.second_id))
    if request.method == "POST" and _done(request, pair, first, second):
        return redirect(_next(request, pair))
    read(request, "read_pair", f"sameperson:{pair.pk}", shown=[first.pk, second.pk])
    kept = request.POST.get("giu") or pairs.fuller(first, second)
    shown: dict[str, Any] = {"pair": pair, "first": first, "second": second, "kept": kept}
    shown["lines"] = pairs.side_by_side(first, second, kept)
    shown |= {"reasons": told(pair.reasons), "may_merge": may_merge(first, second)}
    status = 400 if request.method == "POST" else 200
    return render(request, "duplicates/pair.html", shown, status=status)


def _none() -> Http404:
    return Http404(gettext("Không có cặp hồ sơ này trong phạm vi công tác của anh/chị."))


def _child(here: Desk, key: Any) -> Child:
    child = child_within(here, key)
    if child is None:
        raise _none()
    return child


def _merged(request: HttpRequest, pair: SamePerson) -> HttpResponse:
    """What became of the pair, and the way back."""
    here, deed = desk(request), pair.deed
    kept = _child(here, pair.kept_id)
    read(request, "read_pair", f"sameperson:{pair.pk}", shown=[kept.pk])
    undo = deed if deed and may_undo(deed, deed.unit, here, timezone.now()) else None
    shown = {"pair": pair, "kept": kept, "deed": undo}
    return render(request, "duplicates/merged.html", shown)


def _done(request: HttpRequest, pair: SamePerson, first: Child, second: Child) -> bool:
    """Whether what was asked for has been done; else the page tells why not."""
    act, by = request.POST.get("viec", ""), desk(request).user
    try:
        if act == "gop":
            return _merge(request, first, second)
        if act not in (State.NOT_SAME, State.LATER):
            raise Http404(gettext("Không có việc này."))
        judged(pair, act, by=by)
    except Problem as problem:
        messages.error(request, sentence_of(problem))
        return False
    messages.success(request, _said(act))
    return True


def _said(act: str) -> str:
    if act == State.LATER:
        return gettext("Đã để cặp này lại sau.")
    return gettext("Đã ghi: hai trẻ khác nhau. Cặp này không được hỏi lại nữa.")


def _merge(request: HttpRequest, first: Child, second: Child) -> bool:
    side = request.POST.get("giu", "")
    if side not in (FIRST, SECOND):
        raise Http404(gettext("Không có việc này."))
    kept, other = (first, second) if side == FIRST else (second, first)
    chosen = {name: request.POST.get(name, side) for name in (*FIELDS, *PARENTS)}
    values = {name: "other" for name, whose in chosen.items() if {whose, side} == {FIRST, SECOND}}
    try:
        merge(kept, other, values, by=desk(request).user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return False
    messages.success(request, gettext("Đã gộp hai hồ sơ làm một."))
    return True


def _next(request: HttpRequest, pair: SamePerson) -> str:
    """A merge is shown with its way back; after any other act the next pair is at hand."""
    if request.POST.get("viec") == "gop":
        return reverse("duplicate", args=[pair.pk])
    return f"{reverse('duplicates')}?don-vi={desk(request).unit.pk}"


@require_POST
@never_cache
@needs(Permission.ENROL)
def enrol_alike(request: HttpRequest) -> HttpResponse:
    """While a new child is typed: those of the commune that it may be, with the reasons."""
    here = desk(request)
    typed = _typed(EnrolForm(here, None, data=request.POST), here)
    found = candidates(typed) if typed else []
    if found:
        shown = [one.child.pk for one in found]
        read_list(request, "alike", shown, len(found))
    return render(request, "duplicates/_alike.html", {"found": found})


def _typed(form: EnrolForm, here: Desk) -> Typed | None:
    """None until the name and the birth are there, and the commune is known."""
    name, birth, unit = (_box(form, one) for one in ("full_name", "birth_date", "unit"))
    unit = unit or _own(here)
    if not (name and birth and unit) or len(name.split()) < SHORTEST_NAME:
        return None
    mother = _box(form, "carer") if _box(form, "relation") == Guardian.Relation.MOTHER else ""
    return Typed(
        full_name=name, birth_date=birth.day, dated=birth.precision == "day", unit=unit,
        sex=_box(form, "sex") or "", mother=mother or "",
        personal_number="".join((_box(form, "personal_number") or "").split()),
    )  # fmt: skip


def _box(form: EnrolForm, name: str) -> Any:
    """What a box holds so far; None while it cannot be read."""
    field: Any = form.fields[name]
    try:
        return field.clean(field.widget.value_from_datadict(form.data, form.files, name))
    except forms.ValidationError:
        return None


def _own(here: Desk) -> Unit | None:
    return here.unit if here.unit.level >= Level.COMMUNE else None
