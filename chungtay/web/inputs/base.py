"""What every form of the pages can do: show its rows, and tell its mistakes where they are."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from chungtay.web.inputs.days import DayField, PeriodField
from chungtay.web.inputs.numbers import MoneyField

Row = tuple[forms.BoundField, str, str]


class InputForm(forms.BaseForm):
    """A form of these fields. `theirs`: what another person wrote meanwhile, by field."""

    theirs: dict[str, str] = {}

    def as_of(self, day: date) -> None:
        """“Hôm nay” and a day without its year are read as of this day."""
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = day

    def inputs(self) -> Iterator[Row]:
        """(field, the sum typed in words, what another person wrote there) in order."""
        for name, field in self.fields.items():
            shown = self[name]
            echo = field.echo(shown.value()) if isinstance(field, MoneyField) else ""
            yield shown, echo, self.theirs.get(name, "")

    def place(self, names: list[str], sentences: Iterable[Any]) -> None:
        """Adds the sentences at the last of the named fields that the form shows."""
        shown = [name for name in self.fields if name in names]
        for sentence in sentences:
            self.add_error(shown[-1] if shown else None, sentence)

    def mistakes(self) -> list[tuple[str, Any]]:
        """(id of the box, sentence) of every mistake, in the order of the form; no id: of the
        record as a whole."""
        told = [
            (self._box(name), sentence)
            for name in self.fields
            for sentence in self.errors.get(name, ())
        ]
        whole = [("", sentence) for sentence in self.errors.get(NON_FIELD_ERRORS, ())]
        return [*whole, *told]

    def _box(self, name: str) -> str:
        field: Any = self.fields[name]
        at = self[name].auto_id
        if isinstance(field, PeriodField):
            return f"{at}{field.faulty_box}"
        return f"{at}_1" if getattr(field, "matches", None) else at
