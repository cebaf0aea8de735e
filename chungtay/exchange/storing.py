"""Checked rows into the register: set by set, in the caller's transaction, as the caller.

Every policy, constraint and trigger of the tables holds; what one refuses undoes everything.
"""

import os
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from chungtay.exchange.arrays import pieces, rows_of, run
from chungtay.exchange.checking import PARENTS, Told, silent
from chungtay.lib.vietnamese import person_sort_keys

COLUMNS = {
    "children_child": {
        "id": "uuid", "full_name": "text", "search_key": "text", "sort_key": "text", "sex": "text",
        "birth_date": "date", "birth_precision": "text", "ethnic_group": "text",
        "personal_number": "text", "invented": "boolean",
    },
    "children_household": {"id": "uuid", "unit_id": "bigint", "head": "text", "address": "text"},
    "children_residence": {
        "child_id": "uuid", "unit_id": "bigint", "household_id": "uuid", "since": "date",
    },
    "children_guardian": {
        "child_id": "uuid", "relation": "text", "full_name": "text", "birth_year": "smallint",
        "is_main": "boolean", "since": "date",
    },
    "children_poverty": {"household_id": "uuid", "status": "text", "since": "date"},
    "children_circumstance": {
        "child_id": "uuid", "group_id": "text", "case": "smallint", "since": "date",
        "evidence": "text",
    },
}  # fmt: skip
FILLED = {"address": "coalesce(k.address, '')", "since": "daterange(k.since, NULL)"}
NAMED = {"since": "period"}
CONSTANT = {
    # Who is not to be called about the child stays so under a new row (see Guardian.save).
    "children_guardian": {
        "is_contact": "NOT EXISTS (SELECT FROM children_guardian s WHERE s.child_id = k.child_id"
        " AND s.full_name = k.full_name AND NOT s.is_contact)"
    },
    "children_poverty": {"decision": "''"},
    "children_circumstance": {"end_reason": "''"},
}
ASKED = frozenset({"is_contact"})  # the database's own default holds of a new child


@dataclass(frozen=True)
class Batch:
    """What an import says of itself: its day, and the words kept beside what it found out."""

    day: date
    evidence: str
    invented: bool = False


def store(rows: pl.DataFrame, batch: Batch, told: Told = silent) -> None:
    """`rows`: checked ones that are new or changed. `told`: (rows done, of)."""
    # In the order of their homes, and keys in the order of the rows: an index takes neighbours
    # far quicker than rows from all over.
    rows = _households(rows.sort("unit", "new_head_key", maintain_order=True))
    new = rows.filter(pl.col("child").is_null())
    known = rows.filter(pl.col("child").is_not_null())
    _add_children(new, batch, told, rows.height)
    if known.height:
        _change_children(known)
        _change_homes(known, batch)
        _change_guardians(known, batch)
    _poverty(rows, batch)
    _circumstances(known, batch)
    told(rows.height, rows.height)


def _households(rows: pl.DataFrame) -> pl.DataFrame:
    """New households are made, one for all rows of a head in a hamlet; the rows know their key."""
    new = rows.filter(pl.col("joins") & pl.col("household").is_null())
    homes = new.group_by("unit", "new_head_key", maintain_order=True).agg(
        pl.col("new_head").first().alias("head"), pl.col("address").drop_nulls().first()
    )
    homes = homes.with_columns(keys(homes.height).alias("made"))
    insert("children_household", homes.rename({"made": "id", "unit": "unit_id"}))
    made = homes.select("unit", "new_head_key", "made")
    rows = rows.join(made, on=["unit", "new_head_key"], how="left", maintain_order="left")
    fresh = pl.col("joins") & pl.col("household").is_null()
    rows = rows.with_columns(
        pl.when(fresh).then("made").otherwise("household").alias("household"),
        pl.when(fresh).then(pl.lit("none")).otherwise("home_poverty").alias("home_poverty"),
    )
    return rows.with_columns(fresh.alias("fresh")).drop("made")


