"""A million lines of the trail, one altered and one deleted: found, against a bare scan that
hashes every line once. The lines hang on the chain by the trigger that hangs all others."""

import os
from collections.abc import Iterator
from typing import Any

from bench.databases import fresh
from bench.timing import in_turn, seconds

LINES = int(os.environ.get("CHUNGTAY_BENCH_LINES", "1000000"))
DATABASE = "chungtay_bench_audit"
FILL = """
INSERT INTO people_auditevent
    (at, kind, by, post, unit_id, verb, subject, child_id, shown, reason, details)
SELECT timestamptz '2026-01-01' + n * interval '20 seconds', 'read', 'can-bo-' || n %% 300,
    'commune_officer:xã Thử', n %% 300, 'read_child', 'child:' || gen_random_uuid(),
    gen_random_uuid(), '{}', '', '{}'
FROM generate_series(1, %s) n
"""
BARE = "SELECT max(sha256(convert_to(e::text, 'UTF8'))) FROM people_auditevent e"
SPOIL = """
ALTER TABLE people_auditevent DISABLE TRIGGER ALL;
UPDATE people_auditevent SET by = 'nguoi-khac'
WHERE id = (SELECT max(id) / 3 FROM people_auditevent);
DELETE FROM people_auditevent WHERE id = (SELECT max(id) / 2 FROM people_auditevent);
ALTER TABLE people_auditevent ENABLE TRIGGER ALL;
"""


def measures() -> Iterator[dict[str, Any]]:
    os.environ["DATABASE_URL"] = fresh(DATABASE)
    from chungtay.cli import setup

    setup()
    from django.db import connection, transaction

    from chungtay.people.audit import faults

    def run(sql: str, given: Any = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, given)

    def fill() -> None:
        with transaction.atomic():
            run(FILL, [LINES])

    written = seconds(fill)
    run("VACUUM ANALYZE people_auditevent, people_auditlink")
    assert faults() == []
    run(SPOIL)
    found = [fault.kind for fault in faults()]
    assert sorted(found) == ["altered", "missing"], found
    line = in_turn("audit: verify", faults, lambda: run(BARE), rows=LINES, times=3)
    yield {**line, "written_s": round(written, 1), "found": found}
