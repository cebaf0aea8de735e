"""Fields of a model whose text or bytes are sealed before they reach the database."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from chungtay.lib.sealing import seal, seal_bytes, unseal, unseal_bytes


class SealedText(str):
    """A text that says nothing of itself in a log, a trace or a shell."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "‹niêm›"


class SealedTextField(models.TextField):
    """Text that only the installation's keys open (lib/keys.py).

    `place` names the table and column it is bound to. It is written whole and read whole: no
    search, no order, no default in the database.
    """

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        self.place = place
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "place": self.place}

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return None if value is None else SealedText(unseal(value, self.place))

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return None if text is None else SealedText(text)

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return None if text is None else seal(str.__str__(text), self.place)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.place} is sealed: it cannot be searched")
        return super().get_lookup(lookup_name)


class SealedBytesField(models.BinaryField):
    """Bytes that only the installation's keys open, such as a scanned paper; see the text."""

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        self.place = place
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "place": self.place}

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return None if value is None else unseal_bytes(bytes(value), self.place)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        hidden = None if value is None else seal_bytes(bytes(value), self.place)
        return super().get_db_prep_value(hidden, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.place} is sealed: it cannot be searched")
        return super().get_lookup(lookup_name)
