"""The dry run: what would become of every row, and why not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from chungtay.children.models.guardian import YOUNGEST_PARENT
from chungtay.exchange import faults, matching, present
from chungtay.exchange.faults import where
from chungtay.exchange.hamlets import Hamlets
from chungtay.exchange.parsing import REQUIRED, Parsed
from chungtay.law.age import born_after_to_be_child

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
CONFLICT, PERHAPS, WRONG = "conflict", "perhaps", "wrong"
STATUSES = (NEW, CHANGED, UNCHANGED, CONFLICT, PERHAPS, WRONG)
PARENTS = ("mother", "father")
Told = Callable[[int, int], None]


def silent(_done: int, _of: int) -> None:
    """Nobody waits for this."""


@dataclass
class Checked:
    """`rows`: each row of the file with its values, the child's present ones (`was_…`), its
    `status` and what it `changes`; `faults`: row, field, code, extra."""

    rows: pl.DataFrame
    faults: pl.DataFrame

    def counts(self) -> dict[str, int]:
        """How many rows of each status."""
        told = dict(self.rows.group_by("status").len().rows())
        return {status: int(told.get(status, 0)) for status in STATUSES}


def checked(parsed: Parsed, hamlets: Hamlets, told: Told = silent) -> Checked:
    found = [parsed.faults]
    told(40, 100)
    rows = matching.meant(parsed.rows, hamlets, found)
    told(65, 100)
    rows = matching.with_homes(rows, hamlets, found)
    rows = _to_be(rows)
    _births(rows, hamlets.day, found)
    _numbers(rows, found)
    _repeated(rows, found)
    _families(rows, found)
    _homes(rows, found)
    wrong = faults.together(*found)
    told(85, 100)
    rows = _with_changes(rows)
    return Checked(_with_status(rows, wrong), wrong)


def _to_be(rows: pl.DataFrame) -> pl.DataFrame:
    """`is_…`: what the register would say of each value."""
    names = [name for name in present.VALUES if name not in ("unit", "groups")]
    return rows.with_columns(pl.coalesce(name, f"was_{name}").alias(f"is_{name}") for name in names)


def _births(rows: pl.DataFrame, day: date, found: list[pl.DataFrame]) -> None:
    """The day of birth against today, the age of a child, the parents and what is known."""
    birth, given = pl.col("is_birth"), pl.col("birth").is_not_null()
    found.append(where(rows, given & (birth > day), "birth", "future"))
    found.append(where(rows, given & (birth <= born_after_to_be_child(day)), "birth", "not_child"))
    year = birth.dt.year()
    older = year - pl.col("is_mother_year") < YOUNGEST_PARENT
    found.append(where(rows, older, "birth", "before_mother", pl.col("is_mother_year")))
    for name, least in (("father_year", YOUNGEST_PARENT), ("carer_year", 1)):
        late = (year - pl.col(f"is_{name}") < least) & pl.col(name).is_not_null()
        found.append(where(rows, late, name, "before_parent"))
    early = given & (birth != pl.col("was_birth")) & (pl.col("was_earliest") < birth)
    known = pl.col("was_earliest").dt.strftime("%d/%m/%Y")
    found.append(where(rows, early, "birth", "before_known", known))
    since = pl.col("since")
    found.append(where(rows, since > day, "since", "future"))
    found.append(where(rows, since < birth, "since", "since_birth"))
    found.append(where(rows, since < pl.col("unit_from"), "since", "since_unit"))


def _numbers(rows: pl.DataFrame, found: list[pl.DataFrame]) -> None:
    """Twice in the file is wrong; a sex or year other than the digits say is only told."""
    first = (
        rows.filter(pl.col("number").is_not_null())
        .group_by("number")
        .agg(pl.col("row").min().alias("first"), pl.len().alias("times"))
    )
    both = rows.join(first, on="number", how="left", maintain_order="left")
    again = (pl.col("times") > 1) & (pl.col("first") != pl.col("row"))
    found.append(where(both, again, "number", "number_twice", pl.col("first")))
    born, male = pl.col("is_birth").dt.year(), pl.col("is_sex") == "m"
    century = (born // 100 - 19) * 2 + (~male).cast(pl.Int32)
    digits = pl.col("number").str.slice(3, 1).cast(pl.Int32, strict=False)
    year = pl.col("number").str.slice(4, 2).cast(pl.Int32, strict=False)
    found.append(where(rows, (digits != century) | (year != born % 100), "number", "number_unlike"))


def _repeated(rows: pl.DataFrame, found: list[pl.DataFrame]) -> None:
    """The same child on two rows: by its key, or by name, birth and hamlet."""
    for keys in (["child"], ["name_key", "birth", "unit"]):
        some = rows.filter(pl.all_horizontal(pl.col(key).is_not_null() for key in keys))
        if keys != ["child"]:
            some = some.filter(pl.col("child").is_null())
        first = pl.col("row").min().over(keys)
        again = some.with_columns(first.alias("first"))
        found.append(
            where(again, pl.col("first") != pl.col("row"), "name", "twice", pl.col("first"))
        )


def _families(rows: pl.DataFrame, found: list[pl.DataFrame]) -> None:
    """Parents and carer: a name with its year, the carer with the relation, and no two names."""
    new = pl.col("child").is_null()
    for name in REQUIRED:
        read = pl.col(name).is_null() & new
        found.append(
            where(rows.join(_faulty(found, name), on="row", how="anti"), read, name, "missing")
        )
    for name in PARENTS:
        alone = pl.col(f"{name}_year").is_not_null() & pl.col(f"is_{name}").is_null()
        found.append(where(rows, alone, name, "parent_missing"))
        is_it = (pl.col("is_relation") == name) & pl.col("carer").is_not_null()
        differs = is_it & (pl.col("is_carer") != pl.col(f"is_{name}"))
        found.append(where(rows, differs, "carer", "parent_differs"))
    no_relation = pl.col("carer").is_not_null() & pl.col("is_relation").is_null()
    no_relation = no_relation & ~pl.col("row").is_in(_faulty(found, "relation")["row"].implode())
    found.append(where(rows, no_relation, "relation", "relation_missing"))
    no_carer = pl.col("is_carer").is_null() & pl.any_horizontal(
        pl.col("relation").is_not_null(), pl.col("carer_year").is_not_null()
    )
    parent = pl.col("relation").is_in(PARENTS) & pl.when(pl.col("relation") == "mother").then(
        pl.col("is_mother").is_not_null()
    ).otherwise(pl.col("is_father").is_not_null())
    found.append(where(rows, no_carer & ~parent.fill_null(False), "carer", "carer_missing"))


def _faulty(found: list[pl.DataFrame], field: str) -> pl.DataFrame:
    """Rows in which this cell is wrong already: nothing more is said of it."""
    known = [
        one.filter(pl.col("field") == field).select(pl.col("row").cast(pl.UInt32)) for one in found
    ]
    return pl.concat(known).unique()


def _homes(rows: pl.DataFrame, found: list[pl.DataFrame]) -> None:
    """Two children of one household cannot say two things of it."""
    homeless = pl.col("poverty").is_in(["poor", "near_poor"])
    homeless = homeless & pl.col("household").is_null() & pl.col("new_head").is_null()
    found.append(where(rows, homeless, "poverty", "poverty_homeless"))
    home = pl.coalesce("household", pl.concat_str("unit", "new_head_key", separator="\x1f"))
    rows = rows.with_columns(home.alias("home")).filter(pl.col("home").is_not_null())
    for name in ("head", "address", "poverty"):
        told = rows.filter(pl.col(name).is_not_null())
        said = "head_key" if name == "head" else name  # a capital is no other head
        many = told.with_columns(pl.col(said).n_unique().over("home").alias("many"))
        found.append(where(many, pl.col("many") > 1, name, "household_differs"))


def _with_changes(rows: pl.DataFrame) -> pl.DataFrame:
    """`changes`: the columns in which a known child's row says something new, between commas."""
    known = pl.col("child").is_not_null()
    parts = []
    for name in present.VALUES:
        was = pl.col(f"was_{name}")
        differs = pl.col(name).is_not_null() & (pl.col(name).ne_missing(was))
        if name == "groups":
            given = pl.col("groups").str.split(";")
            differs = given.list.set_difference(was.fill_null("").str.split(";")).list.len() > 0
        if name == "precision":
            continue
        if name == "birth":
            differs = (
                differs
                | pl.col("precision").ne_missing(pl.col("was_precision"))
                & pl.col(name).is_not_null()
            )
        parts.append(pl.when(known & differs.fill_null(False)).then(pl.lit(name)))
    return rows.with_columns(
        pl.concat_str(parts, separator=",", ignore_nulls=True).alias("changes")
    )


def _with_status(rows: pl.DataFrame, wrong: pl.DataFrame) -> pl.DataFrame:
    """A conflict: the record was changed since the workbook was taken, and so was the row."""
    given = pl.col("__version").is_not_null() & pl.col("was_version").is_not_null()
    stale = given & (pl.col("__version") != pl.col("was_version"))
    touched = rows.filter(stale)
    as_taken = touched.filter(present.versions(touched) == touched["__version"])["row"]
    bad = pl.col("row").is_in(faults.wrong_rows(wrong).implode())
    perhaps = pl.col("perhaps").fill_null("") != ""
    status = (
        pl.when(bad).then(pl.lit(WRONG))
        .when(pl.col("child").is_null() & perhaps).then(pl.lit(PERHAPS))
        .when(pl.col("child").is_null()).then(pl.lit(NEW))
        .when(pl.col("changes") == "").then(pl.lit(UNCHANGED))
        .when(pl.col("row").is_in(as_taken.implode())).then(pl.lit(UNCHANGED))
        .when(stale).then(pl.lit(CONFLICT))
        .otherwise(pl.lit(CHANGED))
    )  # fmt: skip
    return rows.with_columns(status.alias("status"))
