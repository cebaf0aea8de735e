"""How units, children, people, donors and other records are found by what is typed."""

import re
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child, Residence
from chungtay.fund.models import Donor
from chungtay.lib import vietnamese
from chungtay.lib.vietnamese import fold
from chungtay.people.actions import keep
from chungtay.people.models import User
from chungtay.places.models import Kind as UnitKind
from chungtay.places.models import Level, Unit
from chungtay.web.inputs.choose import MOST
from chungtay.web.inputs.reach import Reach
from chungtay.web.kinds.kind import Kind
from chungtay.web.kinds.reach import donors

SHORT = {
    "p": "phuong",
    "tt": "thi tran",
    "h": "huyen",
    "tp": "thanh pho",
    "tx": "thi xa",
    "x": "xa",
}
LISTED = 250  # more names than this are no help in a drop-down


class Found(ABC):
    """What the finders share: by key within reach, nothing refused, nothing offered. One that can
    add what it does not find has a `make` of its own (see choose.Maker)."""

    hint: Any = ""
    none: Any = _("Không thấy “%(words)s” trong phạm vi công tác của anh/chị.")

    @abstractmethod
    def rows(self, reach: Reach) -> "QuerySet[Any]":
        """The records that may be chosen from."""

    def get(self, reach: Reach, key: str) -> Any:
        with suppress(ValueError, ValidationError, OverflowError):
            return self.rows(reach).filter(pk=key).first()
        return None

    def label(self, record: Any) -> str:
        return str(record)

    def refuse(self, _reach: Reach, _record: Any) -> Any:
        return ""

    def offers(self, _reach: Reach) -> list[str]:
        return []

    def kinds(self) -> list[tuple[str, Any]]:
        return []

    def guess(self, _words: str) -> str:
        """Of what kind a new one of this name most likely is."""
        return ""


@cache
def _unit_kinds() -> dict[str, set[str]]:
    """Folded label of a kind of unit, and its codes: a “thành phố” is one of two kinds."""
    named: dict[str, set[str]] = {}
    for kind in UnitKind:
        named.setdefault(fold(str(kind.label)), set()).add(kind.value)
    return named | {short: named[whole] for short, whole in SHORT.items()}


def _parted(name: str) -> tuple[set[str], str]:
    """(kinds, bare name) of “xa son a” or “tt. nong truong”; no kinds where none is written."""
    words = name.replace(".", " ").split()
    for size in (2, 1):
        kinds = _unit_kinds().get(" ".join(words[:size]))
        if kinds and len(words) > size:
            return kinds, " ".join(words[size:])
    return set(), " ".join(words)


