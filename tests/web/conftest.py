"""A tiny register in a province that no other test fills: two communes, a hamlet in each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from chungtay.children.models import (
    Child,
    Circumstance,
    Compartment,
    Guardian,
    Household,
    Named,
    Poverty,
    Residence,
)
from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Level, Unit

PROVINCE = "68"
DAY = date(2020, 6, 30)
SINCE = DateRange(date(2019, 1, 1), None)


@dataclass
class Register:
    province: Unit
    district: Unit
    commune: Unit
    sibling: Unit
    hamlet: Unit
    sign_in: Callable[..., Client]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """No figure of another test."""
    cache.clear()


def add_child(
    hamlet: Unit, name: str, born: date, *groups: str, poverty: str = "", **fields: Any
) -> Child:
    child = Child.objects.create(
        full_name=name, birth_date=born, **{"sex": "f", "ethnic_group": "01", **fields}
    )
    home = Household.objects.create(unit=hamlet, head=f"Chủ hộ của {name}")
    Residence.objects.create(child=child, unit=hamlet, household=home, period=SINCE)
    Guardian.objects.create(
        child=child, relation="mother", full_name=f"Mẹ {name}", is_main=True, period=SINCE
    )
    for group in groups:
        Circumstance.objects.create(child=child, group_id=group, case=1, period=SINCE)
    if poverty:
        Poverty.objects.create(household=home, status=poverty, period=SINCE)
    return child


@pytest.fixture
def tiny(db: None) -> Register:
    province = Unit.objects.on(DAY).get(level=Level.PROVINCE, code=PROVINCE)
    communes = Unit.objects.on(DAY).under(province).communes().order_by("pk")
    commune = communes[0]
    sibling = communes.filter(district=commune.district_id)[1]
    hamlet, other = (
        Unit.objects.create(
            code=f"t{n}", name="Thử", kind="thon", level=Level.HAMLET, parent=parent,
            period=parent.period, confidence="illustrative",
        )
        for n, parent in enumerate((commune, sibling))
    )  # fmt: skip
    add_child(hamlet, "Đặng H’Linh", date(2012, 3, 5), "04", sex="f")
    add_child(hamlet, "Nguyễn Văn Bảo", date(2019, 5, 1), sex="m")
    add_child(hamlet, "Trần Thị Ánh", date(2004, 7, 10), "R03", poverty="poor")
    add_child(hamlet, "Lê Minh", date(2015, 1, 1), "05", birth_precision="year", sex="m")
    add_child(hamlet, "Người Lớn Rồi", date(2004, 6, 30), sex="m")
    add_child(other, "Hoàng Láng Giềng", date(2013, 1, 2), "11")
    district = commune.district
    assert district is not None
    return Register(province, district, commune, sibling, Unit.objects.get(pk=hamlet.pk), sign_in)


def name_on_everything(user: User, unit: Unit) -> None:
    for home in Residence.objects.on(DAY).under(unit):
        for compartment in Compartment.values:
            Named.objects.create(
                child_id=home.child_id, compartment=compartment, person=user, period=SINCE
            )


def sign_in(
    unit: Unit | None,
    role: str = Role.COMMUNE_OFFICER,
    language: str = "vi",
    in_charge: bool = True,
) -> Client:
    """A commune officer is in charge, named on whatever is sealed of the unit's children."""
    user = User.objects.create(username=f"u{User.objects.count()}", works_as_of=DAY)
    if unit is not None:
        Post.objects.create(person=user, role=role, unit=unit, period=SINCE)
        if in_charge and role == Role.COMMUNE_OFFICER:
            name_on_everything(user, unit)
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = language
    return client
