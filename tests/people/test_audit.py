"""The chain of the trail: what it finds, and what the database refuses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from chungtay.lib.problems import Problem
from chungtay.people.audit import faults, head, knows, print_verified
from chungtay.people.models import AuditEvent, AuditLink
from chungtay.people.trail import note

LINES = 3000
pytestmark = pytest.mark.django_db
MANY = """
INSERT INTO people_auditevent (at, kind, by, post, verb, subject, shown, reason, details)
SELECT now(), 'read', 'can-bo', 'commune_officer:xã Thử', 'read_child', 'child:' || n, '{}', '',
    '{"page": 1}'
FROM generate_series(1, %s) n
"""


def run(sql: str, given: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)


def linked() -> None:
    """As at the end of a transaction."""
    run("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def as_owner(sql: str, given: Any = None) -> None:
    """Past every trigger, as one who holds the database itself can."""
    for table in ("people_auditevent", "people_auditlink"):
        run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    run(sql, given)
    for table in ("people_auditevent", "people_auditlink"):
        run(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


@pytest.fixture
def lines() -> list[int]:
    """Keys of three thousand lines that hang on the chain."""
    before = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    run(MANY, [LINES])
    linked()
    found = AuditEvent.objects.filter(pk__gt=before).order_by("pk")
    return list(found.values_list("pk", flat=True))


def position(event: int) -> int:
    return AuditLink.objects.get(event_id=event).position


def test_untouched_lines_have_no_fault(lines: list[int], capsys: Any) -> None:
    assert faults() == []
    assert print_verified() == 0
    assert f"{AuditLink.objects.count()} dòng" in capsys.readouterr().out


def test_one_altered_and_one_deleted_line_are_named(lines: list[int], capsys: Any) -> None:
    altered, deleted = lines[1000], lines[2000]
    as_owner("UPDATE people_auditevent SET by = 'nguoi-khac' WHERE id = %s", [altered])
    as_owner("DELETE FROM people_auditevent WHERE id = %s", [deleted])
    found = [(fault.kind, fault.event_id, fault.position) for fault in faults()]
    wanted = [
        ("altered", altered, position(altered)),
        ("missing", deleted, position(deleted)),
    ]
    assert found == wanted
    assert print_verified() == 1
    assert "2 lỗi" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE people_auditevent SET reason = 'x' WHERE id = %s", "altered"),
        ("UPDATE people_auditevent SET at = at + interval '1 second' WHERE id = %s", "altered"),
        ("UPDATE people_auditevent SET details = '{}' WHERE id = %s", "altered"),
        ("UPDATE people_auditevent SET by = by || post, post = '' WHERE id = %s", "altered"),
        ("DELETE FROM people_auditevent WHERE id = %s", "missing"),
        ("DELETE FROM people_auditlink WHERE event_id = %s", "cut unlinked"),
    ],
)
def test_each_kind_of_tampering_is_found(lines: list[int], change: str, kind: str) -> None:
    as_owner(change, [lines[7]])
    assert {fault.kind for fault in faults()} == set(kind.split())


def test_a_line_and_its_link_taken_together_leave_a_gap(lines: list[int]) -> None:
    gap = position(lines[7])
    as_owner("DELETE FROM people_auditlink WHERE event_id = %s", [lines[7]])
    as_owner("DELETE FROM people_auditevent WHERE id = %s", [lines[7]])
    assert [(fault.kind, fault.position) for fault in faults()] == [("cut", gap)]


def test_lines_taken_off_the_end_are_missed_by_the_head_on_paper(lines: list[int]) -> None:
    last = head()
    assert last is not None
    assert knows(last.hash)
    as_owner("DELETE FROM people_auditlink WHERE event_id = %s", [lines[-1]])
    as_owner("DELETE FROM people_auditevent WHERE id = %s", [lines[-1]])
    assert faults() == []
    assert print_verified(written=last.hash) == 1


def test_a_rewritten_hash_breaks_the_next_link(lines: list[int]) -> None:
    as_owner("UPDATE people_auditlink SET hash = sha256('x') WHERE event_id = %s", [lines[7]])
    broken = [fault.event_id for fault in faults()]
    assert broken == lines[7:9]


def test_the_first_link_of_a_day_hangs_on_the_day_before() -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    note("keep_risk", "group:a", by="can-bo")
    linked()
    as_owner("UPDATE people_auditlink SET day = %s", [yesterday])
    note("keep_risk", "group:b", by="can-bo")
    linked()
    assert faults() == faults(timezone.localdate(), timezone.localdate()) == []
    assert AuditLink.objects.get(day=timezone.localdate()).position == 1
    as_owner("DELETE FROM people_auditlink WHERE day = %s", [yesterday])
    assert "altered" in {fault.kind for fault in faults()}


@pytest.mark.parametrize("table", ["people_auditevent", "people_auditlink"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET event_or = 1", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_to_change_the_trail(lines: list[int], table: str, verb: str) -> None:
    column = "by = ''" if table == "people_auditevent" else "position = 1"
    statement = verb.format(table).replace("event_or = 1", column)
    with pytest.raises(DatabaseError, match="không sửa, không xóa"), transaction.atomic():
        run(statement)
    assert faults() == []


def test_maintenance_is_the_owners_for_one_transaction(lines: list[int]) -> None:
    with transaction.atomic():
        run("SET LOCAL chungtay.maintenance = 'on'")
        run("DELETE FROM people_auditlink")
        run("DELETE FROM people_auditevent")
    assert head() is None


def test_a_clock_set_back_opens_no_earlier_day() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    note("keep_risk", "group:a", by="can-bo")
    linked()
    as_owner("UPDATE people_auditlink SET day = %s", [tomorrow])
    note("keep_risk", "group:b", by="can-bo")
    linked()
    assert head().day == tomorrow  # type: ignore[union-attr]
    assert faults() == []


@pytest.mark.parametrize(
    "wrong",
    [lambda: print_verified("hôm qua"), lambda: print_verified(written="abc")],
)
def test_what_cannot_be_read_is_said(wrong: Callable[[], int]) -> None:
    with pytest.raises(Problem):
        wrong()
