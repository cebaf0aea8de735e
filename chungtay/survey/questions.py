"""What a round can ask of a child: how each answer stands in the register, and how it is said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child, Guardian, LivesWith, Residence, Schooling, Sex
from chungtay.law.data import law_file
from chungtay.lib import vietnamese
from chungtay.lib.vietnamese.spelling import spellings


@dataclass(frozen=True)
class Known:
    """What the register says of a child on a day; None: nothing."""

    child: Child
    home: Residence | None = None
    carer: Guardian | None = None
    school: Schooling | None = None


@dataclass(frozen=True)
class Question:
    """`read`: the answer in the register, as text that two answers are compared by; empty: none.
    `said`: such an answer in words. `names`: the name of the child or of its household, of which
    the one who asks again is shown the given name alone."""

    code: str
    label: Any
    read: Callable[[Known], str]
    said: Callable[[str], str]
    names: bool = False


def _of_child(name: str) -> Callable[[Known], str]:
    return lambda known: str(getattr(known.child, name) or "")


def _head(known: Known) -> str:
    household = known.home.household if known.home else None
    return household.head if household else ""


def _from(choices: Any) -> Callable[[str], str]:
    return lambda answer: str(choices(answer).label) if answer else ""


def _plain(answer: str) -> str:
    return answer


def _day(answer: str) -> str:
    return vietnamese.date(date.fromisoformat(answer)) if answer else ""


def _ethnic_group(answer: str) -> str:
    names = {row["code"]: row["name"] for row in law_file("ethnic_groups")["groups"]}
    return names.get(answer, answer)


QUESTIONS = (
    Question("full_name", _("Họ và tên"), _of_child("full_name"), _plain, names=True),
    Question("sex", _("Giới tính"), _of_child("sex"), _from(Sex)),
    Question("birth_date", _("Ngày sinh"), _of_child("birth_date"), _day),
    Question("ethnic_group", _("Dân tộc"), _of_child("ethnic_group"), _ethnic_group),
    Question("personal_number", _("Số định danh cá nhân"), _of_child("personal_number"), _plain),
    Question("head", _("Chủ hộ"), _head, _plain, names=True),
    Question(
        "carer",
        _("Người chăm sóc chính"),
        lambda known: known.carer.full_name if known.carer else "",
        _plain,
    ),
    Question(
        "lives_with",
        _("Sống với"),
        lambda known: known.home.lives_with if known.home else "",
        _from(LivesWith),
    ),
    Question(
        "schooling",
        _("Việc học"),
        lambda known: known.school.status if known.school else "",
        _from(Schooling.Status),
    ),
)
BY_CODE = {one.code: one for one in QUESTIONS}
# Asked of every child that is asked again: whether it lives where the register says.
PRESENCE = "presence"


def label(code: str) -> str:
    return str(_("Còn ở đây") if code == PRESENCE else BY_CODE[code].label)


def known(children: Iterable[UUID], on: date) -> dict[UUID, Known]:
    """What the register says of each child on the day, in four queries whatever their number."""
    keys = list(children)
    homes = Residence.objects.on(on).filter(child__in=keys).select_related("household", "unit")
    carers = Guardian.objects.on(on).filter(child__in=keys, is_main=True).order_by("-pk")
    home = {row.child_id: row for row in homes}
    carer = {row.child_id: row for row in carers}
    school = {row.child_id: row for row in Schooling.objects.on(on).filter(child__in=keys)}
    return {
        one.pk: Known(one, home.get(one.pk), carer.get(one.pk), school.get(one.pk))
        for one in Child.objects.filter(pk__in=keys)
    }


def answers(known: Known, asked: Iterable[str]) -> dict[str, str]:
    """The register's answers to these questions."""
    return {code: BY_CODE[code].read(known) for code in asked}


def same(one: str, other: str) -> bool:
    """Whether two answers say the same: capitals and spaces apart, marks not."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def spelt_alike(one: str, other: str) -> bool:
    """Whether two names say the same whatever the school of their spelling: Hòa and Hoà."""
    return _spelt(one) == _spelt(other)


def _spelt(name: str) -> list[str]:
    return [spellings(word)[0] for word in name.split()]


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The questions answered otherwise, in the order of QUESTIONS."""
    return [q.code for q in QUESTIONS
            if q.code in one and not same(one[q.code], other.get(q.code, ""))]  # fmt: skip
