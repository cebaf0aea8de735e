"""Counts indicators on the live register: one statement per fact table, whatever the number
of indicators. The definitions compile once to SQL; only dates and the unit are parameters."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import ibis
from django.db import connection, transaction

from chungtay.indicators.facts import Fact
from chungtay.indicators.registry import INDICATORS, Indicator, Measure, Value
from chungtay.law.age import born_after_to_be_child
from chungtay.law.circumstances import groups_alone, severe_cases
from chungtay.law.deadlines import case_support_days
from chungtay.law.entitlement import grounds
from chungtay.law.vaccines import full_set
from chungtay.lib.periods import Period, next_quarter, whole_quarters, years_before
from chungtay.people.scope import counting
from chungtay.places.models import Level, Unit

Values = dict[str, Value]


def compute(unit: Unit, period: Period, codes: Iterable[str] = ()) -> Values:
    """Every indicator named (all, if none is) for the unit and all below it."""
    return compute_by(unit, period, "", codes).get(None, {})


def compute_by(unit: Unit, period: Period, by: str, codes: Iterable[str] = ()) -> dict[Any, Values]:
    """The same, apart for each value of the fact column `by` (commune_id, district_id, …)."""
    found: dict[Any, Values] = {}
    wanted = [INDICATORS[code] for code in codes] or list(INDICATORS.values())
    for fact, group in _by_fact(wanted).items():
        for row in _rows(fact, statement(fact, group, by), parameters(unit, period), unit):
            values = found.setdefault(row[by] if by else None, {})
            for one in group:
                values[one.code] = _value(one, row)
    return found


def records(
    one: Indicator, unit: Unit, period: Period, *, rest: bool = False, limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """The rows behind a figure; with `rest`, those of the denominator that were not counted."""
    sql = listing(one.code, rest) + f"\nLIMIT {int(limit)} OFFSET {int(offset)}"
    return list(_rows(one.fact, sql, parameters(unit, period), unit))


def keys(one: Indicator, unit: Unit, period: Period, *, rest: bool = False) -> list[Any]:
    """The first column (the key) of each row behind a figure."""
    key = one.fact.columns[0].name
    select = f"SELECT {key} FROM ({listing(one.code, rest)}) opened"  # noqa: S608 (our own names)
    return [row[key] for row in _rows(one.fact, select, parameters(unit, period), unit)]


def statement(fact: Fact, group: tuple[Indicator, ...], by: str = "") -> str:
    return _statement(fact, tuple(one.code for one in group), by)


@cache
def _statement(fact: Fact, codes: tuple[str, ...], by: str) -> str:
    table = fact.table
    columns = {}
    for code in codes:
        measure = INDICATORS[code].measure(table)
        columns[f"{code}__n"] = count_of(table, measure)
        if measure.among is not None:
            columns[f"{code}__d"] = table.count(where=measure.among)
    rows = table.group_by(by) if by else table
    return compiled(rows.aggregate(**columns))


def count_of(table: Any, measure: Measure) -> Any:
    """The numerator as an expression; the sum of no rows is 0 on every engine."""
    if measure.total:
        return table[measure.total].sum(where=measure.where).fill_null(0)
    if measure.distinct:
        return table[measure.distinct].nunique(where=measure.where)
    return table.count(where=measure.where)


@cache
def listing(code: str, rest: bool) -> str:
    one = INDICATORS[code]
    table = one.fact.table
    measure = one.measure(table)
    where = measure.among & ~measure.where if rest else measure.where
    return compiled(table.filter(where).order_by(one.fact.columns[0].name))


def compiled(expression: Any, dialect: str = "postgres") -> str:
    return str(ibis.to_sql(expression, dialect=dialect)).replace("%", "%%")


def with_fact(fact: Fact, select: str, unit: Unit) -> str:
    """Puts the fact's rows, narrowed to the unit's tree, before a compiled statement."""
    column = unit.ancestor_field
    under = f"u.{column if column == 'id' else f'{column}_id'} = %(unit)s" if column else "true"
    return f"WITH {fact.name} AS (\n{fact.select.format(under=under)}\n)\n{select}"


def parameters(unit: Unit, period: Period) -> dict[str, Any]:
    on = period.last_day
    held = grounds(on)
    return {
        "on": on,
        "start": period.start,
        "unit": unit.pk,
        "born_after": born_after_to_be_child(on),
        "under_six": years_before(on, 6),
        "under_two": years_before(on, 2),
        **_quarters(period),
        "full_set": [f"{vaccine}.{dose}" for vaccine, dose in full_set(on)],
        "severe": severe_cases(),
        "alone": groups_alone(),
        "case_days": case_support_days(),
        "entitling": [c for g in held if not g.only_if_poor for c in g.cases],
        "entitling_if_poor": [c for g in held if g.only_if_poor for c in g.cases],
    }


def _quarters(period: Period) -> dict[str, Any]:
    """Bounds of the whole quarters, numbered from 1, and the bits 1 to n that stand for them."""
    firsts = whole_quarters(period)
    bounds = [*firsts, next_quarter(firsts[-1])] if firsts else [date.max]
    return {"quarter_bounds": bounds, "quarters": sum(2**n for n in range(1, len(firsts) + 1))}


def _rows(
    fact: Fact, select: str, given: Mapping[str, Any], unit: Unit
) -> Iterator[dict[str, Any]]:
    wide = fact.large and unit.level <= Level.PROVINCE
    with transaction.atomic(), counting(), connection.cursor() as cursor:
        if wide:
            # The planner cannot know that one province holds most children of the register:
            # it expects few rows and looks each child up by its key, four times slower.
            cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(with_fact(fact, select, unit), given)
        names = [column.name for column in cursor.description or ()]
        rows = cursor.fetchall()
        if wide:  # the transaction of a request goes on
            cursor.execute("SET LOCAL enable_nestloop = on")
    for row in rows:
        yield dict(zip(names, row, strict=True))


def _by_fact(wanted: Iterable[Indicator]) -> dict[Fact, tuple[Indicator, ...]]:
    found: dict[Fact, tuple[Indicator, ...]] = {}
    for one in wanted:
        found[one.fact] = (*found.get(one.fact, ()), one)
    return found


def _value(one: Indicator, row: Mapping[str, Any]) -> Value:
    return Value(one, int(row[f"{one.code}__n"] or 0), row.get(f"{one.code}__d"))
