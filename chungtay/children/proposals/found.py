"""Every proposal for a unit on a day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from chungtay.children.models import Child, Circumstance, Declined, Group
from chungtay.children.proposals import conditions
from chungtay.children.proposals.parents import from_parents
from chungtay.children.proposals.proposal import Asked, Proposal
from chungtay.law.circumstances import compartments
from chungtay.places.models import Unit

SOURCES = (
    from_parents,
    conditions.from_disabilities,
    conditions.from_illness,
    conditions.from_poverty,
    conditions.from_school_and_home,
    conditions.no_longer,
)


def proposals(unit: Unit, day: date, child: UUID | None = None) -> list[Proposal]:
    """What the data of the unit's children points to on the day and the register does not say:
    not what is recorded already, not what somebody declined; of groups that are not sealed and
    in force that day. By the names of the children, groups of the law before risks."""
    asked = Asked(unit, day, child)
    found = {one.key: one for source in SOURCES for one in source(asked)}
    kept = _new(list(found.values()), unit, day)
    names = dict(_names(kept))
    return sorted(
        (one for one in kept if one.child in names),
        key=lambda one: (names[one.child], one.child, one.group),
    )


def _new(found: list[Proposal], unit: Unit, day: date) -> list[Proposal]:
    children = {one.child for one in found}
    episodes = Circumstance.objects.on(day).filter(child__in=children)
    held = set(episodes.values_list("child", "group"))
    declined = set(
        Declined.objects.filter(child__in=children).values_list("child", "group", "case", "ends")
    )
    offered = Group.objects.offered(unit, day).values_list("code", flat=True)
    in_force = set(offered) - set(compartments())
    return [
        one
        for one in found
        if one.group in in_force
        and one.key not in declined
        and one.ends == ((one.child, one.group) in held)
    ]


def _names(found: Iterable[Proposal]) -> Iterable[tuple[UUID, str]]:
    children = {one.child for one in found}
    return Child.objects.filter(pk__in=children).values_list("pk", "sort_key")
