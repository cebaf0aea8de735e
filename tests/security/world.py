"""A small country: a district with two communes, a hamlet in each, and a commune of another
province; in each a child with a row in every table about children, and everybody's accounts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.activities.models import Counselling
from chungtay.cases.models import Case, Notice
from chungtay.children.models import (
    Adoption,
    Child,
    Circumstance,
    Declined,
    Disability,
    Guardian,
    GuardianState,
    Household,
    Illness,
    Poverty,
    Residence,
    Schooling,
)
from chungtay.fund.models import Donor, Sponsorship
from chungtay.health.models import (
    Examination,
    Injury,
    InsuranceCard,
    Measurement,
    Vaccination,
    VitaminA,
)
from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Level, Unit
from chungtay.support.models import Grant, Support
from chungtay.survey.models import Area, Recheck, Round, Sample, Visit

DAY = date(2020, 6, 30)
SINCE = DateRange(date(2019, 1, 1), None)
ON = date(2020, 3, 2)
AT = datetime(2020, 3, 2, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PLACES = ("own", "sibling", "other")


@dataclass
class World:
    """`hamlets`, `communes` and `children` by place: own, sibling (of the same district), other
    (of another province). `people` by role and unit, made when asked for."""

    province: Unit
    district: Unit
    communes: dict[str, Unit]
    hamlets: dict[str, Unit]
    children: dict[str, Child] = field(default_factory=dict)

    def unit(self, place: str) -> Unit:
        """own: the commune; parent: its district; child unit: its hamlet; sibling; other."""
        named = {"parent": self.district, "child unit": self.hamlets["own"]}
        return named.get(place) or self.communes[place]

    def person(self, role: str, unit: Unit, period: Any = SINCE) -> User:
        user = User.objects.create(
            username=f"w{User.objects.count()}.{role}", full_name="Người Thử", works_as_of=DAY
        )
        languages = ["12"] if role == Role.INTERPRETER else []
        Post.objects.create(person=user, role=role, unit=unit, period=period, languages=languages)
        return user


def build() -> World:
    province = Unit.objects.on(DAY).get(level=Level.PROVINCE, code="68")
    inside = Unit.objects.on(DAY).under(province).communes().order_by("pk")
    own = inside[0]
    sibling = inside.filter(district=own.district_id)[1]
    other = Unit.objects.on(DAY).communes().exclude(province=province).order_by("pk")[0]
    communes = dict(zip(PLACES, (own, sibling, other), strict=True))
    hamlets = {place: _hamlet(place, commune) for place, commune in communes.items()}
    assert own.district is not None
    world = World(province, own.district, communes, hamlets)
    for place in PLACES:
        world.children[place] = _child(world, place)
    return world


def _hamlet(place: str, commune: Unit) -> Unit:
    made = Unit.objects.create(
        code=f"w-{place}", name=f"Thôn {place}", kind="thon", level=Level.HAMLET, parent=commune,
        period=commune.period, confidence="illustrative",
    )  # fmt: skip
    return Unit.objects.get(pk=made.pk)


def _child(world: World, place: str) -> Child:
    """One row about the child in every table that has them."""
    hamlet, commune = world.hamlets[place], world.communes[place]
    child = Child.objects.create(
        full_name=f"Trẻ Riêng {place}", birth_date=date(2018, 5, 1), sex="f", ethnic_group="01"
    )
    home = Household.objects.create(unit=hamlet, head=f"Chủ Hộ {place}")
    Residence.objects.create(child=child, unit=hamlet, household=home, period=SINCE)
    Poverty.objects.create(household=home, status="poor", period=SINCE)
    mother = Guardian.objects.create(
        child=child, relation="mother", full_name=f"Mẹ Riêng {place}", is_main=True, period=SINCE
    )
    GuardianState.objects.create(guardian=mother, state="incapable", period=SINCE)
    Schooling.objects.create(child=child, status="learning", period=SINCE)
    Disability.objects.create(child=child, kind="sight", degree=3, period=SINCE)
    Illness.objects.create(child=child, kind="long", name="Hen", period=SINCE)
    by = User.objects.get_or_create(username="w.survey")[0]
    Declined.objects.create(child=child, group_id="03", case=1, reason="Còn mẹ", by=by)
    Circumstance.objects.create(child=child, group_id="04", case=1, period=SINCE)
    Grant.objects.create(
        child=child, ground="5.1.c", decision=f"1/QĐ-{place}", period=SINCE, monthly_amount=1
    )
    Support.objects.create(child=child, kind=Support.Kind.GIFT, date=ON, amount=1)
    InsuranceCard.objects.create(child=child, date=ON, issued_on=ON)
    Measurement.objects.create(
        child=child, date=ON, weight=Decimal("12.5"), height=Decimal("80"), posture="standing"
    )
    Vaccination.objects.create(
        child=child, date=ON, vaccine=Vaccination._meta.get_field("vaccine").choices[0][0]
    )
    VitaminA.objects.create(child=child, date=ON, dose=200_000)
    Examination.objects.create(child=child, date=ON, facility="Trạm y tế")
    Injury.objects.create(
        child=child, date=ON, unit=commune, cause=Injury.Cause.values[0],
        place=Injury.Place.values[0],
    )  # fmt: skip
    donor = Donor.objects.create(name=f"Nhà tài trợ {place}")
    Sponsorship.objects.create(child=child, unit=commune, donor=donor, period=SINCE, help="x")
    Counselling.objects.create(
        unit=commune, date=ON, place="centre", asker="child", topic="law", child=child
    )
    notice = Notice.objects.create(
        unit=commune, received_at=AT, channel="111", harm="violence", child=child
    )
    Case.objects.create(child=child, unit=commune, notice=notice, harm="violence", found_on=ON)
    Adoption.objects.create(
        child=child, unit=commune, number=f"2/{place}", authority="UBND xã", registered_on=ON,
        from_carer=f"Mẹ Riêng {place}", to_carer="Nhà khác",
    )  # fmt: skip
    _surveyed(child, hamlet, commune)
    _changed(child)
    return child


def _surveyed(child: Child, hamlet: Unit, commune: Unit) -> None:
    by = User.objects.get_or_create(username="w.survey")[0]
    found = Round.objects.create(
        name="Rà soát", unit=commune, questions=["sex"], by=by, period=DateRange(ON, DAY)
    )
    area = Area.objects.create(round=found, unit=hamlet, due=DAY)
    visit = Visit.objects.create(area=area, child=child)
    sample = Sample.objects.create(round=found, unit=commune, size=1, seed=1, by=by)
    Recheck.objects.create(sample=sample, number=1, area=area, visit=visit, child=child)


def _changed(child: Child) -> None:
    """Each row was once otherwise: what it was stands in the history."""
    Child.objects.filter(pk=child.pk).update(ethnic_group="12")
    dated = (Residence, Guardian, Schooling, Disability, Illness, Circumstance, Grant, Sponsorship)
    for model in dated:
        model.objects.filter(child=child).update(period=DateRange(date(2019, 2, 1), None))
    GuardianState.objects.filter(guardian__child=child).update(evidence="x")
    for model in (Support, InsuranceCard):
        model.objects.filter(child=child).update(date=date(2020, 3, 1))
    Notice.objects.filter(child=child).update(urgent=True)
    for model in (Visit, Recheck):
        model.objects.filter(child=child).update(on=ON)
    Case.objects.filter(child=child).update(filed_on=ON)
    Adoption.objects.filter(child=child).update(handed_on=ON)
