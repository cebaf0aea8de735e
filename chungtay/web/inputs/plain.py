"""Choices, words and boxes to tick."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chungtay.law.data import law_file
from chungtay.lib.vietnamese import fold

CHOOSE = _("– chọn –")


class WordsField(forms.CharField):
    """One line of words."""

    shape = "inputs/text.html"
    mode, width = "text", ""

    @property
    def size(self) -> int:
        return min(self.max_length or 60, 60)


class TextField(forms.CharField):
    """Several lines."""

    shape = "inputs/area.html"


class BoxField(forms.BooleanField):
    shape = "inputs/box.html"


class ListField(forms.ChoiceField):
    """One of a list; `grouped` lists have a heading for each group."""

    shape = "inputs/select.html"
    default_error_messages = {
        "invalid_choice": _("Hãy chọn một dòng trong danh sách."),
    }

    def __init__(self, *, choices: Iterable[Any], blank: Any = CHOOSE, **options: Any) -> None:
        self.lines = [("", blank), *choices]
        super().__init__(choices=self.lines, **options)

    @property
    def groups(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """(heading, options) in order; the options without one stand under an empty heading."""
        made: list[tuple[str, list[tuple[Any, Any]]]] = []
        for key, label in self.lines:
            if not isinstance(label, (str, Promise)):
                made.append((str(key), list(label)))
            elif made and not made[-1][0]:
                made[-1][1].append((key, label))
            else:
                made.append(("", [(key, label)]))
        return made


class NumberListField(ListField):
    """One of a list of whole numbers."""

    def to_python(self, value: Any) -> Any:
        return int(value) if str(value).isdecimal() else super().to_python(value)

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(str(value))

    def prepare_value(self, value: Any) -> Any:
        return "" if value is None else str(value)

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value not in (None, "") or self.required else None


def ethnic_groups() -> list[tuple[str, str]]:
    return [(row["code"], row["name"]) for row in law_file("ethnic_groups")["groups"]]


class LanguagesField(WordsField):
    """Ethnic groups whose languages a person interprets, by name, apart by commas."""

    default_error_messages = {"unknown": _("Không có dân tộc “%(name)s” trong danh mục.")}

    def prepare_value(self, value: Any) -> str:
        names = dict(ethnic_groups())
        if isinstance(value, list):
            return ", ".join(names[code] for code in value)
        return str(value or "")

    def to_python(self, value: Any) -> Any:
        return [self._code(name) for name in str(value or "").split(",") if name.strip()]

    def _code(self, name: str) -> str:
        for row in law_file("ethnic_groups")["groups"]:
            if fold(name) in {row["code"], *(fold(n) for n in (row["name"], *row["other"]))}:
                return str(row["code"])
        raise ValidationError(self.error_messages["unknown"], params={"name": name.strip()})
