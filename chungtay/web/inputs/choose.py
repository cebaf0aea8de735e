"""A record chosen by typing its name. Several of that name: the form comes back with them."""

from dataclasses import dataclass
from typing import Any, Protocol, cast, runtime_checkable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from chungtay.web.inputs.reach import Reach

MOST = 8
NEW = "moi"


class Finder(Protocol):
    """How records of one kind are found by their name, within reach."""

    hint: Any
    none: Any

    def get(self, reach: Reach, key: str, /) -> Model | None: ...
    def find(self, reach: Reach, words: str, /) -> list[Any]: ...
    def label(self, record: Any, /) -> str: ...
    def refuse(self, reach: Reach, record: Any, /) -> Any: ...
    def offers(self, reach: Reach, /) -> list[str]: ...
    def kinds(self) -> list[tuple[str, Any]]: ...
    def guess(self, words: str, /) -> str: ...


@runtime_checkable
class Maker(Finder, Protocol):
    """A finder that can add what it does not find."""

    def make(self, reach: Reach, words: str, kind: str, /) -> Model: ...


@dataclass(frozen=True)
class Typed:
    """What came back: the words, the key of the record they stood for, and the words it had."""

    words: str = ""
    key: str = ""
    was: str = ""
    kind: str = ""

    @property
    def chosen(self) -> bool:
        """A record was picked and its words were not typed over since."""
        return bool(self.key) and self.words == self.was


class NamedBoxes(forms.Widget):
    """The words typed, the record they stand for, and of what kind a new one would be."""

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> Typed:
        parts = (str(data.get(f"{name}{end}") or "").strip() for end in ("", "_ma", "_la", "_loai"))
        return Typed(*parts)

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        return name not in data


class ChooseField(forms.Field):
    """A record within reach. `makes` offers to add one of the typed name."""

    shape = "inputs/choose.html"
    widget = NamedBoxes
    reach: Reach
    standing: Model | None = None  # what an edited record has now: kept even when out of reach
    default_error_messages = {
        "several": _("Có nhiều dòng khớp “%(words)s”. Hãy chọn một trong các dòng dưới đây."),
        "kind": _("Hãy chọn loại của “%(words)s”."),
    }

    def __init__(self, finder: Finder, *, makes: bool = False, **options: Any) -> None:
        super().__init__(**options)
        if makes and not isinstance(finder, Maker):
            raise TypeError(f"{type(finder).__name__} cannot add what it does not find")
        self.finder, self.makes = finder, makes
        self.help_text = self.help_text or finder.hint
        self.matches: list[tuple[str, str]] = []
        self.more = self.offered_new = False
        self.guessed = ""

    def prepare_value(self, value: Any) -> Typed:
        if isinstance(value, Typed):
            return value
        found = value if isinstance(value, Model) else self._get(str(value or ""))
        if found is None:
            return Typed()
        label = self.finder.label(found)
        return Typed(label, str(found.pk), label)

    def has_changed(self, _initial: Any, _data: Any) -> bool:
        return True

    def _get(self, key: str) -> Model | None:
        if self.standing is not None and key == str(self.standing.pk):
            return self.standing
        return self.finder.get(self.reach, key) if key else None

    def clean(self, value: Typed) -> Model | None:
        self.matches, self.more, self.offered_new = [], False, False
        self.guessed = value.kind or self.finder.guess(value.words)
        if not value.words:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if self.makes and value.key == NEW and value.chosen:
            return self._made(value)
        found = self._get(value.key) if value.chosen else None
        found = found or self._only(value.words)
        if found != self.standing and (told := self.finder.refuse(self.reach, found)):
            raise ValidationError(told, code="refused")
        return found

    def _only(self, words: str) -> Model:
        hits = self.finder.find(self.reach, words)
        if len(hits) == 1:
            return hits[0]
        self.offered_new = self.makes
        self.matches = [(str(one.pk), self.finder.label(one)) for one in hits[:MOST]]
        self.more = len(hits) > MOST
        if not hits:
            raise ValidationError(self.finder.none, code="none", params={"words": words})
        raise self._told("several", words)

    def _made(self, value: Typed) -> Model:
        if self.finder.kinds() and value.kind not in dict(self.finder.kinds()):
            self.offered_new = True
            raise self._told("kind", value.words)
        return self._add(value.words, value.kind)

    def _add(self, words: str, kind: str) -> Model:
        return cast(Maker, self.finder).make(self.reach, words, kind)

    def _told(self, code: str, words: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"words": words})

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        return self.finder.kinds()

    @property
    def offers(self) -> list[str]:
        return self.finder.offers(self.reach)
