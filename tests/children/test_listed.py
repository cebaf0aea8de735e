"""What the list is searched by (access.listed) says what the register says, whatever is written."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.actions import come_back, lose
from chungtay.children.jobs import list_again
from chungtay.children.models import Child, Residence
from chungtay.people import scope
from chungtay.people.deeds import undo
from chungtay.people.models import Deed
from chungtay.people.roles import Role
from tests.security.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def wrong() -> int:
    """How many rows do not say what the register says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (TABLE access.listed EXCEPT TABLE access.listing) x"
            " FULL JOIN (TABLE access.listing EXCEPT TABLE access.listed) y USING (residence_id)"
        )
        return int(cursor.fetchone()[0])


def listed(child: Child) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access.listed WHERE id = %s", [child.pk])
        return int(cursor.fetchone()[0])


def rename(world: World) -> None:
    child = world.children["own"]
    child.full_name = "Nguyễn Thị Đổi Tên"
    child.save()


def one_statement_for_all(world: World) -> None:
    Child.objects.update(birth_date=date(2015, 5, 5), personal_number=None)


def another_hamlet(world: World) -> None:
    Residence.objects.update(unit=world.hamlets["sibling"])


def a_hamlet_ends(world: World) -> None:
    unit = world.hamlets["own"]
    unit.period = DateRange(unit.period.lower, date(2024, 1, 1))
    unit.save()


def another_commune(world: World) -> None:
    unit = world.hamlets["own"]
    unit.parent = world.communes["sibling"]
    unit.save()


def taken_out(world: World) -> None:
    Residence.objects.filter(child=world.children["own"]).delete()


def home_first(world: World) -> None:
    """The home is put in before the child, as an undo may."""
    child = world.children["own"]
    child.pk, child.personal_number = uuid4(), None
    Residence.objects.create(
        child_id=child.pk, unit=world.hamlets["own"], period=DateRange(date(2019, 1, 1), None)
    )
    child.save(force_insert=True)
    assert listed(child) == 1


WRITES: tuple[Callable[[World], None], ...] = (
    rename, one_statement_for_all, another_hamlet, a_hamlet_ends, another_commune, taken_out,
    home_first,
)  # fmt: skip


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_the_list_follows(world: World, write: Callable[[World], None]) -> None:
    assert listed(world.children["own"]) == 1
    assert wrong() == 0
    write(world)
    assert wrong() == 0
    assert listed(world.children["own"]) == (0 if write is taken_out else 1)


def test_the_list_follows_an_undo(world: World) -> None:
    officer = world.person(Role.COMMUNE_OFFICER, world.communes["own"])
    child = world.children["own"]
    lose(child, on=date(2020, 5, 10), by=officer)
    come_back(child, unit=world.hamlets["own"], on=date(2020, 6, 1), by=officer)
    assert (listed(child), wrong()) == (2, 0)
    for deed in Deed.objects.order_by("-pk"):
        undo(deed, by=officer)
    assert (listed(child), wrong()) == (1, 0)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE access.listed SET full_name = 'sai'",
        "DELETE FROM access.listed",
        "INSERT INTO access.listed SELECT -residence_id, id, unit_id, commune_id, district_id,"
        " province_id, period, birth_date, birth_precision, unnumbered, full_name, search_text,"
        " sort_key FROM access.listed",
    ],
)
def test_the_night_puts_right_what_stands_wrong(world: World, harm: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(harm)
        rows = cursor.rowcount
    assert wrong() == rows > 0
    with scope.of_command("night"):
        assert list_again(told=lambda *_: None).values == {"rows": rows}
    assert wrong() == 0
    with scope.of_command("night"):
        assert list_again(told=lambda *_: None).values == {"rows": 0}


def test_only_the_night_puts_it_right(world: World) -> None:
    officer = world.person(Role.COMMUNE_OFFICER, world.communes["own"])
    refused = pytest.raises(ProgrammingError, match="for the operator")
    with scope.of_person(officer.pk), refused, transaction.atomic():
        list_again(told=lambda *_: None)
