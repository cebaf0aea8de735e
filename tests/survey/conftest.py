"""A commune with two hamlets that no other test fills, a round open in it, and its people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Level, Unit
from chungtay.survey.actions import open_round
from chungtay.survey.models import Area, Round, Visit
from chungtay.survey.questions import QUESTIONS
from chungtay.survey.visiting import list_children
from tests.web.conftest import DAY, PROVINCE, SINCE, add_child

FIRST, LAST = date(2020, 6, 1), date(2020, 7, 31)
ALL = [one.code for one in QUESTIONS]
NAMES = ("Đặng H’Linh", "Nguyễn Văn Bảo", "Trần Thị Ánh", "Lê Minh")


@dataclass
class Field:
    """`areas`: the hamlets of the round, with the children of NAMES in the first."""

    commune: Unit
    officer: User
    collaborator: User
    round: Round
    areas: list[Area]

    def visits(self, area: int = 0) -> list[Visit]:
        list_children(self.areas[area], on=DAY)
        found = self.areas[area].visits.select_related("child", "area__round")
        return sorted(found, key=lambda one: NAMES.index(one.child.full_name))


def hamlet(commune: Unit, n: int) -> Unit:
    made = Unit.objects.create(
        code=f"{commune.code}-s{n}", name=f"Buôn Thử {n}", kind="buon", level=Level.HAMLET,
        parent=commune, period=commune.period, confidence="illustrative",
    )  # fmt: skip
    return Unit.objects.get(pk=made.pk)


def person(role: str, unit: Unit) -> User:
    user = User.objects.create(
        username=f"s{User.objects.count()}", full_name=f"Người {unit.title}", works_as_of=DAY
    )
    Post.objects.create(person=user, role=role, unit=unit, period=SINCE)
    return user


@pytest.fixture(name="field")
def open_field(db: Any) -> Field:
    province = Unit.objects.on(DAY).get(level=Level.PROVINCE, code=PROVINCE)
    commune = Unit.objects.on(DAY).under(province).communes().order_by("pk")[2]
    hamlets = [hamlet(commune, n) for n in (1, 2)]
    for n, name in enumerate(NAMES):
        add_child(hamlets[0], name, date(2010 + n, 3, 5), personal_number=f"06820000000{n}")
    officer = person(Role.COMMUNE_OFFICER, commune)
    collaborator = person(Role.COLLABORATOR, hamlets[0])
    found = open_round(
        name="Rà soát quý II", kind="review", unit=commune, first=FIRST, last=LAST,
        questions=ALL, by=officer,
    )  # fmt: skip
    areas = list(found.areas.select_related("unit", "round").order_by("unit"))
    return Field(commune, officer, collaborator, found, areas)
