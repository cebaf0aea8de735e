"""Child-friendly communes (`child_friendly:`): a year's registrations, scores and decisions."""

from decimal import Decimal
from typing import Any

import numpy as np

from chungtay.demo.offices import Offices
from chungtay.demo.plan import Plan
from chungtay.law.child_friendly import Standard, standard
from chungtay.places.models import Kind, Unit
from chungtay.plans.models import Assessment, Score

USUAL_PASS = 750  # where no text read gives the points to pass


def assess(plan: Plan, offices: Offices) -> None:
    """The first `registered` communes of one order register each year, the first `recognised`
    of them pass: who passed one year does so in the next."""
    years = plan.description.text.get("child_friendly") or ()
    first = min((row["registered_on"] for row in years), default=offices.as_of)
    communes = [unit for unit in offices.lasting(offices.communes) if unit.valid_on(first)]
    order = plan.rng("child friendly").permutation(len(communes)).tolist()
    for row in years:
        _year(plan, row, [communes[n] for n in order[: row["registered"]]])


def _year(plan: Plan, row: dict[str, Any], communes: list[Unit]) -> None:
    rng = plan.rng(f"scores {row['year']}")
    version = standard(row["standard"])
    decided = "decided_on" in row
    made, scores = [], []
    for number, unit in enumerate(communes):
        passes = number < row.get("recognised", 0)
        points = _points(rng, version, _to_pass(version, unit), passes) if decided else []
        made.append(_assessment(row, unit, number, passes, points))
        scores.append(points)
    Assessment.objects.bulk_create(made)
    Score.objects.bulk_create(
        Score(assessment=one, criterion=n, points=Decimal(got), most=most)
        for one, points in zip(made, scores, strict=True)
        for n, (got, most) in enumerate(points, start=1)
    )


def _assessment(
    row: dict[str, Any], unit: Unit, number: int, passes: bool, points: list[tuple[int, int]]
) -> Assessment:
    decided = "decided_on" in row
    result = ("recognised" if passes else "refused") if decided else "registered"
    return Assessment(
        unit=unit,
        year=row["year"],
        standard=row["standard"],
        registered_on=row["registered_on"],
        total=Decimal(sum(got for got, _ in points)) if decided else None,
        result=result,
        decided_on=row.get("decided_on"),
        decision=f"{101 + number}/QĐ-UBND" if passes and decided else "",
    )


def _to_pass(version: Standard, unit: Unit) -> int:
    kind = "city_ward" if unit.kind == Kind.WARD else "usual"
    return version.to_pass.get(kind) or USUAL_PASS


def _points(
    rng: np.random.Generator, version: Standard, needed: int, passes: bool
) -> list[tuple[int, int]]:
    """Points and maximum of each criterion; maxima no text gives share what is left."""
    most = _maxima(version)
    low, high = (
        (needed / version.maximum, 1.0) if passes else (0.5, needed / version.maximum - 0.02)
    )
    aim = rng.uniform(low + 0.02 if passes else low, high - 0.005)
    got = [min(m, round(m * min(aim * rng.uniform(0.97, 1.03), 1.0))) for m in most]
    lacking = needed - sum(got) if passes else 0
    for n, room in enumerate(m - g for g, m in zip(got, most, strict=True)):
        more = max(min(room, lacking), 0)
        got[n] += more
        lacking -= more
    return list(zip(got, most, strict=True))


def _maxima(version: Standard) -> list[int]:
    known = [criterion.maximum for criterion in version.criteria.values()]
    left = version.maximum - sum(most or 0 for most in known)
    open_places = known.count(None)
    each, rest = divmod(left // 5, open_places) if open_places else (0, 0)
    shares = iter([(each + (n < rest)) * 5 for n in range(open_places)])
    return [next(shares) if most is None else most for most in known]