@dataclass(frozen=True)
class UnitFinder(Found):
    """By name or code; “Thôn 1, Ea Tam” names the unit above as well."""

    lowest: Level = Level.COMMUNE
    highest: Level = Level.NATION
    hint = _("Tên hoặc mã, không cần dấu, ví dụ Sơn A")
    none = _("Không thấy đơn vị “%(words)s” trong phạm vi công tác của anh/chị.")

    def rows(self, reach: Reach) -> "QuerySet[Unit]":
        rows = reach.units().filter(level__lte=self.lowest, level__gte=self.highest)
        return rows.select_related("parent")

    def get(self, reach: Reach, key: str) -> Unit | None:
        """The unit; where it did not stand on the day, its row of that day if there is one."""
        found = super().get(reach, key)
        if found is None or found.valid_on(reach.day):
            return found
        then = self.rows(reach).filter(code=found.code, period__contains=reach.day)
        return then.first() or found

    def find(self, reach: Reach, words: str) -> list[Unit]:
        rows = self.rows(reach)
        if words.isdecimal() and (coded := self._of_the_day(rows.filter(code=words), reach)):
            return coded
        name, _comma, above = (part.strip() for part in fold(words).partition(","))
        kinds, bare = _parted(name)
        rows = rows.filter(Q(search_key__contains=name) | _called(kinds, bare))
        if above:
            rows = rows.filter(_somewhere_in(_parted(above)[1]))
        hits = self._of_the_day(rows, reach)
        exact = [one for one in hits if one.search_key in (name, bare)]
        return self._today_called(_as_marked(exact, words) if exact else hits, reach)

    def _today_called(self, units: list[Unit], reach: Reach) -> list[Unit]:
        """Those that ended before the day as what they became, if that is within reach."""
        day, found = reach.on() or reach.desk.day, list[Unit]()
        for unit in units:
            became = [one.pk for one in unit.became_by(day)] if unit.period.upper else []
            found += list(self.rows(reach).filter(pk__in=became)) or [unit]
        return list(dict.fromkeys(found))

    def _of_the_day(self, rows: "QuerySet[Unit]", reach: Reach) -> list[Unit]:
        """Those of the day; if none stood then, the latest row of each that ever did."""
        ordered = rows.order_by(Length("search_key"), "level", "sort_key", "pk")
        if then := list(ordered.filter(period__contains=reach.day)[: 5 * MOST]):
            return then
        newest = rows.order_by("code", "-period").distinct("code")
        return list(newest[: 5 * MOST])

    def label(self, record: Unit) -> str:
        above = record.parent
        if above is None or above.level == Level.NATION:
            return record.title
        return f"{record.title}, {above.title}"

    def refuse(self, reach: Reach, record: Unit) -> str:
        day = reach.on()
        if day is None or record.valid_on(day):
            return ""
        first, end = record.period.lower, record.period.upper
        said = {"unit": record.title, "day": vietnamese.date(day)}
        if day < first:
            told = gettext("Ngày %(day)s, đơn vị này chưa có: %(unit)s có từ ngày %(first)s.")
            return told % {**said, "first": vietnamese.date(first)}
        told = gettext("Ngày %(day)s, đơn vị này không còn: %(unit)s kết thúc ngày %(end)s.")
        return told % {**said, "end": vietnamese.date(end)}

    def offers(self, reach: Reach) -> list[str]:
        rows = self.rows(reach).filter(period__contains=reach.day, level__lte=Level.COMMUNE)
        named = list(rows.order_by("level", "sort_key")[: LISTED + 1])
        return [self.label(one) for one in named] if len(named) <= LISTED else []


def _called(kinds: set[str], bare: str) -> Q:
    return Q(kind__in=kinds, search_key__contains=bare) if kinds else Q(pk__in=[])


def _somewhere_in(name: str) -> Q:
    above = ("parent", "commune", "district", "province")
    within = Q(pk__in=[])
    for field in above:
        within |= Q(**{f"{field}__search_key__contains": name})
    return within


def _as_marked(units: list[Unit], words: str) -> list[Unit]:
    """Among units that differ in marks alone, those written as typed, if marks were typed."""
    typed = re.split(r"\s*,", " ".join(words.casefold().split()))[0]
    same = [one for one in units if typed.endswith(one.name.casefold())]
    return same or units


class ChildFinder(Found):
    hint = _("Họ tên, không cần dấu; nếu trùng tên, thêm năm sinh hoặc thôn: an 2012, thôn 3")
    none = _("Không thấy trẻ “%(words)s” trong phạm vi công tác của anh/chị.")

    def rows(self, reach: Reach) -> "QuerySet[Child]":
        return reach.children()

    def find(self, reach: Reach, words: str) -> list[Child]:
        name, _comma, place = (part.strip() for part in words.partition(","))
        rows = self.rows(reach).matching(name).order_by("sort_key", "pk")  # type: ignore[attr-defined]
        if place:
            rows = rows.filter(Exists(_homes_at(place)))
        hits = sorted(rows[: 10 * MOST], key=lambda one: _less_like(one, name))
        exact = [one for one in hits if one.search_key == fold(name)]
        return exact if len(exact) == 1 else hits[: MOST + 1]

    def label(self, record: Child) -> str:
        home = record.residences.select_related("unit__parent").order_by("-period").first()
        born = gettext("sinh %(day)s") % {"day": _born(record)}
        at = f", {home.unit.title}, {home.unit.parent.title}" if home and home.unit.parent else ""
        return f"{record.full_name}, {born}{at}"


