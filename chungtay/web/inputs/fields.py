"""Which form field a field of a model gets."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child, Household
from chungtay.fund.models import Donor
from chungtay.indicators.registry import INDICATORS
from chungtay.law.data import law_file
from chungtay.people.models import User
from chungtay.places.models import Level, Unit
from chungtay.web.inputs.choose import ChooseField, Finder
from chungtay.web.inputs.days import DayField, MomentField, PeriodField
from chungtay.web.inputs.finders import (
    ChildFinder,
    DonorFinder,
    PersonFinder,
    RecordFinder,
    UnitFinder,
)
from chungtay.web.inputs.homes import BirthField, GroupField, HamletFinder, HouseholdFinder
from chungtay.web.inputs.numbers import AmountField, MoneyField, NumberField, YearField
from chungtay.web.inputs.pick import PickField
from chungtay.web.inputs.plain import (
    BoxField,
    LanguagesField,
    ListField,
    NumberListField,
    TextField,
    WordsField,
    ethnic_groups,
)
from chungtay.web.kinds.areas import BY_MODEL
from chungtay.web.templatetags.vietnamese import named

Options = dict[str, Any]
Maker = Callable[[Any, Options], forms.Field | None]

Lazy = Callable[..., Any]
_words: Lazy = lazy(lambda text: gettext(str(text)) if text else "", str)
_capital: Lazy = lazy(lambda text: capfirst(gettext(str(text))), str)
_write: Lazy = lazy(lambda label: gettext("Hãy ghi “%(label)s”.") % {"label": _capital(label)}, str)
_choose: Lazy = lazy(
    lambda label: gettext("Hãy chọn “%(label)s”.") % {"label": _capital(label)}, str
)
UNITS: dict[str, UnitFinder] = {
    "plans.Assessment.unit": UnitFinder(highest=Level.COMMUNE),
    "cases.Case.unit": UnitFinder(highest=Level.COMMUNE),
    "cases.Notice.unit": UnitFinder(highest=Level.COMMUNE),
    "people.Post.unit": UnitFinder(lowest=Level.HAMLET),
    "health.Injury.unit": UnitFinder(lowest=Level.HAMLET),
    "activities.Counselling.unit": UnitFinder(lowest=Level.HAMLET),
    "children.Household.unit": HamletFinder(),
    "children.Residence.unit": HamletFinder(),
}
CLOSED = {"plans.Plan.period", "children.Poverty.period"}
MAKES = {"people.Post.person", "fund.Donation.donor", "fund.Sponsorship.donor"}
LABELS: dict[str, Any] = {
    "health.InsuranceCard.date": _("ngày đề nghị cấp thẻ"),
    "places.Unit.parent": _("đơn vị cấp trên"),
    "children.Circumstance.child": _("trẻ em"),
    "children.Guardian.child": _("trẻ em"),
    "children.Residence.child": _("trẻ em"),
    "children.Schooling.child": _("trẻ em"),
    "children.GuardianState.guardian": _("người chăm sóc"),
    "children.Residence.household": _("hộ gia đình"),
    "children.Poverty.household": _("hộ gia đình"),
    "children.Guardian.full_name": _("họ tên người chăm sóc"),
}
HINTS: dict[str, Any] = {
    "plans.Plan.signed_for": _("Ví dụ: KT. CHỦ TỊCH"),
    "plans.Plan.signer_title": _("Ví dụ: PHÓ CHỦ TỊCH"),
    "plans.PlanPart.order": _("Để trống: số tiếp theo của phần này"),
    "plans.Target.order": _("Để trống: số tiếp theo"),
    "plans.Score.most": _("Để trống nếu bộ tiêu chuẩn đã quy định"),
    "plans.Target.value": _("Ví dụ 95, 98,6 hoặc 230tr"),
    "plans.Target.of": _("Chỉ khi đặt n trên tổng số, ví dụ 31 của 31/31 xã"),
    "plans.Target.base_year": _("Chỉ khi đặt mức tăng, giảm"),
    "people.Post.languages": _("Tên dân tộc, cách nhau bằng dấu phẩy, ví dụ Ê Đê, M’nông"),
    "activities.Activity.ends_on": _("Để trống nếu chỉ một ngày"),
    "activities.Activity.campaign": "",
    "cases.Notice.language": "",
    "support.Grant.ground": "",
    "children.Child.ethnic_group": "",
    "children.Child.birth_date": _("Biết đến đâu ghi đến đó: 5/3/2012, 3/2012 hoặc 2012"),
    "children.Circumstance.end_reason": _("Chỉ khi đã ghi ngày kết thúc"),
    "children.Circumstance.evidence": _("Số quyết định, giấy xác nhận hoặc biên bản"),
}
# Left empty, these are worked out when the form is saved.
WORKED_OUT = {
    "plans.PlanPart.order",
    "plans.Target.order",
    "plans.Score.most",
    "plans.Assessment.standard",
    "activities.Activity.ends_on",
}


def path_of(field: Any) -> str:
    return f"{field.model._meta.label}.{field.name}"


def field_for(field: Any, **_given: Any) -> forms.Field | None:
    """The form field for a field of a model. Raises LookupError for a type it does not know."""
    path = path_of(field)
    label = LABELS.get(path, field.verbose_name)
    options: Options = {
        "label": _capital(label),
        "help_text": _words(HINTS.get(path, field.help_text)),
        "required": not (field.blank or path in WORKED_OUT),
        "error_messages": {"required": _write(label)},
    }
    if field.get_default() == 0 and isinstance(field, models.IntegerField):
        options |= {"required": False, "empty": 0}
    if maker := SPECIAL.get(path):
        return maker(field, options)
    if field.is_relation:
        return _relation(field, path, options)
    if field.choices:
        return _list(field, options)
    for types, make in TYPES:
        if isinstance(field, types):
            return make(field, options)
    raise LookupError(f"no form field for {path}")


def _list(field: Any, options: Options) -> forms.Field:
    lines = [(key, _capital(label)) for key, label in field.choices if key != ""]
    empty = [_capital(label) for key, label in field.choices if key == ""]
    if empty:
        options["blank"] = empty[0]
    elif not options["required"]:
        options["blank"] = _("– không ghi –")
    options["error_messages"] = {"required": _choose(field.verbose_name)}
    numeric = isinstance(field, models.IntegerField)
    return (NumberListField if numeric else ListField)(choices=lines, **options)


def _relation(field: Any, path: str, options: Options) -> forms.Field:
    target = field.related_model
    finder = _finder(target, path)
    if finder is None:
        options["error_messages"] = {"required": _choose(field.verbose_name)}
        return PickField(target, **options)
    options.pop("help_text")
    return ChooseField(finder, makes=path in MAKES, **options)


def _finder(target: type[models.Model], path: str) -> Finder | None:
    if target is Unit:
        return UNITS.get(path, UnitFinder())
    own: dict[Any, Finder] = {
        Child: ChildFinder(),
        User: PersonFinder(),
        Donor: DonorFinder(),
        Household: HouseholdFinder(),
    }
    kind = BY_MODEL.get(target)
    return own.get(target) or (RecordFinder(kind) if kind and kind.search else None)


def _number(field: Any, options: Options) -> forms.Field:
    most = {"PositiveSmallIntegerField": 32767, "SmallIntegerField": 32767}
    limit = most.get(field.get_internal_type(), 2147483647)
    return NumberField(most=limit, **options)


def _decimal(field: Any, options: Options) -> forms.Field:
    limit = 10 ** (field.max_digits - field.decimal_places) - 1
    return NumberField(places=field.decimal_places, most=limit, **options)


def _line(field: Any, options: Options) -> forms.Field:
    too_long = _("Dài quá %(limit_value)d chữ; đang có %(show_value)d.")
    options["error_messages"]["max_length"] = too_long
    return WordsField(max_length=field.max_length, **options)


def _period(field: Any, options: Options) -> forms.Field:
    options["help_text"] = ""
    options["error_messages"] = {}
    return PeriodField(closed=path_of(field) in CLOSED, **options)


def _box(_field: Any, options: Options) -> forms.Field:
    return BoxField(**{**options, "required": False})


TYPES: tuple[tuple[Any, Maker], ...] = (
    (DateRangeField, _period),
    (models.DateTimeField, lambda _field, options: MomentField(**options)),
    (models.DateField, lambda _field, options: DayField(**options)),
    (models.BooleanField, _box),
    (models.BigIntegerField, lambda _field, options: MoneyField(most=10**15, **options)),
    (models.DecimalField, _decimal),
    (models.FloatField, lambda _field, options: NumberField(places=6, **options)),
    (models.IntegerField, _number),
    (models.TextField, lambda _field, options: TextField(**options)),
    (models.CharField, _line),
)


def _year(_field: Any, options: Options) -> forms.Field:
    return YearField(**options)


def _indicator(field: Any, options: Options) -> forms.Field:
    """Every indicator by its title, under its section; marked where it gives a share."""
    sections: dict[str, list[tuple[str, Any]]] = {}
    for one in sorted(INDICATORS.values(), key=lambda one: one.section):
        has_share = one.measure(one.fact.table).among is not None
        sections.setdefault(one.section, []).append((one.code, _title(one.code, has_share)))
    options["error_messages"] = {"required": _choose(field.verbose_name)}
    return ListField(choices=[(_words(key), lines) for key, lines in sections.items()], **options)


def _title_of(code: str, has_share: bool) -> str:
    share = gettext("%(title)s (có tỷ lệ)") if has_share else "%(title)s"
    return share % {"title": named(INDICATORS[code])}


_title: Lazy = lazy(_title_of, str)


def _language(_field: Any, options: Options) -> forms.Field:
    return ListField(choices=ethnic_groups(), blank=_("– tiếng Việt –"), **options)


def _ethnic_group(field: Any, options: Options) -> forms.Field:
    options["error_messages"] = {"required": _choose(field.verbose_name)}
    return ListField(choices=ethnic_groups(), **options)


def _group(field: Any, options: Options) -> forms.Field:
    options["error_messages"] = {"required": _choose(field.verbose_name)}
    return GroupField(field.related_model, **options)


def _ground(field: Any, options: Options) -> forms.Field:
    rows = [
        (ground["code"], f"{ground['code']}: {ground['clause']}")
        for decree in law_file("entitlements")["decrees"]
        for ground in decree["grounds"]
    ]
    options["error_messages"] = {"required": _choose(field.verbose_name)}
    return ListField(choices=rows, **options)


def _standard(field: Any, options: Options) -> forms.Field:
    return ListField(choices=field.choices, blank=_("– theo năm đánh giá –"), **options)


def _carer(field: Any, options: Options) -> forms.Field:
    return PickField(field.related_model, **options)


SPECIAL: dict[str, Maker] = {
    "cases.Case.suspect": _carer,
    "plans.Target.indicator": _indicator,
    "plans.Target.value": lambda _field, options: AmountField(places=2, most=10**15, **options),
    "plans.Target.base_year": _year,
    "plans.Assessment.year": _year,
    "plans.Assessment.standard": _standard,
    "cases.Notice.language": _language,
    "people.Post.languages": lambda _field, options: LanguagesField(**options),
    "support.Grant.ground": _ground,
    "children.Child.birth_date": lambda _field, options: BirthField(**options),
    "children.Child.ethnic_group": _ethnic_group,
    "children.Circumstance.group": _group,
    "children.Guardian.birth_year": _year,
    "fund.Donor.invented": lambda _field, _options: None,
}
