"""Doses of the expanded programme for the under-twos, and vitamin A in June and December."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from chungtay.demo.ages import chosen, months_old
from chungtay.demo.copying import copy_in, days
from chungtay.demo.plan import Plan, day_number
from chungtay.demo.population import Population
from chungtay.law.vaccines import full_set

# Usual days of life of each dose. Illustrative; what must be had is law/vaccines.yaml.
DAYS = {
    "bcg": (3,), "hepb0": (1,), "dpt_hepb_hib": (61, 92, 122), "opv": (61, 92, 122),
    "ipv": (153, 280), "measles": (276,),
}  # fmt: skip
LAST_DOSE = 27  # days that a visit may be late


def vaccinate(plan: Plan, people: Population, progress: Any) -> None:
    """Every dose due by now of children under two; of one-year-olds, the described share has
    them all and the others lack the last."""
    rng = plan.rng("vaccines")
    age = months_old(people.born, plan.description.period.last_day)
    one = np.flatnonzero((age >= 12) & (age < 24))
    full = chosen(rng, one, plan.part("fully_immunised", len(one), "96.3"))
    young = np.flatnonzero(age < 24)
    whole = np.isin(young, full) | (age[young] < 12)
    late = rng.integers(0, LAST_DOSE, len(young))
    doses = full_set(plan.description.period.last_day)
    for vaccine, dose in doses:
        due = people.born[young] + DAYS[vaccine][dose - 1] + late
        had = due <= plan.last
        if (vaccine, dose) == doses[-1]:
            had &= whole
        _write_doses(people, young[had], due[had], vaccine, dose, progress)


def _write_doses(
    people: Population, rows: np.ndarray, when: np.ndarray, vaccine: str, dose: int, progress: Any
) -> None:
    copy_in(
        "health_vaccination",
        {
            "child_id": people.child_id.take(pa.array(rows)),
            "date": days(when),
            "vaccine": pa.array([vaccine] * len(rows), pa.string()),
            "dose": np.full(len(rows), dose, dtype=np.int16),
            "place": pa.array(["Trạm y tế xã"] * len(rows), pa.string()),
        },
        progress,
    )


def give_vitamin_a(plan: Plan, people: Population, progress: Any) -> None:
    """Each round of the period, for those of 6 to 35 months; who was too young at every round
    has it when old enough."""
    rng = plan.rng("vitamin a")
    on = plan.description.period.last_day
    age = months_old(people.born, on)
    of_age = np.flatnonzero((age >= 6) & (age < 36))
    given = chosen(rng, of_age, plan.part("vitamin_a_given", len(of_age), "98.1"))
    unreached = given
    for day in _rounds(plan):
        there = given[months_old(people.born[given], day) >= 6]
        unreached = np.setdiff1d(unreached, there)
        _write_vitamin(people, there, np.full(len(there), day_number(day)), progress)
    _write_vitamin(people, unreached, np.full(len(unreached), plan.last), progress)


def _rounds(plan: Plan) -> list[date]:
    period = plan.description.period
    years = range(period.start.year, period.last_day.year + 1)
    both = [date(year, month, 2) for year in years for month in (6, 12)]
    return [day for day in both if period.start <= day < period.last_day]


def _write_vitamin(people: Population, rows: np.ndarray, when: np.ndarray, progress: Any) -> None:
    infant = when - people.born[rows] < 365
    copy_in(
        "health_vitamina",
        {
            "child_id": people.child_id.take(pa.array(rows)),
            "date": days(when),
            "dose": np.where(infant, 100_000, 200_000),
        },
        progress,
    )
