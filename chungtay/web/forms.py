"""What a person may ask of the list of children, checked before it reaches a query."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Group, Poverty, Sex
from chungtay.indicators.registry import INDICATORS
from chungtay.web.inputs.days import DayField
from chungtay.web.register import AGES, ORDERS, TO_MEND

AGE_NAMES = (
    ("0-1", _("Dưới 2 tuổi")),
    ("2-5", _("Từ 2 đến dưới 6")),
    ("6-15", _("Từ 6 đến dưới 16")),
)
SEXES = ((Sex.MALE, _("Nam")), (Sex.FEMALE, _("Nữ")))
STATUSES = (
    (Group.Kind.SPECIAL, _("Hoàn cảnh đặc biệt")),
    (Group.Kind.RISK, _("Nguy cơ")),
    (Poverty.Status.POOR, _("Hộ nghèo")),
    (Poverty.Status.NEAR_POOR, _("Hộ cận nghèo")),
)
ORDER_NAMES = (("ten", _("Tên (A–Y)")), ("sinh", _("Nhỏ tuổi trước")))
CHILD_FIGURES = [code for code, one in INDICATORS.items() if one.fact.of_children]

assert [key for key, _name in AGE_NAMES] == list(AGES)
assert [key for key, _name in ORDER_NAMES] == list(ORDERS)


class ListForm(forms.Form):
    """The list's address: search, filters, order. Unknown values are refused, not dropped."""

    q = forms.CharField(required=False, max_length=80)
    tuoi = forms.MultipleChoiceField(required=False, choices=AGE_NAMES)
    gioi = forms.MultipleChoiceField(required=False, choices=SEXES)
    dien = forms.MultipleChoiceField(required=False, choices=STATUSES)
    nhom = forms.MultipleChoiceField(required=False)
    xep = forms.ChoiceField(required=False, choices=ORDER_NAMES)
    rong = forms.ChoiceField(required=False, choices=[("1", "1")])
    viec = forms.ChoiceField(required=False, choices=[(name, name) for name in TO_MEND])
    ngay = DayField(required=False)

    def __init__(self, asked: Any, groups: Iterable[Group], today: date) -> None:
        super().__init__(asked)
        self.fields["ngay"].today = today  # type: ignore[attr-defined]
        self.fields["nhom"].choices = [(group.code, str(group)) for group in groups]  # type: ignore[attr-defined]

    def chosen(self) -> int:
        """How many filters are set, for the head of the panel."""
        kinds = ("tuoi", "gioi", "dien", "nhom")
        return sum(len(self.cleaned_data[kind]) for kind in kinds)

    def narrows(self) -> bool:
        """Whether anything is asked beyond the order."""
        others = ("xep", "rong", "ngay")
        return any(value for key, value in self.cleaned_data.items() if key not in others)

    def clean_ngay(self) -> date | None:
        """A day of the past; today is what the list shows by itself."""
        day, today = self.cleaned_data["ngay"], self.fields["ngay"].today  # type: ignore[attr-defined]
        if day and day > today:
            raise forms.ValidationError(_("Ngày này chưa tới."))
        return None if day == today else day
