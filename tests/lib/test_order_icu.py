"""The order of a list of people is ICU's for Vietnamese, part by part, on 100,000 names."""

import re
from itertools import product

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from chungtay.demo.people_names import names
from chungtay.lib.vietnamese import person_sort_keys, sort_key
from chungtay.lib.vietnamese.order import MARKED

COUNT = 100_000


@pytest.fixture(scope="module")
def people() -> list[str]:
    """Names of children of every people with a list, as the demonstration makes them."""
    rng = np.random.default_rng(2026)
    ethnic = rng.choice(sorted(names().peoples), COUNT)
    sex = rng.integers(0, 2, COUNT).astype(np.int8)
    return names().children(rng, ethnic, sex, names().families(rng, ethnic)).to_pylist()


def parts(name: str) -> tuple[str, str]:
    """(given name, the rest) as lists of the country part them."""
    turned = re.sub(MARKED, r"\3 \1 \2", name).split()
    return turned[-1], " ".join(turned[:-1])


def test_a_list_of_people_is_in_the_order_of_icu(people: list[str]) -> None:
    told = [parts(name) for name in people]
    listed = pa.table(  # noqa: F841 (DuckDB finds it by name)
        {"n": range(COUNT), "given": [g for g, _r in told], "rest": [r for _g, r in told]}
    )
    found = duckdb.sql(
        "SELECT n FROM listed ORDER BY given COLLATE vi, rest COLLATE vi, given, rest, n"
    )
    ours = person_sort_keys(people).to_pylist()
    wanted = [at for (at,) in found.fetchall()]
    assert len(wanted) == COUNT
    assert sorted(range(COUNT), key=lambda at: (ours[at], *told[at], at)) == wanted


def test_whole_names_are_in_the_order_of_icu(people: list[str]) -> None:
    once = sorted(set(people))
    listed = pa.table({"x": once})  # noqa: F841 (DuckDB finds it by name)
    wanted = duckdb.sql("SELECT x FROM listed ORDER BY x COLLATE vi, x").fetchall()
    assert sorted(once, key=lambda name: (sort_key(name), name)) == [name for (name,) in wanted]


def test_every_letter_with_every_mark_stands_as_in_icu() -> None:
    signs = ["", *"\u0300\u0309\u0303\u0301\u0323"]
    syllables = [f"{a}{b}{c}" for a, b, c in product("aăâeêioôơuưyAĂÂĐđd", signs, ("", "n", "N"))]
    once = sorted(set(syllables))
    listed = pa.table({"x": once})  # noqa: F841 (DuckDB finds it by name)
    wanted = duckdb.sql("SELECT x FROM listed ORDER BY x COLLATE vi, x").fetchall()
    assert sorted(once, key=lambda one: (sort_key(one), one)) == [one for (one,) in wanted]
