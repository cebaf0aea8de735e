"""A child enters the register, and its own particulars are put right."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from chungtay.children.actions import PerhapsKnown, enrol, put_right
from chungtay.children.models import Child, Household, Residence
from chungtay.people.roles import Permission, roles_with
from chungtay.places.models import Level, Unit
from chungtay.web.desk import Desk, desk, refused, stand_on, unit_within
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.child import ChildForm, EnrolForm
from chungtay.web.inputs.finders import ChildFinder
from chungtay.web.inputs.stamp import stamp
from chungtay.web.kinds.telling import child_within, last_change
from chungtay.web.numbers import doubted
from chungtay.web.problems import sentences
from chungtay.web.serving import serves
from chungtay.web.templatetags.vietnamese import born


def writes_children(here: Desk) -> bool:
    """Whether the posts enter children and mend their particulars, within their units."""
    return here.may(Permission.ENROL)


def _writer(request: HttpRequest) -> Desk:
    here = desk(request)
    if here.posts and not writes_children(here):
        refused(request)
        told = gettext("Vị trí công tác của anh/chị không được thêm, sửa trẻ trong sổ.")
        raise PermissionDenied(told)
    return stand_on(request, roles_with(Permission.ENROL))


@serves("C1", "C4", records=(Child, Residence, Household))
@never_cache
def new_child(request: HttpRequest) -> HttpResponse:
    """A new child. One of the same name and birth year in the commune is shown before."""
    here, alike = _writer(request), list[Child]()
    home = _household(here, request.GET.get("ho", ""))
    form = EnrolForm(here, _preset(request), home, data=request.POST or None)
    if request.method != "POST":
        _begun(request, form)
    if request.method == "POST":
        try:
            if _enrolled(form, here, request.POST.get("van-them", "").split()):
                messages.success(request, _said(form))
                return redirect("child", form.child.pk)
        except PerhapsKnown as known:
            alike = known.children
    shown: dict[str, Any] = {"form": form, "alike": [_told(here, one) for one in alike]}
    shown["keys"] = " ".join(str(one.pk) for one in alike)
    status = 400 if form.errors or alike else 200
    return render(request, "children/enrol.html", shown, status=status)


def _preset(request: HttpRequest) -> Unit | None:
    """The hamlet that the address names, if the desk may look at it."""
    if not (wanted := request.GET.get("unit", "")):
        return None
    unit = unit_within(request, wanted)
    return unit if unit.level == Level.HAMLET else None


def _household(here: Desk, pk: str) -> Household | None:
    """The household that the address names. Raises Http404 for one out of reach."""
    if not pk:
        return None
    within = Household.objects.filter(unit__in=here.units.values("pk")).select_related("unit")
    found = within.filter(pk=pk).first() if len(pk) == 36 else None
    if found is None:
        raise Http404(gettext("Không có hộ này trong phạm vi công tác của anh/chị."))
    return found


def _begun(request: HttpRequest, form: EnrolForm) -> None:
    """`?den=1`: a child that has come from elsewhere, today; else from its birth on."""
    if request.GET.get("den") == "1":
        form.initial["since"] = form.desk.day


def _enrolled(form: EnrolForm, here: Desk, despite: list[str]) -> bool:
    if not form.is_valid():
        return False
    told = form.cleaned_data
    home = {"unit": told["unit"], "since": told["since"], "household": told["household"]}
    try:
        known = [key for key in despite if len(key) == 36]
        enrol(form.child, carer=form.guardian, despite=known, by=here.user, **home)
    except (ValidationError, IntegrityError) as fault:
        return _refused(form, fault)
    return True


def _refused(form: InputForm, fault: ValidationError | IntegrityError) -> bool:
    """Tells a fault that only the write itself could find, at its field where there is one."""
    if isinstance(fault, ValidationError) and hasattr(fault, "error_dict"):
        for name, told in fault.message_dict.items():
            form.place([name], told)
    else:
        form.place([], sentences(fault))
    return False


def _told(here: Desk, child: Child) -> tuple[str, str]:
    """(who it is, address of its page); of a child out of reach no more than where it lives."""
    if child_within(here, child.pk):
        return ChildFinder().label(child), reverse("child", args=[child.pk])
    home = child.residences.select_related("unit").order_by("-period").first()
    return f"{child.full_name}, {child.birth_date.year}, {home.unit.title if home else ''}", ""


def _said(form: EnrolForm) -> str:
    again = f"{reverse('new_child')}?unit={form.cleaned_data['unit'].pk}"
    said = gettext("Đã thêm %(child)s vào sổ.") % {"child": form.child}
    more = gettext("Thêm trẻ nữa")
    return format_html('{} {} <a href="{}">{}</a>', said, doubted(form.child), again, more)


@serves("C4", records=(Child,))
@never_cache
def child_edit(request: HttpRequest, pk: str) -> HttpResponse:
    """Name, sex, birth date, ethnic group and number of a child."""
    here = _writer(request)
    child = child_within(here, pk)
    if child is None:
        raise Http404(gettext("Không có trẻ này trong phạm vi công tác của anh/chị."))
    form = ChildForm(here, child, data=request.POST or None)
    if request.method == "POST" and _mended(form, here, request.POST.get("_stamp", "")):
        said = gettext("Đã lưu hồ sơ của %(child)s.") % {"child": child}
        messages.success(request, f"{said} {doubted(form.child)}".strip())
        return redirect("child", child.pk)
    standing = Child.objects.get(pk=pk)
    heading = gettext("Sửa %(one)s") % {"one": gettext("hồ sơ của trẻ")}
    shown: dict[str, Any] = {"form": form, "record": standing, "heading": heading}
    shown |= {"stamp": stamp(standing), "back": reverse("child", args=[pk])}
    return render(request, "records/form.html", shown, status=400 if form.errors else 200)


def _mended(form: ChildForm, here: Desk, opened: str) -> bool:
    try:
        with transaction.atomic():
            now = Child.objects.select_for_update().get(pk=form.child.pk)
            if not form.is_valid() or not _as_opened(form, now, opened):
                return False
            put_right(form.child, by=here.user)
    except (ValidationError, IntegrityError) as fault:
        return _refused(form, fault)
    return True


def _as_opened(form: ChildForm, now: Child, opened: str) -> bool:
    """Whether nobody changed the child since the page was opened; else shows theirs beside."""
    if stamp(now) == opened:
        return True
    change = last_change(now) or {"by": gettext("người khác"), "at": gettext("vừa rồi")}
    told = gettext(
        "Hồ sơ này đã được %(person)s sửa lúc %(at)s. Hãy so với dòng “Hiện nay trong sổ”, "
        "rồi bấm Lưu nếu vẫn ghi như dưới đây."
    )
    form.place([], [told % {"person": change["by"], "at": change["at"]}])
    form.theirs = _differing(form, now)
    return False


def _differing(form: ChildForm, now: Child) -> dict[str, str]:
    theirs = {name: str(getattr(now, name) or "–") for name in form.fields}
    mine = {name: str(getattr(form.child, name) or "–") for name in form.fields}
    words = theirs | {"sex": str(now.get_sex_display()), "birth_date": born(now)}
    words["no_number_reason"] = str(now.get_no_number_reason_display()) or "–"
    names = dict(form.fields["ethnic_group"].lines)  # type: ignore[attr-defined]
    words["ethnic_group"] = str(names.get(now.ethnic_group, now.ethnic_group))
    return {name: words[name] for name, text in theirs.items() if text != mine[name]}
