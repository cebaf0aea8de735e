"""The form of a kind of record, made from its model. One pattern for all of them."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import construct_instance, modelform_factory
from django.utils import timezone

from chungtay.places.models import Unit
from chungtay.web.desk import Desk
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.choose import ChooseField
from chungtay.web.inputs.days import DayField, MomentField, PeriodField
from chungtay.web.inputs.fields import field_for
from chungtay.web.inputs.finders import UnitFinder
from chungtay.web.inputs.numbers import YearField
from chungtay.web.inputs.pick import PickField
from chungtay.web.inputs.reach import Reach
from chungtay.web.inputs.rules import BOXES, RULES, TRIED, as_it_is, nothing, settled
from chungtay.web.inputs.sentences import faults
from chungtay.web.kinds.areas import BY_MODEL
from chungtay.web.kinds.kind import Kind

# Fields that tell the day of a record, by which its unit and child are looked up.
DAYS = (
    "date",
    "starts_on",
    "found_on",
    "given_on",
    "received_at",
    "detected_at",
    "issued_on",
    "period",
    "registered_on",
)


class RecordForm(InputForm, forms.ModelForm):
    """`preset`: values of the address; `parents`: the records this one hangs on, shown as fixed."""

    kind: Kind
    use_required_attribute = False

    def __init__(
        self, desk: Desk, preset: dict[str, str], parents: dict[str, Model], **options: Any
    ) -> None:
        super().__init__(**options)
        self.desk, self.parents = desk, parents
        self.settled = settled(self.kind.model, parents)
        self.adding = self.instance._state.adding
        self.reach = Reach(desk, self.day)
        for name in self._left_out():
            self.fields.pop(name, None)
        self.as_of(desk.day)
        for name, field in self.fields.items():
            self._prepare(name, field)
        if self.adding:
            self._start_with(preset)
        BOXES.get(self.kind.model, nothing)(self)

    def _left_out(self) -> set[str]:
        hidden = set() if self.adding else self.kind.hides(self.instance, self.desk.posts)
        key = set() if self.adding else {self.kind.model._meta.pk.name}
        return {*self.settled, *self.parents, *hidden, *key}

    def _prepare(self, name: str, field: Any) -> None:
        if isinstance(field, ChooseField | PickField):
            field.standing = None if self.adding else getattr(self.instance, name)
        if isinstance(field, ChooseField):
            field.reach = self.reach
        if isinstance(field, PickField):
            kind = BY_MODEL.get(field.target)
            rows = field.target._default_manager.all()
            field.rows = (kind.reach(self.desk.posts) if kind else rows).order_by("-pk")

    def day(self) -> date | None:
        """The day of the record as typed so far, or as it stands; None if it has none."""
        named = [name for name in DAYS if name in self.fields or name in self.settled]
        if not named:
            return None
        if named[0] in self.settled:
            return self.settled[named[0]]
        return self._typed_day(named[0])

    def _typed_day(self, name: str) -> date | None:
        field = self.fields[name]
        if not self.is_bound:
            return None
        typed = field.widget.value_from_datadict(self.data, self.files, name)
        try:
            found: Any = field.clean(typed)
        except forms.ValidationError:
            return None
        if isinstance(found, datetime):
            return timezone.localdate(found)
        return getattr(found, "lower", found) or None

    def value_of(self, name: str) -> Any:
        """What a field holds, whether typed, fixed by the address, or as it stood."""
        if name in self.parents:
            return self.parents[name]
        cleaned = getattr(self, "cleaned_data", {})
        return cleaned[name] if name in cleaned else getattr(self.instance, name, None)

    def start(self, name: str, value: Any) -> None:
        """What the field shows on a new form, unless the address says otherwise."""
        if self.adding:
            self.initial.setdefault(name, value)

    def _start_with(self, preset: dict[str, str]) -> None:
        self.initial = {name: preset[name] for name in preset if name in self.fields}
        for name, field in self.fields.items():
            if name not in self.initial and (value := self._usual(name, field)) is not None:
                self.initial[name] = value

    def _usual(self, name: str, field: Any) -> Any:
        """Today, this year, the desk's own unit: what is most often meant."""
        today = self.desk.day
        if isinstance(field, PeriodField):
            whole = (date(today.year, 1, 1), date(today.year, 12, 31))
            return whole if field.closed else (today, None)
        if isinstance(field, MomentField):
            return f"{today:%d/%m/%Y} {timezone.localtime():%H:%M}" if field.required else None
        if isinstance(field, DayField):
            return today if field.required else None
        if isinstance(field, YearField):
            return today.year if field.required else None
        if isinstance(field, ChooseField) and isinstance(field.finder, UnitFinder):
            return self._own_unit(field.finder)
        model_field = self.kind.model._meta.get_field(name)
        return model_field.get_default() if model_field.has_default() else None  # type: ignore[union-attr]

    def _own_unit(self, finder: UnitFinder) -> Unit | None:
        own = self.desk.unit
        return own if finder.highest <= own.level <= finder.lowest else None

    def clean(self) -> dict[str, Any]:
        RULES.get(self.kind.model, nothing)(self)
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The model's own rules, for every field, each sentence at its field."""
        construct_instance(self, self.instance, list(self.fields), None)
        for name, value in {**self.settled, **self.parents}.items():
            setattr(self.instance, name, value)
        with TRIED.get(self.kind.model, as_it_is)(self):
            for names, sentences in faults(self.instance, set(self.errors)):
                self.place(names, sentences)


@cache
def form_of(kind: Kind) -> type[RecordForm]:
    """The form class of a kind: its fields in the order of the model, or as the kind says."""
    made: Any = modelform_factory(
        kind.model,
        form=RecordForm,
        fields=kind.form or _editable(kind.model),
        formfield_callback=field_for,
    )
    made.kind = kind
    return made


def _editable(model: type[Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if getattr(field, "editable", False) and not field.generated and not field.auto_created
    ]
