"""How children stand in the register on a day, in the columns of the template."""

import hashlib
from datetime import date
from typing import Any

import polars as pl

from chungtay.exchange.arrays import read, rows_of
from chungtay.law.circumstances import cases_of
from chungtay.places.models import Unit

CHILD = {
    "id": pl.String, "name": pl.String, "birth": pl.Date, "precision": pl.String,
    "sex": pl.String, "ethnic": pl.String, "number": pl.String, "unit": pl.Int64,
    "since": pl.Date, "residence": pl.Int64, "household": pl.String, "head": pl.String,
    "address": pl.String, "poverty": pl.String, "poverty_id": pl.Int64,
    "mother_id": pl.Int64, "mother": pl.String, "mother_year": pl.Int16,
    "father_id": pl.Int64, "father": pl.String, "father_year": pl.Int16,
    "carer_id": pl.Int64, "carer": pl.String, "relation": pl.String, "carer_year": pl.Int16,
    "groups": pl.String, "earliest": pl.Date,
}  # fmt: skip
# What a person may change in a workbook, in the order that the version is made of.
VALUES = (
    "name", "birth", "precision", "sex", "ethnic", "number", "unit", "head", "address", "poverty",
    "mother", "mother_year", "father", "father_year", "carer", "relation", "carer_year", "groups",
)  # fmt: skip
QUERY = """
SELECT c.id, c.full_name, c.birth_date, c.birth_precision, c.sex, c.ethnic_group,
    c.personal_number, r.unit_id, lower(r.period), r.id, h.id, h.head, h.address,
    CASE WHEN h.id IS NOT NULL THEN coalesce(p.status, 'none') END, p.id,
    g.mother_id, m.full_name, m.birth_year, g.father_id, f.full_name, f.birth_year,
    g.carer_id, n.full_name, n.relation, n.birth_year, e.groups,
    least(g.earliest, e.earliest)
FROM {source} children_residence r ON {of_child} r.period @> %s::date
JOIN children_child c ON c.id = r.child_id
LEFT JOIN children_household h ON h.id = r.household_id
LEFT JOIN children_poverty p ON p.household_id = h.id AND p.period @> %s::date
LEFT JOIN LATERAL (
    SELECT min(o.id) FILTER (WHERE o.relation = 'mother' AND o.period @> %s::date) AS mother_id,
        min(o.id) FILTER (WHERE o.relation = 'father' AND o.period @> %s::date) AS father_id,
        min(o.id) FILTER (WHERE o.is_main AND o.period @> %s::date) AS carer_id,
        min(lower(o.period)) FILTER (WHERE lower(o.period) <> c.birth_date) AS earliest
    FROM children_guardian o WHERE o.child_id = c.id
) g ON true
LEFT JOIN children_guardian m ON m.id = g.mother_id
LEFT JOIN children_guardian f ON f.id = g.father_id
LEFT JOIN children_guardian n ON n.id = g.carer_id
LEFT JOIN LATERAL (
    SELECT string_agg(o.group_id || CASE WHEN o.case = 0 THEN '' ELSE '.' || o.case END, ';'
            ORDER BY (o.group_id || '.' || o.case) COLLATE "C") FILTER (WHERE q.compartment = ''
            AND o.period @> %s::date) AS groups,
        min(lower(o.period)) AS earliest
    FROM children_circumstance o JOIN children_group q ON q.code = o.group_id
    WHERE o.child_id = c.id
) e ON true
{order}
"""
LIVING = "WHERE r.unit_id = ANY (%s) AND c.birth_date > %s ORDER BY c.sort_key, c.id"


def living_in(hamlets: list[int], day: date, born_after: date) -> pl.DataFrame:
    """The children of these hamlets, in the order of lists, born after a day."""
    query = QUERY.format(source="(SELECT 1) one JOIN", of_child="", order=LIVING)
    return with_version(read(query, [*[day] * 6, hamlets, born_after], CHILD))


def of_keys(keys: pl.Series, day: date) -> pl.DataFrame:
    """Those of the children who may be read and have a home on the day."""
    known = keys.drop_nulls().unique()
    if not len(known):
        return with_version(pl.DataFrame(schema=CHILD))
    rows, given = rows_of(pl.DataFrame({"key": known}), key="uuid")
    source = f"{rows} JOIN"
    query = QUERY.format(source=source, of_child="r.child_id = k.key AND", order="")
    return with_version(read(query, [*given, *[day] * 6], CHILD))


def read_names(keys: pl.Series) -> pl.DataFrame:
    """`id`, the folded name `key` and the birth `born` of children that may be read."""
    rows, given = rows_of(pl.DataFrame({"key": keys.drop_nulls().unique()}), key="uuid")
    query = (
        f"SELECT c.id, c.search_key, c.birth_date FROM {rows} JOIN children_child c ON c.id = k.key"  # noqa: S608
    )
    return read(query, given, {"id": pl.String, "key": pl.String, "born": pl.Date})


def within(children: pl.DataFrame, hamlets: dict[int, Unit]) -> pl.DataFrame:
    return children.filter(pl.col("unit").is_in(list(hamlets)))


def with_version(children: pl.DataFrame) -> pl.DataFrame:
    told = children["groups"].drop_nulls().unique().to_list()
    codes = {text: ";".join(sorted(map(_code, text.split(";")))) for text in told}
    groups = pl.col("groups").replace_strict(codes, default=None, return_dtype=pl.String)
    children = children.with_columns(groups)
    return children.with_columns(versions(children))


def _code(text: str) -> str:
    """A case of a group that the law does not divide says nothing."""
    code, _dot, case = text.partition(".")
    return text if case and cases_of(code) != [0] else code


def versions(rows: pl.DataFrame) -> pl.Series:
    """What the values of a row come to: any change of one gives another version."""
    texts = rows.select(
        pl.concat_str(
            [pl.col(name).cast(pl.String).fill_null("") for name in VALUES], separator="\x1f"
        ).alias("text")
    )["text"]
    return pl.Series("version", [_version(text) for text in texts], dtype=pl.String)


def _version(text: Any) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
