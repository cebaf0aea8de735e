"""The database's own refusal: what SQL written by hand sees on the application's connection."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction
from psycopg.types.json import Jsonb

from chungtay.children.finding import wanted
from chungtay.children.models import Child
from chungtay.health.models import Measurement
from chungtay.people.models import Post, User
from chungtay.people.roles import PERMISSIONS, Permission, Role
from chungtay.people.scope import counting, of_command, of_person
from chungtay.places.models import Unit
from chungtay.postgres import ensure_running
from tests.security.world import DAY, PLACES, World

READS = sorted(role for role in Role if Permission.CHILDREN in PERMISSIONS[role])
OTHERS = sorted(set(Role) - set(READS))
# They open by name, by permission or to a supervisor: never to more places than the register.
NARROWER = ("cases_", "rights_", "children_named", "children_alert", "children_adoption")


def tables_about_children() -> list[str]:
    """Every table that leads to a child or a household through its own keys."""
    found = {"children_child", "children_household"}
    fields = [
        (model._meta.db_table, one.related_model._meta.db_table)
        for model in apps.get_models()
        for one in model._meta.concrete_fields
        if isinstance(one, models.ForeignKey) and model._meta.app_label != "demo"
    ]
    while more := {table for table, to in fields if to in found} - found:
        found |= more
    return sorted(found)


def with_a_child(table: str) -> list[str]:
    columns = connection.introspection.get_table_description(connection.cursor(), table)
    return [one.name for one in columns if one.name == "child_id"]


def seen(table: str, column: str, world: World) -> set[str]:
    """The places whose child is seen in the table."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT DISTINCT "{column}" FROM "{table}"')
        keys = {row[0] for row in cursor}
    return {place for place in PLACES if world.children[place].pk in keys}


def columns() -> Iterator[tuple[str, str]]:
    yield "children_child", "id"
    yield "children_childevent", "pgh_obj_id"
    for table in tables_about_children():
        yield from ((table, column) for column in with_a_child(table))


def wrong(world: World, served: set[str]) -> dict[str, set[str]]:
    """The tables that show other places than those served, or a place too many."""
    found = {table: seen(table, column, world) for table, column in columns()}
    return {
        table: places
        for table, places in found.items()
        if places - served or (places != served and not table.startswith(NARROWER))
    }


@pytest.mark.django_db
@pytest.mark.parametrize("table", tables_about_children())
def test_every_table_about_children_has_row_security(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, count(p.polname) FROM pg_class c"
            " LEFT JOIN pg_policy p ON p.polrelid = c.oid"
            " WHERE c.oid = to_regclass(%s) GROUP BY 1",
            [table],
        )
        secured, policies = cursor.fetchone()
    assert secured
    assert policies >= 2


@pytest.mark.parametrize("role", READS)
@pytest.mark.parametrize(
    ("at", "served"),
    [
        ("own", {"own"}),
        ("child unit", {"own"}),
        ("parent", {"own", "sibling"}),
        ("sibling", {"sibling"}),
        ("other", {"other"}),
    ],
)
def test_a_post_sees_the_children_of_its_unit_and_below(
    world: World, role: str, at: str, served: set[str]
) -> None:
    person = world.person(role, world.unit(at))
    with of_person(person.pk):
        assert wrong(world, served) == {}


@pytest.mark.parametrize("role", OTHERS)
def test_a_role_without_the_right_sees_no_child(world: World, role: str) -> None:
    person = world.person(role, world.province)
    with of_person(person.pk):
        assert wrong(world, set()) == {}


@pytest.mark.parametrize("what", ["no scope", "unknown person", "ended post", "locked account"])
def test_without_a_post_of_the_day_no_row_of_any_kind(world: World, what: str) -> None:
    person = world.person(Role.PROVINCE_OFFICER, world.province)
    if what == "ended post":
        Post.objects.filter(person=person).update(period=(DAY.replace(year=2019), DAY))
    if what == "locked account":
        User.objects.filter(pk=person.pk).update(is_active=False)
    who = {"no scope": None, "unknown person": 2**40}.get(what, person.pk)
    with of_person(who):
        assert wrong(world, set()) == {}
        if what != "ended post":
            assert not Post.objects.exists()


def test_a_child_that_moved_away_keeps_only_what_was_recorded_here(world: World) -> None:
    child, officer = world.children["own"], world.person("commune_officer", world.unit("own"))
    home = child.residences.get()
    home.period = (home.period.lower, DAY.replace(month=5))
    home.save()
    child.residences.create(unit=world.hamlets["other"], period=(DAY.replace(month=5), None))
    child.guardians.update(period=(home.period[0], DAY.replace(month=4)))
    child.guardians.create(relation="father", full_name="Cha", period=(DAY, None))
    with of_person(officer.pk):
        assert [one.relation for one in child.guardians.all()] == ["mother"]
        assert Measurement.objects.filter(child=child).count() == 1


