"""The province's own list of risks: no law closes it, so the province's officer keeps it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy

from chungtay.children.actions import keep_risk
from chungtay.children.models import Group
from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission, Role
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


@serves("C5", records=(Group,))
@needs(Permission.FIGURES)
def risks(request: HttpRequest) -> HttpResponse:
    here = desk(request)
    groups = Group.objects.order_by("-kind", "code").on(here.day)
    shown = {"unit": here.unit, "groups": groups, "keeps": _keeps(request)}
    return render(request, "risks/list.html", shown)


def risk(request: HttpRequest, code: str) -> HttpResponse:
    """One risk: renamed, or ended on a day; without a code, a new one."""
    if not _keeps(request):
        raise PermissionDenied(gettext("Chỉ cán bộ trẻ em cấp tỉnh sửa danh mục nguy cơ."))
    found = Group.objects.filter(kind=Group.Kind.RISK, code=code).first()
    if code and found is None:
        raise Http404(gettext("Không có nguy cơ này trong danh mục."))
    form = RiskForm(request.POST or None, initial=_initial(found))
    form.as_of(desk(request).day)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            keep_risk(code=code, name=asked["name"], until=asked["until"], by=desk(request).user)
        except Problem as problem:
            form.add_error("until", sentence_of(problem))
        else:
            return redirect("risks")
    status = 400 if form.errors else 200
    return render(request, "risks/form.html", {"form": form, "risk": found}, status=status)


def _initial(found: Group | None) -> dict[str, str]:
    if found is None:
        return {}
    upper = found.period.upper
    return {"name": found.name, "until": f"{upper:%d/%m/%Y}" if upper else ""}


def _keeps(request: HttpRequest) -> bool:
    return any(post.role == Role.PROVINCE_OFFICER for post in desk(request).posts)
