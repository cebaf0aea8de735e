"""Invented households and children: sizes, peoples, birth dates, names, homes."""

from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chungtay.demo.copying import copy_in, days, periods, uuids
from chungtay.demo.offices import Hamlets
from chungtay.demo.people_names import names
from chungtay.demo.plan import Plan
from chungtay.law.data import law_file
from chungtay.lib.vietnamese import fold_array, person_sort_keys

YEAR = 365.25
BETWEEN_BIRTHS = 310  # days; twins aside
FORMER = 0.012  # share of further children who have left or turned 16: never counted
GUARDIAN_COLUMNS = ("child_id", "relation", "full_name", "birth_year", "is_main", "period")


@dataclass
class Population:
    """Columns of the children counted on the day, and of their households."""

    child_id: Any
    household: np.ndarray  # index of the child's household
    household_id: Any
    hamlet: np.ndarray  # id of the unit each household lives in
    ethnic: np.ndarray  # code of each household
    born: np.ndarray  # day number of each child's birth
    size: np.ndarray  # counted children of each household
    commune: np.ndarray  # id of the commune each household lives in
    gone: "Gone | None" = None

    @property
    def home(self) -> np.ndarray:
        """The id of the commune each child lives in."""
        return self.commune[self.household]


@dataclass
class Gone:
    """Children who are no longer there: their last day in the register was `left` - 1."""

    child_id: list[str]
    left: np.ndarray
    commune: np.ndarray


def populate(plan: Plan, hamlets: Hamlets, progress: Any) -> Population:
    rng = plan.rng("population")
    size = _household_sizes(rng, plan)
    home = _homes(rng, hamlets, len(size))
    people = Population(
        child_id=uuids(rng, plan.children),
        household=np.repeat(np.arange(len(size)), size),
        household_id=uuids(rng, len(size)),
        hamlet=hamlets.ids[home],
        ethnic=_peoples(rng, plan, hamlets.is_buon[home]),
        born=_births(rng, plan, size),
        size=size,
        commune=hamlets.commune[home],
    )
    _write(rng, plan, people, progress)
    return people


def _household_sizes(rng: np.random.Generator, plan: Plan) -> np.ndarray:
    shares = plan.description.mixes["children_per_household"]
    sizes = np.array(sorted(shares), dtype=np.int64)
    weights = np.array([shares[size] for size in sizes.tolist()], dtype=float)
    drawn = rng.choice(sizes, size=plan.children, p=weights / weights.sum())
    upto = np.cumsum(drawn)
    count = int(np.searchsorted(upto, plan.children)) + 1 if plan.children else 0
    kept = drawn[:count].copy()
    if count:
        kept[-1] -= upto[count - 1] - plan.children
    return kept


def _homes(rng: np.random.Generator, hamlets: Hamlets, count: int) -> np.ndarray:
    """An index into the hamlets for each household; sizes of hamlets differ as they do."""
    weights = hamlets.weight * rng.lognormal(0, 0.35, len(hamlets.ids))
    return np.sort(rng.choice(len(hamlets.ids), size=count, p=weights / weights.sum()))


def _peoples(rng: np.random.Generator, plan: Plan, in_buon: np.ndarray) -> np.ndarray:
    mixes = plan.description.mixes
    codes = np.empty(len(in_buon), dtype="U2")
    own = mixes["peoples_of_buon"] or mixes["peoples"]
    stranger = rng.random(len(in_buon)) < 0.06
    for rows, shares in (
        (in_buon & ~stranger, own),
        (~(in_buon & ~stranger), mixes["peoples"]),
    ):
        weights = np.array(list(shares.values()), dtype=float)
        drawn = rng.choice(len(weights), size=int(rows.sum()), p=weights / weights.sum())
        codes[rows] = np.array([people_code(name) for name in shares])[drawn]
    return codes


