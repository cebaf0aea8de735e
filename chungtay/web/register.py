"""The list of children as pages show it: who lives where on a day, narrowed by what is asked.

Built for a province on one page: a page of the list is read along the index of names, and what
stands beside each child comes in one query per kind, whatever the number of rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, When
from django.db.models.expressions import RawSQL
from psycopg.types.json import Jsonb

from chungtay.children.finding import Wanted, wanted
from chungtay.children.models import (
    BirthPrecision,
    Child,
    Circumstance,
    Group,
    Guardian,
    Household,
    Poverty,
    Residence,
)
from chungtay.children.sealed import open_to
from chungtay.indicators.compute import keys
from chungtay.indicators.registry import Indicator
from chungtay.law.age import CHILD_UNTIL_AGE
from chungtay.lib.periods import Period, years_before
from chungtay.people.scope import counting
from chungtay.places.models import Level, Unit
from chungtay.web.privacy import Who

SOON = timedelta(days=30)
MOST = 250  # names a search counts and shows, five pages: with more than that one narrows it
MOST_WIDE = 1_000  # children found by carers and hamlets; more are no answer
FEW = 50  # names, on one page, that carers and hamlets are listed after
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
    head: str


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
    whose records `mend` asks for work; after them, those found by a carer or the hamlet. The
    database finds them by reviewed functions, which test the reader's scope once and may use the
    indexes of names (children/migrations/search.sql)."""

    unit: Unit
    day: date
    words: str = ""
    mend: str = ""
    order: str = "ten"  # one of ORDERS
    most: int = MOST
    wide: bool = False  # carers and hamlets are asked for, however many names were found

    @cached_property
    def wanted(self) -> Wanted:
        return wanted(self.words)

    @cached_property
    def named(self) -> int:
        """How many names hold the words; `most` and one more where there are more."""
        if self.wanted["words"]:
            return len(self._nearest)
        counted = "SELECT access.count_children(%s, %s, %s, %s)"
        return int(_column(counted, self._given())[0])

    @cached_property
    def _nearest(self) -> list[UUID]:
        """The first `most` and one more, in their order, read once."""
        asked = "SELECT access.nearest(%s, %s, %s, %s, %s, %s)"
        return _column(asked, self._given(self.order, self.most))

    @property
    def more(self) -> bool:
        """Whether there are more than are counted and shown."""
        return bool(self.wanted["words"]) and self.named > self.most

    @property
    def may_widen(self) -> bool:
        """Whether a person may ask for carers and hamlets besides."""
        return bool(self.wanted["words"]) and self.named <= FEW

    @property
    def widens(self) -> bool:
        """Whether carers and hamlets are looked through too: where names alone say little."""
        if not self.may_widen:
            return False
        return self.wide or self.named == 0 or self.unit.level >= Level.COMMUNE

    @cached_property
    def _wider(self) -> list[UUID]:
        if not self.widens:
            return []
        return _column("SELECT access.find_wider(%s, %s, %s, %s, %s)", self._given(MOST_WIDE))

    @property
    def too_wide(self) -> bool:
        """Whether so many are found by carers and hamlets that none of them is shown."""
        return len(self._wider) > MOST_WIDE

    @property
    def wider(self) -> list[UUID]:
        return [] if self.too_wide else self._wider

    def count(self) -> int:
        """How many are listed."""
        return self.most if self.more else self.named + len(self.wider)

    def keys(self, span: slice) -> list[UUID]:
        """Of the span: names first, the nearest before the others; then those found wider."""
        if self.wanted["words"]:
            return [*self._nearest[: self.most], *self.wider][span]
        first = span.start or 0
        asked = "SELECT access.find_children(%s, %s, %s, %s, %s, %s, %s)"
        return _column(asked, self._given(self.order, first, span.stop - first))

    def page(self, span: slice) -> list[Any]:
        """The children of the span, in its order."""
        keys = self.keys(span)
        found = {child.pk: child for child in at_home(self.unit, self.day).filter(pk__in=keys)}
        return [found[key] for key in keys if key in found]

    def among(self, children: QuerySet[Child]) -> QuerySet[Child]:
        """Those of `children` that the search finds, to be narrowed further."""
        found = "SELECT access.find_children(%s, %s, %s, %s, 'ten', 0, NULL)"
        named = Q(pk__in=RawSQL(found, self._given()))  # noqa: S611 (our own words)
        return children.filter(named | Q(pk__in=self.wider) if self.wider else named)

    def ordered(self, children: QuerySet[Child]) -> QuerySet[Child]:
        """`children` in the order; by name, the nearest to the words first."""
        if self.order != "ten" or not self.wanted["words"]:
            return children.order_by(*ORDERS[self.order])
        near = "access.nearness(children_child.full_name, children_child.search_text, %s)"
        nearness = RawSQL(near, [Jsonb(self.wanted)])  # noqa: S611 (our own words)
        beside = Case(When(pk__in=self.wider, then=3), default=nearness)
        return children.order_by(beside if self.wider else nearness, *ORDERS[self.order])

    def _given(self, *more: Any) -> list[Any]:
        return [Jsonb(self.wanted), self.unit.pk, self.day, self.mend, *more]


def _column(asked: str, given: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(asked, given)
        return [row[0] for row in cursor.fetchall()]


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
    """Lines of the list for children of `at_home`: five queries, however many children."""
    page = list(children)
    ids = [child.pk for child in page]
    homes = Unit.objects.select_related("commune").in_bulk([child.home_unit for child in page])
    held = _groups_of(ids, day, who)
    poor = _poverty_of([child.home_household for child in page], day)
    carers = _carers_of(ids, day)
    heads = Household.objects.in_bulk([c.home_household for c in page if c.home_household])
    return [
        Row(
            child,
            homes[child.home_unit],
            carers.get(child.pk, ""),
            special=any(g.kind == Group.Kind.SPECIAL for g in held.get(child.pk, ())),
            at_risk=any(g.kind == Group.Kind.RISK for g in held.get(child.pk, ())),
            poverty=poor.get(child.home_household, ""),
            # The household of an earlier day may be another unit's by now, its head not to be read.
            head=heads[child.home_household].head if child.home_household in heads else "",
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
