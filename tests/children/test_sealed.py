"""To whom a sealed compartment opens: said in Python and in the database, and the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from chungtay.cases.actions import keep_case, keep_notice
from chungtay.cases.models import Case, Notice
from chungtay.children.models import Alert, Child, Circumstance, Compartment, Guardian, Named
from chungtay.children.naming import break_glass, end_naming, keep_sealed, name, name_also
from chungtay.children.sealed import keeps, open_to, opens
from chungtay.lib.problems import Problem
from chungtay.people.models import AuditEvent, Board, Post, User
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from chungtay.places.models import Level, Unit
from tests.web.conftest import DAY, PROVINCE, SINCE, add_child

REASON = "Trẻ đang ở bệnh viện, cần liên hệ gấp"
pytestmark = pytest.mark.django_db


@dataclass
class Place:
    province: Unit
    district: Unit
    commune: Unit
    sibling: Unit
    hamlet: Unit
    child: Child

    def person(self, role: str, unit: Unit, period: Any = SINCE) -> User:
        made = User.objects.create(username=f"n{User.objects.count()}", works_as_of=DAY)
        Post.objects.create(person=made, role=role, unit=unit, period=period)
        return made


@pytest.fixture
def place() -> Place:
    province = Unit.objects.on(DAY).get(level=Level.PROVINCE, code=PROVINCE)
    communes = Unit.objects.on(DAY).under(province).communes().order_by("pk")
    commune = communes[0]
    sibling = communes.filter(district=commune.district_id)[1]
    hamlet = Unit.objects.create(
        code="s1", name="Thử", kind="thon", level=Level.HAMLET, parent=commune,
        period=commune.period, confidence="illustrative",
    )  # fmt: skip
    hamlet.refresh_from_db()
    child = add_child(hamlet, "Trần Thị Mai", date(2014, 2, 3))
    assert commune.district is not None
    return Place(province, commune.district, commune, sibling, hamlet, child)


def said(person: User, question: str, *given: Any) -> Any:
    """What the database answers to this person."""
    with of_person(person.pk), connection.cursor() as cursor:
        cursor.execute(f"SELECT access.{question}", given)
        return cursor.fetchone()[0]


Maker = Callable[[Place], User]
PEOPLE: dict[str, tuple[Maker, bool]] = {
    "named": (lambda p: _named(p, "hiv"), True),
    "named on another compartment": (lambda p: _named(p, "case"), False),
    "named until yesterday": (
        lambda p: _named(p, "hiv", period=DateRange(SINCE.lower, DAY)),
        False,
    ),
    "named, but the hour is over": (
        lambda p: _named(p, "hiv", until=timezone.now() - timedelta(minutes=1)),
        False,
    ),
    "named for an hour more": (
        lambda p: _named(p, "hiv", until=timezone.now() + timedelta(hours=1)),
        True,
    ),
    "officer of the commune": (lambda p: p.person(Role.COMMUNE_OFFICER, p.commune), False),
    "case manager": (lambda p: p.person(Role.CASE_MANAGER, p.commune), False),
    "collaborator": (lambda p: p.person(Role.COLLABORATOR, p.hamlet), False),
    "district above": (lambda p: p.person(Role.DISTRICT_OFFICER, p.district), True),
    "province above": (lambda p: p.person(Role.PROVINCE_OFFICER, p.province), True),
    "province, post ended": (
        lambda p: p.person(Role.PROVINCE_OFFICER, p.province, DateRange(SINCE.lower, DAY)),
        False,
    ),
    "supervisor of the next commune": (
        lambda p: p.person(Role.DISTRICT_OFFICER, p.sibling),
        False,
    ),
    "leader": (lambda p: p.person(Role.LEADER, p.province), False),
    "auditor": (lambda p: p.person(Role.AUDITOR, p.province), False),
    "administrator": (lambda p: p.person(Role.ADMINISTRATOR, p.province), False),
    "chair of the commune's board": (lambda p: _chair(p, p.commune), True),
    "chair of the next commune's board": (lambda p: _chair(p, p.sibling), False),
}


def _named(place: Place, compartment: str, **given: Any) -> User:
    person = place.person(Role.COMMUNE_OFFICER, place.commune)
    fields = {"period": SINCE, **given}
    Named.objects.create(child=place.child, compartment=compartment, person=person, **fields)
    return person


def _chair(place: Place, unit: Unit) -> User:
    person = place.person(Role.COMMUNE_OFFICER, unit)
    Board.objects.create(unit=unit, period=SINCE, decision="1/QĐ", chair=person)
    return person


@pytest.mark.parametrize("who", PEOPLE)
def test_who_opens_a_compartment(place: Place, who: str) -> None:
    make, wanted = PEOPLE[who]
    person = make(place)
    assert opens(place.child, "hiv", person, DAY) is wanted
    assert said(person, "opens(%s, 'hiv')", place.child.pk) is wanted


@pytest.mark.parametrize("who", PEOPLE)
def test_the_rows_that_open_are_the_same(place: Place, who: str) -> None:
    make, wanted = PEOPLE[who]
    person = make(place)
    sealed = Circumstance.objects.create(child=place.child, group_id="05", period=SINCE)
    plain = Circumstance.objects.create(child=place.child, group_id="04", case=1, period=SINCE)
    found = set(open_to(Circumstance.objects.filter(child=place.child), person, DAY))
    assert found == ({sealed, plain} if wanted else {plain})


def test_nobody_opens_without_a_scope(place: Place) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.opens(%s, 'hiv')", [place.child.pk])
        assert cursor.fetchone()[0] is False


def case(place: Place, **fields: Any) -> Case:
    told = {"child": place.child, "unit": place.commune, "harm": "violence", "found_on": DAY}
    return Case(**told | fields)


def test_who_writes_a_case_is_named_on_it(place: Place) -> None:
    writer = place.person(Role.COMMUNE_OFFICER, place.commune)
    kept = keep_case(case(place), by=writer)
    assert kept.manager == writer
    assert opens(place.child, "case", writer, DAY)
    assert not opens(place.child, "sexual_abuse", writer, DAY)


def test_another_manager_is_named_beside_the_writer(place: Place) -> None:
    writer = place.person(Role.COMMUNE_OFFICER, place.commune)
    manager = place.person(Role.CASE_MANAGER, place.commune)
    keep_case(case(place, manager=manager), by=writer)
    assert opens(place.child, "case", manager, DAY)


def test_one_not_named_does_not_get_in_by_writing_a_record(place: Place) -> None:
    keep_case(case(place), by=place.person(Role.COMMUNE_OFFICER, place.commune))
    other = place.person(Role.COMMUNE_OFFICER, place.commune)
    at = timezone.now() - timedelta(days=1)
    notice = Notice(unit=place.commune, received_at=at, channel="111", harm="neglect")
    notice.child = place.child
    for record, keep in ((case(place), keep_case), (notice, keep_notice)):
        with pytest.raises(ValidationError, match="người khác phụ trách"), transaction.atomic():
            keep(record, by=other)  # type: ignore[operator]
    assert not opens(place.child, "case", other, DAY)
    assert Case.objects.filter(child=place.child).count() == 1


def test_a_harm_put_right_keeps_its_people(place: Place) -> None:
    writer = place.person(Role.COMMUNE_OFFICER, place.commune)
    kept = keep_case(case(place), by=writer)
    kept.harm = "sexual"
    keep_case(kept, by=writer)
    assert opens(place.child, "sexual_abuse", writer, DAY)


def test_the_evidence_of_a_sealed_group_is_stored_sealed(place: Place) -> None:
    writer = place.person(Role.COMMUNE_OFFICER, place.commune)
    told = {"child": place.child, "period": SINCE, "evidence": "Phiếu xét nghiệm 12"}
    kept = keep_sealed(Circumstance(group_id="05", **told), by=writer)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT evidence, sealed_evidence FROM children_circumstance WHERE id = %s", [kept.pk]
        )
        plain, sealed = cursor.fetchone()
    assert (plain, sealed[:3]) == ("", "s1:")
    assert Circumstance.objects.get(pk=kept.pk).ground == "Phiếu xét nghiệm 12"


def test_history_holds_what_is_sealed_only_sealed(place: Place) -> None:
    writer = place.person(Role.COMMUNE_OFFICER, place.commune)
    kept = keep_case(case(place, account="Trẻ kể lại", suspect_told="Người quen"), by=writer)
    kept.account = "Trẻ kể lại lần hai"
    kept.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM cases_caseevent e WHERE id = %s", [kept.pk])
        told = cursor.fetchone()[0]
    assert "kể" not in told
    assert "Người quen" not in told
    assert kept.history.get().account == "Trẻ kể lại"  # type: ignore[attr-defined]


def test_a_suspected_guardian_is_no_contact_until_cleared(place: Place) -> None:
    writer = place.person(Role.COMMUNE_OFFICER, place.commune)
    father = Guardian.objects.create(
        child=place.child, relation="father", full_name="Cha Mai", period=SINCE
    )
    kept = keep_case(case(place, suspect=father), by=writer)
    father.refresh_from_db()
    assert not father.is_contact
    kept.suspect = None
    keep_case(kept, by=writer)
    father.refresh_from_db()
    assert father.is_contact


def test_a_suspect_is_a_guardian_of_this_child(place: Place) -> None:
    other = add_child(place.hamlet, "Lê Văn Nam", date(2015, 1, 1)).guardians.get()
    with pytest.raises(ValidationError) as told:
        keep_case(case(place, suspect=other), by=place.person(Role.COMMUNE_OFFICER, place.commune))
    assert "suspect" in told.value.message_dict


def test_only_those_in_charge_name_others_and_the_last_one_stays(place: Place) -> None:
    writer = place.person(Role.COMMUNE_OFFICER, place.commune)
    other = place.person(Role.CASE_MANAGER, place.commune)
    keep_case(case(place), by=writer)
    with pytest.raises(Problem, match="Chỉ người phụ trách"):
        name_also(other, place.child, "case", by=other)
    with pytest.raises(Problem, match="ít nhất một người"):
        end_naming(Named.objects.get(person=writer), by=writer)
    name_also(other, place.child, "case", by=writer)
    end_naming(Named.objects.get(person=writer), by=other)
    assert not opens(place.child, "case", writer, DAY)


def test_broken_glass_opens_everything_for_a_while_and_is_told(place: Place) -> None:
    name([place.person(Role.COMMUNE_OFFICER, place.commune)], place.child, ["hiv"],
         since=DAY, by=None)  # fmt: skip
    person = place.person(Role.COMMUNE_OFFICER, place.commune)
    until = break_glass(place.child, reason=REASON, hours=4, by=person)
    assert all(opens(place.child, one, person, DAY) for one in Compartment.values)
    assert timedelta(hours=3) < until - timezone.now() < timedelta(hours=4, minutes=1)
    assert not keeps(place.child, "hiv", person, DAY)
    assert said(person, "keeps(%s, 'hiv')", place.child.pk) is False
    alert = Alert.objects.get(child=place.child)
    assert (alert.unit, alert.by, alert.reason) == (place.commune, person, REASON)
    event = AuditEvent.objects.get(verb="break_glass", subject=f"child:{place.child.pk}")
    assert event.by == person.username
    Named.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert not opens(place.child, "hiv", person, DAY)


@pytest.mark.parametrize(
    ("reason", "hours"), [("cần", 4), (" " * 40, 4), (REASON, 0), (REASON, 48)]
)
def test_glass_is_not_broken_for_nothing(place: Place, reason: str, hours: int) -> None:
    with pytest.raises(Problem, match="ít nhất 20"):
        break_glass(
            place.child, reason=reason, hours=hours,
            by=place.person(Role.COMMUNE_OFFICER, place.commune),
        )  # fmt: skip
    assert not Alert.objects.filter(child=place.child).exists()


TOLD = [
    (Role.COMMUNE_OFFICER, "commune", True),
    (Role.CASE_MANAGER, "commune", True),
    (Role.HEALTH_WORKER, "commune", True),
    (Role.COLLABORATOR, "hamlet", False),
    (Role.DISTRICT_OFFICER, "district", False),
    (Role.COMMUNE_OFFICER, "sibling", False),
    (Role.LEADER, "province", False),
    (Role.AUDITOR, "province", False),
    (Role.ADMINISTRATOR, "province", False),
]


@pytest.mark.parametrize(("role", "at", "wanted"), TOLD)
def test_who_is_told_that_something_is_sealed(
    place: Place, role: str, at: str, wanted: bool
) -> None:
    keeper = _named(place, "hiv")
    Circumstance.objects.create(child=place.child, group_id="05", period=SINCE)
    person = place.person(role, getattr(place, at))
    assert said(person, "sealed_from(%s)", place.child.pk) is wanted
    asked = said(person, "keepers(%s)", place.child.pk) if wanted else None
    assert asked == (keeper.pk if wanted else None)


def test_who_may_be_the_first_one_named(place: Place) -> None:
    person = place.person(Role.COMMUNE_OFFICER, place.commune)
    asked = "may_begin(%s, 'hiv')"
    assert said(person, asked, place.child.pk) is True
    Circumstance.objects.create(child=place.child, group_id="05", period=SINCE)
    assert said(person, asked, place.child.pk) is False
    assert said(person, "may_begin(%s, 'case')", place.child.pk) is True
    stranger = place.person(Role.COMMUNE_OFFICER, place.sibling)
    assert said(stranger, "may_begin(%s, 'case')", place.child.pk) is False


def test_a_reader_for_an_hour_hands_the_case_to_nobody(place: Place) -> None:
    kept = keep_case(case(place), by=place.person(Role.COMMUNE_OFFICER, place.commune))
    reader = place.person(Role.COMMUNE_OFFICER, place.commune)
    break_glass(place.child, reason=REASON, hours=1, by=reader)
    kept.manager = place.person(Role.CASE_MANAGER, place.commune)
    with pytest.raises(ValidationError) as told, transaction.atomic():
        keep_case(kept, by=reader)
    assert "manager" in told.value.message_dict
    assert Named.objects.filter(person=kept.manager).count() == 0
