"""Visits and gifts (`gifts:` of a locality's file): just as many children, just that money."""

from datetime import date
from typing import Any

import numpy as np

from chungtay.demo.aid import Aid
from chungtay.demo.festivals import festival
from chungtay.demo.hardship import Hardship
from chungtay.demo.offices import Offices
from chungtay.demo.plan import Plan, apportion, day_number, even_money
from chungtay.demo.population import Population
from chungtay.demo.supports import FUND, Giver, write_supports
from chungtay.demo.where import units_at
from chungtay.lib.problems import Problem
from chungtay.support.models import GiftDrive

FESTIVALS = ("tet", "children_day", "mid_autumn")
SOURCES = {"budget": "state", "fund": "fund", "programme": "community"}


def give_gifts(
    plan: Plan,
    offices: Offices,
    people: Population,
    hardship: Hardship,
    aid: Aid,
    progress: Any,
) -> None:
    """A child has one gift of the festivals at most: children are then as many as gifts."""
    rows = [row for row in plan.description.text.get("gifts") or () if _falls(plan, row)]
    free = _recipients(plan, hardship, aid)
    counts = _counts(plan, rows)
    carried = 0
    for row, count in zip(rows, counts, strict=True):
        if not count:  # at a small scale: its money goes to the next one
            carried += int(row["amount"])
            continue
        drive = _drive(plan, row, offices)
        born = people.born[free] < day_number(drive.date)
        chosen = _chosen(row, count, free[born], people, offices)
        money = even_money(int(row["amount"]) + carried, len(chosen))
        carried = 0
        if _festive(row):
            free = free[~np.isin(free, chosen)]
        giver = Giver("gift", SOURCES[row["source"]], _provider(row, offices))
        when = np.full(len(chosen), day_number(drive.date))
        write_supports(people, chosen, giver, when, progress, amounts=money, drive=int(drive.pk))


def _falls(plan: Plan, row: dict[str, Any]) -> bool:
    on = row.get("date")
    return on is None or plan.description.period.start <= on < plan.description.period.end


def _festive(row: dict[str, Any]) -> bool:
    return row["occasion"] in FESTIVALS and row["source"] != "programme"


def _counts(plan: Plan, rows: list[dict[str, Any]]) -> list[int]:
    """Children of each drive: those of the festivals sum to the figure at any scale."""
    festive = {str(n): float(row["children"]) for n, row in enumerate(rows) if _festive(row)}
    if not festive:
        return [_scaled(plan, row) for row in rows]
    total = plan.total("festival_gift_children", sum(festive.values()))
    shares = apportion(festive, total)
    return [shares.get(str(n), _scaled(plan, row)) for n, row in enumerate(rows)]


def _scaled(plan: Plan, row: dict[str, Any]) -> int:
    return max(round(int(row["children"]) * plan.scale), len(row.get("where", ())), 1)


def _recipients(plan: Plan, hardship: Hardship, aid: Aid) -> np.ndarray:
    """Children who may get a gift, those in special circumstances first; one of these who must
    stay without support is not among them."""
    rng = plan.rng("gifts")
    poor = np.flatnonzero((hardship.group == "") & (hardship.status != ""))
    rest = np.flatnonzero((hardship.group == "") & (hardship.status == ""))
    return np.concatenate([rng.permutation(rows) for rows in (aid.supported, poor, rest)])


def _chosen(
    row: dict[str, Any], count: int, free: np.ndarray, people: Population, offices: Offices
) -> np.ndarray:
    if not row.get("where"):
        chosen = free[:count]
    else:
        places = [unit.pk for unit in units_at(row["where"], offices)]
        home = people.home[free]
        share = apportion(dict.fromkeys(map(str, places), 1.0), count)
        chosen = np.concatenate([free[home == place][: share[str(place)]] for place in places])
    if len(chosen) < count:
        raise Problem(
            f"Không đủ trẻ cho đợt “{row['name']}”.", f"Too few children for “{row['name']}”."
        )
    return chosen


def _drive(plan: Plan, row: dict[str, Any], offices: Offices) -> GiftDrive:
    on: date = row.get("date") or festival(row["occasion"], plan.description.period)
    return GiftDrive.objects.create(
        unit=offices.root,
        name=row["name"],
        occasion=row["occasion"],
        date=on,
        source=row["source"],
        partner=row.get("partner", ""),
        hard_area=row.get("hard_area", False),
        decision=row.get("decision", ""),
    )


def _provider(row: dict[str, Any], offices: Offices) -> str:
    if row.get("partner"):
        return str(row["partner"])
    return FUND if row["source"] == "fund" else f"UBND {offices.root.title}"
