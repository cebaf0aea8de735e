"""What a deed changed is taken back as one, or not at all."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from chungtay.children.models import Child, Guardian, Residence
from chungtay.lib.problems import Problem
from chungtay.people import scope
from chungtay.people.deeds import doing, undo
from chungtay.people.forgetting import forget_old
from chungtay.people.models import Deed, DeedRow, User
from chungtay.people.roles import Role
from tests.security.world import DAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def officer(world: World) -> User:
    return world.person(Role.COMMUNE_OFFICER, world.communes["own"])


def _state() -> list[Any]:
    """Every row of three tables, whatever their order."""
    told = []
    for model in (Child, Residence, Guardian):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t ORDER BY 1")
            told.append(cursor.fetchall())
    return told


def _rename(child: Child) -> None:
    child.full_name = "Tên Khác"
    child.save()


def _move(child: Child) -> None:
    home = child.residences.get()
    home.period = DateRange(home.period.lower, DAY)
    home.save()
    Residence.objects.create(child=child, unit=home.unit, period=DateRange(DAY, None))


def _many_at_once(child: Child) -> None:
    Guardian.objects.filter(child=child).update(birth_year=1990)
    Guardian.objects.bulk_create(
        [
            Guardian(child=child, relation="relative", full_name=f"Cô {n}", period=DateRange(DAY))
            for n in range(50)
        ]
    )


def _forget(child: Child) -> None:
    Guardian.objects.filter(child=child).delete()


def _twice(child: Child) -> None:
    _rename(child)
    child.sex = "m"
    child.save()


ACTS: list[Callable[[Child], None]] = [_rename, _move, _many_at_once, _forget, _twice]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_a_deed_taken_back_leaves_the_register_as_it_was(
    world: World, officer: User, act: Callable[[Child], None]
) -> None:
    child, before = world.children["own"], _state()
    with scope.of_person(officer.pk):
        with doing("corrected", by=officer, unit=world.hamlets["own"], day=DAY) as deed:
            act(Child.objects.get(pk=child.pk))
    assert _state() != before
    with scope.of_person(officer.pk):
        undo(deed, by=officer)
    assert _state() == before


def test_deeds_are_taken_back_from_the_last(world: World, officer: User) -> None:
    child, before = world.children["own"], _state()
    deeds = []
    for act in (_rename, _move, _twice):
        with doing("corrected", by=officer, unit=world.hamlets["own"], day=DAY) as deed:
            act(Child.objects.get(pk=child.pk))
        deeds.append(deed)
    with pytest.raises(Problem, match="thay đổi khác"):
        undo(deeds[0], by=officer)  # the third changed the same row
    for deed in reversed(deeds):
        undo(deed, by=officer)
    assert _state() == before


def test_what_came_to_hang_on_a_new_row_keeps_it(world: World, officer: User) -> None:
    with doing("born", by=officer, unit=world.hamlets["own"], day=DAY) as deed:
        child = Child.objects.create(
            full_name="Trẻ Mới", birth_date=DAY, sex="f", ethnic_group="01"
        )
    Guardian.objects.create(child=child, relation="mother", full_name="Mẹ", period=DateRange(DAY))
    with pytest.raises(Problem, match="thay đổi khác"):
        undo(deed, by=officer)
    assert Child.objects.filter(pk=child.pk).exists()


def test_only_once(world: World, officer: User) -> None:
    with doing("corrected", by=officer, unit=world.hamlets["own"], day=DAY) as deed:
        _rename(world.children["own"])
    undo(deed, by=officer)
    assert (deed.undone_by, deed.undone_at is not None) == (officer, True)
    with pytest.raises(Problem, match="đã hoàn tác"):
        undo(deed, by=officer)


def test_not_after_its_time(world: World, officer: User) -> None:
    unit = world.hamlets["own"]
    with doing("import", by=officer, unit=unit, day=DAY, within=timedelta(days=7)) as deed:
        _rename(world.children["own"])
    Deed.objects.filter(pk=deed.pk).update(until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Problem, match="quá hạn"):
        undo(deed, by=officer)


MAY = {
    ("sibling", Role.COMMUNE_OFFICER): False,
    ("other", Role.COMMUNE_OFFICER): False,
    ("own", Role.COMMUNE_OFFICER): True,
    ("child unit", Role.COLLABORATOR): True,
    ("parent", Role.DISTRICT_OFFICER): True,
    ("own", Role.LEADER): False,
    ("own", Role.AUDITOR): False,
}


@pytest.mark.parametrize(("place", "role"), MAY, ids=str)
def test_who_serves_the_unit_may_take_it_back(
    world: World, officer: User, place: str, role: str
) -> None:
    with doing("corrected", by=officer, unit=world.hamlets["own"], day=DAY) as deed:
        _rename(world.children["own"])
    other = world.person(role, world.unit(place))
    with scope.of_person(other.pk):
        if MAY[place, Role(role)]:
            undo(deed, by=other)
        else:
            with pytest.raises(Problem, match="không thuộc đơn vị"):
                undo(deed, by=other)


def test_nobody_takes_back_in_anothers_name(world: World, officer: User) -> None:
    with doing("corrected", by=officer, unit=world.hamlets["own"], day=DAY) as deed:
        _rename(world.children["own"])
    other = world.person(Role.COMMUNE_OFFICER, world.communes["sibling"])
    with scope.of_person(other.pk), pytest.raises(Problem, match="không thuộc đơn vị"):
        undo(deed, by=officer)


def test_one_who_gave_a_child_away_takes_it_back(world: World, officer: User) -> None:
    """The child lives by then where the officer does not serve."""
    child, before = world.children["own"], _state()
    with doing("moved_out", by=officer, unit=world.hamlets["own"], day=DAY) as deed:
        child.residences.update(unit=world.hamlets["sibling"])
    with scope.of_person(officer.pk):
        assert not Child.objects.filter(pk=child.pk).exists()
        undo(deed, by=officer)
        assert Child.objects.filter(pk=child.pk).exists()
    assert _state() == before


def test_a_foreign_deed_is_not_written_to(world: World, officer: User) -> None:
    """The setting is the connection's own: it names no deed of another."""
    with doing("corrected", by=officer, unit=world.hamlets["own"], day=DAY) as deed:
        pass
    other = world.person(Role.COMMUNE_OFFICER, world.communes["own"])
    with scope.of_person(other.pk), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('chungtay.deed', %s, true)", [str(deed.pk)])
        Guardian.objects.filter(child=world.children["own"]).update(birth_year=1991)
        cursor.execute("SELECT set_config('chungtay.deed', '', true)")
    assert not DeedRow.objects.filter(deed=deed).exists()


