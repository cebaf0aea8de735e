"""Accidents and injuries of children; drowning deaths are of children no longer in the register."""

from datetime import timedelta

import numpy as np

from chungtay.demo.plan import EPOCH, Plan
from chungtay.demo.population import Gone, Population
from chungtay.health.models import Injury

CAUSES = {
    "fall": 31, "traffic": 24, "animal": 12, "cut": 9, "burn": 8, "drowning": 5, "suffocation": 2,
    "poisoning": 4, "electricity": 2, "other": 3,
}  # fmt: skip
USUAL = 0.0011  # injuries a year per child that reach the register
WATERS = ("ao, hồ gần nhà", "suối", "sông", "hố nước công trình", "kênh thủy lợi")
DONE = (
    "Sơ cứu tại trạm y tế, chuyển tuyến trên",
    "Điều trị tại trạm y tế xã",
    "Hướng dẫn gia đình loại bỏ nguy cơ trong nhà",
    "Thăm hỏi, hỗ trợ gia đình; cắm biển cảnh báo",
)


def injure(plan: Plan, people: Population) -> None:
    rng = plan.rng("injuries")
    years = (plan.last - plan.first + 1) / 365
    count = plan.total("injuries", USUAL * years * plan.whole)
    rows = rng.permutation(np.flatnonzero(people.born < plan.first))[:count].tolist()
    made = [_injury(rng, plan, people, row) for row in rows]
    Injury.objects.bulk_create(made + _deaths(rng, plan, people.gone))


def _injury(rng: np.random.Generator, plan: Plan, people: Population, row: int) -> Injury:
    weights = np.array(list(CAUSES.values()), dtype=float)
    cause = list(CAUSES)[int(rng.choice(len(CAUSES), p=weights / weights.sum()))]
    day = int(rng.integers(plan.first, plan.last + 1))
    place = ("home", "school", "community")[int(rng.choice(3, p=(0.45, 0.15, 0.4)))]
    outside = cause in ("drowning", "traffic")
    return Injury(
        child_id=str(people.child_id[row]),
        unit_id=int(people.home[row]),
        date=EPOCH + timedelta(days=day),
        cause=cause,
        place="community" if outside else place,
        where=_water(rng) if cause == "drowning" else "",
        done=DONE[int(rng.integers(3))],
    )


def _deaths(rng: np.random.Generator, plan: Plan, gone: Gone | None) -> list[Injury]:
    """Children whose last day in the register was that of their death, in the period."""
    if gone is None:
        return []
    day = gone.left - 1
    rows = np.flatnonzero((day >= plan.first) & (day <= plan.last))
    wanted = plan.few("drowning_deaths", 1)
    return [
        Injury(
            child_id=gone.child_id[row],
            unit_id=int(gone.commune[row]),
            date=EPOCH + timedelta(days=int(day[row])),
            cause="drowning",
            place="community",
            fatal=True,
            where=_water(rng),
            done=DONE[3],
        )
        for row in rows[:wanted].tolist()
    ]


def _water(rng: np.random.Generator) -> str:
    return WATERS[int(rng.integers(len(WATERS)))]
