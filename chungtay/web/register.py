"""The list of children as pages show it: who lives where on a day, narrowed by what is asked.

Built for a province on one page: a page of the list is read along the index of names, and what
stands beside each child comes in one query per kind, whatever the number of rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from chungtay.children.models import (
    BirthPrecision,
    Child,
    Circumstance,
    Group,
    Guardian,
    Poverty,
    Residence,
)
from chungtay.children.sealed import open_to
from chungtay.indicators.compute import keys
from chungtay.indicators.registry import Indicator
from chungtay.law.age import CHILD_UNTIL_AGE
from chungtay.lib.periods import Period, years_before
from chungtay.lib.vietnamese import fold
from chungtay.people.scope import counting
from chungtay.places.models import Level, Unit
from chungtay.web.privacy import Who

SOON = timedelta(days=30)
ORDERS = {"ten": ("sort_key", "pk"), "sinh": ("-birth_date", "pk")}
# Band: first age, and the age it ends before.
AGES = {"0-1": (0, 2), "2-5": (2, 6), "6-15": (6, CHILD_UNTIL_AGE)}


@dataclass(frozen=True)
class Row:
    """A child with what a list says beside the name."""

    child: Child
    home: Unit
    carer: str
    special: bool
    at_risk: bool
    poverty: str


def at_home(unit: Unit, day: date) -> QuerySet[Child]:
    """Children who live in the unit on the day, each with `home_unit` and `home_household`."""
    homes = FilteredRelation("residences", condition=Q(residences__period__contains=day))
    within: dict[str, Any] = {"home__unit__period__contains": day}
    if unit.ancestor_field:
        within[f"home__unit__{unit.ancestor_field}"] = unit.pk
    return (
        Child.objects.on(day)
        .annotate(home=homes)
        .filter(**within)
        .annotate(home_unit=F("home__unit"), home_household=F("home__household"))
    )


@dataclass(frozen=True)
class Search:
    """Children of `at_home` whose names hold every word (four digits: the year of birth), and of
    whose records `mend` asks for work. The database finds them by a reviewed function, which
    tests the reader's scope once and may use the index of names (see row_security.sql)."""

    unit: Unit
    day: date
    words: str = ""
    mend: str = ""

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT access.count_children(%s, %s, %s, %s)", self._given)
            return int(cursor.fetchone()[0])

    def page(self, order: str, span: slice) -> QuerySet[Child]:
        """The children of the span, in one of ORDERS."""
        first = span.start or 0
        found = RawSQL(
            "SELECT access.find_children(%s, %s, %s, %s, %s, %s, %s)",
            [*self._given, order, first, span.stop - first],
        )
        return at_home(self.unit, self.day).filter(pk__in=found).order_by(*ORDERS[order])

    def among(self, children: QuerySet[Child]) -> QuerySet[Child]:
        """Those of `children` that the search finds, to be narrowed further."""
        found = "SELECT access.find_children(%s, %s, %s, %s, 'ten', 0, NULL)"
        return children.filter(pk__in=RawSQL(found, self._given))  # noqa: S611 (our own words)

    @property
    def _given(self) -> list[Any]:
        return [fold(self.words).split(), self.unit.pk, self.day, self.mend]


def count_at_home(unit: Unit, day: date) -> int:
    """How many `at_home` holds."""
    with counting():
        return _count_at_home(unit, day)


def _count_at_home(unit: Unit, day: date) -> int:
    """For a province, without joining every child: all homes of the day, less the few whose
    child is not yet born or no longer a child."""
    if unit.level > Level.PROVINCE:
        return at_home(unit, day).count()
    homes = Residence.objects.on(day).under(unit).filter(unit__period__contains=day)
    others = homes.exclude(child__birth_date__gt=years_before(day, CHILD_UNTIL_AGE))
    unborn = homes.filter(child__birth_date__gt=day)
    return homes.count() - others.count() - unborn.count()


TO_MEND = ("tron-16", "nam-sinh", "so-dinh-danh")