def people_code(name: str) -> str:
    """The State's code of a people, by any of its spellings. Raises KeyError when unknown."""
    plain = name.replace("'", "’")
    for group in law_file("ethnic_groups")["groups"]:
        if plain in (group["name"], *(other.replace("'", "’") for other in group["other"])):
            return str(group["code"])
    raise KeyError(name)


def _births(rng: np.random.Generator, plan: Plan, size: np.ndarray) -> np.ndarray:
    """Day numbers of birth, all under 16 on the last day; siblings apart as siblings are."""
    weights = np.array(plan.description.mixes["ages"], dtype=float)
    years = rng.choice(len(weights), size=size.sum(), p=weights / weights.sum())
    oldest = int(16 * YEAR) - 3
    age = np.minimum(((years + rng.random(len(years))) * YEAR).astype(np.int64), oldest)
    start = np.repeat(np.cumsum(size) - size, size)
    household = np.repeat(np.arange(len(size)), size)
    age = age[np.lexsort((age, household))]
    place = np.arange(len(age)) - start
    gap = np.where(rng.random(len(age)) < 0.012, 0, BETWEEN_BIRTHS)
    for position in range(1, int(size.max(initial=1))):
        rows = np.flatnonzero(place == position)
        age[rows] = np.maximum(age[rows], age[rows - 1] + gap[rows])
    age = np.minimum(age, oldest)
    for position in range(int(size.max(initial=1)) - 1, 0, -1):
        rows = np.flatnonzero(place == position)
        age[rows - 1] = np.minimum(age[rows - 1], age[rows] - gap[rows])
    return plan.last - age


def _write(rng: np.random.Generator, plan: Plan, people: Population, progress: Any) -> None:
    mother, father, family, decade = _parents(rng, people)
    father_heads = rng.random(len(people.size)) < 0.72
    copy_in(
        "children_household",
        {
            "id": people.household_id,
            "unit_id": people.hamlet,
            "head": pc.if_else(pa.array(father_heads), father, mother),
            "address": pa.array([""] * len(people.size)),
        },
        progress,
    )
    sex = (rng.random(len(people.born)) >= plan.description.mixes["boys"]).astype(np.int8)
    ethnic = people.ethnic[people.household]
    own = family.take(pa.array(people.household))
    _write_children(rng, plan, people.child_id, sex, ethnic, own, people.born, progress)
    copy_in(
        "children_residence",
        {
            "child_id": people.child_id,
            "household_id": people.household_id.take(pa.array(people.household)),
            "unit_id": people.hamlet[people.household],
            "period": periods(people.born),
        },
        progress,
    )
    _write_guardians(rng, people, mother, father, decade, progress)
    _write_former(rng, plan, people, family, progress)


def _parents(rng: np.random.Generator, people: Population) -> tuple[Any, Any, Any, np.ndarray]:
    count = len(people.size)
    decade = rng.choice([1970, 1980, 1990], size=count, p=[0.16, 0.5, 0.34])
    mother, clan = names().adults(rng, people.ethnic, np.ones(count, dtype=np.int8), decade)
    father, line = names().adults(rng, people.ethnic, np.zeros(count, dtype=np.int8), decade)
    of_mother = {code: names().inherited(code) == "mother" for code in np.unique(people.ethnic)}
    matrilineal = np.array([of_mother[code] for code in people.ethnic.tolist()], dtype=bool)
    return mother, father, pc.if_else(pa.array(matrilineal), clan, line), decade


