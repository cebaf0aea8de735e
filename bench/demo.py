"""The demo of all five localities against a bare COPY of the very same rows into the same tables,
with the same keys, indexes and constraints."""

import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from bench.databases import BUILT, EMPTY, SCALE, address, chungtay, fresh
from bench.timing import line, seconds

TABLES = (
    "people_user", "people_post", "people_board", "plans_plan", "plans_planpart", "plans_target",
    "plans_document", "plans_task", "plans_assessment", "plans_score", "activities_activity",
    "activities_attendance", "activities_product", "activities_caremodel", "children_household",
    "children_child", "children_residence", "children_guardian", "children_poverty",
    "children_circumstance", "activities_counselling", "support_grant", "support_giftdrive",
    "support_support", "fund_fund", "fund_donor", "fund_donation", "fund_sponsorship",
    "fund_spending", "fund_benefit", "health_insurancecard", "health_measurement",
    "health_vaccination", "health_vitamina", "health_examination", "health_injury",
    "cases_notice", "cases_case",
)  # fmt: skip


def measures() -> Iterator[dict[str, Any]]:
    fresh(BUILT)
    fresh(EMPTY)
    ours = seconds(lambda: chungtay(BUILT, "demo", "all", "--scale", SCALE))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    with tempfile.TemporaryDirectory() as folder:
        rows = _write_out(Path(folder))
        floor = seconds(lambda: _copy_in(Path(folder)))
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE "{EMPTY}" WITH (FORCE)')
    yield line("demo", ours, floor, rows, peak_mb=peak, scale=float(SCALE))


def _columns(connection: psycopg.Connection, table: str) -> str:
    found = connection.execute(
        "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
        "FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
        [table],
    ).fetchone()
    return str(found[0]) if found else ""


def _write_out(folder: Path) -> int:
    rows = 0
    with psycopg.connect(address(BUILT)) as source:
        for table in TABLES:
            select = f"COPY {table} ({_columns(source, table)}) TO STDOUT"
            with source.cursor() as cursor, (folder / table).open("wb") as file:
                with cursor.copy(select) as copy:
                    for block in copy:
                        file.write(block)
                rows += cursor.rowcount
        columns = _columns(source, "places_unit")
        hamlets = f"(SELECT {columns} FROM places_unit WHERE source = 'demo')"
        with source.cursor() as cursor, (folder / "places_unit").open("wb") as file:
            with cursor.copy(f"COPY {hamlets} TO STDOUT") as copy:
                for block in copy:
                    file.write(block)
            rows += cursor.rowcount
    return rows


def _copy_in(folder: Path) -> None:
    with psycopg.connect(address(EMPTY)) as target:
        for table in ("places_unit", *TABLES):
            into = f"{table} ({_columns(target, table)})"
            with target.cursor() as cursor, (folder / table).open("rb") as file:
                with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                    while block := file.read(1 << 20):
                        copy.write(block)
        for table in TABLES:
            target.execute(f"ANALYZE {table}")
