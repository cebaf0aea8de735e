"""Allowances and supports: who of the children in need received something, and from whom."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.demo.copying import copy_in, days
from chungtay.demo.hardship import Hardship
from chungtay.demo.plan import EPOCH, Plan, day_number
from chungtay.demo.population import Population
from chungtay.demo.supports import OF_COMMUNITY, OF_STATE, write_supports
from chungtay.law.circumstances import groups_alone, severe_cases
from chungtay.law.entitlement import Ground, grounds, monthly_amount
from chungtay.lib.periods import years_before
from chungtay.lib.problems import Problem
from chungtay.support.models import Grant

Paying = list[tuple[Grant, int]]  # a grant and the row of its child


@dataclass
class Aid:
    """Rows of children in special circumstances: paid an allowance; supported in other ways."""

    paid: np.ndarray
    others: np.ndarray
    grants: Paying

    @property
    def supported(self) -> np.ndarray:
        return np.union1d(self.paid, self.others)


def decide(plan: Plan, people: Population, hardship: Hardship, progress: Any) -> Aid:
    """Grants with their payments, and which further children must receive something."""
    rng = plan.rng("aid")
    grants = _grants(rng, plan, people, hardship)
    paid = _pay(plan, people, grants, progress)
    return Aid(paid, _supported_others(rng, plan, people, hardship, paid), grants)


def again(plan: Plan, people: Population, hardship: Hardship, before: Aid, progress: Any) -> Aid:
    """The same for a later time: the grants go on."""
    paid = _pay(plan, people, before.grants, progress)
    rng = plan.rng("later aid")
    return Aid(paid, _supported_others(rng, plan, people, hardship, paid), before.grants)


def care(plan: Plan, people: Population, aid: Aid, gained: np.ndarray, progress: Any) -> None:
    """Supports by the State as described, then care for those who have had nothing yet."""
    rng = plan.rng("care")
    wanted = len(aid.others) // 2
    if plan.description.percent("special_state_supported") is not None:
        whole = len(aid.paid) + len(aid.others)
        wanted = plan.part("special_state_supported", whole, "100") - len(aid.paid)
    of_state = aid.others[:wanted]
    unseen = np.setdiff1d(aid.others, np.union1d(gained, of_state))
    for giver, rows in ((OF_STATE, of_state), (OF_COMMUNITY, unseen)):
        write_supports(people, rows, giver, _any_day(rng, plan, people.born[rows]), progress)


def _entitled(plan: Plan, hardship: Hardship) -> dict[int, Ground]:
    held = grounds(plan.description.period.last_day)
    by_case = {case: ground for ground in held for case in ground.cases}
    found = {}
    for row in np.flatnonzero(hardship.group != "").tolist():
        ground = by_case.get(f"{hardship.group[row]}.{hardship.case[row]}")
        if ground and (not ground.only_if_poor or hardship.status[row] == "poor"):
            found[row] = ground
    return found


def _grants(rng: np.random.Generator, plan: Plan, people: Population, hardship: Hardship) -> Paying:
    """A grant for each child entitled; those beyond the described share lack papers."""
    entitled = _entitled(plan, hardship)
    rows = rng.permutation(np.array(sorted(entitled), dtype=np.int64))
    full = set(rows[: plan.part("allowance_paid_in_full", len(rows), "100")].tolist())
    grants = Grant.objects.bulk_create(
        _grant(plan, str(people.child_id[row]), entitled[row], people.born[row], n, row in full)
        for n, row in enumerate(rows.tolist(), start=1)
    )
    return list(zip(grants, rows.tolist(), strict=True))


def _pay(plan: Plan, people: Population, grants: Paying, progress: Any) -> np.ndarray:
    """Each month's payments; gives back the rows of the children paid at all (one whose grant
    began after the last month's first day has had nothing yet)."""
    period = plan.description.period
    paid: set[int] = set()
    complete = [pair for pair in grants if pair[0].dossier_complete_on]
    for month in _months(period.start, period.last_day):
        grown = day_number(years_before(month, 16))
        due = [(g, row) for g, row in complete if month in g.period and people.born[row] > grown]
        paid.update(row for _, row in due)
        copy_in(
            "support_support",
            {
                "child_id": pa.array([str(g.child_id) for g, _ in due], pa.string()),
                "kind": pa.array(["allowance"] * len(due), pa.string()),
                "source": pa.array(["state"] * len(due), pa.string()),
                "date": days([day_number(month + timedelta(days=9))] * len(due)),
                "amount": np.array([g.monthly_amount for g, _ in due], dtype=np.int64),
                "grant_id": np.array([g.pk for g, _ in due], dtype=np.int64),
                "provider": pa.array(["Bưu điện chi trả"] * len(due), pa.string()),
            },
            progress,
        )
    return _still_children(plan, people, np.array(sorted(paid), dtype=np.int64))


