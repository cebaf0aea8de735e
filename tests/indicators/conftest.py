"""A village that no other test fills: one commune with two hamlets, a few children, an officer.
Every figure of it is known by heart, so that a change of one record shows exactly."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from chungtay.children.models import Child, Circumstance, Household, Residence
from chungtay.indicators.compute import compute
from chungtay.lib.periods import Period, parse_period
from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Level, Unit

PERIOD: Period = parse_period("2020-H1")
ON = PERIOD.last_day
SINCE = (date(2019, 1, 1), None)
# name: birth date, groups with their case. Months old on the last day: baby 5, one 17, two 30.
CHILDREN: dict[str, tuple[date, dict[str, int]]] = {
    "baby": (date(2020, 1, 15), {}),
    "one": (date(2019, 1, 20), {}),
    "two": (date(2017, 12, 10), {}),
    "five": (date(2015, 1, 5), {}),
    "ten": (date(2010, 3, 3), {}),
    "disabled": (date(2009, 3, 3), {"04": 2}),
    "orphan": (date(2008, 3, 3), {"01": 3}),
    "hard": (date(2007, 3, 3), {"06": 1}),
}


@dataclass
class Village:
    province: Unit
    district: Unit
    commune: Unit
    hamlet: Unit
    empty_hamlet: Unit
    children: dict[str, Child]
    person: User

    def counted(self) -> dict[str, tuple[int, int]]:
        values = compute(self.province, PERIOD)
        return {code: (v.numerator, v.denominator or 0) for code, v in values.items()}

    def moved(self, change: Callable[["Village"], Any]) -> dict[str, tuple[int, int]]:
        """By how much each figure's numerator and denominator changed."""
        before = self.counted()
        change(self)
        after = self.counted()
        return {
            code: (after[code][0] - before[code][0], after[code][1] - before[code][1])
            for code in before
            if after[code] != before[code]
        }


@pytest.fixture
def village(db: None) -> Village:
    province = Unit.objects.on(ON).get(level=Level.PROVINCE, code="68")
    commune = Unit.objects.on(ON).under(province).communes().order_by("pk").first()
    hamlet, empty = (_hamlet(commune, n) for n in (1, 2))
    person = User.objects.create(username="lang", full_name="Người Của Làng", invented=True)
    Post.objects.create(person=person, role=Role.COLLABORATOR, unit=hamlet, period=SINCE)
    children = {
        name: _child(hamlet, name, born, groups) for name, (born, groups) in CHILDREN.items()
    }
    return Village(province, commune.district, commune, hamlet, empty, children, person)


def _hamlet(commune: Unit, number: int) -> Unit:
    made = Unit.objects.create(
        code=f"lang-{number}", name=f"Làng {number}", kind="thon", level=Level.HAMLET,
        parent=commune, period=commune.period, confidence="illustrative",
    )  # fmt: skip
    return Unit.objects.get(pk=made.pk)


def _child(hamlet: Unit, name: str, born: date, groups: dict[str, int]) -> Child:
    child = Child.objects.create(
        full_name=f"Trẻ {name}", birth_date=born, sex="f", ethnic_group="01", invented=True
    )
    home = Household.objects.create(unit=hamlet, head=f"Chủ hộ {name}")
    Residence.objects.create(child=child, unit=hamlet, household=home, period=(born, None))
    for group, case in groups.items():
        Circumstance.objects.create(
            child=child, group_id=group, case=case, period=(date(2020, 1, 1), None)
        )
    return child
