"""One of a short list of records, such as the kinds of model or the targets of a plan."""

from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

LONGEST = 100


class PickField(forms.Field):
    """`rows` are set by the form: what is within reach, the newest first, at most LONGEST."""

    shape = "inputs/select.html"
    standing: Model | None = None
    default_error_messages = {"unknown": _("Hãy chọn một dòng trong danh sách.")}

    def __init__(self, target: type[Model], **options: Any) -> None:
        super().__init__(**options)
        self.target = target
        self.rows: QuerySet[Any] = target._default_manager.none()

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        blank = _("– chọn –") if self.required else _("– không ghi –")
        found = list(self.rows[:LONGEST])
        if self.standing is not None and self.standing not in found:
            found.insert(0, self.standing)
        return [("", [("", blank), *((str(one.pk), str(one)) for one in found)])]

    def prepare_value(self, value: Any) -> str:
        return str(value.pk if isinstance(value, Model) else value or "")

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        if self.standing is not None and str(self.standing.pk) == str(value):
            return self.standing
        try:
            return self.rows.get(pk=value)
        except (ObjectDoesNotExist, ValueError, ValidationError):
            raise ValidationError(self.error_messages["unknown"], code="unknown") from None