def _months(start: date, last: date) -> list[date]:
    count = (last.year - start.year) * 12 + last.month - start.month + 1
    firsts = [
        date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1)
        for n in range(count)
    ]
    return [first for first in firsts if start <= first <= last]


def _grant(
    plan: Plan, child_id: str, ground: Ground, born: int, number: int, complete: bool
) -> Grant:
    start = plan.description.period.start
    first = max(date(start.year - 1, 1 + number % 12, 1), EPOCH + timedelta(days=int(born)))
    return Grant(
        child_id=child_id,
        ground=ground.code,
        period=DateRange(first, None),
        decision=f"{number}/QĐ-UBND",
        dossier_complete_on=first if complete else None,
        monthly_amount=monthly_amount(ground, EPOCH + timedelta(days=int(born)), start),
    )


def _supported_others(
    rng: np.random.Generator,
    plan: Plan,
    people: Population,
    hardship: Hardship,
    paid: np.ndarray,
) -> np.ndarray:
    """Children in special circumstances, not paid an allowance, who must receive something.
    Where a share of a part of them is described, just so many of that part stay without."""
    special = _still_children(plan, people, np.flatnonzero(hardship.group != ""))
    free = rng.permutation(np.setdiff1d(special, paid))
    without = len(special) - plan.part("special_supported", len(special), "95")
    kept_out: list[int] = []
    for indicator, members in _parts(hardship).items():
        if plan.description.percent(indicator) is None:
            continue
        whole = special[members[special]]
        lacking = len(whole) - plan.part(indicator, len(whole), "100")
        of_it = free[members[free]]
        kept_out += of_it[:lacking].tolist()
        free = free[~members[free]]
        without -= lacking
    if not 0 <= without <= len(free):
        raise Problem(
            "Số trẻ có hoàn cảnh đặc biệt được hỗ trợ mâu thuẫn với số trẻ được trợ cấp.",
            "Children supported and children paid an allowance contradict one another.",
        )
    unsupported = np.concatenate([free[:without], np.array(kept_out, dtype=np.int64)])
    return rng.permutation(np.setdiff1d(special, np.concatenate([paid, unsupported])))


def _parts(hardship: Hardship) -> dict[str, np.ndarray]:
    """Which children the shares of single groups are about."""
    cases = np.char.add(np.char.add(hardship.group, "."), hardship.case.astype("U3"))
    return {
        "severely_disabled_supported": np.isin(cases, severe_cases()),
        "orphaned_or_abandoned_supported": np.isin(hardship.group, groups_alone()),
    }


def _still_children(plan: Plan, people: Population, rows: np.ndarray) -> np.ndarray:
    """Those of the rows who are under 16 on the last day."""
    return rows[people.born[rows] > day_number(years_before(plan.description.period.last_day, 16))]


def _any_day(rng: np.random.Generator, plan: Plan, born: np.ndarray) -> np.ndarray:
    """A day of the period for each, not before its birth."""
    first = np.maximum(born, plan.first)
    return first + (rng.random(len(born)) * (plan.last - first + 1)).astype(np.int64)
