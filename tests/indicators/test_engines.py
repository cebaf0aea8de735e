"""One definition, any engine: the same facts in DuckDB give the same numbers as PostgreSQL."""

from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pytest
from django.db import connection

from chungtay.indicators.compute import compute, count_of, parameters, with_fact
from chungtay.indicators.facts import FACTS, Fact
from chungtay.indicators.registry import INDICATORS
from chungtay.lib.periods import parse_period
from chungtay.places.models import Unit

PERIOD = parse_period("2020-H1")
ARROW = {"boolean": "bool", "date": "date32"}


def rows_of(fact: Fact, unit: Unit) -> Any:
    names = [column.name for column in fact.columns]
    with connection.cursor() as cursor:
        chosen = ", ".join(names)
        cursor.execute(
            with_fact(fact, f"SELECT {chosen} FROM {fact.name}", unit), parameters(unit, PERIOD)
        )
        found = cursor.fetchall()
    columns = list(zip(*found, strict=True)) or [()] * len(names)
    told = [
        [str(v) if c.type == "string" and v is not None else v for v in values]
        for c, values in zip(fact.columns, columns, strict=True)
    ]
    # A fact without rows must keep its types.
    schema = pa.schema([(c.name, ARROW.get(c.type, c.type)) for c in fact.columns])
    return pa.table(dict(zip(names, told, strict=True)), schema=schema)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_duckdb_counts_what_postgresql_counts(fact: Fact, dak_lak: Any) -> None:
    unit = dak_lak.unit
    group = [one for one in INDICATORS.values() if one.fact is fact]
    live = compute(unit, PERIOD, [one.code for one in group])
    with duckdb.connect() as other:
        other.register(fact.name, rows_of(fact, unit))
        for one in group:
            counted = count_of(fact.table, one.measure(fact.table))
            sql = ibis.to_sql(fact.table.aggregate(n=counted), dialect="duckdb")
            assert other.sql(str(sql)).fetchall() == [(live[one.code].numerator,)]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_a_fact_gives_the_columns_it_declares(fact: Fact, dak_lak: Any) -> None:
    sql = with_fact(fact, f"SELECT * FROM {fact.name} LIMIT 0", dak_lak.unit)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters(dak_lak.unit, PERIOD))
        given = {column.name for column in cursor.description or ()}
    assert given == {column.name for column in fact.columns}
