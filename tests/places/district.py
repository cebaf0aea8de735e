"""A district with three communes and a hamlet or two in each, in a province that no other test
fills; a child, a household and a collaborator in every hamlet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.models import Child, Household, Residence
from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Level, Unit

DAY = date(2020, 9, 1)
SINCE = DateRange(date(2019, 1, 1), None)


@dataclass
class Place:
    province: Unit
    district: Unit
    a: Unit
    b: Unit
    c: Unit
    hamlets: dict[str, Unit]
    admin: User


def hamlet(name: str, commune: Unit) -> Unit:
    return Unit.objects.create(
        code=f"h-{name}", name=f"Thôn {name}", kind="thon", level=Level.HAMLET, parent=commune,
        period=commune.period, confidence="illustrative",
    )  # fmt: skip


def child(name: str, unit: Unit, period: Any = SINCE) -> Child:
    made = Child.objects.create(full_name=name, birth_date=date(2015, 5, 1), sex="f",
                                ethnic_group="01")  # fmt: skip
    home = Household.objects.create(unit=unit, head=f"Hộ {name}")
    Residence.objects.create(child=made, unit=unit, household=home, period=period)
    return made


def person(role: str, unit: Unit) -> User:
    user = User.objects.create(
        username=f"u{User.objects.count()}", full_name="Người Thử", works_as_of=date(2020, 6, 30)
    )
    Post.objects.create(person=user, role=role, unit=unit, period=SINCE)
    return user


def build() -> Place:
    province = Unit.objects.on(DAY).get(level=Level.PROVINCE, code="68")
    communes = Unit.objects.on(DAY).under(province).communes().order_by("pk")
    a = communes.first()
    assert a is not None
    assert a.district is not None
    b, c = communes.filter(district=a.district_id).exclude(pk=a.pk)[:2]
    found = {name: hamlet(name, at) for name, at in (("a1", a), ("a2", a), ("b1", b), ("c1", c))}
    for name, at in found.items():
        child(f"Trẻ {name}", at)
        person(Role.COLLABORATOR, at)
    person(Role.COMMUNE_OFFICER, a)
    person(Role.COMMUNE_OFFICER, b)
    return Place(province, a.district, a, b, c, found, person(Role.ADMINISTRATOR, province))


def homes(on: date) -> dict[str, str]:
    rows = Residence.objects.on(on).filter(child__full_name__startswith="Trẻ ")
    rows = rows.filter(unit__province__code="68").select_related("child", "unit__parent")
    return {one.child.full_name: f"{one.unit.name}, {one.unit.parent}" for one in rows}