@pytest.mark.parametrize(("place", "kept"), [("own", True), ("sibling", False), ("other", False)])
def test_writing_stops_at_the_same_border(world: World, place: str, kept: bool) -> None:
    officer = world.person(Role.COMMUNE_OFFICER, world.unit("own"))
    child = world.children[place]
    with of_person(officer.pk):
        assert Child.objects.filter(pk=child.pk).update(sex="m") == kept
        assert (
            bool(child.vitamin_a_doses.all().delete()[0]) == kept
            if hasattr(child, "vitamin_a_doses")
            else True
        )
        with pytest.raises(ProgrammingError) if not kept else transaction.atomic():
            with transaction.atomic():
                child.circumstances.create(group_id="R03", period=(DAY, None))


def test_counting_reads_no_name_and_stops_at_the_readers_tree(world: World) -> None:
    leader = world.person(Role.LEADER, world.unit("own"))
    with of_person(leader.pk):
        with counting(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM children_residence r JOIN places_unit u ON u.id = r.unit_id"
                " WHERE r.child_id = ANY (%s)",
                [[child.pk for child in world.children.values()]],
            )
            assert cursor.fetchone() == (1,)
        for column in ("full_name", "search_key", "sort_key", "personal_number"):
            with pytest.raises(ProgrammingError), transaction.atomic(), counting():
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT {column} FROM children_child")


@pytest.mark.parametrize("at", ["own", "parent", "other"])
def test_the_reviewed_search_keeps_to_the_scope(world: World, at: str) -> None:
    officer = world.person(Role.COMMUNE_OFFICER, world.unit(at))
    expected = {"own": {"own"}, "parent": {"own", "sibling"}, "other": {"other"}}[at]
    roots = [*Unit.objects.filter(level=0), world.province, *world.communes.values()]
    with of_person(officer.pk), connection.cursor() as cursor:
        cursor.execute("SELECT access.children_named(%s)", [Jsonb(wanted("tre rieng"))])
        named = {row[0] for row in cursor}
        for root in roots:
            cursor.execute(
                "SELECT access.find_children(%s, %s, %s, '', 'ten', 0, NULL)"
                " UNION ALL SELECT access.find_wider(%s, %s, %s, '', 100)",
                [Jsonb(wanted("tre")), root.pk, DAY, Jsonb(wanted("me rieng")), root.pk, DAY],
            )
            named |= {row[0] for row in cursor}
        told = {}
        for place, child in world.children.items():
            cursor.execute("SELECT access.child_name(%s)", [child.pk])
            told[place] = cursor.fetchone()[0]
    assert {place for place in PLACES if world.children[place].pk in named} == expected
    assert {place for place in PLACES if told[place]} == expected


def test_a_command_sees_every_row_without_being_the_owner(world: World) -> None:
    with of_command("figures"), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("chungtay_web",)
        assert seen("children_child", "id", world) == set(PLACES)


# From here on a connection signs in as the application does.


@pytest.fixture
def web(dak_lak: Any) -> Iterator[Any]:
    parts = urlsplit(ensure_running().web_url)
    address = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    with closing(psycopg.connect(address)) as own:
        yield own


def test_the_application_signs_in_as_one_who_owns_nothing(web: Any) -> None:
    assert web.execute(
        "SELECT session_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
        " (SELECT count(*) FROM pg_class WHERE relowner = r.oid)"
        " FROM pg_roles r WHERE rolname = session_user"
    ).fetchone() == ("chungtay_web", False, False, False, False, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE chungtay",
        "SET ROLE postgres",
        "ALTER TABLE children_child DISABLE ROW LEVEL SECURITY",
        "DROP POLICY web_reads ON children_child",
        "CREATE TABLE mine (id int)",
        "CREATE TEMP TABLE mine (id int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "UPDATE people_auditevent SET by = 'x'",
        "DELETE FROM people_auditevent",
        "TRUNCATE people_auditevent",
        "INSERT INTO access.permission VALUES ('leader', 'children')",
        "SELECT access.search('{}', 1, now()::date, '')",
        "COPY children_child TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_it_may_not(web: Any, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(statement)


@pytest.mark.parametrize("setting", ["", "chungtay.command", "chungtay.person"])
def test_without_a_person_or_with_a_forged_one_it_sees_no_child(web: Any, setting: str) -> None:
    if setting:
        web.execute("SELECT set_config(%s, %s, false)", [setting, "1" * 9])
    for table in tables_about_children():
        assert web.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (0,), table
    assert web.execute("SELECT count(*) FROM access.lived").fetchone() == (0,)
    assert web.execute("SELECT count(*) FROM access.housed").fetchone() == (0,)


def test_with_a_persons_post_it_sees_that_commune_only(web: Any, dak_lak: Any) -> None:
    officer = User.objects.get(username="daklak.xa")
    unit = officer.posts.get().unit
    web.execute("SELECT set_config('chungtay.person', %s, false)", [str(officer.pk)])
    (shown,) = web.execute("SELECT count(*) FROM children_child").fetchone()
    lived = Child.objects.filter(residences__unit__commune=unit).distinct().count()
    assert shown == lived > 0
