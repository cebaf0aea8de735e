"""The forms of a survey: a round, what was found of a child, what was found when asked again."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import LivesWith, Schooling
from chungtay.places.models import Unit
from chungtay.survey.models import Gone, Round
from chungtay.survey.questions import QUESTIONS, Known
from chungtay.web.desk import Desk
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.child import ChildForm, EnrolForm
from chungtay.web.inputs.choose import ChooseField
from chungtay.web.inputs.days import DayField, PeriodField
from chungtay.web.inputs.homes import Birth, HamletHouseholds
from chungtay.web.inputs.life import CountryFinder
from chungtay.web.inputs.plain import BoxField, ListField, WordsField
from chungtay.web.inputs.reach import Reach

ASKS, OF = "hoi_", "don-vi_"  # how the boxes of questions and of units are named
LONG = timedelta(days=30)


_capital: Callable[..., Any] = lazy(lambda words: capfirst(gettext(str(words))), str)


def _choices(kind: Any) -> list[tuple[str, Any]]:
    return [(key, _capital(label)) for key, label in kind.choices]


class RoundForm(InputForm, forms.Form):
    """A round of `unit`: its name and days, what is asked, and where if not everywhere."""

    use_required_attribute = False
    name = WordsField(
        label=_("Tên đợt"), max_length=120, help_text=_("Ví dụ: Rà soát trẻ em quý III năm 2020"),
        error_messages={"required": _("Hãy ghi tên đợt.")},
    )  # fmt: skip
    kind = ListField(
        choices=_choices(Round.Kind), label=_("Loại"),
        error_messages={"required": _("Hãy chọn loại đợt.")},
    )  # fmt: skip
    period = PeriodField(label=_("Thời gian"), closed=True)

    def __init__(self, desk: Desk, below: "QuerySet[Unit] | list[Unit]", **options: Any) -> None:
        super().__init__(**options)
        self.as_of(desk.day)
        self.below = list(below)
        self.initial = {"period": (desk.day, desk.day + LONG), "kind": Round.Kind.REVIEW}
        for one in QUESTIONS:
            self._tick(f"{ASKS}{one.code}", one.label, ticked=True)
        for unit in self.below:
            self._tick(f"{OF}{unit.pk}", unit.title, ticked=False)

    def _tick(self, name: str, label: Any, *, ticked: bool) -> None:
        self.fields[name] = BoxField(label=label, required=False)
        self.initial[name] = ticked

    def group(self, prefix: str) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(prefix)]

    def asks(self) -> list[Any]:
        return self.group(ASKS)

    def places(self) -> list[Any]:
        return self.group(OF)

    def clean_period(self) -> Any:
        period = self.cleaned_data["period"]
        if period is not None and period.upper is None:
            raise forms.ValidationError(_("Hãy ghi ngày kết thúc."))
        return period

    def clean(self) -> dict[str, Any]:
        if not self.questions:
            self.add_error(None, _("Hãy chọn ít nhất một nội dung hỏi."))
        return self.cleaned_data

    @property
    def questions(self) -> list[str]:
        return [one.code for one in QUESTIONS if self.cleaned_data.get(f"{ASKS}{one.code}")]

    @property
    def units(self) -> list[Unit]:
        return [unit for unit in self.below if self.cleaned_data.get(f"{OF}{unit.pk}")]


EXTRA: dict[str, Any] = {
    "head": WordsField(label=_("Chủ hộ"), max_length=120, required=False),
    "carer": WordsField(label=_("Người chăm sóc chính"), max_length=120, required=False),
    "lives_with": ListField(
        choices=_choices(LivesWith), blank=_("– chưa ghi –"), label=_("Sống với"), required=False
    ),
    "schooling": ListField(
        choices=_choices(Schooling.Status), blank=_("– chưa ghi –"), label=_("Việc học"),
        required=False,
    ),
}  # fmt: skip


class VisitForm(ChildForm):
    """What the round asks of a child, filled in as the register says."""

    def __init__(self, desk: Desk, known: Known, asked: Iterable[str], **options: Any) -> None:
        super().__init__(desk, known.child, **options)
        fields = {**self.fields, **{name: deepcopy(field) for name, field in EXTRA.items()}}
        wanted = [one for one in QUESTIONS if one.code in set(asked)]
        self.fields = {one.code: fields[one.code] for one in wanted}
        for one in wanted:
            if one.code in EXTRA:
                self.initial[one.code] = one.read(known)

    def said(self) -> dict[str, Any]:
        """The answers as `survey.visiting.change` takes them."""
        told = {name: self.cleaned_data[name] for name in self.fields}
        if birth := told.get("birth_date"):
            told["birth_date"], told["birth_precision"] = birth
        return {name: _line(value) for name, value in told.items()}


def _line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


class GoneForm(InputForm, forms.Form):
    """Why a child is no longer there, since when, and where to."""

    use_required_attribute = False
    why = ListField(
        choices=_choices(Gone), label=_("Vì sao"),
        error_messages={"required": _("Hãy chọn vì sao không còn ở đây.")},
    )  # fmt: skip
    since = DayField(label=_("Từ ngày"), required=False, help_text=_("Để trống: hôm nay"))
    to = ChooseField(CountryFinder(), label=_("Xã, thôn nơi đến"), required=False)
    words = WordsField(
        label=_("Hoặc đi đâu, ghi chú"), max_length=200, required=False,
        help_text=_("Khi nơi đến không có trong hệ thống"),
    )  # fmt: skip

    def __init__(self, desk: Desk, **options: Any) -> None:
        super().__init__(**options)
        self.as_of(desk.day)
        self.fields["to"].reach = Reach(desk, lambda: None)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("to") and told.get("why") and told["why"] != Gone.MOVED:
            self.add_error("to", _("Chỉ ghi nơi đến khi trẻ chuyển đi."))
        return told


class NewChildForm(EnrolForm):
    """A child found in the hamlet of the round, which is settled."""

    def __init__(self, desk: Desk, hamlet: Unit, **options: Any) -> None:
        super().__init__(desk, hamlet, **options)
        del self.fields["unit"]
        self.hamlet = hamlet
        self.fields["household"].finder = HamletHouseholds(hamlet)  # type: ignore[attr-defined]

    def _typed(self, name: str) -> Any:
        return super()._typed(name) if name in self.fields else None

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["unit"] = self.hamlet
        return super().clean()


PRESENT = [("co", _("Còn ở đây")), ("khong", _("Không còn ở đây"))]
UNKNOWN = _("– không hỏi được –")
WHOLE_NAME = _("Đủ họ và tên như trên giấy tờ; để trống nếu không hỏi được")
# A box of words that is not of a name: empty is an answer.
NONE = {
    "personal_number": _("12 chữ số; để trống nghĩa là chưa có số"),
    "carer": _("Đủ họ và tên; để trống nghĩa là không có ai"),
}


class RecheckForm(InputForm, forms.Form):
    """The same questions once more, with nothing filled in. An empty box of words is the answer
    “none”; an empty list or day was not asked."""

    use_required_attribute = False

    def __init__(self, desk: Desk, asked: Iterable[str], **options: Any) -> None:
        super().__init__(**options)
        required = {"required": _("Hãy ghi trẻ còn ở đây hay không.")}
        present = ListField(choices=PRESENT, label=_("Trẻ còn ở đây?"), error_messages=required)
        self.fields = {"present": present}
        base = {**ChildForm.base_fields, **EXTRA}
        for one in QUESTIONS:
            if one.code in set(asked):
                self.fields[one.code] = self._blank(deepcopy(base[one.code]))
                if hint := WHOLE_NAME if one.names else NONE.get(one.code):
                    self.fields[one.code].help_text = hint
        self.as_of(desk.day)

    def _blank(self, field: Any) -> Any:
        field.required = False
        if isinstance(field, ListField):
            field.lines = [("", UNKNOWN), *[line for line in field.lines if line[0] != ""]]
            field.choices = field.lines
        return field

    @property
    def present(self) -> bool:
        return bool(self.cleaned_data["present"] == "co")

    def said(self) -> dict[str, str]:
        """The answers as text of the register, without those that were not got."""
        told: dict[str, str] = {}
        for code in self.fields:
            if code != "present":
                told |= _as_text(code, self.cleaned_data.get(code))
        return told


def _as_text(code: str, value: Any) -> dict[str, str]:
    if isinstance(value, Birth):
        return {code: value.day.isoformat()}
    if code == "personal_number":
        return {code: "".join(str(value or "").split())}
    if code == "carer" or value:
        return {code: str(value or "")}
    return {}
