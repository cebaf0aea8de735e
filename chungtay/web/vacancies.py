"""Hamlets without a collaborator on a day, with the children who live there."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from chungtay.children.models import Residence
from chungtay.law.age import CHILD_UNTIL_AGE
from chungtay.lib.periods import years_before
from chungtay.people.models import Post
from chungtay.people.roles import Role
from chungtay.people.scope import counting
from chungtay.places.models import Unit
from chungtay.web.tasks import hamlets_without_collaborator

SHOWN = 12  # communes beside the table


@dataclass(frozen=True)
class Vacancy:
    hamlet: Unit
    children: int
    since: date | None  # the day the last collaborator's post ended; None: there never was one


@dataclass(frozen=True)
class Bar:
    """A commune's vacant hamlets; `width` of 100 for the most."""

    commune: Unit
    hamlets: int
    children: int
    width: int


def hamlets(unit: Unit, day: date) -> list[Vacancy]:
    """Those with most children first: two counts, however many hamlets."""
    found = hamlets_without_collaborator(unit, day).select_related("commune", "district")
    rows = list(found.order_by("commune__sort_key", "sort_key", "pk"))
    children, left = _children(rows, day), _left(rows, day)
    told = [Vacancy(one, children.get(one.pk, 0), left.get(one.pk)) for one in rows]
    return sorted(told, key=lambda one: -one.children)


def _children(rows: list[Unit], day: date) -> dict[int, int]:
    young = {"child__birth_date__gt": years_before(day, CHILD_UNTIL_AGE)}
    homes = Residence.objects.on(day).filter(unit__in=[one.pk for one in rows], **young)
    with counting():
        born = homes.filter(child__birth_date__lte=day).values("unit").annotate(n=Count("pk"))
        return {row["unit"]: row["n"] for row in born}


def _left(rows: list[Unit], day: date) -> dict[int, date]:
    past = Post.objects.filter(role=Role.COLLABORATOR, unit__in=[one.pk for one in rows])
    ends = past.filter(period__endswith__lte=day).order_by("period__endswith")
    return {post.unit_id: post.period.upper for post in ends}


def by_commune(found: list[Vacancy]) -> list[Bar]:
    """The communes with most vacant hamlets, drawn beside the table."""
    communes = {one.hamlet.commune_id: one.hamlet.commune for one in found}
    counts = Counter(one.hamlet.commune_id for one in found)
    children: Counter[int | None] = Counter()
    for one in found:
        children[one.hamlet.commune_id] += one.children
    most = max(counts.values(), default=1)
    return [
        Bar(commune, n, children[key], round(100 * n / most))
        for key, n in counts.most_common(SHOWN)
        if (commune := communes[key]) is not None
    ]
