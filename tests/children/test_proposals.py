"""What the register's data points to, case by case of the law, and what a person does with it."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.models import (
    Circumstance,
    Declined,
    Disability,
    Guardian,
    GuardianState,
    Illness,
    Poverty,
    Residence,
    Schooling,
)
from chungtay.children.proposals import Proposal, decline, proposals, take
from chungtay.lib.problems import Problem
from chungtay.people import scope
from chungtay.people.deeds import undo
from chungtay.people.models import Deed
from chungtay.people.roles import Role
from tests.security.world import DAY, World, build

pytestmark = pytest.mark.django_db
BEGAN = date(2020, 2, 1)
FROM = DateRange(BEGAN, None)


@pytest.fixture
def world() -> World:
    """A child whose parents are well and whose household is not poor."""
    made = build()
    child = made.children["own"]
    for rows in (child.guardians, child.disabilities, child.illnesses, child.declined,
                 child.circumstances):  # fmt: skip
        rows.all().delete()
    Poverty.objects.filter(household__unit=made.hamlets["own"]).delete()
    return made


def _parents(world: World, mother: str, father: str) -> None:
    for relation, state in (("mother", mother), ("father", father)):
        one = Guardian.objects.create(
            child=world.children["own"], relation=relation, full_name="Người Thử",
            birth_year=2008 if state == "child" else 1990, period=FROM,
        )  # fmt: skip
        if state and state != "child":
            GuardianState.objects.create(guardian=one, state=state, period=FROM)


def _found(world: World) -> list[Proposal]:
    return proposals(world.hamlets["own"], DAY)


def _codes(world: World) -> list[tuple[str, int, bool]]:
    return [(one.group, one.case, one.ends) for one in _found(world)]


# Mother, father (either way round): the group and case, by NĐ 56/2017 Điều 3, 4, 5.
OF_PARENTS = {
    ("dead", "dead"): ("01", 3),
    ("abandoned", "unknown"): ("02", 1),
    ("abandoned", "abandoned"): ("02", 1),
    ("dead", "missing"): ("03", 1),
    ("dead", "facility"): ("03", 2),
    ("dead", "incapable"): ("03", 2),
    ("dead", "prison"): ("03", 3),
    ("dead", "reform"): ("03", 3),
    ("dead", "rehab"): ("03", 3),
    ("missing", "missing"): ("03", 4),
    ("missing", "facility"): ("03", 5),
    ("missing", "rehab"): ("03", 6),
    ("incapable", "incapable"): ("03", 7),
    ("facility", "facility"): ("03", 8),
    ("prison", "reform"): ("03", 9),
    ("facility", "prison"): ("03", 10),
    ("child", "child"): ("03", 11),
    ("restricted", "restricted"): ("03", 12),
    ("dead", ""): ("R03", 0),
    ("missing", ""): None,
    ("missing", "incapable"): None,
    ("restricted", "dead"): ("R03", 0),
    ("child", ""): None,
    ("", ""): None,
}


@pytest.mark.parametrize(("states", "expected"), OF_PARENTS.items(), ids=str)
def test_states_of_both_parents_point_to_a_case(world: World, states: Any, expected: Any) -> None:
    for mother, father in set(permutations(states)):
        Guardian.objects.filter(child=world.children["own"]).delete()
        _parents(world, mother, father)
        assert _codes(world) == ([(*expected, False)] if expected else []), (mother, father)


@pytest.mark.parametrize(
    ("lives_with", "case"), [("alone", 1), ("facility", 2), ("family", 3), ("kin", 3), ("carer", 4)]
)
def test_an_orphans_case_is_where_it_lives(world: World, lives_with: str, case: int) -> None:
    _parents(world, "dead", "dead")
    Residence.objects.filter(child=world.children["own"]).update(lives_with=lives_with)
    assert ("01", case, False) in _codes(world)


def test_a_state_that_ended_says_nothing(world: World) -> None:
    _parents(world, "dead", "prison")
    GuardianState.objects.filter(state="prison").update(period=DateRange(BEGAN, DAY))
    assert _codes(world) == [("R03", 0, False)]


def test_the_words_name_the_clause_and_the_day_is_the_last_of_the_two(world: World) -> None:
    _parents(world, "dead", "missing")
    later = DateRange(date(2020, 5, 9), None)
    GuardianState.objects.filter(state="missing").update(period=later)
    [one] = _found(world)
    assert one.since == later.lower
    assert one.why.startswith("Mẹ đã chết, cha mất tích (")
    assert one.why.endswith("Điều 5 khoản 1)")


def _poor(world: World, status: str, period: DateRange = FROM) -> None:
    home = world.children["own"].residences.get().household
    Poverty.objects.create(household=home, status=status, period=period, decision="12/QĐ-UBND")


def _ill(world: World) -> None:
    Illness.objects.create(child=world.children["own"], kind="grave", name="Tim", period=FROM)


def test_the_gravest_certificate_decides(world: World) -> None:
    for kind, degree in (("sight", 3), ("movement", 1)):
        Disability.objects.create(
            child=world.children["own"], kind=kind, degree=degree, period=FROM
        )
    assert _codes(world) == [("04", 1, False)]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("poor", {("13", 1, False), ("R01", 0, False)}),
        ("near_poor", {("13", 2, False), ("R02", 0, False)}),
        ("", set()),
    ],
)
def test_illness_counts_with_poverty(world: World, status: str, expected: set[Any]) -> None:
    _ill(world)
    if status:
        _poor(world, status)
    assert set(_codes(world)) == expected


def test_school_and_home_are_risks(world: World) -> None:
    child = world.children["own"]
    Schooling.objects.filter(child=child).update(status="dropped", reason="đi làm")
    Residence.objects.filter(child=child).update(lives_with="kin")
    assert _codes(world) == [("R09", 0, False), ("R11", 0, False)]


def test_what_has_ended_is_proposed_to_end(world: World) -> None:
    child = world.children["own"]
    ended = DateRange(BEGAN, date(2020, 5, 1))
    Disability.objects.create(child=child, kind="sight", degree=3, period=ended)
    Circumstance.objects.create(child=child, group_id="04", case=3, period=FROM)
    _poor(world, "poor", ended)
    Circumstance.objects.create(child=child, group_id="R01", period=FROM)
    assert [(one.group, one.ends, one.since) for one in _found(world)] == [
        ("04", True, ended.upper),
        ("R01", True, ended.upper),
    ]


def test_taken_it_is_written_with_its_reason_and_can_be_undone(world: World) -> None:
    _parents(world, "dead", "missing")
    officer = world.person(Role.COMMUNE_OFFICER, world.communes["own"])
    with scope.of_person(officer.pk):
        [one] = _found(world)
        episode = take(one, day=DAY, by=officer)
        assert (episode.group_id, episode.case, episode.period.lower) == ("03", 1, BEGAN)
        assert episode.evidence == one.why
        assert _codes(world) == []
        undo(Deed.objects.get(), by=officer)
        assert _codes(world) == [("03", 1, False)]


def test_an_end_is_taken_too(world: World) -> None:
    child = world.children["own"]
    Disability.objects.create(
        child=child, kind="sight", degree=3, period=DateRange(BEGAN, date(2020, 5, 1))
    )
    held = Circumstance.objects.create(child=child, group_id="04", case=3, period=FROM)
    officer = world.person(Role.COMMUNE_OFFICER, world.communes["own"])
    take(_found(world)[0], day=DAY, by=officer)
    held.refresh_from_db()
    assert held.period.upper == date(2020, 5, 1)
    assert _codes(world) == []


def test_declined_it_is_not_proposed_again(world: World) -> None:
    _parents(world, "dead", "missing")
    officer = world.person(Role.COMMUNE_OFFICER, world.communes["own"])
    [one] = _found(world)
    with pytest.raises(Problem, match="vì sao"):
        decline(one, reason="  x ", by=officer)
    decline(one, reason="Cha đã về, chờ hủy tuyên bố mất tích", by=officer)
    assert _codes(world) == []
    assert Declined.objects.get(child=one.child, group="03").by == officer


@pytest.mark.parametrize(("place", "seen"), [("own", True), ("sibling", False)])
def test_nothing_of_a_child_of_another_unit(world: World, place: str, seen: bool) -> None:
    _parents(world, "dead", "missing")
    officer = world.person(Role.COMMUNE_OFFICER, world.communes[place])
    with scope.of_person(officer.pk):
        assert bool(proposals(world.communes["own"], DAY)) == seen
