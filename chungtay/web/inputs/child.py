"""The forms of a child's own record: its particulars, and a new child with its home."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import BirthPrecision, Child, Guardian, Household, Residence
from chungtay.law.age import is_child
from chungtay.lib import vietnamese
from chungtay.places.models import Level, Unit
from chungtay.web.desk import Desk
from chungtay.web.inputs.base import InputForm, Row
from chungtay.web.inputs.choose import ChooseField
from chungtay.web.inputs.days import DayField
from chungtay.web.inputs.fields import field_for
from chungtay.web.inputs.homes import Birth, HamletFinder, HamletHouseholds, HouseholdField
from chungtay.web.inputs.plain import WordsField
from chungtay.web.inputs.reach import Reach
from chungtay.web.inputs.sentences import SAID, faults
from chungtay.web.numbers import doubted


def _field(model: type[Model], name: str) -> Any:
    return field_for(model._meta.get_field(name))


def _optional(field: Any) -> Any:
    field.required = False
    return field


class ChildForm(InputForm, forms.Form):
    """Name, sex, birth date, ethnic group and number of `child`, new or as it stands."""

    use_required_attribute = False
    full_name = _field(Child, "full_name")
    sex = _field(Child, "sex")
    birth_date = _field(Child, "birth_date")
    ethnic_group = _field(Child, "ethnic_group")
    personal_number = WordsField(
        label=_("Số định danh cá nhân"), max_length=20, required=False, help_text=_("12 chữ số")
    )
    no_number_reason = _optional(_field(Child, "no_number_reason"))

    def __init__(self, desk: Desk, child: Child, **options: Any) -> None:
        super().__init__(**options)
        self.desk, self.child = desk, child
        self.as_of(desk.day)
        if not child._state.adding:
            birth = Birth(child.birth_date, BirthPrecision(child.birth_precision))
            self.initial = {name: getattr(child, name) for name in ChildForm.base_fields}
            self.initial["birth_date"] = birth

    def clean_full_name(self) -> str:
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_personal_number(self) -> str | None:
        """Written in groups or not; none is kept as none, as two children have none."""
        number = "".join(self.cleaned_data["personal_number"].split()) or None
        if number and not re.fullmatch(r"[0-9]{12}", number):
            raise forms.ValidationError(SAID["child_number_of_12_digits"])
        others = Child.objects.filter(personal_number=number).exclude(pk=self.child.pk)
        if number and others.exists():
            raise forms.ValidationError(_("Số định danh này đã có trong sổ, ở một trẻ khác."))
        return number

    def clean_birth_date(self) -> Birth:
        birth: Birth = self.cleaned_data["birth_date"]
        if birth.day > self.desk.day:
            raise forms.ValidationError(_("Ngày sinh không thể sau hôm nay."))
        return birth

    def inputs(self) -> Iterator[Row]:
        """What does not fit of a number is told beside it, and it is saved all the same."""
        for shown, echo, theirs in super().inputs():
            number = shown.name == "personal_number"
            yield shown, doubted(self.child) if number else echo, theirs

    def clean_no_number_reason(self) -> str:
        """Of one who has a number, none."""
        reason: str = self.cleaned_data["no_number_reason"]
        return "" if self.cleaned_data.get("personal_number") else reason

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        for name in set(told) & set(ChildForm.base_fields) - {"birth_date"}:
            setattr(self.child, name, told[name])
        if birth := told.get("birth_date"):
            self.child.birth_date, self.child.birth_precision = birth
        self.check(self.child, {})
        return told

    def check(
        self, record: Model, boxes: dict[str, str], without: frozenset[str] = frozenset()
    ) -> None:
        """Tells what is wrong with a record at its fields; `boxes`: those named otherwise here."""
        for names, sentences in faults(record, set(self.errors) | without):
            self.place([boxes.get(name, name) for name in names], sentences)


def _commonest(unit: Unit, day: date) -> str | None:
    """The ethnic group of most children of a commune or hamlet; None for a wider unit."""
    if unit.level < Level.COMMUNE:
        return None
    homes = Residence.objects.on(day).under(unit).values("child__ethnic_group")
    first = homes.annotate(n=Count("pk")).order_by("-n", "child__ethnic_group").first()
    return first["child__ethnic_group"] if first else None


class EnrolForm(ChildForm):
    """A new child, the home it lives in from a day, and who mainly cares for it."""

    unit = ChooseField(
        HamletFinder(),
        label=_("Thôn, buôn, tổ dân phố"),
        error_messages={"required": _("Hãy ghi thôn nơi trẻ ở.")},
    )
    household = HouseholdField(
        HamletHouseholds(None), makes=True, label=_("Chủ hộ"), required=False
    )
    carer = WordsField(label=_("Người chăm sóc chính"), max_length=120, required=False)
    relation = _optional(_field(Guardian, "relation"))
    since = DayField(
        label=_("Ở đây từ ngày"), required=False, help_text=_("Để trống: từ ngày sinh")
    )

    def __init__(
        self,
        desk: Desk,
        preset: Unit | None,
        household: Household | None = None,
        **options: Any,
    ) -> None:
        super().__init__(desk, Child(), **options)
        self.home: Residence | None = None
        self.guardian: Guardian | None = None
        self.mother: Guardian | None = None
        reach = Reach(desk, lambda: self._typed("since"))
        for name in ("unit", "household"):
            self.fields[name].reach = reach  # type: ignore[attr-defined]
        self.fields["household"].finder = HamletHouseholds(self._typed("unit"))  # type: ignore[attr-defined]
        own = preset or (desk.unit if desk.unit.level == Level.HAMLET else None)
        self.initial = {"unit": own, "ethnic_group": _commonest(own or desk.unit, desk.day)}
        if household is not None:
            self._start_in(household)

    def _start_in(self, household: Household) -> None:
        """Another child of a household: with its mother, and of its people."""
        self.initial.update({"unit": household.unit, "household": household})
        here = Residence.objects.on(self.desk.day).filter(household=household)
        mothers = Guardian.objects.on(self.desk.day).filter(child__in=here.values("child"))
        known = mothers.filter(relation=Guardian.Relation.MOTHER, is_contact=True)
        if mother := known.select_related("child").order_by("-pk").first():
            self.initial.update({"carer": mother.full_name, "relation": mother.relation})
            self.initial["ethnic_group"] = mother.child.ethnic_group
            self.mother = mother

    def _typed(self, name: str) -> Any:
        """What a field holds already, while the form is still being read; None if not known."""
        field: Any = self.fields[name]
        if not self.is_bound:
            return None
        try:
            return field.clean(field.widget.value_from_datadict(self.data, self.files, name))
        except forms.ValidationError:
            return None

    def clean_birth_date(self) -> Birth:
        birth, day = super().clean_birth_date(), self.desk.day
        if not is_child(birth.day, day):
            told = gettext("Ngày %(day)s người này đã đủ 16 tuổi: sổ ghi trẻ em dưới 16 tuổi.")
            raise forms.ValidationError(told % {"day": vietnamese.date(day)})
        return birth

    def clean_since(self) -> date | None:
        since: date | None = self.cleaned_data["since"]
        if since and since > self.desk.day:
            raise forms.ValidationError(_("Ngày bắt đầu ở không thể sau hôm nay."))
        return since

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("unit") and told.get("birth_date") and "since" in told:
            self._settle(told)
        if told.get("carer") and not told.get("relation") and "relation" in told:
            self.add_error("relation", _("Hãy chọn quan hệ của người chăm sóc với trẻ."))
        if told.get("relation") and not told.get("carer") and "carer" in told:
            self.add_error("carer", _("Hãy ghi họ tên người chăm sóc."))
        return told

    def _settle(self, told: dict[str, Any]) -> None:
        """The home and the carer from the same day: the birth, or the hamlet's own first day."""
        unit: Unit = told["unit"]
        told["since"] = told["since"] or max(self.child.birth_date, unit.period.lower)
        period = DateRange(told["since"], None)
        self.home = Residence(child=self.child, unit=unit, period=period)
        self.check(self.home, {"period": "since"}, frozenset({"child"}))
        if told.get("carer"):
            self._cared_for(" ".join(told["carer"].split()), told.get("relation") or "", period)

    def _cared_for(self, name: str, relation: str, period: DateRange) -> None:
        known = self.mother
        same = known is not None and (name, relation) == (known.full_name, known.relation)
        self.guardian = Guardian(
            child=self.child, relation=relation, full_name=name, is_main=True, period=period,
            birth_year=known.birth_year if known is not None and same else None,
        )  # fmt: skip
        if fault := self.guardian.too_young(self.child.birth_date):
            self.add_error("birth_date", fault)