def _add_children(new: pl.DataFrame, batch: Batch, told: Told, of: int) -> None:
    new = new.with_columns(
        keys(new.height).alias("id"),
        pl.coalesce("since", pl.max_horizontal("birth", "unit_from")).alias("since"),
        pl.Series("sort_key", person_sort_keys(new["name"].to_arrow()), dtype=pl.String),
        pl.lit(batch.invented).alias("invented"),
    )
    done = 0
    for piece in pieces(new):
        insert("children_child", _as_children(piece))
        insert(
            "children_residence",
            piece.rename({"id": "child_id", "unit": "unit_id", "household": "household_id"}),
        )
        insert("children_guardian", guardians(piece), of_new=True)
        _circumstances(piece.with_columns(pl.col("id").alias("child")), batch)
        done += piece.height
        told(done, of)


def _as_children(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "id", "sex", "sort_key", "invented",
        pl.col("name").alias("full_name"), pl.col("name_key").alias("search_key"),
        pl.col("birth").alias("birth_date"), pl.col("precision").alias("birth_precision"),
        pl.col("ethnic").alias("ethnic_group"), pl.col("number").alias("personal_number"),
    )  # fmt: skip


def guardians(rows: pl.DataFrame) -> pl.DataFrame:
    """The mother, the father and the carer of new children; the carer may be one of the two."""
    carer = pl.col("carer").is_not_null()
    found = []
    for name in PARENTS:
        is_it = pl.col("relation") == name
        part = rows.with_columns(
            pl.when(is_it).then(pl.coalesce(name, "carer")).otherwise(name).alias("full_name"),
            pl.when(is_it).then(pl.coalesce(f"{name}_year", "carer_year"))
            .otherwise(f"{name}_year").alias("birth_year"),
            is_it.fill_null(False).alias("is_main"), pl.lit(name).alias("as"),
        )  # fmt: skip
        found.append(part.filter(pl.col("full_name").is_not_null()))
    other = rows.filter(carer & ~pl.col("relation").is_in(PARENTS)).with_columns(
        pl.col("carer").alias("full_name"), pl.col("carer_year").alias("birth_year"),
        pl.lit(True).alias("is_main"), pl.col("relation").alias("as"),
    )  # fmt: skip
    told = ["id", "as", "full_name", "birth_year", "is_main", "since"]
    return pl.concat([one.select(told) for one in (*found, other)]).rename(
        {"id": "child_id", "as": "relation"}
    )


def _change_children(rows: pl.DataFrame) -> None:
    """Their own particulars; what began on the old birth date moves with it (see put_right)."""
    mine = rows.filter(_says("name", "birth", "sex", "ethnic", "number"))
    if not mine.height:
        return
    mine = mine.with_columns(
        pl.Series("sort_key", person_sort_keys(mine["is_name"].to_arrow()), dtype=pl.String),
        pl.when(pl.col("name").is_not_null()).then("name_key").alias("name_key"),
    )
    born = mine.filter(_says("birth") & (pl.col("birth") != pl.col("was_birth")))
    _update(
        "children_child",
        "full_name = k.is_name, search_key = coalesce(k.name_key, t.search_key),"
        " sort_key = k.sort_key, sex = k.is_sex, birth_date = k.is_birth,"
        " birth_precision = k.is_precision, ethnic_group = k.is_ethnic,"
        " personal_number = k.is_number",
        "t.id = k.child", mine, child="uuid", is_name="text", name_key="text", sort_key="text",
        is_sex="text", is_birth="date", is_precision="text", is_ethnic="text", is_number="text",
    )  # fmt: skip
    for table, began in (
        ("children_guardian", "k.birth"),
        ("children_residence",
         "greatest(k.birth, (SELECT lower(u.period) FROM places_unit u WHERE u.id = t.unit_id))"),
    ):  # fmt: skip
        _update(
            table, f"period = daterange({began}, upper(t.period))",
            "t.child_id = k.child AND lower(t.period) = k.was_birth"
            f" AND (upper(t.period) IS NULL OR {began} < upper(t.period))",
            born, child="uuid", birth="date", was_birth="date",
        )  # fmt: skip