def _write_children(
    rng: np.random.Generator,
    plan: Plan,
    child_id: Any,
    sex: np.ndarray,
    ethnic: np.ndarray,
    family: Any,
    born: np.ndarray,
    progress: Any,
    *,
    register: int = 900,
) -> None:
    count = len(born)
    full = names().children(rng, ethnic, sex, family)
    by_year = rng.random(count) < plan.description.mixes["only_birth_year_known"]
    year_start = born.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]")
    # A birth known by its year alone is kept as 1 January, if the child is still one on the day.
    by_year &= year_start.astype(np.int64) > plan.last - int(16 * YEAR) + 2
    born[by_year] = year_start.astype(np.int64)[by_year]
    copy_in(
        "children_child",
        {
            "id": child_id,
            "full_name": full,
            "search_key": fold_array(full),
            "sort_key": person_sort_keys(full),
            "sex": pa.array(np.array(["m", "f"])[sex]),
            "birth_date": days(born),
            "birth_precision": pa.array(np.where(by_year, "year", "day")),
            "ethnic_group": pa.array(ethnic),
            "personal_number": _numbers(rng, plan, born, sex, register),
            "invented": pa.array(np.ones(count, dtype=bool)),
        },
        progress,
    )


def _numbers(
    rng: np.random.Generator, plan: Plan, born: np.ndarray, sex: np.ndarray, register: int
) -> Any:
    """Twelve digits of the right form, under a registration place that no place has: invented."""
    place = register + crc32(plan.description.code.encode()) % 100
    year = born.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    serial = rng.permutation(len(born)) % 1_000_000
    code = (np.where(year < 2000, 0, 2) + sex) * 100 + year % 100
    value = place * 10**9 + code * 10**6 + (serial + plan.description.seed) % 1_000_000
    has = rng.random(len(born)) >= plan.description.mixes["without_personal_number"]
    _, first = np.unique(value, return_index=True)
    unique = np.zeros(len(born), dtype=bool)
    unique[first] = True
    return pc.if_else(pa.array(has & unique), pa.array(value).cast(pa.string()), None)


def _write_guardians(
    rng: np.random.Generator,
    people: Population,
    mother: Any,
    father: Any,
    decade: np.ndarray,
    progress: Any,
) -> None:
    year = decade + rng.integers(0, 10, len(decade))
    for relation, who, present, main in (
        ("mother", mother, 0.97, True),
        ("father", father, 0.93, False),
    ):
        rows = np.flatnonzero(rng.random(len(people.born)) < present)
        house = people.household[rows]
        youngest_possible = people.born[rows].astype("datetime64[D]").astype("datetime64[Y]")
        born = np.minimum(year[house], youngest_possible.astype(np.int64) + 1970 - 17)
        columns = (
            people.child_id.take(pa.array(rows)),
            pa.array(np.full(len(rows), relation)),
            who.take(pa.array(house)),
            born,
            np.full(len(rows), main),
            periods(people.born[rows]),
        )
        copy_in("children_guardian", dict(zip(GUARDIAN_COLUMNS, columns, strict=True)), progress)


def _write_former(
    rng: np.random.Generator, plan: Plan, people: Population, family: Any, progress: Any
) -> None:
    """Those a count must leave out: the half has turned 16, the other half has moved away."""
    count = round(plan.children * FORMER)
    house = rng.integers(0, max(len(people.size), 1), count)
    grown = np.arange(count) % 2 == 0
    age = np.where(grown, 16 * YEAR + rng.integers(3, 700, count), rng.integers(400, 5000, count))
    born = plan.last - age.astype(np.int64)
    left = np.where(grown, plan.last + 4000, plan.last - rng.integers(1, 300, count))
    child_id = uuids(rng, count)
    sex = rng.integers(0, 2, count).astype(np.int8)
    ethnic = people.ethnic[house]
    own = family.take(pa.array(house))
    _write_children(rng, plan, child_id, sex, ethnic, own, born, progress, register=800)
    copy_in(
        "children_residence",
        {
            "child_id": child_id,
            "household_id": people.household_id.take(pa.array(house)),
            "unit_id": people.hamlet[house],
            "period": periods(np.minimum(born, left - 1), left),
        },
        progress,
    )
    moved = np.flatnonzero(~grown)
    ids = child_id.take(pa.array(moved)).to_pylist()
    people.gone = Gone(ids, left[moved], people.commune[house[moved]])