def test_outside_of_a_deed_nothing_is_kept(world: World) -> None:
    _many_at_once(world.children["own"])
    assert not DeedRow.objects.exists()


def test_a_deed_in_a_deed_is_one(world: World, officer: User) -> None:
    child, unit = world.children["own"], world.hamlets["own"]
    with doing("merge", by=officer, unit=unit, day=DAY) as deed:
        with doing("corrected", by=officer, unit=unit, day=date(2020, 1, 1)) as inner:
            _rename(child)
    assert inner == deed
    assert Deed.objects.count() == 1


SEES = {
    ("own", Role.COMMUNE_OFFICER): True,
    ("parent", Role.PROVINCE_OFFICER): True,
    ("sibling", Role.COMMUNE_OFFICER): False,
    ("own", Role.LEADER): False,
}


@pytest.mark.parametrize(("place", "role"), SEES, ids=str)
def test_deeds_are_seen_by_those_who_serve_the_unit(
    world: World, officer: User, place: str, role: str
) -> None:
    with doing("corrected", by=officer, unit=world.hamlets["own"], day=DAY):
        _rename(world.children["own"])
    with scope.of_person(world.person(role, world.unit(place)).pk):
        assert Deed.objects.exists() == SEES[place, Role(role)]


def test_nobody_reads_or_alters_what_was_kept(world: World, officer: User) -> None:
    with doing("corrected", by=officer, unit=world.hamlets["own"], day=DAY):
        _rename(world.children["own"])
    for model, act in (
        (DeedRow, "SELECT"),
        (DeedRow, "DELETE"),
        (Deed, "UPDATE"),
        (Deed, "DELETE"),
    ):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_table_privilege('chungtay_web', %s, %s)", [model._meta.db_table, act]
            )
            assert cursor.fetchone() == (False,), (model, act)


KEPT = {
    "stands": ({}, True),
    "in time": ({"until": timedelta(days=1)}, True),
    "over": ({"until": timedelta(hours=-1)}, False),
    "a year old": ({"at": timedelta(days=-366)}, False),
    "undone today": ({"undone_at": timedelta()}, True),
    "undone long ago": ({"undone_at": timedelta(days=-2)}, False),
}


@pytest.mark.parametrize(("moved", "kept"), KEPT.values(), ids=KEPT)
def test_what_nobody_can_take_back_is_not_kept(
    world: World, officer: User, moved: dict[str, timedelta], kept: bool
) -> None:
    with doing("corrected", by=officer, unit=world.hamlets["own"], day=DAY) as deed:
        _rename(world.children["own"])
    times = {name: timezone.now() + by for name, by in moved.items()}
    Deed.objects.filter(pk=deed.pk).update(undone_by=officer, **times)
    with scope.of_command("night"):
        forget_old(told=lambda *_: None)
    assert DeedRow.objects.filter(deed=deed).exists() == kept


def test_only_the_operators_command_forgets(world: World, officer: User) -> None:
    with pytest.raises(ProgrammingError, match="operator"), scope.of_person(officer.pk):
        forget_old(told=lambda *_: None)
