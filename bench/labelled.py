"""A register of invented children in which it is known which records are one child.

Among them twins and siblings, who share a mother and a home and are not duplicates, and second
records of a child with the faults that offices make. The same seed gives the same register.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chungtay.demo.people_names import names
from chungtay.lib.vietnamese import fold, fold_array

TWINS, SIBLINGS = 5_000, 20_000  # pairs
COMMUNES, HAMLETS, PROVINCES = 180, 10, 3  # hamlets in each commune
LAST_DAY = np.datetime64("2020-06-30").astype(int)
PEOPLES = {"01": 0.66, "12": 0.14, "05": 0.05, "02": 0.04, "20": 0.04, "08": 0.04, "03": 0.03}
Rng = np.random.Generator
Row = dict[str, Any]


@dataclass(frozen=True)
class Labelled:
    """`told`: the columns that duplicates/prepared.py reads, one row a record. `truth`: the child
    that each record is of."""

    told: Any
    truth: np.ndarray


def labelled(children: int, duplicates: int, seed: int) -> Labelled:
    rng = np.random.default_rng(seed)
    size = np.concatenate([np.full(TWINS + SIBLINGS, 2), np.ones(children, dtype=np.int64)])
    size = size[: np.searchsorted(np.cumsum(size), children) + 1]
    told = _children(rng, size).to_pylist()
    of = rng.choice(len(told), duplicates, replace=False)
    again = [_again(rng, told[place]) for place in of.tolist()]
    table = pa.Table.from_pylist(told + again, schema=SCHEMA)
    truth = np.concatenate([np.arange(len(told)), of])
    order = rng.permutation(len(truth))
    table = _keyed(table.take(pa.array(order)))
    return Labelled(table, truth[order])


TEXT = ("full_name", "number", "sex", "mother", "father")
SCHEMA = pa.schema(
    [(name, pa.string()) for name in TEXT]
    + [("born", pa.date32()), ("dated", pa.bool_())]
    + [(name, pa.int64()) for name in ("hamlet", "commune", "province")]
)


def _children(rng: Rng, size: np.ndarray) -> Any:
    """Households of one or two children, the first TWINS of them twins."""
    home = np.repeat(np.arange(len(size)), size)
    codes = np.array(list(PEOPLES))
    people = rng.choice(codes, len(size), p=list(PEOPLES.values()))
    mother, father, family = _parents(rng, people)
    born, sex = _born(rng, size, home), rng.integers(0, 2, len(home))
    own = family.take(pa.array(home))
    full = _apart(rng, names().children(rng, people[home], sex, own), size, people, sex, own)
    year_only = rng.random(len(home)) < 0.035
    born[year_only] = born[year_only].astype("datetime64[Y]").astype("datetime64[D]")
    hamlet = rng.integers(0, COMMUNES * HAMLETS, len(size))[home]
    return pa.table(
        {
            "full_name": full,
            "number": _numbers(rng, born, sex),
            "sex": pa.array(np.array(["m", "f"])[sex]),
            "mother": _sometimes(rng, mother.take(pa.array(home)), 0.97),
            "father": _sometimes(rng, father.take(pa.array(home)), 0.93),
            "born": pa.array(born),
            "dated": pa.array(~year_only),
            "hamlet": hamlet,
            "commune": hamlet // HAMLETS,
            "province": hamlet // HAMLETS % PROVINCES,
        }
    )


def _parents(rng: Rng, people: np.ndarray) -> tuple[Any, Any, Any]:
    decade = rng.choice([1970, 1980, 1990], size=len(people), p=[0.16, 0.5, 0.34])
    mother, clan = names().adults(rng, people, np.ones(len(people), dtype=np.int8), decade)
    father, line = names().adults(rng, people, np.zeros(len(people), dtype=np.int8), decade)
    of_mother = {code: names().inherited(code) == "mother" for code in PEOPLES}
    matrilineal = np.array([of_mother[code] for code in people.tolist()], dtype=bool)
    return mother, father, pc.if_else(pa.array(matrilineal), clan, line)


def _born(rng: Rng, size: np.ndarray, home: np.ndarray) -> np.ndarray:
    """Days; the second of two comes on the same day to twins, ten months or more later else."""
    first = LAST_DAY - rng.integers(0, 16 * 365, len(size))
    second = np.arange(len(home)) - np.repeat(np.cumsum(size) - size, size) == 1
    gap = np.where(home < TWINS, 0, 310 + rng.integers(0, 2500, len(home)))
    return (first[home] + np.where(second, gap, 0)).astype("datetime64[D]")


def _apart(
    rng: Rng, full: Any, size: np.ndarray, people: np.ndarray, sex: np.ndarray, own: Any
) -> Any:
    """Two children of one home bear different names: drawn anew until they do."""
    start = np.cumsum(size) - size
    home = np.repeat(np.arange(len(size)), size)
    while True:
        given = np.array([_given(name) for name in full.to_pylist()])
        pairs = start[size == 2]
        same = pairs[given[pairs] == given[pairs + 1]] + 1
        if not len(same):
            return full
        at = pa.array(same)
        new = names().children(rng, people[home[same]], sex[same], own.take(at))
        words = np.array(full.to_pylist(), dtype=object)
        words[same] = new.to_pylist()
        full = pa.array(words, pa.string())


def _given(full_name: str) -> str:
    """The last word; after the mark Y or H’ the one that follows."""
    words = full_name.split()
    if words[0] == "Y":
        return words[1]
    return words[0] if words[0][:2] in ("H’", "H'") else words[-1]


def _numbers(rng: Rng, born: np.ndarray, sex: np.ndarray) -> Any:
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    serial = rng.permutation(len(born))
    head = 900 + serial // 1_000_000
    value = head * 10**9 + ((2 + sex) * 100 + year % 100) * 10**6 + serial % 1_000_000
    return _sometimes(rng, pa.array(value).cast(pa.string()), 0.79)


def _sometimes(rng: Rng, values: Any, share: float) -> Any:
    return pc.if_else(pa.array(rng.random(len(values)) < share), values, None)


def _keyed(table: Any) -> Any:
    """With a key, the folded name, and the parents folded as the register's search keys are."""
    keys = pa.array([f"{n:08d}" for n in range(table.num_rows)])
    folded = {name: fold_array(table[name]) for name in ("mother", "father")}
    for name, column in folded.items():
        table = table.set_column(table.schema.get_field_index(name), name, column)
    told = table.append_column("folded", fold_array(table["full_name"]))
    return told.append_column("id", keys)


