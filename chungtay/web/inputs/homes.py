"""What the forms of the register ask beyond those of other records: birth dates known in part,
groups by law, hamlets, households by their head."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import BirthPrecision, Group, Household
from chungtay.lib import vietnamese
from chungtay.lib.searched import Fold
from chungtay.lib.vietnamese import fold
from chungtay.places.models import Level, Unit
from chungtay.web.inputs.choose import MOST, ChooseField
from chungtay.web.inputs.days import PARTED, WHOLE, YEARS, DayField, parse_day
from chungtay.web.inputs.finders import LISTED, Found, UnitFinder
from chungtay.web.inputs.pick import PickField
from chungtay.web.inputs.reach import Reach

ABOUT = re.compile(r"(?:khoang|uoc|~) ?(.+)")
IN_PART = re.compile(r"(?:(\d{1,2})[/.\- ]+)?(\d{4})")


class Birth(NamedTuple):
    """A birth date and how much of it is known; an unknown part is 1."""

    day: date
    precision: BirthPrecision


def parse_birth(text: str, today: date) -> Birth:
    """5/3/2012, 3/2012, 2012, “khoảng 2012”. Raises ShortYear for 5/3/12, ValueError."""
    words = " ".join(re.sub(r"\b(ngay|thang|nam)\b(?= *\d)", " ", fold(text)).split())
    if about := ABOUT.fullmatch(words):
        return Birth(parse_birth(about[1], today).day, BirthPrecision.ESTIMATED)
    part = IN_PART.fullmatch(words)
    if part is None:
        _whole_year(words)
        return Birth(parse_day(text, today), BirthPrecision.DAY)
    if int(part[2]) not in YEARS:
        raise ValueError(text)
    precision = BirthPrecision.MONTH if part[1] else BirthPrecision.YEAR
    return Birth(date(int(part[2]), int(part[1] or 1), 1), precision)


class ShortYear(ValueError):  # noqa: N818 (a state of what was typed)
    """The year has two digits: of which century is not to be guessed of a birth."""


def _whole_year(words: str) -> None:
    parts = PARTED.fullmatch(words) or WHOLE.fullmatch(words)
    if parts and len(parts[3] or "") == 2:
        raise ShortYear(words)


def birth_said(birth: Birth) -> str:
    """As it is typed, so that a form that is opened and saved changes nothing."""
    if birth.precision == BirthPrecision.YEAR:
        return str(birth.day.year)
    if birth.precision == BirthPrecision.MONTH:
        return f"{birth.day:%m/%Y}"
    day = vietnamese.date(birth.day)
    return f"khoảng {day}" if birth.precision == BirthPrecision.ESTIMATED else day


class BirthField(DayField):
    """A birth date, whole or in part; its value is a Birth."""

    default_error_messages = {
        "invalid": _("Không hiểu ngày sinh “%(text)s”. Hãy ghi như 5/3/2012, 3/2012 hoặc 2012."),
        "short": _("Năm chỉ có hai chữ số. Hãy ghi đủ bốn chữ số, ví dụ 05/03/2019."),
    }

    def prepare_value(self, value: Any) -> str:
        return birth_said(value) if isinstance(value, Birth) else str(value or "")

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_birth(text, self.today)
        except ShortYear:
            raise self.wrong("short", text) from None
        except ValueError:
            raise self.wrong("invalid", text) from None


class GroupField(PickField):
    """A group of circumstances, under the heading of its kind; those of a past law come last."""

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        found = list(self.rows)
        if isinstance(self.standing, Group) and self.standing not in found:
            found.append(self.standing)
        made: dict[str, list[tuple[str, Any]]] = {"": [("", _("– chọn –"))]}
        for group in found:
            made.setdefault(_heading(group), []).append((group.pk, str(group)))
        return list(made.items())


def _heading(group: Group) -> str:
    if group.period.upper is not None:
        return gettext("Chỉ đến trước ngày %(day)s") % {"day": vietnamese.date(group.period.upper)}
    special = group.kind == Group.Kind.SPECIAL
    return gettext("Hoàn cảnh đặc biệt") if special else gettext("Nguy cơ")


@dataclass(frozen=True)
class HamletFinder(UnitFinder):
    """Where children live. The hamlets of a commune are offered by name."""

    lowest: Level = Level.HAMLET
    highest: Level = Level.HAMLET
    hint = _("Tên thôn, không cần dấu; nếu nhiều xã có, thêm tên xã: thôn 3, sơn a")

    def offers(self, reach: Reach) -> list[str]:
        rows = self.rows(reach).filter(period__contains=reach.day)
        named = list(rows.order_by("sort_key", "pk")[: LISTED + 1])
        return [self.label(one) for one in named] if len(named) <= LISTED else []


class HouseholdFinder(Found):
    """By the head's name. Above a commune, without a hamlet, marks must be typed: a province has
    a quarter of a million heads, and no folded key of them is stored."""

    hint = _("Họ tên chủ hộ; nếu trùng tên, thêm thôn: hoa, thôn 3")
    none = _("Không thấy hộ của “%(words)s” trong phạm vi công tác của anh/chị.")

    def rows(self, reach: Reach) -> "QuerySet[Household]":
        return Household.objects.filter(unit__in=reach.units()).select_related("unit__parent")

    def find(self, reach: Reach, words: str) -> list[Household]:
        name, _comma, place = (part.strip() for part in words.partition(","))
        rows: QuerySet[Any]
        if place or self._narrow(reach):
            # The units first: else the whole table is folded before it is narrowed.
            units = HamletFinder().find(reach, place) if place else list(reach.units())
            rows = self.rows(reach).filter(unit__in=units).alias(key=Fold(F("head")))
            rows = rows.filter(*(Q(key__contains=word) for word in fold(name).split()))
        else:
            rows = self.rows(reach).filter(head__icontains=name)
        hits = list(rows.order_by("head", "pk")[: 5 * MOST])
        exact = [one for one in hits if fold(one.head) == fold(name)]
        return exact or hits

    def _narrow(self, reach: Reach) -> bool:
        return all(post.unit.level >= Level.COMMUNE for post in reach.desk.acting)

    def label(self, record: Household) -> str:
        above = record.unit.parent
        at = f"{record.unit.title}, {above.title}" if above else record.unit.title
        return f"{record.head}, {at}"


class HamletHouseholds(HouseholdFinder):
    """The households of one hamlet, under whichever row it had; a new one is not saved yet."""

    hint = _("Họ tên chủ hộ. Chưa có trong thôn: hộ mới được thêm. Trẻ sống ở cơ sở: để trống.")

    def __init__(self, unit: Unit | None) -> None:
        self.unit = unit

    def rows(self, reach: Reach) -> "QuerySet[Household]":
        rows = super().rows(reach)
        return rows.filter(unit__code=self.unit.code) if self.unit else rows.none()

    def _narrow(self, _reach: Reach) -> bool:
        return True

    def find(self, reach: Reach, words: str) -> list[Household]:
        name = fold(words)
        here = list(self.rows(reach).order_by("head", "pk"))
        exact = [one for one in here if fold(one.head) == name]
        return exact or [one for one in here if set(name.split()) <= set(fold(one.head).split())]

    def make(self, _reach: Reach, words: str, _kind: str) -> Household:
        return Household(unit=self.unit, head=words)


class HouseholdField(ChooseField):
    """A household by its head; a head who is not in the hamlet's book makes a new household."""

    def _only(self, words: str) -> Any:
        try:
            return super()._only(words)
        except ValidationError as told:
            if told.code != "none":
                raise
            self.offered_new = False
            return self._add(words, "")
