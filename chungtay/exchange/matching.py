"""Whom a row means: the child of its hidden key, of its number, or of its name and birth."""

from datetime import date

import polars as pl

from chungtay.exchange import present
from chungtay.exchange.arrays import read, rows_of
from chungtay.exchange.faults import where
from chungtay.exchange.hamlets import Hamlets
from chungtay.lib.vietnamese import fold_array

KEY = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
FOUND = {"row": pl.UInt32, "how": pl.String, "child": pl.String}
HOMES = {"household": pl.String, "unit": pl.Int64, "head": pl.String, "address": pl.String}
HOUSEHOLDS = "SELECT * FROM access.homes_of(%s, %s::bigint[])"
POVERTY = {"household": pl.String, "home_poverty": pl.String, "home_poverty_id": pl.Int64}
AT_ONCE = 250_000  # rows: each question reads the register once


def meant(rows: pl.DataFrame, hamlets: Hamlets, found: list[pl.DataFrame]) -> pl.DataFrame:
    """The rows with `child` (a key, or nothing for a new one), `perhaps` (keys of children that
    it may be) and the child's present values, each with `was_` before its name."""
    keyed = pl.col("__id").str.to_lowercase()
    rows = rows.with_columns(pl.when(keyed.str.contains(KEY)).then(keyed).alias("child"))
    hits = pl.concat(
        [_asked(piece, hamlets) for piece in rows.iter_slices(AT_ONCE)]
        or [pl.DataFrame(schema=FOUND)]
    )
    rows = _by_hits(rows, hits)
    now = present.within(present.of_keys(rows["child"], hamlets.day), hamlets.rows)
    was = now.rename({name: f"was_{name}" for name in now.columns if name != "id"})
    rows = rows.join(was, left_on="child", right_on="id", how="left", maintain_order="left")
    lost = pl.col("__id").is_not_null() & pl.col("was_name").is_null()
    found.append(where(rows, lost, "name", "unknown_id"))
    return _checked_numbers(rows, hits, found)


def _asked(rows: pl.DataFrame, hamlets: Hamlets) -> pl.DataFrame:
    """What the register answers: see access.match_children."""
    rows = rows.with_columns(pl.when(pl.col("child").is_null()).then("name_key").alias("name_key"))
    types = {
        "row": "integer",
        "number": "text",
        "name_key": "text",
        "birth": "date",
        "unit": "bigint",
    }
    _, given = rows_of(rows, **types)
    arrays = ", ".join(
        f"string_to_array(%s, E'\\x1f', E'\\x1e')::{kind}[]" for kind in types.values()
    )
    query = f"SELECT * FROM access.match_children(%s, %s, {arrays})"  # noqa: S608
    return read(query, [hamlets.unit.pk, hamlets.day, *given], FOUND)


def _by_hits(rows: pl.DataFrame, hits: pl.DataFrame) -> pl.DataFrame:
    """A row without a key is the child of its number if the name or the birth is the same, else
    the one of its name, birth and hamlet; others of its name and birth may be it."""
    by_how = {
        how: hits.filter(pl.col("how") == how).group_by("row", maintain_order=True).agg("child")
        for how in ("number", "same", "perhaps")
    }
    for how, few in by_how.items():
        kept = few.with_columns(pl.col("child").list.drop_nulls().alias(f"by_{how}"))
        rows = rows.join(
            kept.select("row", f"by_{how}"), on="row", how="left", maintain_order="left"
        )
    one = pl.when(pl.col("by_same").list.len() == 1).then(pl.col("by_same").list.first())
    rows = rows.with_columns(
        pl.coalesce("child", one, _agreed(rows, hits)).alias("child")
    ).with_columns(
        pl.when(pl.col("child").is_null())
        .then(
            pl.concat_list(*(pl.col(n).fill_null([]) for n in ("by_same", "by_perhaps")))
            .list.unique()
            .list.head(5)
            .list.join(",")
        )
        .alias("perhaps")
    )
    return rows.drop("by_number", "by_same", "by_perhaps")


def _agreed(rows: pl.DataFrame, hits: pl.DataFrame) -> pl.Expr:
    """The child of the number, when the file says of it the same name or the same birth."""
    numbered = hits.filter((pl.col("how") == "number") & pl.col("child").is_not_null())
    if not numbered.height:
        return pl.lit(None, pl.String)
    keys = present.read_names(numbered["child"])
    both = numbered.join(keys, left_on="child", right_on="id", how="left").join(
        rows.select("row", "name_key", "birth"), on="row", how="left"
    )
    same = (pl.col("name_key") == pl.col("key")) | (pl.col("birth") == pl.col("born"))
    agreed = both.filter(same.fill_null(False)).unique("row")
    found = dict(zip(agreed["row"].to_list(), agreed["child"].to_list(), strict=True))
    return pl.col("row").replace_strict(found, default=None, return_dtype=pl.String)


