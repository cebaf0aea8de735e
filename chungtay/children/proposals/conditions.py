"""From certificates and the household's poverty: disability, illness with poverty, risks."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from chungtay.children.models import (
    Circumstance,
    Disability,
    Illness,
    LivesWith,
    Poverty,
    Residence,
    Schooling,
)
from chungtay.children.proposals.proposal import Asked, Found, Proposal
from chungtay.law.data import text_title

DISABLED, ILL_AND_POOR = "04", "13"
ILLNESS_CASES = {Poverty.Status.POOR: 1, Poverty.Status.NEAR_POOR: 2}
RISKS_OF_POVERTY = {Poverty.Status.POOR: "R01", Poverty.Status.NEAR_POOR: "R02"}
DROPPED_OUT, WITHOUT_PARENTS = "R09", "R11"


def from_disabilities(asked: Asked) -> Found:
    held = Disability.objects.on(asked.day).filter(child__in=asked.living()).order_by("degree")
    seen: set[UUID] = set()
    for one in held:
        if one.child_id not in seen:  # the gravest decides
            seen.add(one.child_id)
            number = f", số {one.number}" if one.number else ""
            why = (
                f"Giấy xác nhận khuyết tật{number}: {one} "
                f"({text_title('ND56')}, Điều 6 khoản {one.degree})"
            )
            yield Proposal(one.child_id, DISABLED, one.degree, False, one.period.lower, why)


def from_illness(asked: Asked) -> Found:
    """Illness alone is no group of the law: the household must be poor or near-poor too."""
    ill = {one.child_id: one for one in
           Illness.objects.on(asked.day).filter(child__in=asked.living())}  # fmt: skip
    for child, status, since, decision in _poor(asked, list(ill)):
        case, one = ILLNESS_CASES[Poverty.Status(status)], ill[child]
        of = f" theo {decision}" if decision else ""
        why = (
            f"{one.get_kind_display()}; {Poverty.Status(status).label}{of} "
            f"({text_title('ND56')}, Điều 15 khoản {case})"
        )
        since = max(since, one.period.lower)
        yield Proposal(child, ILL_AND_POOR, case, False, since, why[:1].upper() + why[1:])


def _poor(asked: Asked, children: list[UUID]) -> list[tuple[UUID, str, date, str]]:
    """(child, status, since, decision) of those whose household is poor or near-poor."""
    held = Poverty.objects.on(asked.day).filter(household=OuterRef("household"))
    homes = asked.homes.filter(Exists(held), child__in=children).values_list("child", "household")
    by_household = {
        one.household_id: one
        for one in Poverty.objects.on(asked.day).filter(household__in=[h for _c, h in homes])
    }
    return [
        (child, by_household[h].status, by_household[h].period.lower, by_household[h].decision)
        for child, h in homes
    ]


def from_poverty(asked: Asked) -> Found:
    """The risk of a poor or near-poor household, of children not yet written into it."""
    for status, group in RISKS_OF_POVERTY.items():
        held = Poverty.objects.on(asked.day).filter(household=OuterRef("household"), status=status)
        known = Circumstance.objects.on(asked.day).filter(child=OuterRef("child"), group=group)
        homes = asked.homes.filter(Exists(held), ~Exists(known))
        poor = homes.values_list("child", "household", "period")
        since = _since(asked, [household for _c, household, _p in poor])
        for child, household, period in poor:
            first = max(since[household], period.lower)
            yield Proposal(child, group, 0, False, first, f"Sống trong {status.label}")


def _since(asked: Asked, households: list[Any]) -> dict[Any, date]:
    held = Poverty.objects.on(asked.day).filter(household__in=households)
    return {household: period.lower for household, period in held.values_list(
        "household", "period")}  # fmt: skip


def from_school_and_home(asked: Asked) -> Found:
    dropped = Schooling.objects.on(asked.day).filter(
        status=Schooling.Status.DROPPED, child__in=asked.living()
    )
    for child, period, reason in dropped.values_list("child", "period", "reason"):
        why = f"Bỏ học: {reason}" if reason else "Bỏ học"
        yield Proposal(child, DROPPED_OUT, 0, False, period.lower, why)
    apart = asked.homes.filter(lives_with__in=(LivesWith.KIN, LivesWith.ALONE))
    for child, period, lives_with in apart.values_list("child", "period", "lives_with"):
        why = f"Sống với {LivesWith(lives_with).label}"
        yield Proposal(child, WITHOUT_PARENTS, 0, False, period.lower, why)


def no_longer(asked: Asked) -> Found:
    """Open episodes whose ground has ended: the certificate, the illness, the poverty."""
    yield from _ended(asked, DISABLED, Disability, "Giấy xác nhận khuyết tật đã hết hiệu lực")
    yield from _ended(asked, ILL_AND_POOR, Illness, "Không còn bệnh ghi trong sổ")
    for status, group in RISKS_OF_POVERTY.items():
        yield from _no_longer_poor(asked, status, group)


def _ended(asked: Asked, group: str, ground: Any, why: str) -> Found:
    """Where a ground was once recorded and none holds today."""
    of_child = ground.objects.filter(child=OuterRef("child"))
    held = of_child.filter(period__contains=asked.day)
    ended = _open(asked, group).filter(Exists(of_child), ~Exists(held))
    found = list(ended.values_list("child", "case"))
    rows = ground.objects.filter(child__in=[child for child, _case in found])
    last = _last_ends(rows.values_list("child", "period"))
    for child, case in found:
        yield Proposal(child, group, case, True, last[child], why)


def _last_ends(rows: Any) -> dict[UUID, date]:
    """The latest day after a period of each child, of (child, period) that have all ended."""
    ends: dict[UUID, date] = {}
    for child, period in rows:
        ends[child] = max(period.upper, ends.get(child, period.upper))
    return ends


def _no_longer_poor(asked: Asked, status: Poverty.Status, group: str) -> Found:
    home = Residence.objects.on(asked.day).filter(
        child=OuterRef("child"),
        household__poverty__status=status,
        household__poverty__period__contains=asked.day,
    )
    housed = Residence.objects.on(asked.day).filter(
        child=OuterRef("child"), household__isnull=False
    )
    left = _open(asked, group).filter(~Exists(home), Exists(housed))
    found = list(left.values_list("child", "period"))
    past = Poverty.objects.filter(
        household__residences__child__in=[child for child, _period in found],
        status=status,
        period__endswith__lte=asked.day,
    )
    ends = _last_ends(past.values_list("household__residences__child", "period"))
    for child, period in found:
        since = max(ends[child], period.lower) if child in ends else asked.day
        yield Proposal(child, group, 0, True, since, f"Hộ không còn là {status.label}")


def _open(asked: Asked, group: str) -> Any:
    return Circumstance.objects.on(asked.day).filter(group=group, child__in=asked.living())
