"""Two records become one, with everything that points at them, and two again."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.merging import merge
from chungtay.children.models import Child, Circumstance, Guardian, Residence, SamePerson
from chungtay.health.models import Measurement, Vaccination
from chungtay.lib.problems import Problem
from chungtay.people.deeds import undo
from chungtay.people.scope import of_person
from chungtay.support.models import Support
from tests.security.world import World, build

# Tables whose rows about a child no person wrote: nothing of them is merged or undone.
NOT_WRITTEN = {"children_sameperson"}


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def officer(world: World) -> Any:
    return world.person("district_officer", world.district)


def snapshot() -> dict[str, list[Any]]:
    """Every row of every table that leads to a child."""
    with connection.cursor() as cursor:
        found = {}
        for table in ["children_child", "children_guardianstate", *pointing()]:
            cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t ORDER BY id::text')
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def pointing() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tab FROM merging.pointing('children_child')")
        return sorted(row[0] for row in cursor.fetchall())


def relations() -> set[str]:
    """The tables that Django knows to point at a child, those without a name for it included."""
    fields = Child._meta.get_fields(include_hidden=True)
    models = [one.related_model for one in fields if one.auto_created and not one.concrete]
    tables = {one._meta.db_table for one in models}
    return {table for table in tables if not table.endswith("event")} - NOT_WRITTEN


def test_every_relation_of_a_child_is_moved_and_can_be_taken_back(db: None) -> None:
    named = relations()
    assert set(pointing()) == named
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'deed_changed'"
        )
        undoable = {row[0] for row in cursor.fetchall()}
    assert named - undoable == set()


def test_everything_comes_to_the_kept_record(world: World, officer: Any) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    counted = {}
    with connection.cursor() as cursor:
        for table in pointing():
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE child_id = %s', [other.pk])
            counted[table] = cursor.fetchone()[0]
    with of_person(officer.pk):
        merge(kept, other, {}, by=officer)
    assert not Child.objects.filter(pk=other.pk).exists()
    with connection.cursor() as cursor:
        for table in pointing():
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE child_id = %s', [other.pk])
            assert cursor.fetchone()[0] == 0, table
    assert sum(counted.values()) > 10
    pair = SamePerson.objects.get()
    assert (pair.state, pair.kept_id, pair.by_id) == ("merged", kept.pk, officer.pk)


def test_undo_puts_every_row_back(world: World, officer: Any) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    Child.objects.filter(pk=other.pk).update(personal_number="068318000001")
    before = snapshot()
    values = {"full_name": "other", "personal_number": "other", "mother": "other"}
    with of_person(officer.pk):
        done = merge(
            Child.objects.get(pk=kept.pk), Child.objects.get(pk=other.pk), values, by=officer
        )
    now = Child.objects.get(pk=kept.pk)
    assert (now.full_name, now.personal_number) == ("Trẻ Riêng sibling", "068318000001")
    assert snapshot() != before
    with of_person(officer.pk):
        undo(done.deed, by=officer)
    assert snapshot() == before
    assert not SamePerson.objects.exists()


def test_a_later_change_stops_the_undo(world: World, officer: Any) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    with of_person(officer.pk):
        done = merge(kept, other, {"full_name": "other"}, by=officer)
    Child.objects.filter(pk=kept.pk).update(ethnic_group="02")
    with of_person(officer.pk), pytest.raises(Problem):
        undo(done.deed, by=officer)


def test_a_death_that_one_record_alone_tells_is_not_lost(world: World, officer: Any) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    Child.objects.filter(pk=other.pk).update(died_on=date(2020, 5, 1))
    other.refresh_from_db()
    with of_person(officer.pk), pytest.raises(Problem, match="ngày chết"):
        merge(kept, other, {}, by=officer)
    assert Child.objects.filter(pk__in=[kept.pk, other.pk]).count() == 2


def test_one_who_serves_one_of_two_communes_may_not_merge(world: World) -> None:
    officer = world.person("commune_officer", world.communes["own"])
    with of_person(officer.pk), pytest.raises(Problem):
        merge(world.children["own"], world.children["sibling"], {}, by=officer)
    assert Child.objects.filter(pk=world.children["sibling"].pk).exists()


def test_homes_of_the_kept_record_stand_and_the_others_lie_around_them(
    world: World, officer: Any
) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    Residence.objects.filter(child=kept).update(
        period=DateRange(date(2019, 6, 1), date(2019, 9, 1))
    )
    Residence.objects.filter(child=other).update(period=DateRange(date(2019, 1, 1), None))
    Residence.objects.create(
        child=kept, unit=world.hamlets["own"], period=DateRange(date(2020, 1, 1), date(2020, 12, 1))
    )
    with of_person(officer.pk):
        merge(kept, other, {}, by=officer)
    homes = Residence.objects.filter(child=kept).order_by("period")
    own, moved = world.hamlets["own"].pk, world.hamlets["sibling"].pk
    assert [(one.unit_id, one.period.lower) for one in homes] == [
        (moved, date(2019, 1, 1)), (own, date(2019, 6, 1)), (moved, date(2019, 9, 1)),
        (own, date(2020, 1, 1)), (moved, date(2020, 12, 1)),
    ]  # fmt: skip


def test_what_both_records_say_stands_once_and_money_stands_twice(
    world: World, officer: Any
) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    with of_person(officer.pk):
        done = merge(kept, other, {}, by=officer)
    assert Measurement.objects.filter(child=kept).count() == 1
    assert Vaccination.objects.filter(child=kept).count() == 1
    assert Circumstance.objects.filter(child=kept, group="04").count() == 1
    assert Support.objects.filter(child=kept).count() == 2
    assert done.left_out >= 3


def test_one_who_is_not_to_be_called_in_either_record_is_not_called(
    world: World, officer: Any
) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    Guardian.objects.filter(child=other).update(is_contact=False)
    with of_person(officer.pk):
        merge(kept, other, {}, by=officer)
    assert list(Guardian.objects.filter(child=kept).values_list("relation", "is_contact")) == [
        ("mother", False)
    ]


def test_the_time_of_the_other_record_before_the_birth_is_not_taken(
    world: World, officer: Any
) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    Child.objects.filter(pk=kept.pk).update(birth_date=date(2019, 2, 1))
    with of_person(officer.pk):
        merge(Child.objects.get(pk=kept.pk), other, {}, by=officer)
    early = Residence.objects.filter(child=kept, period__startswith__lt=date(2019, 2, 1))
    assert not early.exists()
