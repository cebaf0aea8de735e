"""Weight and height: under five once in the period, under two in every calendar quarter."""

from typing import Any

import numpy as np
import pyarrow as pa

from chungtay.demo.ages import MONTH, chosen, months_old
from chungtay.demo.copying import copy_in, days
from chungtay.demo.plan import Plan, day_number
from chungtay.demo.population import Population
from chungtay.lib.periods import whole_quarters

# Round numbers near the usual growth of children, by age in months: kg and cm. Illustrative.
AGE = (0, 1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60, 72)
WEIGHT = (3.2, 4.2, 5.2, 6.0, 7.5, 8.5, 9.2, 10.5, 11.6, 13.8, 15.8, 17.8, 19.8)
HEIGHT = (49, 53.5, 57, 60, 66, 70.5, 74.5, 81, 86.5, 95, 102, 108.5, 114.5)
UNTIL_STANDING = 24  # months
FIRST_WEIGHABLE = 30  # days
SHORTEST_QUARTER = 90


def weigh(plan: Plan, people: Population, progress: Any) -> None:
    rng = plan.rng("growth")
    age = months_old(people.born, plan.description.period.last_day)
    under_two = np.flatnonzero(age < 24)
    older = np.flatnonzero((age >= 24) & (age < 60))
    rows, when, charted = _quarterly(rng, plan, people, under_two)
    weighable = people.born <= plan.last - FIRST_WEIGHABLE
    eligible = int(((age < 60) & weighable).sum())
    seen = np.unique(rows[weighable[rows]])
    wanted = plan.part("under_5_measured", eligible, "97.4") - len(seen)
    once = chosen(rng, older, max(wanted, 0))
    day = _spread(rng, np.maximum(people.born[once], plan.first), plan.last)
    _write(
        rng,
        people,
        np.concatenate([rows, once]),
        np.concatenate([when, day]),
        np.concatenate([charted, np.ones(len(once), dtype=bool)]),
        progress,
    )


def _quarterly(
    rng: np.random.Generator, plan: Plan, people: Population, rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, days and chart marks: every quarter begun since birth. Who misses one has no chart
    of it; the rest of the period is filled for those too young for a whole quarter."""
    quarters = [day_number(day) for day in whole_quarters(plan.description.period)]
    born = people.born[rows]
    due = rows[born <= quarters[-1]] if quarters else rows[:0]
    kept = chosen(rng, due, plan.part("under_2_measured_quarterly", len(due), "94.6"))
    found = [_young(rng, plan, people, rows, quarters)]
    for first in quarters:
        there = due[people.born[due] <= first]
        last = first == quarters[-1]
        marked = np.isin(there, kept) if last else np.ones(len(there), dtype=bool)
        when = rng.integers(first, first + SHORTEST_QUARTER, len(there))
        found.append((there, np.maximum(when, people.born[there] + 1), marked))
    every = [np.concatenate([one[n] for one in found]) for n in range(3)]
    return every[0], every[1], every[2].astype(bool)


def _young(
    rng: np.random.Generator, plan: Plan, people: Population, rows: np.ndarray, quarters: list[int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Those born after the last quarter began, once they are old enough to be weighed."""
    born = people.born[rows]
    late = (born > (quarters[-1] if quarters else plan.first)) | (len(quarters) == 0)
    young = rows[late & (born <= plan.last - FIRST_WEIGHABLE)]
    when = _spread(rng, np.maximum(people.born[young] + 7, plan.first), plan.last)
    return young, when, np.ones(len(young), dtype=bool)


def _spread(rng: np.random.Generator, first: np.ndarray, last: int) -> np.ndarray:
    return first + (rng.random(len(first)) * (last - first + 1)).astype(np.int64)


def _write(
    rng: np.random.Generator,
    people: Population,
    rows: np.ndarray,
    when: np.ndarray,
    charted: np.ndarray,
    progress: Any,
) -> None:
    own = rng.normal(-0.35, 1.0, len(people.born))  # each child keeps near its own line
    age = (when - people.born[rows]) / MONTH
    line = own[rows] + rng.normal(0, 0.12, len(rows))
    weight = np.maximum(np.interp(age, AGE, WEIGHT) * (1 + 0.105 * line), 1.2)
    height = np.maximum(np.interp(age, AGE, HEIGHT) * (1 + 0.037 * line), 38)
    copy_in(
        "health_measurement",
        {
            "child_id": people.child_id.take(pa.array(rows)),
            "date": days(when),
            "weight": np.round(weight, 2),
            "height": np.round(height, 1),
            "posture": pa.array(np.where(age < UNTIL_STANDING, "lying", "standing")),
            "on_chart": pa.array(charted),
        },
        progress,
    )
