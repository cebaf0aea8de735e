"""Which column of a sheet is which column of the register."""

from collections.abc import Mapping

import polars as pl

from chungtay.exchange.columns import HIDDEN, MAPPED, named, plain
from chungtay.exchange.reading import Sheet

YEARS = {"mother": "mother_year", "father": "father_year", "carer": "carer_year",
         "relation": "carer_year"}  # fmt: skip
NEEDED = ("name", "birth", "sex", "ethnic", "hamlet")


def guessed(titles: tuple[str, ...]) -> dict[str, str]:
    """Place (as text) to the name of a column, for the titles that are known; each name once.
    A bare “năm sinh” after a parent or the carer is theirs."""
    found: dict[str, str] = {}
    before = ""
    for place, title in enumerate(titles):
        name = named(title)
        if plain(title) in ("nam sinh", "sinh nam") and before in YEARS:
            name = YEARS[before]
        if name and name not in found.values():
            found[str(place)] = name
        before = name
    return found


def allowed(asked: Mapping[str, str], titles: tuple[str, ...]) -> dict[str, str]:
    """A mapping as a person chose it, with nothing in it that is not a column."""
    names = {*MAPPED, *HIDDEN}
    places = {str(place) for place in range(len(titles))}
    return {place: name for place, name in asked.items() if place in places and name in names}


def is_whole(mapping: Mapping[str, str], *, one_hamlet: bool = False) -> bool:
    """Whether new children can be made of it: the needed columns are all there."""
    given = set(mapping.values())
    birth = "birth" in given or {"birth_male", "birth_female"} <= given
    sex = "sex" in given or {"birth_male", "birth_female"} <= given
    return {"name", "ethnic"} <= given and birth and sex and ("hamlet" in given or one_hamlet)


def texts(sheet: Sheet, mapping: Mapping[str, str]) -> pl.DataFrame:
    """The mapped columns of the sheet as text, by their names, beside `row`."""
    taken = {place: name for place, name in mapping.items() if place in sheet.rows.columns}
    return sheet.rows.select("row", *(pl.col(place).alias(name) for place, name in taken.items()))