def _checked_numbers(
    rows: pl.DataFrame, hits: pl.DataFrame, found: list[pl.DataFrame]
) -> pl.DataFrame:
    """A number is of one child: of the row's own, or of none."""
    held = hits.filter(pl.col("how") == "number").unique("row")
    held = held.select("row", pl.col("child").fill_null("?").alias("holder"))
    rows = rows.join(held, on="row", how="left", maintain_order="left")
    other = pl.col("holder").is_not_null() & (pl.col("holder") != pl.col("child").fill_null(""))
    found.append(where(rows, other, "number", "number_taken"))
    return rows.drop("holder")


def with_homes(rows: pl.DataFrame, hamlets: Hamlets, found: list[pl.DataFrame]) -> pl.DataFrame:
    """The rows with `household`: where the child lives or will live, if that household is known;
    `joins`: it enters one by the head's name. `home_…`: what holds for the household now."""
    unit = pl.coalesce("unit", "was_unit")
    moves = pl.col("was_unit").is_not_null() & (unit != pl.col("was_unit"))
    head = pl.when(moves).then(pl.coalesce("head", "was_head")).otherwise(pl.col("head"))
    joins = (pl.col("was_household").is_null() | moves) & head.is_not_null()
    rows = rows.with_columns(pl.col("unit").alias("read_unit")).with_columns(
        unit.alias("unit"),
        moves.fill_null(False).alias("moves"),
        joins.fill_null(False).alias("joins"),
        head.alias("new_head"),
    )
    rows = rows.with_columns(_head_keys(rows))
    homes = _homes(rows.filter("joins")["unit"].drop_nulls().unique().to_list(), hamlets)
    many = homes.group_by("unit", "new_head_key").agg(
        pl.len().alias("many"), pl.col("household").first()
    )
    rows = rows.join(many, on=["unit", "new_head_key"], how="left", maintain_order="left")
    rows = _with_poverty(_by_address(rows, homes), hamlets.day)
    doubt = pl.col("joins") & (pl.col("many") > 1)
    found.append(where(rows, doubt, "head", "household_many"))
    stays = ~pl.col("joins")
    rows = rows.with_columns(
        pl.when(stays & ~pl.col("moves"))
        .then("was_household")
        .when(pl.col("joins"))
        .then("household")
        .alias("household"),
        pl.when(stays).then("was_poverty").otherwise(pl.col("home_poverty")).alias("home_poverty"),
        pl.when(stays)
        .then("was_poverty_id")
        .otherwise(pl.col("home_poverty_id"))
        .alias("home_poverty_id"),
    )
    return rows.drop("many")


def _head_keys(rows: pl.DataFrame) -> pl.Series:
    """`new_head` folded: as the file's own head was when it was read, if it is that."""
    if (rows["new_head"].eq_missing(rows["head"])).all():
        return rows["head_key"].alias("new_head_key")
    folded = fold_array(rows["new_head"].to_arrow())
    return pl.Series("new_head_key", folded, dtype=pl.String)


def _by_address(rows: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """Among heads of one name, the one at the address that the row tells."""
    at = homes.filter(pl.col("address").is_not_null()).unique(
        ["unit", "new_head_key", "address"], keep="none"
    )
    at = at.select("unit", "new_head_key", "address", pl.col("household").alias("at_it"))
    rows = rows.join(at, on=["unit", "new_head_key", "address"], how="left", maintain_order="left")
    told = pl.col("at_it").is_not_null()
    return rows.with_columns(
        pl.coalesce("at_it", "household").alias("household"),
        pl.when(told).then(1).otherwise("many").alias("many"),
    ).drop("at_it")


def _with_poverty(rows: pl.DataFrame, day: date) -> pl.DataFrame:
    """`home_poverty` and `home_poverty_id` of the households that the rows enter."""
    entered = rows.filter(pl.col("joins") & pl.col("household").is_not_null())
    keys, given = rows_of(entered.select("household").unique(), household="uuid")
    told = (
        "SELECT h.id, coalesce(p.status, 'none'), p.id"  # noqa: S608
        f" FROM {keys} JOIN children_household h ON h.id = k.household"
        " LEFT JOIN children_poverty p ON p.household_id = h.id AND p.period @> %s::date"
    )
    now = read(told, [*given, day], POVERTY)
    return rows.join(now, on="household", how="left", maintain_order="left")


def _homes(units: list[int], hamlets: Hamlets) -> pl.DataFrame:
    homes = read(HOUSEHOLDS, [hamlets.unit.pk, units], HOMES)
    return homes.with_columns(
        pl.Series("new_head_key", fold_array(homes["head"].to_arrow()), dtype=pl.String)
    )
