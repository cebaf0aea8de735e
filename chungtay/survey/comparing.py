"""What changed in a hamlet since the round before it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps

from chungtay.survey.models import Area, Outcome, Visit
from chungtay.survey.questions import label


@dataclass(frozen=True)
class Line:
    """One child: what became of it since the last round, and what exactly, in codes.

    `outcome`: new, changed, gone, unchanged, or empty while it has not been visited. `what`:
    questions put right; `between`: its record was changed in the register between the visits.
    """

    visit: Visit
    outcome: str
    what: list[str] = field(default_factory=list)
    between: bool = False

    @property
    def labels(self) -> list[str]:
        return [label(code) for code in self.what]


@dataclass(frozen=True)
class Comparison:
    """`before`: the hamlet's last area in an earlier round; None: this is the first, and the
    comparison is with the register as it stood."""

    area: Area
    before: Area | None
    lines: list[Line]

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(line.outcome for line in self.lines)
        return {str(outcome): counted[outcome] for outcome in [*Outcome.values, ""]}


def last_area(area: Area) -> Area | None:
    """The same hamlet, under whichever row it had, in the round that ended last before this one."""
    earlier = Area.objects.filter(
        unit__code=area.unit.code, round__period__startswith__lt=area.round.period.lower
    ).exclude(pk=area.pk)
    return earlier.select_related("round", "unit").order_by("-round__period", "-pk").first()


def since_last(area: Area) -> Comparison:
    """Every child of this round or there in the last one, with what became of it since."""
    before = last_area(area)
    now = {one.child_id: one for one in _visits(area)}
    then = {one.child_id: one for one in _visits(before)} if before else {}
    there = {key: one for key, one in then.items() if one.outcome not in ("", Outcome.GONE)}
    edited = _edited(now, there)
    lines = [_line(one, there.get(key), bool(there), key in edited) for key, one in now.items()]
    # Listed then and not now: the register let it go between the rounds.
    lines += [Line(one, Outcome.GONE, between=True) for key, one in there.items() if key not in now]
    return Comparison(area, before, lines)


def _visits(area: Area) -> Iterable[Visit]:
    return area.visits.select_related("child", "by").order_by("child__sort_key", "pk")


def _line(now: Visit, then: Visit | None, compared: bool, edited: bool) -> Line:
    if now.outcome in ("", Outcome.GONE, Outcome.NEW):
        return Line(now, now.outcome)
    if compared and then is None:
        return Line(now, Outcome.NEW, between=True)
    if now.outcome == Outcome.CHANGED or edited:
        return Line(now, Outcome.CHANGED, now.changed, between=edited and not now.changed)
    return Line(now, Outcome.UNCHANGED)


def _edited(now: dict[UUID, Visit], then: dict[UUID, Visit]) -> set[UUID]:
    """Children whose own record was changed after the visit of the last round."""
    both = [key for key in now if key in then and then[key].at is not None]
    event: Any = apps.get_model("children", "ChildEvent")
    rows = event.objects.filter(pgh_obj__in=both, pgh_label="update")
    return {
        key
        for key, at in rows.values_list("pgh_obj", "pgh_created_at")
        if at > (then[key].at or at)
    }
