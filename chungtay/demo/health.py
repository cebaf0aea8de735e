"""Insurance cards of the under-sixes, and visits to health facilities."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chungtay.demo.ages import chosen
from chungtay.demo.copying import copy_in, days
from chungtay.demo.growth import weigh
from chungtay.demo.immunisation import give_vitamin_a, vaccinate
from chungtay.demo.injuries import injure
from chungtay.demo.plan import Plan, day_number
from chungtay.demo.population import Population
from chungtay.lib.periods import years_before

REASONS = ("name", "birth", "no_birth_paper", "number", "twice", "moved", "waiting")
LIKELY = (0.28, 0.2, 0.12, 0.16, 0.06, 0.06, 0.12)
EXAMINED = 0.07  # of children in a year
FACILITIES = ("Trạm y tế xã", "Phòng khám đa khoa khu vực", "Trung tâm y tế huyện")


def look_after(plan: Plan, people: Population, progress: Any) -> None:
    give_cards(plan, people, progress)
    weigh(plan, people, progress)
    vaccinate(plan, people, progress)
    give_vitamin_a(plan, people, progress)
    examine(plan, people, progress)
    injure(plan, people)


def give_cards(plan: Plan, people: Population, progress: Any) -> None:
    """A card for each child under six: asked in the period (as many as the share described says,
    newborns first) or before it. Some of those asked in it are still missing, for a reason."""
    rng = plan.rng("cards")
    young = np.flatnonzero(
        people.born > day_number(years_before(plan.description.period.last_day, 6))
    )
    asked, missing = _in_period(rng, plan, people, young)
    earlier = young[(people.born[young] < plan.first) & ~np.isin(young, asked)]
    before = np.minimum(people.born[earlier] + rng.integers(5, 60, len(earlier)), plan.first - 1)
    _write_cards(rng, plan, people, earlier, before, np.zeros(len(earlier), bool), progress)
    first = np.maximum(people.born[asked], plan.first)
    when = first + (rng.random(len(asked)) * np.minimum(plan.last - first, 60)).astype(np.int64)
    _write_cards(rng, plan, people, asked, when, np.isin(asked, missing), progress)


def _in_period(
    rng: np.random.Generator, plan: Plan, people: Population, young: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Rows asked for in the period and, of these, the rows with no card yet."""
    percent = plan.description.percent("cards_issued_under_6")
    issued = plan.description.total("cards_issued_under_6")
    newborn = young[people.born[young] >= plan.first]
    if issued is None or percent is None:
        count = len(newborn)
        return newborn, chosen(rng, newborn, count - plan.part("cards_issued_under_6", count, "97"))
    asked = round(issued * 100 / float(percent) * plan.scale)
    issued = plan.total("cards_issued_under_6", 0)
    others = np.setdiff1d(young, newborn)
    rows = np.concatenate([rng.permutation(newborn), rng.permutation(others)])[:asked]
    return rows, rows[issued:]


def _write_cards(
    rng: np.random.Generator,
    plan: Plan,
    people: Population,
    rows: np.ndarray,
    asked: np.ndarray,
    missing: np.ndarray,
    progress: Any,
) -> None:
    count = len(rows)
    issued = np.minimum(asked + rng.integers(4, 25, count), plan.last)
    number = rng.integers(10**9, 10**10, count)
    sixth = people.born[rows] + 6 * 365 + 1
    drawn = np.array(REASONS)[rng.choice(len(REASONS), size=count, p=LIKELY)]
    has = pa.array(~missing)
    none = pa.nulls(count, pa.date32())
    copy_in(
        "health_insurancecard",
        {
            "child_id": people.child_id.take(pa.array(rows)),
            "date": days(asked),
            "issued_on": _where(has, days(issued), none),
            "number": pa.array([f"TE1{n:010}" if ok else "" for n, ok in _pairs(number, missing)]),
            "valid_until": _where(has, days(sixth), none),
            "missing_reason": pa.array(np.where(missing, drawn, "")),
        },
        progress,
    )


def _pairs(number: np.ndarray, missing: np.ndarray) -> list[tuple[int, bool]]:
    return list(zip(number.tolist(), (~missing).tolist(), strict=True))


def _where(condition: Any, then: Any, otherwise: Any) -> Any:
    return pc.if_else(condition, then, otherwise)


def examine(plan: Plan, people: Population, progress: Any) -> None:
    """Visits of the period; the described share of the children had their rights at each."""
    rng = plan.rng("examinations")
    there = np.flatnonzero(people.born < plan.last - 1)
    years = (plan.last - plan.first + 1) / 365
    rows = chosen(rng, there, round(len(there) * EXAMINED * years))
    kept = chosen(rng, rows, plan.part("insurance_rights_kept", len(rows), "99.2"))
    second = rows[rng.random(len(rows)) < 0.3]
    for visited in (rows, second):
        first = np.maximum(people.born[visited], plan.first)
        when = first + (rng.random(len(visited)) * (plan.last - first + 1)).astype(np.int64)
        _write_visits(rng, people, visited, when, np.isin(visited, kept), progress)


def _write_visits(
    rng: np.random.Generator,
    people: Population,
    rows: np.ndarray,
    when: np.ndarray,
    kept: np.ndarray,
    progress: Any,
) -> None:
    count = len(rows)
    at = np.array(FACILITIES)[rng.choice(3, size=count, p=(0.62, 0.1, 0.28))]
    note = np.where(kept, "", "Thẻ sai thông tin, gia đình phải tự chi trả")
    copy_in(
        "health_examination",
        {
            "child_id": people.child_id.take(pa.array(rows)),
            "date": days(when),
            "facility": pa.array(at),
            "treated": pa.array((at != FACILITIES[0]) & (rng.random(count) < 0.3)),
            "rights_kept": pa.array(kept),
            "note": pa.array(note),
        },
        progress,
    )