def _change_homes(rows: pl.DataFrame, batch: Batch) -> None:
    """Another hamlet from the day of the import; a household entered; its head and address."""
    day = pl.lit(batch.day).alias("day")
    moves = rows.filter("moves").with_columns(day)
    at_once = moves.filter(pl.col("was_since") >= batch.day)
    later = moves.filter(pl.col("was_since") < batch.day)
    _update("children_residence", "unit_id = k.unit, household_id = k.household",
            "t.id = k.was_residence", at_once, was_residence="bigint", unit="bigint",
            household="uuid")  # fmt: skip
    _update("children_residence", "period = daterange(lower(t.period), k.day), ended = 'moved'",
            "t.id = k.was_residence", later, was_residence="bigint", day="date")  # fmt: skip
    homes = later.rename({"child": "child_id", "unit": "unit_id", "household": "household_id"})
    homes = homes.with_columns(pl.col("day").alias("since"))
    insert("children_residence", homes)
    enters = rows.filter(pl.col("joins") & ~pl.col("moves"))
    _update("children_residence", "household_id = k.household", "t.id = k.was_residence",
            enters, was_residence="bigint", household="uuid")  # fmt: skip
    stay = rows.filter(
        _says("head", "address") & ~pl.col("fresh") & ~pl.col("joins") & ~pl.col("moves")
    )
    stay = stay.filter(pl.col("household").is_not_null()).unique("household", maintain_order=True)
    _update("children_household", "head = k.is_head, address = coalesce(k.is_address, '')",
            "t.id = k.household", stay, household="uuid", is_head="text",
            is_address="text")  # fmt: skip


def _change_guardians(rows: pl.DataFrame, batch: Batch) -> None:
    """A parent or carer who is known is put right; one who is not is added from the day."""
    rows = rows.with_columns(pl.lit(batch.day).alias("since"))
    for name in PARENTS:
        said = rows.filter(_says(name, f"{name}_year") & pl.col(f"is_{name}").is_not_null())
        known = said.filter(pl.col(f"was_{name}_id").is_not_null()).select(
            pl.col(f"was_{name}_id").alias("id"), pl.col(f"is_{name}").alias("name"),
            pl.col(f"is_{name}_year").alias("year"),
        )  # fmt: skip
        _put_right(known)
        _add_guardian(said.filter(pl.col(f"was_{name}_id").is_null()), name, f"is_{name}")
    _change_carers(rows)


def _change_carers(rows: pl.DataFrame) -> None:
    said = rows.filter(_says("carer", "relation", "carer_year"))
    same = (pl.col("is_relation") == pl.col("was_relation")).fill_null(False)
    by_name = same & ~pl.col("is_relation").is_in(PARENTS)
    known = said.filter(by_name).select(
        pl.col("was_carer_id").alias("id"), pl.col("is_carer").alias("name"),
        pl.col("is_carer_year").alias("year"),
    )  # fmt: skip
    _put_right(known)
    other = said.filter(~same)
    _update("children_guardian", "is_main = false", "t.id = k.was_carer_id",
            other.filter(pl.col("was_carer_id").is_not_null()), was_carer_id="bigint")  # fmt: skip
    for name in PARENTS:
        theirs = other.filter(pl.col("is_relation") == name)
        _update("children_guardian", "is_main = true",
                f"t.child_id = k.child AND t.relation = '{name}' AND t.period @> k.since",
                theirs, child="uuid", since="date")  # fmt: skip
        unknown = theirs.filter(pl.col(f"is_{name}").is_null())
        _add_guardian(unknown, name, "is_carer", main=True)
    rest = other.filter(~pl.col("is_relation").is_in(PARENTS))
    for (relation,), part in rest.partition_by("is_relation", as_dict=True).items():
        _add_guardian(part, str(relation), "is_carer", main=True)


def _put_right(known: pl.DataFrame) -> None:
    _update("children_guardian", "full_name = k.name, birth_year = coalesce(k.year, t.birth_year)",
            "t.id = k.id", known, id="bigint", name="text", year="smallint")  # fmt: skip