# What a second record of a child gets wrong, and how often it is so.


def _again(rng: Rng, row: Row) -> Row:
    other = dict(row)
    for fault, share in FAULTS:
        if rng.random() < share:
            fault(rng, other)
    # The register holds a number once: the second record has none, or a slip of it.
    slipped = row["number"] is not None and rng.random() < 0.05
    other["number"] = _slip(rng, row["number"], "0123456789") if slipped else None
    return other


def _slip(rng: Rng, text: str, letters: str = "abcdeghiklmnopqrstuvxy") -> str:
    """One letter left out, doubled by another, put wrong, or two changed about."""
    at, kind = int(rng.integers(0, len(text) - 1)), int(rng.integers(0, 4))
    new = letters[int(rng.integers(0, len(letters)))]
    if letters[0] == "0":
        return text[:at] + new + text[at + 1 :]
    middle = [new, text[at] + new, "", text[at + 1] + text[at]][kind]
    return text[:at] + middle + text[at + (2 if kind == 3 else 1) :]


def _typo(field: str) -> Callable[[Rng, Row], None]:
    def fault(rng: Rng, row: Row) -> None:
        if row[field]:
            row[field] = " ".join(_slip(rng, row[field]).split()) or row[field]

    return fault


def _unmarked(field: str) -> Callable[[Rng, Row], None]:
    def fault(_rng: Rng, row: Row) -> None:
        row[field] = row[field] and fold(row[field]).title()

    return fault


def _one_mark(rng: Rng, row: Row) -> None:
    """A tone left off one word, or written as another."""
    words = row["full_name"].split()
    at = int(rng.integers(0, len(words)))
    parts = [
        c
        for c in unicodedata.normalize("NFD", words[at])
        if c not in "\u0300\u0301\u0303\u0309\u0323"
    ]
    words[at] = unicodedata.normalize("NFC", "".join(parts))
    row["full_name"] = " ".join(words)


def _no_middle(field: str) -> Callable[[Rng, Row], None]:
    def fault(_rng: Rng, row: Row) -> None:
        words = (row[field] or "").split()
        if len(words) > 2:
            row[field] = f"{words[0]} {' '.join(words[2:])}"

    return fault


def _swapped(_rng: Rng, row: Row) -> None:
    born = row["born"]
    if row["dated"] and born.day <= 12:
        row["born"] = born.replace(day=born.month, month=born.day)


def _year_only(_rng: Rng, row: Row) -> None:
    row["born"], row["dated"] = row["born"].replace(month=1, day=1), False


def _wrong_day(rng: Rng, row: Row) -> None:
    if row["dated"]:
        row["born"] = row["born"].replace(day=int(rng.integers(1, 29)))


def _next_year(_rng: Rng, row: Row) -> None:
    born = row["born"]
    if (born.month, born.day) != (2, 29) and born.year > 2005:
        row["born"] = born.replace(year=born.year - 1)


def _hamlet(rng: Rng, row: Row) -> None:
    row["hamlet"] = row["commune"] * HAMLETS + int(rng.integers(0, HAMLETS))


def _commune(rng: Rng, row: Row) -> None:
    row["hamlet"] = int(rng.integers(0, COMMUNES * HAMLETS))
    row["commune"] = row["hamlet"] // HAMLETS
    row["province"] = row["commune"] % PROVINCES


def _without(field: str) -> Callable[[Rng, Row], None]:
    def fault(_rng: Rng, row: Row) -> None:
        row[field] = None

    return fault


def _other_sex(_rng: Rng, row: Row) -> None:
    row["sex"] = "f" if row["sex"] == "m" else "m"


FAULTS: tuple[tuple[Callable[[Rng, Row], None], float], ...] = (
    (_no_middle("full_name"), 0.06),
    (_typo("full_name"), 0.12),
    (_one_mark, 0.15),
    (_unmarked("full_name"), 0.15),
    (_swapped, 0.10),
    (_wrong_day, 0.06),
    (_next_year, 0.02),
    (_year_only, 0.10),
    (_no_middle("mother"), 0.08),
    (_typo("mother"), 0.08),
    (_unmarked("mother"), 0.15),
    (_without("mother"), 0.06),
    (_without("father"), 0.20),
    (_hamlet, 0.20),
    (_commune, 0.15),
    (_other_sex, 0.02),
)