def _homes_at(place: str) -> "QuerySet[Residence]":
    """Homes in a hamlet of that name, or in a commune of it."""
    named = Q(unit__search_key__contains=fold(place))
    named |= Q(unit__parent__search_key__contains=_parted(fold(place))[1])
    return Residence.objects.filter(named, child=OuterRef("pk"))


def _less_like(child: Child, words: str) -> bool:
    """Whole words of a name first: “an” means An before Quang."""
    parts = child.search_key.split()
    return not all(word in parts for word in fold(words).split() if not word.isdigit())


def _born(child: Child) -> str:
    known = child.birth_precision in ("day", "month")
    return vietnamese.date(child.birth_date) if known else str(child.birth_date.year)


def _by_key(rows: "QuerySet[Any]", words: str, column: str) -> list[Any]:
    for word in fold(words).split():
        rows = rows.filter(**{f"{column}__contains": word})
    hits = list(rows.order_by(column, "pk")[: MOST + 1])
    exact = [one for one in hits if getattr(one, column, "") == fold(words)]
    return exact if len(exact) == 1 else hits


class PersonFinder(Found):
    hint = _("Họ tên, không cần dấu")
    none = _("Không thấy người “%(words)s” trong phạm vi công tác của anh/chị.")

    def rows(self, reach: Reach) -> "QuerySet[User]":
        return reach.people()

    def find(self, reach: Reach, words: str) -> list[User]:
        return _by_key(self.rows(reach), words, "search_key")

    def label(self, record: User) -> str:
        post = record.posts.select_related("unit").order_by("-period").first()
        return f"{record}, {post.get_role_display()}, {post.unit.title}" if post else str(record)

    def make(self, reach: Reach, words: str, _kind: str) -> User:
        """A person without an account to sign in; the name of the account is only a key. Whom a
        demonstration account adds is as invented, and lives on its day."""
        by = reach.desk.user
        person = User(full_name=words, works_as_of=by.works_as_of, invented=by.invented)
        person.username = f"{fold(words).replace(' ', '.')[:120]}"
        taken = User.objects.filter(username__startswith=person.username).count()
        person.username += f".{taken + 1}"
        person.set_unusable_password()
        return keep(person, by=by)


DONORS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (Donor.Kind.FIRM, ("cong ty", "ct ", "doanh nghiep", "ngan hang", "tap doan", "hop tac xa")),
    (Donor.Kind.AGENCY, ("so ", "ubnd", "phong ", "truong ", "ban ", "cuc ", "benh vien")),
    (Donor.Kind.PERSON, ("ong ", "ba ", "anh ", "chi ", "gia dinh ")),
)


class DonorFinder(Found):
    hint = _("Tên cơ quan, doanh nghiệp hoặc người, không cần dấu")
    none = _("Chưa có nhà tài trợ “%(words)s”. Hãy xem lại tên, hoặc chọn thêm mới.")

    def rows(self, reach: Reach) -> "QuerySet[Donor]":
        """A province's own: another's society of the same name is another donor."""
        return donors(Donor.objects.all(), reach.desk.unit)

    def find(self, reach: Reach, words: str) -> list[Donor]:
        return _by_key(self.rows(reach), words, "search_key")

    def kinds(self) -> list[tuple[str, Any]]:
        return list(Donor.Kind.choices)

    def guess(self, words: str) -> str:
        first = fold(words)
        found = (kind for kind, begins in DONORS if first.startswith(begins))
        return next(found, Donor.Kind.GROUP)

    def make(self, reach: Reach, words: str, kind: str) -> Donor:
        return keep(Donor(name=words, kind=kind), by=reach.desk.user)


@dataclass(frozen=True)
class RecordFinder(Found):
    """Records of a kind that has a search key, within the desk's units."""

    kind: Kind
    hint = _("Vài chữ trong tên, số hoặc trích yếu, không cần dấu")

    def rows(self, reach: Reach) -> "QuerySet[Any]":
        return self.kind.reach(reach.desk.posts)

    def find(self, reach: Reach, words: str) -> list[Any]:
        rows = self.rows(reach)
        for word in fold(words).split():
            rows = rows.filter(**{f"{self.kind.search}__contains": word})
        return list(rows.order_by("-pk")[: MOST + 1])
