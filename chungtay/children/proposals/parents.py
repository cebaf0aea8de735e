"""From the states of both parents: groups of orphaned, abandoned children and of those with
nobody to rely on; and the risk of having lost one parent."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from chungtay.children.models import Guardian, GuardianState
from chungtay.children.models.guardian import PARENTS
from chungtay.children.proposals.proposal import Asked, Found, Proposal
from chungtay.law.absent_parents import CHILD, pointed
from chungtay.law.age import CHILD_UNTIL_AGE
from chungtay.law.data import text_title

Relation, State = Guardian.Relation, GuardianState.State
ONE_PARENT_DEAD = "R03"
ONLY_YOUNG = "dưới 16 tuổi"


@dataclass
class Parents:
    """The states of a child's mother and father on the day, since when, and its home."""

    lives_with: str
    states: dict[str, str] = field(default_factory=dict)
    since: list[date] = field(default_factory=list)

    def of(self, relation: str) -> str:
        return self.states.get(relation, "")


def from_parents(asked: Asked) -> Found:
    text = text_title("ND56")
    for child, parents in _of_children(asked).items():
        mother, father = parents.of(Relation.MOTHER), parents.of(Relation.FATHER)
        if told := pointed(mother, father, parents.lives_with):
            why = f"{_said(parents)} ({text}, {told.article})"
            yield Proposal(child, told.group, told.case, False, max(parents.since), why)
        elif State.DEAD in (mother, father):
            yield Proposal(child, ONE_PARENT_DEAD, 0, False, max(parents.since), _said(parents))


def _said(parents: Parents) -> str:
    """`Mẹ đã chết, cha mất tích`."""
    labels = dict(State.choices) | {CHILD: ONLY_YOUNG}
    parts = [
        f"{relation.label} {labels[state]}"
        for relation in PARENTS
        if (state := parents.of(relation))
    ]
    told = ", ".join(parts)
    return told[:1].upper() + told[1:]


def _of_children(asked: Asked) -> dict[UUID, Parents]:
    homes = dict(
        asked.homes.filter(child__in=_with_a_state(asked)).values_list("child", "lives_with")
    )
    found: dict[UUID, Parents] = defaultdict(lambda: Parents("family"))
    for child, relation, state, since in [*_stated(asked), *_young(asked)]:
        parents = found[child]
        parents.lives_with = homes.get(child, parents.lives_with)
        parents.states.setdefault(relation, state)
        parents.since.append(since)
    return dict(found)


def _with_a_state(asked: Asked) -> list[UUID]:
    return [row[0] for row in _stated(asked)]


def _stated(asked: Asked) -> list[tuple[UUID, str, str, date]]:
    states = GuardianState.objects.on(asked.day).filter(
        guardian__relation__in=PARENTS,
        guardian__period__contains=asked.day,
        guardian__child__in=asked.living(),
    )
    rows = states.values_list("guardian__child", "guardian__relation", "state", "period")
    return [(child, relation, state, period.lower) for child, relation, state, period in rows]


def _young(asked: Asked) -> list[tuple[UUID, str, str, date]]:
    """Parents who are surely still children: only their birth year is kept."""
    young = Guardian.objects.on(asked.day).filter(
        relation__in=PARENTS,
        birth_year__gt=asked.day.year - CHILD_UNTIL_AGE,
        child__in=asked.living(),
    )
    rows = young.values_list("child", "relation", "child__birth_date")
    return [(child, relation, CHILD, born) for child, relation, born in rows]
