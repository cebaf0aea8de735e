"""A household parts, or is joined to another of its hamlet."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from chungtay.children.actions import join_household, split_household
from chungtay.children.models import Child, Household, Residence
from chungtay.people.roles import Permission
from chungtay.web.desk import Desk, desk, needs
from chungtay.web.inputs.life import JoinForm, SplitForm
from chungtay.web.pages.life import happened, shown
from chungtay.web.serving import serves


@serves("C4", records=(Household, Residence))
@never_cache
@needs(Permission.ENROL)
def household_split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Some of its children live in a new household of the same hamlet."""
    here = desk(request)
    household = _household(here, pk)
    form = SplitForm(here, _children(household), data=request.POST or None)

    def split() -> None:
        said = {"head": form.cleaned_data["head"], "on": form.cleaned_data["on"]}
        split_household(household, children=form.chosen, by=here.user, **said)

    if request.method == "POST" and happened(form, split):
        said = {"old": household, "new": form.cleaned_data["head"]}
        messages.success(request, gettext("Đã tách %(old)s, hộ mới: %(new)s.") % said)
        return redirect("record", "ho-gia-dinh", household.pk)
    heading = gettext("Tách hộ")
    return shown(request, form, heading, household=household, none=not form.children)


@serves("C4", records=(Household, Residence))
@never_cache
@needs(Permission.ENROL)
def household_join(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All its children live in another household of the hamlet."""
    here = desk(request)
    household = _household(here, pk)
    form = JoinForm(here, household, data=request.POST or None)

    def join() -> None:
        into, on = form.cleaned_data["into"], form.cleaned_data["on"]
        join_household(household, into=into, on=on, by=here.user)

    if request.method == "POST" and happened(form, join):
        said = {"old": household, "new": form.cleaned_data["into"]}
        messages.success(request, gettext("Đã nhập %(old)s vào %(new)s.") % said)
        return redirect("record", "ho-gia-dinh", form.cleaned_data["into"].pk)
    told = {"household": household, "children": _children(household)}
    return shown(request, form, gettext("Nhập hộ"), **told, none=not told["children"])


def _household(here: Desk, pk: UUID) -> Household:
    within = Household.objects.filter(unit__in=here.units.values("pk")).select_related("unit")
    found = within.filter(pk=pk).first()
    if found is None:
        raise Http404(gettext("Không có hộ này trong phạm vi công tác của anh/chị."))
    return found


def _children(household: Household) -> list[Child]:
    now = household.residences.filter(period__upper_inf=True).select_related("child")
    return [home.child for home in now.order_by("child__birth_date", "pk")]
