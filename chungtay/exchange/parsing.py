"""Cells of text into values, a whole column at a time; what cannot be read is a fault."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from chungtay.exchange import faults
from chungtay.exchange.cells import READERS, Wrong, read_birth, read_groups
from chungtay.exchange.columns import BY_NAME, COLUMNS
from chungtay.exchange.faults import where
from chungtay.exchange.hamlets import Hamlets
from chungtay.lib.vietnamese import fold_array

LONGEST = {"name": 120, "head": 120, "address": 200, "mother": 120, "father": 120, "carer": 120}
TYPES: dict[str, Any] = {
    "sex": pl.String, "ethnic": pl.String, "poverty": pl.String, "relation": pl.String,
    "mother_year": pl.Int16, "father_year": pl.Int16, "carer_year": pl.Int16, "since": pl.Date,
}  # fmt: skip


@dataclass(frozen=True)
class Groups:
    """What a cell of circumstances may say on the day: codes and names, and the sealed codes."""

    known: dict[str, str]
    sealed: frozenset[str]


@dataclass
class Parsed:
    """`rows`: row, __id, __version and a typed column for each of the template's; what could not
    be read is empty there and stands in `faults`."""

    rows: pl.DataFrame
    faults: pl.DataFrame


def parsed(texts: pl.DataFrame, hamlets: Hamlets, groups: Groups) -> Parsed:
    """`texts`: row, __id, __version and the template's columns as text, all of them."""
    texts = _tidied(texts)
    found: list[pl.DataFrame] = []
    rows = _births(texts, found)
    for name, read in READERS.items():
        rows = _read(rows, name, read, TYPES[name], found)
    rows = _read(rows, "groups", lambda text: _groups(groups, text), pl.String, found)
    rows = _numbers(rows, found)
    rows = _homes(rows, hamlets, found)
    rows = rows.with_columns(
        pl.Series("name_key", fold_array(rows["name"].to_arrow()), dtype=pl.String),
        pl.Series("head_key", fold_array(rows["head"].to_arrow()), dtype=pl.String),
    )
    for name, most in LONGEST.items():
        found.append(
            where(rows, pl.col(name).str.len_chars() > most, name, "too_long", pl.lit(most))
        )
    return Parsed(rows.select(PARSED), faults.together(*found))


def _groups(groups: Groups, text: str) -> str:
    return read_groups(groups.known, groups.sealed, text)


def _tidied(texts: pl.DataFrame) -> pl.DataFrame:
    """One space between words, nothing at the ends, one way to write a letter; empty is null."""
    names = ["__id", "__version", *BY_NAME, "birth_male", "birth_female"]
    missing = [pl.lit(None, pl.String).alias(name) for name in names if name not in texts.columns]
    there = [name for name in names if name in texts.columns]
    texts = texts.with_columns(_tidy(texts[name]) for name in there)
    return texts.with_columns(pl.col(name).replace("", None) for name in there).with_columns(
        missing
    )


def _tidy(column: pl.Series) -> pl.Series:
    """Looking whether there is anything to mend costs a fraction of mending."""
    if column.str.contains(r"[^\x00-\x{2ff}\x{1e00}-\x{1eff}’]").any():
        column = column.str.normalize("NFC")
    if column.str.contains(r"[^\S ]|[\x00-\x1f\x7f\x{a0}\x{200b}\x{feff}]|  ").any():
        column = column.str.replace_all(r"[\s\x00-\x1f\x7f\x{a0}\x{200b}\x{feff}]+", " ")
    return column.str.strip_chars()


def _births(texts: pl.DataFrame, found: list[pl.DataFrame]) -> pl.DataFrame:
    """The birth date, from its one column or from the two columns by sex."""
    male, female = pl.col("birth_male"), pl.col("birth_female")
    by_sex = (
        pl.when(male.is_not_null())
        .then(pl.lit("Nam"))
        .when(female.is_not_null())
        .then(pl.lit("Nữ"))
    )
    texts = texts.with_columns(
        pl.coalesce("birth", male, female).alias("birth"),
        pl.coalesce("sex", by_sex).alias("sex"),
    ).drop("birth_male", "birth_female")
    told = _told(texts["birth"], read_birth)
    days = [one and one[0] for one in told["value"]]
    sure = [one and one[1] for one in told["value"]]
    table = pl.DataFrame(
        {"birth": told["text"], "birth_": days, "precision": sure, **told["wrong"]},
        schema={"birth": pl.String, "birth_": pl.Date, "precision": pl.String,
                "code": pl.String, "extra": pl.String},
    )  # fmt: skip
    return _joined(texts, "birth", table, found)


