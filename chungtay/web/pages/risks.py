"""The province's list of risks: no law closes it, so the province's officer keeps it."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy

from chungtay.children.actions import keep_risk
from chungtay.children.models import Group, StoppedRisk
from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission, Role
from chungtay.places.models import Unit
from chungtay.web.desk import desk, needs
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.days import DayField
from chungtay.web.inputs.plain import WordsField
from chungtay.web.problems import sentence_of
from chungtay.web.serving import serves


class RiskForm(InputForm, forms.Form):
    name = WordsField(
        label=gettext_lazy("Tên nguy cơ"),
        max_length=240,
        error_messages={"required": gettext_lazy("Hãy ghi tên nguy cơ.")},
    )
    until = DayField(
        label=gettext_lazy("Thôi dùng từ ngày"),
        help_text=gettext_lazy("Để trống nếu còn dùng"),
        required=False,
        error_messages={"invalid": gettext_lazy("Ngày phải có dạng 31/12/2026.")},
    )


@serves("C5", records=(Group, StoppedRisk))
@needs(Permission.FIGURES)
def risks(request: HttpRequest) -> HttpResponse:
    here = desk(request)
    groups = Group.objects.offered(here.unit, here.day).order_by("-kind", "code")
    shown = {"unit": here.unit, "groups": groups, "keeps": _province(request) is not None}
    return render(request, "risks/list.html", shown)


def risk(request: HttpRequest, code: str) -> HttpResponse:
    """One risk: renamed, or no longer used from a day on; without a code, a new one."""
    province = _province(request)
    if province is None:
        raise PermissionDenied(gettext("Chỉ cán bộ trẻ em cấp tỉnh sửa danh mục nguy cơ."))
    here = desk(request)
    own = Group.objects.of(province, here.day).filter(kind=Group.Kind.RISK)
    found = own.filter(code=code).first()
    if code and found is None:
        raise Http404(gettext("Không có nguy cơ này trong danh mục."))
    form = RiskForm(request.POST or None, initial=_initial(found, province, here.day))
    form.as_of(here.day)
    common = found is not None and found.province_id is None
    if common:
        del form.fields["name"]
    if request.method == "POST" and form.is_valid():
        asked = {"name": found.name if found else "", **form.cleaned_data}
        try:
            keep_risk(code=code, province=province, by=here.user, **asked)
        except Problem as problem:
            form.add_error("until", sentence_of(problem))
        else:
            return redirect("risks")
    shown = {"form": form, "risk": found, "common": common}
    return render(request, "risks/form.html", shown, status=400 if form.errors else 200)


def _initial(found: Group | None, province: Unit, day: date) -> dict[str, str]:
    if found is None:
        return {}
    stopped = StoppedRisk.objects.of(province, day).filter(group=found).order_by("since").first()
    until = stopped.since if stopped else found.period.upper
    return {"name": found.name, "until": f"{until:%d/%m/%Y}" if until else ""}


def _province(request: HttpRequest) -> Unit | None:
    """The province whose list the reader keeps."""
    posts = (post for post in desk(request).posts if post.role == Role.PROVINCE_OFFICER)
    return next((post.unit for post in posts), None)
