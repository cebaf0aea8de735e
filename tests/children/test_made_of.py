"""What was once written of a record that a merge took out, said to the database itself."""

from typing import Any

import pytest
from django.db import connection

from chungtay.children.merged import kept_for, made_of
from chungtay.children.merging import merge
from chungtay.people.deeds import undo
from chungtay.people.scope import of_person
from tests.security.world import World, build

# The tables of the history page, and the column that says whose the old row is.
EVENTS = {
    "children_childevent": "pgh_obj_id",
    "children_residenceevent": "child_id",
    "children_guardianevent": "child_id",
    "support_grantevent": "child_id",
    "support_supportevent": "child_id",
    "health_insurancecardevent": "child_id",
    "fund_sponsorshipevent": "child_id",
}
SEALED = ("children_circumstanceevent", "children_adoptionevent", "cases_caseevent",
          "cases_noticeevent")  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    return build()


def seen(table: str, key: Any, person: Any, column: str = "child_id") -> int:
    with of_person(person.pk), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [key])
        return int(cursor.fetchone()[0])


def test_who_serves_the_kept_record_reads_what_the_other_once_said(world: World) -> None:
    officer = world.person("district_officer", world.district)
    own = world.person("commune_officer", world.communes["own"])
    stranger = world.person("commune_officer", world.communes["other"])
    kept, other = world.children["own"], world.children["sibling"]
    with of_person(officer.pk):
        done = merge(kept, other, {}, by=officer)
    for table, column in EVENTS.items():
        assert seen(table, other.pk, own, column) > 0, table
        assert seen(table, other.pk, stranger, column) == 0, table
    with of_person(officer.pk):
        undo(done.deed, by=officer)
    for table, column in EVENTS.items():
        assert seen(table, other.pk, own, column) == 0, table


@pytest.mark.parametrize(("role", "unit", "opens"), [
    ("district_officer", "district", True),  # supervises
    ("commune_officer", "own", False),
])  # fmt: skip
def test_what_was_sealed_opens_by_the_kept_record(
    world: World, role: str, unit: str, opens: bool
) -> None:
    officer = world.person("district_officer", world.district)
    at = world.district if unit == "district" else world.communes[unit]
    person = world.person(role, at)
    kept, other = world.children["own"], world.children["sibling"]
    with of_person(officer.pk):
        merge(kept, other, {}, by=officer)
    for table in SEALED[1:]:
        assert (seen(table, other.pk, person) > 0) == opens, table


def test_a_chain_of_merges_leads_to_the_last(world: World) -> None:
    officer = world.person("district_officer", world.district)
    first, second = world.children["own"], world.children["sibling"]
    with of_person(officer.pk):
        assert kept_for(first.pk) is None
        merge(second, first, {}, by=officer)
        assert kept_for(first.pk) == second.pk
        (part,) = made_of(second.pk)
        assert (part.key, part.full_name) == (first.pk, "Trẻ Riêng own")


def test_nobody_is_told_of_parts_who_does_not_serve_the_child(world: World) -> None:
    officer = world.person("district_officer", world.district)
    stranger = world.person("commune_officer", world.communes["other"])
    with of_person(officer.pk):
        merge(world.children["own"], world.children["sibling"], {}, by=officer)
    with of_person(stranger.pk):
        assert made_of(world.children["own"].pk) == []