def _add_guardian(rows: pl.DataFrame, relation: str, name: str, *, main: bool = False) -> None:
    insert("children_guardian", rows.select(
        pl.col("child").alias("child_id"), pl.lit(relation).alias("relation"),
        pl.col(name).alias("full_name"), pl.col(f"{name}_year").alias("birth_year"),
        pl.lit(main).alias("is_main"), "since",
    ))  # fmt: skip


def _poverty(rows: pl.DataFrame, batch: Batch) -> None:
    """A status that differs ends the one before on the day, or replaces one of that very day."""
    said = rows.filter(pl.col("poverty").is_not_null() & pl.col("household").is_not_null())
    said = said.unique("household", maintain_order=True).filter(
        pl.col("poverty") != pl.col("home_poverty")
    )
    said = said.with_columns(pl.lit(batch.day).alias("since"), pl.lit(batch.day).alias("day"))
    before = said.filter(pl.col("home_poverty_id").is_not_null() & ~pl.col("fresh"))
    if before.height:
        rows_, given = rows_of(before, home_poverty_id="bigint", day="date")
        run(f"DELETE FROM children_poverty t USING {rows_}"  # noqa: S608
            " WHERE t.id = k.home_poverty_id AND lower(t.period) >= k.day", given)  # fmt: skip
    _update("children_poverty", "period = daterange(lower(t.period), k.day)",
            "t.id = k.home_poverty_id", before, home_poverty_id="bigint", day="date")  # fmt: skip
    poor = said.filter(pl.col("poverty") != "none")
    insert("children_poverty", poor.select(
        pl.col("household").alias("household_id"), pl.col("poverty").alias("status"), "since"
    ))  # fmt: skip


def _circumstances(rows: pl.DataFrame, batch: Batch) -> None:
    """Groups that the row names and the child is not in: from the day of the import."""
    was = pl.col("was_groups").fill_null("").str.split(";")
    told = rows.filter(pl.col("groups").is_not_null()).select(
        pl.col("child").alias("child_id"),
        pl.col("groups").str.split(";").list.set_difference(was).alias("code"),
    )
    told = told.explode("code").filter(pl.col("code").fill_null("") != "")
    parts = pl.col("code").str.split_exact(".", 1)
    insert("children_circumstance", told.select(
        "child_id", parts.struct.field("field_0").alias("group_id"),
        parts.struct.field("field_1").fill_null("0").alias("case"),
        pl.lit(batch.day).alias("since"), pl.lit(batch.evidence).alias("evidence"),
    ))  # fmt: skip


def _says(*names: str) -> pl.Expr:
    """Whether the row says something new in any of these columns."""
    told = pl.col("changes").fill_null("").str.split(",")
    return pl.any_horizontal(told.list.contains(name) for name in names)


def insert(table: str, rows: pl.DataFrame, *, of_new: bool = False) -> int:
    """Rows added by one statement for each piece. `of_new`: of children of whom nothing is known,
    so that nothing needs to be asked."""
    types = COLUMNS[table]
    names = [f'"{NAMED.get(name, name)}"' for name in types]
    values = [FILLED.get(name, f'k."{name}"') for name in types]
    for name, value in CONSTANT.get(table, {}).items():
        if of_new and name in ASKED:
            continue
        names.append(name)
        values.append(value)
    done = 0
    for piece in pieces(rows):
        source, given = rows_of(piece, **types)
        done += run(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {source}",  # noqa: S608
            given,
        )
    return done


def _update(table: str, told: str, where: str, rows: pl.DataFrame, **types: str) -> int:
    if not rows.height:
        return 0
    source, given = rows_of(rows, **types)
    return run(f"UPDATE {table} t SET {told} FROM {source} WHERE {where}", given)  # noqa: S608


def keys(count: int) -> pl.Series:
    """Random version-4 UUIDs as text, in order."""
    raw = np.frombuffer(os.urandom(16 * count), dtype=np.uint8).reshape(count, 16).copy()
    raw[:, 6] = raw[:, 6] & 0x0F | 0x40
    raw[:, 8] = raw[:, 8] & 0x3F | 0x80
    digits = raw.tobytes().hex()
    made: list[Any] = [digits[at : at + 32] for at in range(0, 32 * count, 32)]
    return pl.Series("key", made, dtype=pl.String).sort()
