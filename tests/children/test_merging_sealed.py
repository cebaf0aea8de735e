"""What is sealed of a record goes along with a merge, unseen by who merges, and stays sealed."""

import json
from typing import Any

import pytest
from django.db import connection

from chungtay.cases.models import Case, Notice
from chungtay.children.merging import merge
from chungtay.children.models import Adoption, Child, Circumstance, Compartment, Named, Residence
from chungtay.people.deeds import undo
from chungtay.people.models import User
from chungtay.people.scope import of_person
from tests.children.test_merging import snapshot
from tests.security.world import SINCE, World, build

SEALED = ("cases_case", "cases_notice", "children_adoption", "children_circumstance",
          "children_named")  # fmt: skip


def sealed_groups() -> dict[str, str]:
    """A group of each compartment that circumstances are sealed in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT compartment, min(code) FROM children_group WHERE compartment <> '' GROUP BY 1"
        )
        return dict(cursor.fetchall())


@pytest.fixture
def world(db: None) -> World:
    """The sibling's child lives in the own commune too; alone of the two it has sealed matters."""
    world = build()
    kept, other = world.children["own"], world.children["sibling"]
    Residence.objects.filter(child=other).update(unit=world.hamlets["own"])
    for model in (Case, Adoption, Notice):
        model.objects.filter(child=kept).delete()
    for group in sealed_groups().values():
        Circumstance.objects.create(
            child=other, group_id=group, case=1, period=SINCE, evidence="căn cứ kín"
        )
    return world


@pytest.fixture
def officer(world: World) -> User:
    return world.person("commune_officer", world.communes["own"])


@pytest.fixture
def keeper(world: World) -> User:
    """Named on everything that is sealed of the record that will go."""
    person = world.person("commune_officer", world.communes["own"])
    for one in Compartment.values:
        Named.objects.create(
            child=world.children["sibling"], compartment=one, person=person, period=SINCE
        )
    return person


def raw(child: Child) -> dict[str, list[Any]]:
    """Every row of the tables with sealed rows that is about the child, without its key."""
    with connection.cursor() as cursor:
        found = {}
        for table in SEALED:
            cursor.execute(
                f"SELECT (to_jsonb(t) - 'child_id')::text FROM {table} t WHERE child_id = %s"
                " ORDER BY id::text",
                [child.pk],
            )
            found[table] = [json.loads(row[0]) for row in cursor.fetchall()]
    return found


def seen(child: Child, person: User) -> dict[str, int]:
    groups = list(sealed_groups().values())
    with of_person(person.pk):
        counted = {
            model._meta.model_name: model._default_manager.filter(child=child.pk).count()
            for model in (Case, Notice, Adoption)
        }
        held = Circumstance.objects.filter(child=child.pk, group__in=groups)
        return {str(name): number for name, number in counted.items()} | {"held": held.count()}


def test_sealed_rows_go_along_as_they_are(world: World, officer: User, keeper: User) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    before = raw(other)
    with of_person(officer.pk):
        merge(kept, other, {}, by=officer)
    after = raw(kept)
    for table in ("cases_case", "cases_notice", "children_adoption", "children_named"):
        assert after[table] == before[table], table
    groups = set(sealed_groups().values())
    held, were = (
        [row for row in rows["children_circumstance"] if row["group_id"] in groups]
        for rows in (after, before)
    )
    assert held == were
    assert len(held) == len(groups)


def test_they_stay_sealed_from_who_merged_and_open_to_who_was_named(
    world: World, officer: User, keeper: User
) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    opened = seen(other, keeper)
    assert all(opened.values())
    with of_person(officer.pk):
        done = merge(kept, other, {}, by=officer)
    assert set(seen(kept, officer).values()) == {0}
    assert seen(kept, keeper) == opened
    with of_person(officer.pk):
        undo(done.deed, by=officer)
    assert seen(other, keeper) == opened
    assert set(seen(kept, keeper).values()) == {0}


def test_undo_puts_every_sealed_row_back(world: World, officer: User, keeper: User) -> None:
    before = snapshot()
    with of_person(officer.pk):
        done = merge(world.children["own"], world.children["sibling"], {}, by=officer)
    assert snapshot() != before
    with of_person(officer.pk):
        undo(done.deed, by=officer)
    assert snapshot() == before


def test_where_both_have_the_same_sealed_matter_it_stands_once_and_comes_back(
    world: World, officer: User, keeper: User
) -> None:
    kept, other = world.children["own"], world.children["sibling"]
    for group in sealed_groups().values():
        Circumstance.objects.create(child=kept, group_id=group, case=1, period=SINCE)
    Adoption.objects.create(
        child=kept, unit=world.communes["own"], number="9/own", authority="UBND xã",
        registered_on=SINCE.lower, from_carer="Mẹ", to_carer="Nhà",
    )  # fmt: skip
    before = snapshot()
    with of_person(officer.pk):
        done = merge(kept, other, {}, by=officer)
    assert Adoption.objects.filter(child=kept).count() == 1
    assert set(seen(kept, officer).values()) == {0}
    with of_person(officer.pk):
        undo(done.deed, by=officer)
    assert snapshot() == before
