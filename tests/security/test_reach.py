"""Rows of units, as the database sees them: read at one's own unit, below and above; written
where the post works; counted where it counts. And the history, which nobody silences."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from chungtay.activities.models import Activity, Attendance
from chungtay.cases.models import Case
from chungtay.children.models import Child, Residence
from chungtay.fund.models import Donation, Donor, Fund, Spending
from chungtay.people.models import AuditEvent, Board, User
from chungtay.people.roles import Role
from chungtay.people.scope import counting, of_person
from chungtay.places.models import Unit
from chungtay.plans.models import Assessment, Document, Plan, Target, Task
from chungtay.support.models import GiftDrive
from tests.security.world import DAY, ON, SINCE, World

Make = Callable[[Unit], Any]


def plan(unit: Unit) -> Plan:
    number = f"{Plan.objects.count()}/KH"
    return Plan.objects.create(unit=unit, number=number, title="Thử", form="own", period=SINCE)


def activity(unit: Unit) -> Activity:
    return Activity.objects.create(
        unit=unit, kind="forum", name="Thử", status="held", starts_on=ON, ends_on=ON
    )


def donation(unit: Unit) -> Donation:
    donor = Donor.objects.create(name=f"Nhà tài trợ {unit.pk}")
    return Donation.objects.create(
        fund=unit, donor=donor, form="cash", date=ON, amount=1, receipt=f"P{unit.pk}"
    )


WORK: dict[str, Make] = {
    "board": lambda u: Board.objects.create(unit=u, period=SINCE, decision="1/QĐ"),
    "plan": plan,
    "target": lambda u: Target.objects.create(
        plan=plan(u), order=1, indicator="children", kind="count", value=5, wording="Thử"
    ),
    "task": lambda u: Task.objects.create(unit=u, sector="health", what="Thử", given_on=ON),
    "document": lambda u: Document.objects.create(
        unit=u, flow="issued", kind="plan", number="1", sign="KH", issuer="UBND", date=ON,
        summary="Thử",
    ),
    "assessment": lambda u: Assessment.objects.create(
        unit=u, year=2019, standard="QD37", result="scored"
    ),
    "activity": activity,
    "attendance": lambda u: Attendance.objects.create(
        activity=activity(u), person=User.objects.create(username=f"a{u.pk}")
    ),
    "drive": lambda u: GiftDrive.objects.create(
        unit=u, name="Thử", occasion="tet", date=ON, source="fund"
    ),
}  # fmt: skip
BOOKS: dict[str, Make] = {
    "fund": lambda u: Fund.objects.create(unit=u, period=SINCE, decision="1/QĐ"),
    "donation": donation,
    "spending": lambda u: Spending.objects.create(fund=u, date=ON, purpose="Thử", decision="1"),
}
MAKE = WORK | BOOKS


def places(world: World) -> dict[str, Unit]:
    return {**world.communes, "above": world.district, "below": world.hamlets["own"]}


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.LEADER, Role.AUDITOR])
@pytest.mark.parametrize("what", sorted(MAKE))
def test_a_post_reads_its_own_unit_those_below_and_those_above(
    world: World, what: str, role: str
) -> None:
    made = {place: MAKE[what](unit) for place, unit in places(world).items()}
    person = world.person(role, world.unit("own"))
    with of_person(person.pk):
        seen = {p for p, one in made.items() if type(one).objects.filter(pk=one.pk).exists()}
    assert seen == {"own", "above", "below"}


@pytest.mark.parametrize(
    ("role", "writes"),
    [
        (Role.COMMUNE_OFFICER, {*WORK, *BOOKS}),
        (Role.FUND_ACCOUNTANT, {*BOOKS}),
        (Role.LEADER, set()),
        (Role.COLLABORATOR, set()),
        (Role.CASE_MANAGER, set()),
        (Role.ADMINISTRATOR, set()),
    ],
)
def test_a_post_writes_what_its_role_works_on_at_its_unit_and_below(
    world: World, role: str, writes: set[str]
) -> None:
    units = places(world)
    made = {what: {p: MAKE[what](unit) for p, unit in units.items()} for what in MAKE}
    person = world.person(role, world.unit("own"))
    with of_person(person.pk):
        changed = {
            what: {p for p, one in rows.items() if touched(one)} for what, rows in made.items()
        }
    assert changed == {what: {"own", "below"} if what in writes else set() for what in MAKE}


def touched(one: Any) -> bool:
    """Whether the row may be changed: an update that changes nothing counts it all the same."""
    table, key = one._meta.db_table, one._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {key} = {key} WHERE {key} = %s", [one.pk])
        return bool(cursor.rowcount)


@pytest.mark.parametrize(("place", "kept"), [("own", True), ("sibling", False), ("above", False)])
@pytest.mark.parametrize("what", ["board", "plan", "activity", "fund", "spending"])
def test_nothing_is_added_elsewhere(world: World, what: str, place: str, kept: bool) -> None:
    person = world.person(Role.COMMUNE_OFFICER, world.unit("own"))
    unit = places(world)[place]
    with of_person(person.pk):
        if kept:
            MAKE[what](unit)
            return
        with pytest.raises(ProgrammingError), transaction.atomic():
            MAKE[what](unit)


def test_nobody_makes_themselves_the_chair_of_a_board_they_do_not_work_for(world: World) -> None:
    leader = world.person(Role.LEADER, world.unit("own"))
    board = Board.objects.create(unit=world.unit("own"), period=SINCE, decision="1/QĐ")
    with of_person(leader.pk):
        assert Board.objects.filter(pk=board.pk).update(chair=leader) == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            Board.objects.create(unit=world.district, period=SINCE, decision="2", chair=leader)


def test_a_donor_is_known_where_it_gave_in_the_province_and_to_those_of_no_tie(
    world: World,
) -> None:
    given = {place: donation(unit).donor for place, unit in places(world).items()}
    given["nobody"] = Donor.objects.create(name="Chưa ủng hộ ai")
    person = world.person(Role.COMMUNE_OFFICER, world.unit("own"))
    with of_person(person.pk):
        seen = {p for p, one in given.items() if Donor.objects.filter(pk=one.pk).exists()}
    assert seen == {"own", "sibling", "above", "below", "nobody"}


@pytest.mark.parametrize("table", ["children_residence", "children_household", "cases_case",
                                   "cases_notice", "fund_sponsorship", "activities_counselling",
                                   "people_post"])  # fmt: skip
def test_a_count_by_hand_stops_at_the_readers_units(world: World, table: str) -> None:
    leader = world.person(Role.LEADER, world.unit("own"))
    world.person(Role.LEADER, world.unit("other"))
    own = list(Unit.objects.filter(commune=world.unit("own")).values_list("pk", flat=True))
    with of_person(leader.pk), counting(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), count(*) FILTER (WHERE unit_id = ANY (%s)) FROM {table}",
                       [own])  # fmt: skip
        every, within = cursor.fetchone()
    assert every == within > 0


def test_no_setting_silences_the_history_for_who_answers_requests(world: World) -> None:
    child = world.children["own"]
    officer = world.person(Role.COMMUNE_OFFICER, world.unit("own"))
    before = child.history.count()  # type: ignore[attr-defined]
    with of_person(officer.pk):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pgtrigger.ignore',"
                " (SELECT array_agg(tgname)::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'),"
                " true)"
            )
        Child.objects.filter(pk=child.pk).update(sex="m")
    assert child.history.count() == before + 1  # type: ignore[attr-defined]


def test_an_auditor_reads_lines_of_own_units_and_children_only(world: World) -> None:
    for place, child in world.children.items():
        AuditEvent.objects.create(
            by="x", verb="read_child", subject=f"child:{child.pk}", child_id=child.pk,
            unit_id=world.unit(place).pk, kind="read",
        )  # fmt: skip
    auditor = world.person(Role.AUDITOR, world.unit("own"))
    with of_person(auditor.pk):
        seen = set(AuditEvent.objects.exclude(child_id=None).values_list("child_id", flat=True))
        told = {place: audited(child) for place, child in world.children.items()}
    assert seen == {world.children["own"].pk}
    assert {place for place, name in told.items() if name} == {"own"}


def audited(child: Child) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT full_name FROM access.audited(%s)", [child.pk])
        return (cursor.fetchone() or [""])[0]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
def test_only_an_auditor_is_told_whose_log_it_is(world: World, role: str) -> None:
    person = world.person(role, world.province)
    with of_person(person.pk):
        assert audited(world.children["own"]) == ""


def test_the_search_for_a_child_of_a_sealed_matter_stops_at_the_posts(world: World) -> None:
    assert Residence.objects.on(DAY).filter(child=world.children["own"]).exists()
    leader = world.person(Role.LEADER, world.unit("own"))
    Board.objects.create(
        unit=world.unit("own"), period=(date(2019, 1, 1), None), decision="1", chair=leader
    )
    with of_person(leader.pk), connection.cursor() as cursor:
        cursor.execute("SELECT access.sealed_children()")
        assert {row[0] for row in cursor} == {world.children["own"].pk}
        assert set(Case.objects.values_list("child", flat=True)) == {world.children["own"].pk}


ABOUT_NO_CHILD = ("own", "child unit", "parent", "sibling", "other")


@pytest.mark.parametrize(
    ("at", "sees"),
    [
        ("own", {"own", "child unit", "parent"}),
        ("child unit", {"own", "child unit", "parent"}),
        ("parent", {"own", "child unit", "parent", "sibling"}),
        ("other", {"other"}),
    ],
)
def test_lines_about_no_child_are_read_near_their_unit(
    world: World, at: str, sees: set[str]
) -> None:
    for place in ABOUT_NO_CHILD:
        AuditEvent.objects.create(
            by="x", verb="add", subject=f"plan:{place}", unit_id=world.unit(place).pk
        )
    AuditEvent.objects.create(by="x", verb="sign_in", subject="user:1")
    person = world.person(Role.COMMUNE_OFFICER, world.unit(at))
    AuditEvent.objects.create(by=person.username, verb="sign_in", subject="user:mine")
    with of_person(person.pk):
        found = set(AuditEvent.objects.filter(child_id=None).values_list("subject", flat=True))
    assert found == {f"plan:{place}" for place in sees} | {"user:mine"}


@pytest.mark.parametrize(
    ("role", "at", "told"),
    [
        (Role.COMMUNE_OFFICER, "own", True),
        (Role.COMMUNE_OFFICER, "sibling", False),
        (Role.AUDITOR, "own", True),
        (Role.AUDITOR, "other", False),
        (Role.LEADER, "own", False),
    ],
)
def test_a_list_read_elsewhere_is_told_to_those_who_serve_a_child_it_showed(
    world: World, role: str, at: str, told: bool
) -> None:
    child = world.children["own"].pk
    line = AuditEvent.objects.create(
        by="x", verb="read_list", subject="list:1", kind="read", shown=[child]
    )
    person = world.person(role, world.unit(at))
    with of_person(person.pk), connection.cursor() as cursor:
        cursor.execute("SELECT access.lines_about(%s)", [[child]])
        found = [row[0] for row in cursor]
        read = AuditEvent.objects.filter(pk=line.pk).exists()
    assert (found, read) == (([line.pk], True) if told else ([], False))