def to_mend(children: QuerySet[Child], what: str, day: date) -> QuerySet[Child]:
    """Children whose record asks for work: 16 within 30 days, only a birth year, no number."""
    if what == "tron-16":
        return children.filter(birth_date__lte=years_before(day + SOON, CHILD_UNTIL_AGE))
    if what == "nam-sinh":
        return children.filter(birth_precision=BirthPrecision.YEAR)
    return children.filter(personal_number__isnull=True)


def of_ages(children: QuerySet[Child], bands: Iterable[str], day: date) -> QuerySet[Child]:
    """Children whose age on the day falls in any of the bands."""
    wanted = Q(pk__in=[])
    for first, until in (AGES[band] for band in bands):
        born = {
            "birth_date__gt": years_before(day, until),
            "birth_date__lte": years_before(day, first),
        }
        wanted |= Q(**born)
    return children.filter(wanted)


def in_circumstances(
    children: QuerySet[Child], wanted: Iterable[str], day: date, who: Who
) -> QuerySet[Child]:
    """Children to whom any of these applies: special, risk, poor, near_poor or a group's code;
    by what opens to the reader."""
    held = _opened(Circumstance.objects.on(day), who)
    parts = [_those_in(code, day, held) for code in wanted]
    return children.filter(pk__in=parts[0].union(*parts[1:]) if parts[1:] else parts[0])


def _opened(episodes: Any, who: Who) -> Any:
    return open_to(episodes, *who) if who else episodes


def _those_in(code: str, day: date, episodes: Any) -> QuerySet[Any, Any]:
    """Keys of children, straight from the episodes: a union of these never reads every child."""
    if code == Group.Kind.SPECIAL:
        return episodes.special().values("child")
    if code == Group.Kind.RISK:
        special = episodes.special().filter(child=OuterRef("child"))
        return episodes.risk().filter(~Exists(special)).values("child")
    if code in Poverty.Status.values:
        poor = {"household__poverty__period__contains": day, "household__poverty__status": code}
        return Residence.objects.on(day).filter(**poor).values("child")
    return episodes.filter(group=code).values("child")


def behind(
    children: QuerySet[Child], one: Indicator, unit: Unit, period: Period, *, rest: bool
) -> QuerySet[Child]:
    """The children a figure counted; with `rest`, those of its denominator it did not."""
    counted = keys(one, unit, period, rest=rest)
    # One array, not a hundred thousand parameters.
    return children.filter(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [counted]))


def rows(children: Iterable[Any], day: date, who: Who) -> list[Row]:
    """Lines of the list for children of `at_home`: four queries, however many children."""
    page = list(children)
    ids = [child.pk for child in page]
    homes = Unit.objects.select_related("commune").in_bulk([child.home_unit for child in page])
    held = _groups_of(ids, day, who)
    poor = _poverty_of([child.home_household for child in page], day)
    carers = _carers_of(ids, day)
    return [
        Row(
            child,
            homes[child.home_unit],
            carers.get(child.pk, ""),
            special=any(g.kind == Group.Kind.SPECIAL for g in held.get(child.pk, ())),
            at_risk=any(g.kind == Group.Kind.RISK for g in held.get(child.pk, ())),
            poverty=poor.get(child.home_household, ""),
        )
        for child in page
    ]


def _groups_of(ids: list[Any], day: date, who: Who) -> dict[Any, list[Group]]:
    found: dict[Any, list[Group]] = {}
    held = Circumstance.objects.on(day).filter(child__in=ids).select_related("group")
    for episode in _opened(held, who):
        found.setdefault(episode.child_id, []).append(episode.group)
    return found


def _poverty_of(households: list[Any], day: date) -> dict[Any, str]:
    held = Poverty.objects.on(day).filter(household__in=households)
    return {one.household_id: str(one.get_status_display()) for one in held}


def _carers_of(ids: list[Any], day: date) -> dict[Any, str]:
    carers = Guardian.objects.on(day).filter(child__in=ids, is_contact=True)
    carers = carers.order_by("is_main", "-pk")
    return {carer.child_id: carer.full_name for carer in carers}
