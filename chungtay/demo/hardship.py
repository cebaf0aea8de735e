"""Who is poor, who is in special circumstances, who is at risk: exactly as many as described."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.models import Group
from chungtay.demo.copying import copy_in, periods
from chungtay.demo.plan import Plan, apportion, day_number
from chungtay.demo.population import Population
from chungtay.law.circumstances import compartments
from chungtay.law.data import law_file
from chungtay.lib.problems import Problem
from chungtay.lib.sealing import seal

OLDER_GROUPS = {"06", "07", "08", "10"}  # not met before about ten years of age
POOR_GROUP = "13"
EVIDENCE = "Phiếu rà soát của thôn, buôn (minh họa)"
SEALED = "children_circumstance.sealed_evidence"


@dataclass
class Hardship:
    """For each counted child: group and case of special circumstances ('' none), poverty."""

    group: np.ndarray
    case: np.ndarray
    status: np.ndarray  # of the child's household: '', poor, near_poor


def burden(plan: Plan, people: Population, progress: Any) -> Hardship:
    rng = plan.rng("hardship")
    status = _poverty(rng, plan, people, progress)[people.household]
    group = _special(rng, plan, people, status)
    case = _cases(rng, group)
    hardship = Hardship(group, case, status)
    _write_special(rng, plan, people, hardship, progress)
    _write_risk(rng, plan, people, hardship, progress)
    return hardship


def _poverty(rng: np.random.Generator, plan: Plan, people: Population, progress: Any) -> np.ndarray:
    """A status for each household, so that poor and near-poor hold just as many children."""
    heavier = np.where(people.ethnic == "01", 1.0, plan.description.mixes["poorer_peoples"])
    order = np.argsort(rng.exponential(size=len(people.size)) / heavier, kind="stable")
    status = np.full(len(people.size), "", dtype="U9")
    for name, wanted in (("poor", plan.poor), ("near_poor", plan.near_poor)):
        free = order[status[order] == ""]
        status[_summing(people.size, free, wanted, name)] = name
    year = plan.description.period.last_day.year
    for of_year in range(year - 1, plan.description.as_of.year + 1):
        rows = np.flatnonzero(status != "")
        if of_year < year:  # last year's list held others too, and not all of these
            rows = np.flatnonzero((status != "") & (rng.random(len(status)) < 0.8))
        span = DateRange(_new_year(of_year), _new_year(of_year + 1))
        copy_in(
            "children_poverty",
            {
                "household_id": people.household_id.take(pa.array(rows)),
                "status": pa.array(status[rows]),
                "period": pa.array([f"[{span.lower},{span.upper})"] * len(rows)),
                "decision": pa.array([f"Rà soát cuối năm {of_year - 1}"] * len(rows)),
            },
            progress,
        )
    return status


def _new_year(year: int) -> Any:
    return np.datetime64(f"{year}-01-01", "D").astype(object)


def _summing(size: np.ndarray, free: np.ndarray, wanted: int, name: str) -> np.ndarray:
    """Households, taken in order, whose children sum to `wanted` exactly."""
    upto = np.cumsum(size[free])
    taken = int(np.searchsorted(upto, wanted, side="right"))
    lacking = wanted - (int(upto[taken - 1]) if taken else 0)
    chosen, rest = free[:taken].tolist(), free[taken:]
    for house in rest[np.argsort(-size[rest], kind="stable")].tolist():
        if lacking == 0:
            break
        if size[house] <= lacking:
            chosen.append(house)
            lacking -= int(size[house])
    if lacking and not _swap(size, chosen, free, lacking):
        raise Problem(
            f"Không xếp được {wanted} trẻ vào các hộ diện {name}.",
            f"{wanted} children cannot be placed in {name} households.",
        )
    return np.array(chosen, dtype=np.int64)


def _swap(size: np.ndarray, chosen: list[int], free: np.ndarray, lacking: int) -> bool:
    """Puts a larger free household in the place of a chosen one, so that the sum comes out."""
    left = np.setdiff1d(free, chosen)
    for place, house in enumerate(chosen):
        fits = left[size[left] == size[house] + lacking]
        if len(fits):
            chosen[place] = int(fits[0])
            return True
    return False


def _special(
    rng: np.random.Generator, plan: Plan, people: Population, status: np.ndarray
) -> np.ndarray:
    group = np.full(len(people.born), "", dtype="U8")
    shares = plan.description.mixes["special"]
    quota = apportion(shares, plan.special)
    age = (plan.last - people.born) / 365.25
    order = rng.permutation(len(group))
    largest = max(quota, key=lambda code: quota[code])
    # Those with a condition choose first; whom they do not find joins the largest group.
    for code in sorted(quota, key=lambda code: (code == largest, code != POOR_GROUP, code)):
        fits = group[order] == ""
        if code == POOR_GROUP:
            fits &= status[order] != ""
        if code in OLDER_GROUPS:
            fits &= age[order] >= 10
        chosen = order[fits][: quota[code]]
        group[chosen] = code
        quota[largest] += quota[code] - len(chosen) if code != largest else 0
    if (group != "").sum() != plan.special:
        raise Problem(
            f"Không đủ trẻ để có {plan.special} trẻ có hoàn cảnh đặc biệt.",
            f"Too few children for {plan.special} in special circumstances.",
        )
    return group


def _cases(rng: np.random.Generator, group: np.ndarray) -> np.ndarray:
    case = np.zeros(len(group), dtype=np.int16)
    lists = law_file("groups")
    for law in ("special", "special-2004"):
        for row in lists[law]["groups"]:
            rows = np.flatnonzero(group == row["code"])
            case[rows] = rng.choice(row["cases"], size=len(rows))
    return case


def _write_special(
    rng: np.random.Generator, plan: Plan, people: Population, hardship: Hardship, progress: Any
) -> None:
    rows = np.flatnonzero(hardship.group != "")
    began = _beginnings(rng, plan, people.born[rows], hardship.group[rows])
    _write(people, rows, hardship.group[rows], hardship.case[rows], periods(began), progress)
    # Episodes that ended before the day: a count on the day must leave them out.
    past = rng.choice(np.flatnonzero(hardship.group == ""), size=len(rows) // 12, replace=False)
    past = past[plan.last - people.born[past] > 900]
    code = np.full(len(past), hardship.group[rows][0] if len(rows) else "", dtype="U8")
    start = _beginnings(rng, plan, people.born[past], code)
    end = np.minimum(start + rng.integers(60, 300, len(past)), plan.last)
    ended = start < end
    _write(
        people,
        past[ended],
        code[ended],
        np.ones(int(ended.sum()), dtype=np.int16),
        periods(start[ended], end[ended]),
        progress,
    )


def _beginnings(
    rng: np.random.Generator, plan: Plan, born: np.ndarray, group: np.ndarray
) -> np.ndarray:
    law_began = {g.code: day_number(g.period.lower) for g in Group.objects.all()}
    earliest = np.maximum(
        born, np.array([law_began[code] for code in group.tolist()], dtype=np.int64)
    )
    return earliest + (rng.random(len(born)) * np.maximum(plan.last - earliest, 0)).astype(np.int64)


def _write_risk(
    rng: np.random.Generator, plan: Plan, people: Population, hardship: Hardship, progress: Any
) -> None:
    """First those of poor and near-poor households, then other risks, up to the number."""
    free = rng.permutation(np.flatnonzero(hardship.group == ""))
    poor = free[hardship.status[free] != ""]
    rows = np.concatenate([poor, free[hardship.status[free] == ""]])[: plan.at_risk]
    if len(rows) < plan.at_risk:
        raise Problem(
            f"Không đủ trẻ để có {plan.at_risk} trẻ có nguy cơ.",
            f"Too few children for {plan.at_risk} at risk.",
        )
    shares = plan.description.mixes["risks"]
    weights = np.array(list(shares.values()), dtype=float)
    other = np.array(list(shares))[rng.choice(len(shares), len(rows), p=weights / weights.sum())]
    status = hardship.status[rows]
    code = np.where(status == "poor", "R01", np.where(status == "near_poor", "R02", other))
    began = _beginnings(rng, plan, people.born[rows], code)
    _write(people, rows, code, np.zeros(len(rows), dtype=np.int16), periods(began), progress)
    second = np.flatnonzero((status != "") & (rng.random(len(rows)) < 0.06))
    again = _beginnings(rng, plan, people.born[rows[second]], other[second])
    none = np.zeros(len(second), dtype=np.int16)
    _write(people, rows[second], other[second], none, periods(again), progress)


def _write(
    people: Population,
    rows: np.ndarray,
    group: np.ndarray,
    case: np.ndarray,
    period: Any,
    progress: Any,
) -> None:
    count = len(rows)
    sealed = np.isin(group, list(compartments()))
    copy_in(
        "children_circumstance",
        {
            "child_id": people.child_id.take(pa.array(rows)),
            "group_id": pa.array(group),
            "case": case,
            "period": period,
            "evidence": pa.array(np.where(sealed, "", EVIDENCE)),
            "sealed_evidence": pa.array([seal(EVIDENCE, SEALED) if one else "" for one in sealed]),
            "end_reason": pa.array([""] * count),
        },
        progress,
    )
