"""A child enters the register whole or not at all, and is put right later."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.actions import PerhapsKnown, enrol, leave_home, put_right
from chungtay.children.models import (
    Child,
    Circumstance,
    Disability,
    Guardian,
    Household,
    Illness,
    Residence,
    Schooling,
)
from chungtay.people.models import AuditEvent, User
from chungtay.places.models import Level, Unit

ON = date(2020, 6, 30)
ON_END, BORN = date(2021, 1, 1), date(2015, 5, 5)
pytestmark = pytest.mark.django_db


def hamlet(number: int = 1, **fields: Any) -> Unit:
    commune = Unit.objects.on(ON).get(code="24133")
    made = Unit.objects.create(
        code=f"thu-{number}", name=f"Thôn {number}", kind="thon", level=Level.HAMLET,
        parent=commune, confidence="illustrative", **{"period": commune.period, **fields},
    )  # fmt: skip
    return Unit.objects.get(pk=made.pk)


def officer() -> User:
    return User.objects.get_or_create(username="can-bo", full_name="Cán Bộ")[0]


def new(name: str = "Lò Thị Thử", born: date = BORN) -> Child:
    return Child(full_name=name, sex="f", birth_date=born, ethnic_group="01")


def test_a_child_its_home_household_and_carer_come_in_one_write() -> None:
    unit = hamlet()
    head = Household(unit=unit, head="Lò Văn Chủ")
    carer = Guardian(relation="mother", full_name="Mẹ Thử", is_main=True)
    child = enrol(new(), unit=unit, since=BORN, household=head, carer=carer, by=officer())
    assert Child.objects.living_under(unit, ON).get() == child
    assert child.residences.get().household == head
    assert child.guardians.get().period == DateRange(BORN, None)
    events = AuditEvent.objects.filter(by="can-bo")
    assert [(e.verb, e.child_id) for e in events] == [
        ("enrol", child.pk),
        ("deed_born", child.pk),
    ]


def test_nothing_is_half_saved() -> None:
    unit = hamlet()
    carer = Guardian(relation="mother", full_name="", is_main=True)
    with pytest.raises(ValidationError):
        enrol(
            new(), unit=unit, since=BORN, household=Household(unit=unit, head="A"), carer=carer,
            by=officer(),
        )  # fmt: skip
    assert not Child.objects.filter(full_name="Lò Thị Thử").exists()
    assert not Household.objects.filter(unit=unit).exists()
    assert not AuditEvent.objects.filter(verb="enrol").exists()


@pytest.mark.parametrize(
    ("name", "born", "known"),
    [
        ("Lò Thị Thử", BORN, True),
        ("lo thi thu", date(2015, 12, 31), True),
        ("Lò Thị Thử", date(2014, 5, 5), False),
        ("Lò Thị Thú Vị", BORN, False),
    ],
)
def test_one_of_the_commune_who_may_be_the_same(name: str, born: date, known: bool) -> None:
    first = enrol(new(), unit=hamlet(1), since=BORN, by=officer())
    second = {"unit": hamlet(2), "since": born, "by": officer()}
    if not known:
        enrol(new(name, born), **second)
        return
    with pytest.raises(PerhapsKnown) as told:
        enrol(new(name, born), **second)
    assert told.value.children == [first]
    enrol(new(name, born), despite=[first.pk], **second)
    assert Child.objects.filter(search_key="lo thi thu").count() == 2


def test_a_mended_birth_date_takes_the_home_along() -> None:
    child = enrol(new(born=date(2015, 1, 1)), unit=hamlet(), since=date(2015, 1, 1), by=officer())
    child.birth_date = BORN
    put_right(child, by=officer())
    assert child.residences.get().period.lower == BORN
    assert AuditEvent.objects.filter(verb="change", subject=f"child:{child.pk}").count() == 1


LATER = DateRange(date(2018, 1, 1), None)


@pytest.mark.parametrize(
    "record",
    [
        lambda: Circumstance(group_id="04", case=1, period=LATER),
        lambda: Schooling(status="learning", period=LATER),
        lambda: Disability(kind="sight", degree=2, period=LATER),
        lambda: Illness(kind="long", name="Bệnh", period=LATER),
    ],
)
def test_a_birth_date_after_what_the_register_tells_is_refused(record: Any) -> None:
    child = enrol(new(), unit=hamlet(), since=BORN, by=officer())
    told = record()
    told.child = child
    told.save()
    child.birth_date = date(2018, 2, 1)
    with pytest.raises(ValidationError, match="01/01/2018"):
        put_right(child, by=officer())
    assert Child.objects.get(pk=child.pk).birth_date == BORN
    assert child.residences.get().period.lower == BORN


@pytest.mark.parametrize(("relation", "year"), [("mother", 2003), ("relative", 2013)])
def test_a_birth_date_before_its_mother_could_bear_it_is_refused(relation: str, year: int) -> None:
    carer = Guardian(relation=relation, full_name="Lò Thị Mẹ", birth_year=year)
    child = enrol(new(), unit=hamlet(), since=BORN, carer=carer, by=officer())
    child.birth_date = date(2012, 5, 5)
    with pytest.raises(ValidationError) as told:
        put_right(child, by=officer())
    assert list(told.value.error_dict) == ["birth_date"]
    assert Child.objects.get(pk=child.pk).birth_date == BORN


def test_a_home_is_left_on_the_day_of_the_next() -> None:
    child = enrol(new(), unit=hamlet(), since=BORN, by=officer())
    assert leave_home(child, on=BORN, by=officer()) is None
    leave_home(child, on=ON, by=officer())
    assert child.residences.get().period == DateRange(BORN, ON)
    assert leave_home(child, on=ON, by=officer()) is None


def an_episode(**fields: Any) -> Circumstance:
    known = {"group_id": "04", "case": 1, "period": DateRange(date(2018, 1, 1), None)}
    child = enrol(new(), unit=hamlet(), since=BORN, by=officer())
    return Circumstance(child=child, **known | fields)


def a_home(**fields: Any) -> Residence:
    child = enrol(new(), unit=hamlet(), since=BORN, by=officer())
    leave_home(child, on=date(2019, 1, 1), by=officer())
    known = {"unit": hamlet(2), "period": DateRange(date(2019, 1, 1), None)}
    return Residence(child=child, **known | fields)


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (lambda: an_episode(period=DateRange(date(2015, 1, 1), None)), "period"),
        (lambda: an_episode(case=4), "case"),
        (lambda: an_episode(case=0), "case"),
        (lambda: an_episode(group_id="05"), "case"),
        (lambda: an_episode(period=DateRange(date(2017, 5, 31), None)), "group"),
        (lambda: an_episode(group_id="2004-2"), "group"),
        (lambda: an_episode(group_id="R01"), "case"),
        (lambda: a_home(unit=hamlet(3).parent), "unit"),
        (lambda: a_home(unit=hamlet(3, period=DateRange(ON, ON_END))), "unit"),
        (lambda: a_home(household=Household.objects.create(unit=hamlet(3), head="A")), "household"),
        (lambda: a_home(period=DateRange(date(2015, 1, 1), date(2015, 2, 1))), "period"),
        (lambda: Guardian(child=a_home().child, relation="mother", full_name="A",
                          birth_year=2015, period=DateRange(BORN, None)), "birth_year"),
    ],
)  # fmt: skip
def test_a_rule_is_told_at_its_field(record: Any, field: str) -> None:
    with pytest.raises(ValidationError) as told:
        record().clean()
    assert list(told.value.error_dict) == [field]


@pytest.mark.parametrize(
    "record",
    [
        lambda: an_episode(),
        lambda: an_episode(group_id="05", case=0),
        lambda: an_episode(group_id="2004-2", period=DateRange(date(2017, 5, 31), ON)),
        lambda: an_episode(group_id="R01", case=0),
        lambda: a_home(),
    ],
)
def test_what_keeps_the_rules_is_saved(record: Any) -> None:
    made = record()
    made.full_clean()
    made.save()
