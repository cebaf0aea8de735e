"""The register of an earlier day: the units of that day, and how many children each had."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chungtay.people.roles import Permission
from chungtay.places.models import Level
from chungtay.web import then
from chungtay.web.desk import desk, needs, units_below
from chungtay.web.forms import ListForm
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.days import DayField
from chungtay.web.serving import serves


class DayForm(InputForm, forms.Form):
    """The day that is read."""

    use_required_attribute = False
    ngay = DayField(label=_("Ngày"))

    def clean_ngay(self) -> date:
        day: date = self.cleaned_data["ngay"]
        if day > self.fields["ngay"].today:  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Ngày này chưa tới."))
        return day


@serves("C1", "C20")
@needs(Permission.CHILDREN, Permission.FIGURES)
def children_then(request: HttpRequest) -> HttpResponse:
    """Numbers for everybody; the way to the names for those who read children."""
    here = desk(request)
    usual = then.last_day_before_a_change(here.unit, here.day)
    form = DayForm({"ngay": request.GET.get("ngay", "") or usual.isoformat()})
    form.as_of(here.day)
    shown: dict[str, Any] = {"form": form, "names": here.reads_children}
    if not form.is_valid():
        return render(request, "children/then.html", shown, status=400)
    return render(request, "children/then.html", shown | _told(request, form.cleaned_data["ngay"]))


def _told(request: HttpRequest, day: date) -> dict[str, Any]:
    unit = then.unit_then(request, day) if request.GET.get("don-vi") else None
    units = units_below(unit, day) if unit else then.highest(request, day)
    own = then.rows([unit], day, desk(request).day) if unit else []
    return {"on": day, "unit": unit, "own": own, "rows": then.rows(units, day, desk(request).day)}


def elsewhere(request: HttpRequest, form: ListForm) -> HttpResponse | None:
    """For a day on which the chosen unit was not there, or has no list of names: the units that
    were there, to choose from."""
    day = form.cleaned_data["ngay"]
    if day is None or request.GET.get("so-lieu"):
        return None
    unit = then.unit_then(request, day)
    if unit is not None and unit.level >= Level.COMMUNE:
        return None
    asked = {"ngay": day.isoformat()} | ({"don-vi": unit.pk} if unit else {})
    return redirect(f"{reverse('children_then')}?{urlencode(asked)}")
