"""The form of a change of units: one for each thing that can be done to a unit."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.places.changing import Asked, Named
from chungtay.places.changing.arranging import KINDS
from chungtay.places.models import Change, Kind, Level, Unit
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.days import DayField
from chungtay.web.inputs.plain import ListField, NumberListField, WordsField

What = Change.What
MOST_PARTS = 3
REQUIRED = {"required": _("Hãy ghi mục này.")}


class UnitsField(forms.TypedMultipleChoiceField):
    """Units to tick."""

    shape = "unit_changes/_olds.html"

    def __init__(self, units: Iterable[Unit], **options: Any) -> None:
        choices = [(one.pk, one.title) for one in units]
        super().__init__(choices=choices, coerce=int, **options)


class ChangeForm(InputForm, forms.Form):
    """When and on what ground; the rest is added for what is to be done to the unit."""

    use_required_attribute = False
    day = DayField(
        label=_("Từ ngày"),
        help_text=_("Ngày đơn vị mới bắt đầu, đơn vị cũ kết thúc"),
        error_messages=REQUIRED,
    )
    text = WordsField(
        label=_("Theo văn bản"),
        max_length=300,
        help_text=_("Số, ngày, cơ quan ban hành"),
        error_messages=REQUIRED,
    )

    def __init__(self, what: str, unit: Unit, below: list[Unit], **options: Any) -> None:
        super().__init__(**options)
        self.what, self.unit, self.below = what, unit, below
        add = {
            What.MERGE: self._merge,
            What.SPLIT: self._split,
            What.RENAME: self._rename,
            What.TRANSFER: self._transfer,
        }.get(What(what))
        if add:
            add()

    def _merge(self) -> None:
        self.fields["olds"] = UnitsField(
            self.below,
            label=_("Các đơn vị nhập lại"),
            help_text=_("Đơn vị mới giữ mã của đơn vị đánh dấu đầu tiên nếu không ghi mã"),
            error_messages={"required": _("Hãy đánh dấu các đơn vị nhập lại.")},
        )
        level = self.below[0].level if self.below else Level.HAMLET
        self._named("", level, _("Tên đơn vị mới"))

    def _rename(self) -> None:
        self._named("", self.unit.level, _("Tên mới"))
        self.initial.update(name=self.unit.name, kind=self.unit.kind)

    def _split(self) -> None:
        for which in range(1, MOST_PARTS + 1):
            label = gettext("Tên đơn vị mới thứ %(n)s") % {"n": which}
            self._named(f"_{which}", self.unit.level, label, required=which < MOST_PARTS)
        parts = [(n, gettext("đơn vị thứ %(n)s") % {"n": n + 1}) for n in range(MOST_PARTS)]
        for one in self.below:
            self.fields[f"part_{one.pk}"] = _part(one.title, parts)
        label = gettext("Trẻ, hộ chưa ghi thôn; cán bộ của đơn vị")
        self.fields["rest"] = _part(label, parts, required=False)
        self.fields["fund"] = _part(gettext("Số dư Quỹ Bảo trợ trẻ em"), parts, required=False)
        self.fields["fund"].help_text = gettext(
            "Chuyển nguyên, không chia. Để trống: đơn vị nhận trẻ, cán bộ ở dòng trên; không ghi "
            "dòng trên thì đơn vị thứ 1"
        )

    def _transfer(self) -> None:
        above = self.unit.parent
        assert above is not None
        units = Unit.objects.filter(province=self.unit.province_id, level=above.level)
        found = units.exclude(pk=above.pk).filter(period__overlap=self.unit.period)
        lines = [(one.pk, one.title) for one in found.order_by("sort_key")]
        self.fields["parent"] = NumberListField(
            choices=lines,
            label=_("Từ ngày đó thuộc"),
            error_messages={"required": _("Hãy chọn đơn vị cấp trên.")},
        )

    def _named(self, end: str, level: int, label: Any, required: bool = True) -> None:
        """Name, kind and code of a unit to be made; a hamlet's code is ours."""
        self.fields[f"name{end}"] = WordsField(
            label=label, max_length=120, required=required, error_messages=REQUIRED
        )
        kinds = [(str(one), Kind(one).label) for one in KINDS[Level(level)]]
        self.fields[f"kind{end}"] = ListField(
            choices=kinds, label=_("Loại"), required=required, error_messages=REQUIRED
        )
        if level < Level.HAMLET:
            self.fields[f"code{end}"] = WordsField(
                label=_("Mã của Cục Thống kê"), max_length=24, required=False
            )

    def asked(self) -> Asked:
        told = self.cleaned_data
        return Asked(
            what=self.what,
            day=told["day"],
            text=told["text"],
            olds=self._olds(),
            into=tuple(self._into()),
            parts=self._parts(),
            rest=told.get("rest"),
            fund=told.get("fund"),
            parent=told.get("parent"),
        )

    def _olds(self) -> tuple[int, ...]:
        if self.what == What.MERGE:
            return tuple(self.cleaned_data["olds"])
        if self.what == What.LEVEL_ENDED:
            return tuple(one.pk for one in self.below)
        return (self.unit.pk,)

    def _into(self) -> Iterable[Named]:
        told = self.cleaned_data
        for end in ("", *(f"_{n}" for n in range(1, MOST_PARTS + 1))):
            if told.get(f"name{end}"):
                yield Named(told[f"name{end}"], told[f"kind{end}"], told.get(f"code{end}") or "")

    def _parts(self) -> dict[int, int]:
        found = {one.pk: self.cleaned_data.get(f"part_{one.pk}") for one in self.below}
        return {key: value for key, value in found.items() if value is not None}

    def tell(self, fault: ValidationError) -> None:
        """Faults of the change, at the boxes of this form that have them."""
        for name, sentences in fault.message_dict.items():
            self.place([name], sentences)


class KnownForm(InputForm, forms.Form):
    """A change that the data know: where a commune that became several goes on, which never divides
    its Fund, and where its hamlets go."""

    use_required_attribute = False

    def __init__(self, split: dict[Unit, list[Unit]], below: list[Unit], **options: Any) -> None:
        super().__init__(**options)
        for old, news in split.items():
            label = gettext("%(unit)s: cán bộ, kế hoạch, số dư Quỹ") % {"unit": old.title}
            self.fields[f"part_{old.pk}"] = _part(label, _lines(news), required=False)
        for one in below:
            assert one.parent is not None
            lines = _lines(split[one.parent])
            self.fields[f"part_{one.pk}"] = _part(f"{one.title}, {one.parent.title}", lines)

    def parts(self) -> dict[int, int]:
        found = self.cleaned_data.items()
        return {int(name.removeprefix("part_")): n for name, n in found if n is not None}

    def tell(self, fault: ValidationError) -> None:
        for name, sentences in fault.message_dict.items():
            self.place([name], sentences)


def _lines(units: list[Unit]) -> list[tuple[int, str]]:
    return [(one.pk, one.title) for one in units]


def _part(label: str, lines: list[tuple[int, str]], required: bool = True) -> NumberListField:
    told = {"required": gettext("%(unit)s: hãy ghi thuộc đơn vị mới nào.") % {"unit": label}}
    return NumberListField(choices=lines, label=label, required=required, error_messages=told)
