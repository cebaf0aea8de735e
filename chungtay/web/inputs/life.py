"""The forms of a child's life events: when, where to, with whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child, Household, LivesWith, Residence
from chungtay.health.models import Injury
from chungtay.lib import vietnamese
from chungtay.places.models import Level, Unit
from chungtay.support.models import Grant
from chungtay.web.desk import Desk
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.choose import ChooseField
from chungtay.web.inputs.days import DayField
from chungtay.web.inputs.finders import UnitFinder
from chungtay.web.inputs.homes import HamletFinder, HamletHouseholds, HouseholdField
from chungtay.web.inputs.plain import BoxField, ListField, WordsField
from chungtay.web.inputs.reach import Reach

WITH, GRANT = "cung_", "dung_"  # how the boxes of children and of grants are named
WITHOUT_HOUSEHOLD = (LivesWith.FACILITY, LivesWith.SCHOOL)


@dataclass(frozen=True)
class CountryFinder(UnitFinder):
    """Any commune or hamlet of the system: a child may move where its officer does not serve."""

    lowest: Level = Level.HAMLET
    highest: Level = Level.COMMUNE
    hint = _(
        "Tên xã hoặc thôn nơi đến, không cần dấu; trùng tên thì thêm tên trên: ea tam, đắk lắk"
    )
    none = _("Không thấy xã, thôn “%(words)s” trong cả nước.")

    def rows(self, _reach: Reach) -> "QuerySet[Unit]":
        rows = Unit.objects.filter(level__lte=self.lowest, level__gte=self.highest)
        return rows.select_related("parent")

    def offers(self, _reach: Reach) -> list[str]:
        return []


@dataclass(frozen=True)
class ProvinceFinder(CountryFinder):
    """Any province of the country, whether or not its communes keep this register."""

    lowest: Level = Level.PROVINCE
    highest: Level = Level.PROVINCE
    hint = _("Khi còn ở trong nước, không cần dấu, ví dụ binh duong")
    none = _("Không thấy tỉnh, thành phố “%(words)s”.")


def _on(label: Any) -> DayField:
    return DayField(label=label, error_messages={"required": _("Hãy ghi ngày.")})


class EventForm(InputForm, forms.Form):
    """`on`: the day it happened, today until it is typed over; never later."""

    use_required_attribute = False
    on = _on(_("Ngày"))

    def __init__(self, desk: Desk, **options: Any) -> None:
        super().__init__(**options)
        self.desk, self.reach = desk, Reach(desk, lambda: self._typed("on"))
        self.as_of(desk.day)
        self.initial.setdefault("on", desk.day)
        for field in self.fields.values():
            if isinstance(field, ChooseField):
                field.reach = self.reach

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > self.desk.day:
            raise forms.ValidationError(_("Ngày này chưa tới."))
        return self.cleaned_data["on"]

    def boxes(self, prefix: str, rows: Iterable[Any], *, ticked: bool, label: Any) -> None:
        """A box to tick for each of the rows."""
        for row in rows:
            box = BoxField(label=label(row), required=False)
            self.fields[f"{prefix}{row.pk}"] = box
            self.initial.setdefault(f"{prefix}{row.pk}", ticked)

    def ticked(self, prefix: str, rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if self.cleaned_data.get(f"{prefix}{row.pk}")]

    def _typed(self, name: str) -> Any:
        """What a field holds so far; None while it is empty or wrong."""
        if not self.is_bound or name not in self.fields:
            return None
        field = self.fields[name]
        try:
            return field.clean(field.widget.value_from_datadict(self.data, self.files, name))
        except forms.ValidationError:
            return None


class MoveForm(EventForm):
    """Where to, from which day, and who of the household goes along."""

    field_order = ["to", "outside", "province", "where", "on"]
    to = ChooseField(CountryFinder(), label=_("Chuyển đến"), required=False)
    outside = BoxField(label=_("Ra nước ngoài, hoặc nơi không dùng sổ này"), required=False)
    province = ChooseField(
        ProvinceFinder(), label=_("Ra ngoài: tỉnh, thành phố đến"), required=False
    )
    where = WordsField(
        label=_("Ra ngoài: nơi đến, như người nhà nói"), max_length=200, required=False,
        help_text=_("Ví dụ: khu công nghiệp Sóng Thần; nước Lào"),
    )  # fmt: skip
    on = _on(_("Từ ngày"))

    def __init__(self, desk: Desk, others: list[Child], **options: Any) -> None:
        super().__init__(desk, **options)
        self.others = others
        self.boxes(WITH, others, ticked=False, label=_goes_along)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if "to" in told and bool(told["to"]) == bool(told.get("outside")):
            self.add_error("to", _("Hãy ghi xã, thôn nơi đến; hoặc đánh dấu ô dưới đây."))
        for name in ("province", "where"):
            if told.get(name) and not told.get("outside"):
                self.add_error(name, _("Chỉ ghi khi trẻ ra ngoài: hãy đánh dấu ô ở trên."))
        return told

    @property
    def left(self) -> dict[str, Any]:
        """Where to out of the system, as `children.actions.leave_system` takes it."""
        return {"to": self.cleaned_data["where"], "province": self.cleaned_data["province"]}

    @property
    def along(self) -> list[Child]:
        return self.ticked(WITH, self.others)


def _goes_along(child: Child) -> str:
    said = {"child": child.full_name, "day": vietnamese.date(child.birth_date)}
    return gettext("%(child)s, sinh %(day)s, cùng chuyển") % said


class LostForm(EventForm):
    on = _on(_("Không rõ nơi ở từ ngày"))


class BackForm(EventForm):
    """Where the child was found, or came back to."""

    field_order = ["to", "on"]
    to = ChooseField(CountryFinder(), label=_("Nay ở"))
    on = _on(_("Từ ngày"))

    def __init__(self, desk: Desk, last: Unit, **options: Any) -> None:
        super().__init__(desk, **options)
        self.initial.setdefault("to", last)


class DeathForm(EventForm):
    """The day, the accident if it was one, and which allowances end."""

    on = _on(_("Ngày chết"))
    cause = ListField(
        choices=[(key, capfirst(str(said))) for key, said in Injury.Cause.choices],
        blank=_("– không phải tai nạn, thương tích –"),
        required=False,
        label=_("Do tai nạn, thương tích"),
    )
    where = ListField(
        choices=[(key, capfirst(str(said))) for key, said in Injury.Place.choices],
        blank=_("– không ghi –"),
        required=False,
        label=_("Nơi xảy ra"),
        help_text=_("Chỉ khi do tai nạn, thương tích"),
    )

    def __init__(self, desk: Desk, grants: list[Grant], **options: Any) -> None:
        super().__init__(desk, **options)
        del self.initial["on"]  # not a day to be taken over unseen
        self.grants = grants
        self.boxes(GRANT, grants, ticked=True, label=_ends)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("cause") and not told.get("where"):
            self.add_error("where", _("Hãy chọn nơi xảy ra tai nạn."))
        return told

    @property
    def ending(self) -> list[Grant]:
        return self.ticked(GRANT, self.grants)


def _ends(grant: Grant) -> str:
    said = {"decision": grant.decision, "amount": vietnamese.money(grant.monthly_amount)}
    return gettext("Thôi trợ cấp theo %(decision)s, %(amount)s mỗi tháng") % said


class SettleForm(InputForm, forms.Form):
    """The hamlet and the household of a child that was handed over."""

    use_required_attribute = False
    unit = ChooseField(HamletFinder(), label=_("Thôn, buôn, tổ dân phố"))
    household = HouseholdField(
        HamletHouseholds(None), makes=True, label=_("Chủ hộ"), required=False
    )
    lives_with = ListField(
        choices=[(key, capfirst(str(said))) for key, said in LivesWith.choices],
        label=_("Sống với"),
    )

    def __init__(self, desk: Desk, home: Residence, **options: Any) -> None:
        super().__init__(**options)
        day = home.period.lower
        reach = Reach(desk, lambda: day)
        for name in ("unit", "household"):
            self.fields[name].reach = reach  # type: ignore[attr-defined]
        hamlet = home.unit if home.unit.level == Level.HAMLET else None
        own = desk.unit if desk.unit.level == Level.HAMLET else None
        self.initial = {"unit": hamlet or own, "lives_with": home.lives_with}
        typed = self._typed_unit()
        self.fields["household"].finder = HamletHouseholds(typed)  # type: ignore[attr-defined]

    def _typed_unit(self) -> Unit | None:
        field: Any = self.fields["unit"]
        if not self.is_bound:
            return self.initial["unit"]
        try:
            return field.clean(field.widget.value_from_datadict(self.data, self.files, "unit"))
        except forms.ValidationError:
            return None

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        bare = "household" in told and told["household"] is None
        if bare and told.get("lives_with") not in (*WITHOUT_HOUSEHOLD, None):
            self.add_error(
                "household", _("Hãy ghi chủ hộ; trẻ ở cơ sở, trường nội trú mới để trống.")
            )
        return told


class SplitForm(EventForm):
    """Which children of the household live in the new one, and who heads it."""

    field_order = ["head", "on"]
    head = WordsField(
        label=_("Chủ hộ mới"),
        max_length=120,
        error_messages={"required": _("Hãy ghi họ tên chủ hộ mới.")},
    )
    on = _on(_("Từ ngày"))

    def __init__(self, desk: Desk, children: list[Child], **options: Any) -> None:
        super().__init__(desk, **options)
        self.children = children
        self.boxes(WITH, children, ticked=False, label=_lives_there)

    @property
    def chosen(self) -> list[Child]:
        return self.ticked(WITH, self.children)

    def clean(self) -> dict[str, Any]:
        if not self.chosen and self.children:
            told = _("Hãy đánh dấu ít nhất một trẻ sang hộ mới.")
            self.add_error(f"{WITH}{self.children[0].pk}", told)
        return self.cleaned_data


def _lives_there(child: Child) -> str:
    said = {"child": child.full_name, "day": vietnamese.date(child.birth_date)}
    return gettext("%(child)s, sinh %(day)s, sang hộ mới") % said


class JoinForm(EventForm):
    """Into which household of the same hamlet."""

    field_order = ["into", "on"]
    into = HouseholdField(
        HamletHouseholds(None),
        label=_("Nhập vào hộ của"),
        help_text=_("Họ tên chủ hộ đang ở cùng thôn"),
        error_messages={"required": _("Hãy ghi chủ hộ.")},
    )
    on = _on(_("Từ ngày"))

    def __init__(self, desk: Desk, household: Household, **options: Any) -> None:
        super().__init__(desk, **options)
        self.fields["into"].finder = Others(household)  # type: ignore[attr-defined]


class Others(HamletHouseholds):
    """The other households of a household's hamlet; none is made."""

    def __init__(self, household: Household) -> None:
        super().__init__(household.unit)
        self.household = household

    def rows(self, reach: Reach) -> "QuerySet[Household]":
        return super().rows(reach).exclude(pk=self.household.pk)