def _told(column: pl.Series, read: Any) -> dict[str, Any]:
    """What a reader makes of every different text of the column, asked once for each."""
    texts = column.drop_nulls().unique().to_list()
    value: list[Any] = []
    code: list[str | None] = []
    extra: list[str | None] = []
    for text in texts:
        try:
            value.append(read(text))
            code.append(None)
            extra.append(None)
        except Wrong as wrong:
            value.append(None)
            code.append(wrong.code)
            extra.append(wrong.extra or None)
    return {"text": texts, "value": value, "wrong": {"code": code, "extra": extra}}


def _read(
    rows: pl.DataFrame, name: str, read: Any, kind: Any, found: list[pl.DataFrame]
) -> pl.DataFrame:
    told = _told(rows[name], read)
    table = pl.DataFrame(
        {name: told["text"], f"{name}_": told["value"], **told["wrong"]},
        schema={name: pl.String, f"{name}_": kind, "code": pl.String, "extra": pl.String},
    )
    return _joined(rows, name, table, found)


def _joined(
    rows: pl.DataFrame, name: str, table: pl.DataFrame, found: list[pl.DataFrame]
) -> pl.DataFrame:
    """The values in place of the texts; the texts that could not be read as faults."""
    rows = rows.join(table, on=name, how="left", maintain_order="left")
    wrong = rows.filter(pl.col("code").is_not_null())
    found.append(wrong.select("row", pl.lit(name).alias("field"), "code", "extra"))
    return rows.drop("code", "extra", name).rename({f"{name}_": name})


def _numbers(rows: pl.DataFrame, found: list[pl.DataFrame]) -> pl.DataFrame:
    """Twelve digits, written in groups or not; a number that Excel kept as a number is whole."""
    number = pl.col("number").str.replace(r"\.0$", "").str.replace_all(r"[ .'’-]", "")
    rows = rows.with_columns(number.alias("number"))
    digits, right = pl.col("number").str.len_chars(), r"^[0-9]{12}$"
    bad = ~pl.col("number").str.contains(right)
    short = pl.col("number").str.contains(r"^[0-9]{8,11}$")
    found.append(where(rows, bad & short, "number", "number_short", digits))
    found.append(where(rows, bad & ~short, "number", "number"))
    return rows.with_columns(pl.when(~bad).then(pl.col("number")).alias("number"))


def _homes(rows: pl.DataFrame, hamlets: Hamlets, found: list[pl.DataFrame]) -> pl.DataFrame:
    """The unit of every different pair of names; what is wrong stands at one of the two."""
    rows = rows.with_columns(pl.col("commune").fill_null(""), pl.col("hamlet").fill_null(""))
    pairs = rows.select("commune", "hamlet").unique().rows()
    table = pl.DataFrame(
        [_home(hamlets, *pair) for pair in pairs],
        schema={"commune": pl.String, "hamlet": pl.String, "unit": pl.Int64,
                "unit_from": pl.Date, "code": pl.String, "extra": pl.String},
        orient="row",
    )  # fmt: skip
    rows = rows.join(table, on=["commune", "hamlet"], how="left", maintain_order="left")
    at = pl.when(pl.col("code") == "commune").then(pl.lit("commune")).otherwise(pl.lit("hamlet"))
    wrong = rows.filter(pl.col("code").is_not_null())
    # An empty hamlet of a child that is in the register already means: where it lives.
    known = wrong.filter(~((pl.col("code") == "missing") & pl.col("__id").is_not_null()))
    found.append(known.select("row", at.alias("field"), "code", "extra"))
    return rows.drop("code", "extra", "commune", "hamlet")


def _home(hamlets: Hamlets, commune: str, hamlet: str) -> tuple[Any, ...]:
    try:
        pk, note = hamlets.find(commune, hamlet)
    except Wrong as wrong:
        return commune, hamlet, None, None, wrong.code, wrong.extra or None
    began: date = hamlets.rows[pk].period.lower
    return commune, hamlet, pk, began, "hamlet_renamed" if note else None, note or None


PARSED = (
    "row", "__id", "__version", "name", "name_key", "birth", "precision", "sex", "ethnic", "number",
    "unit", "unit_from", "head", "head_key", "address", "poverty", "mother", "mother_year",
    "father", "father_year", "carer", "relation", "carer_year", "groups", "since",
)  # fmt: skip
REQUIRED = tuple(column.name for column in COLUMNS if column.needed and column.name != "hamlet")
