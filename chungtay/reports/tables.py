"""The counts that a report lays out: every figure, by place, by age and sex, by group.

All come from the facts that indicators count, so that an annex and a headline cannot differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from chungtay.children.models import Group, Residence
from chungtay.indicators.compute import Values, compute, compute_by, keys, parameters, with_fact
from chungtay.indicators.disclosure import SMALL
from chungtay.indicators.facts import CHILD, DONATION, UNIT, YOUNG, Fact
from chungtay.indicators.registry import INDICATORS, Value
from chungtay.lib.periods import Period
from chungtay.people.models import Post
from chungtay.people.roles import Role
from chungtay.places.models import Level, Unit, UnitQuerySet

SITUATION = (
    "children",
    "special_circumstances",
    "at_risk",
    "poor_households",
    "near_poor_households",
)
ASKED_FOR = frozenset({"cards_issued_under_6"})  # among those with a record, not among all
BY_AGE = "SELECT age, sex, count(*) FROM child GROUP BY age, sex"
BY_GROUP = """
SELECT e.group_id, c.sex, count(DISTINCT c.child_id)
FROM child c
JOIN children_circumstance e ON e.child_id = c.child_id AND e.period @> %(on)s
JOIN children_group k ON k.code = e.group_id AND k.kind = 'special'
GROUP BY e.group_id, c.sex
"""
BY_FORM = "SELECT form, sum(amount)::bigint FROM donation GROUP BY form"
Pairs = dict[tuple[Any, str], int]


@dataclass(frozen=True)
class Tables:
    """The counts of a unit in a period; each is asked for once, when it is first needed."""

    unit: Unit
    period: Period

    @property
    def on(self) -> date:
        return self.period.last_day

    @cached_property
    def values(self) -> Values:
        return compute(self.unit, self.period)

    @cached_property
    def by_commune(self) -> dict[Any, Values]:
        return compute_by(self.unit, self.period, "commune_id", SITUATION)

    @cached_property
    def by_hamlet(self) -> dict[Any, Values]:
        return compute_by(self.unit, self.period, "hamlet_id", SITUATION)

    @cached_property
    def by_age(self) -> Pairs:
        return self._pairs(CHILD, BY_AGE)

    @cached_property
    def by_group(self) -> Pairs:
        """Children of each legal group and sex; a child of two groups stands in both."""
        return self._pairs(CHILD, BY_GROUP)

    @cached_property
    def by_form(self) -> dict[str, int]:
        return dict(self.rows(DONATION, BY_FORM))

    @cached_property
    def special_by_sex(self) -> dict[str, int]:
        found = compute_by(self.unit, self.period, "sex", ["special_circumstances"])
        return {sex: values["special_circumstances"].numerator for sex, values in found.items()}

    @cached_property
    def groups(self) -> list[Group]:
        """The groups of special circumstances in force on the day, in the law's order."""
        held = Group.objects.on(self.on).filter(kind=Group.Kind.SPECIAL)
        return sorted(held, key=lambda group: (len(group.code), group.code))

    @cached_property
    def communes(self) -> list[Unit]:
        ordered = self._below().communes().select_related("district")
        return list(ordered.order_by("district__sort_key", "sort_key"))

    @cached_property
    def districts(self) -> list[Unit]:
        return list(self._below().districts().order_by("sort_key"))

    @cached_property
    def hamlets(self) -> list[Unit]:
        return list(self._below().hamlets().order_by("sort_key"))

    @cached_property
    def hamlets_with_collaborator(self) -> int:
        posts = Post.objects.on(self.on).under(self.unit)
        at_hamlets = posts.filter(role=Role.COLLABORATOR, unit__level=Level.HAMLET)
        return at_hamlets.values("unit").distinct().count()

    @cached_property
    def invented(self) -> bool:
        """Whether any child who lives there on the day was made up for a demonstration."""
        homes = Residence.objects.on(self.on).under(self.unit)
        return homes.filter(child__invented=True).exists()

    def rows(self, fact: Fact, select: str) -> list[tuple[Any, ...]]:
        """The rows of a statement on the fact's rows of the unit in the period."""
        with connection.cursor() as cursor:
            cursor.execute(with_fact(fact, select, self.unit), parameters(self.unit, self.period))
            return list(cursor.fetchall())

    def count(self, code: str) -> int:
        return self.values[code].numerator if code in self.values else 0

    def value(self, code: str) -> Value | None:
        """The figure, if the unit has records of it in the period."""
        found = self.values.get(code)
        return found if found and recorded(found) else None

    def private(self, value: Value) -> bool:
        """A sealed figure below province level with a part so small that it could name a child."""
        parts = (value.numerator, value.remaining or 0)
        below = self.unit.level > Level.PROVINCE
        return value.indicator.sealed and below and any(0 < part < SMALL for part in parts)

    def during(self, rows: QuerySet, field: str = "date") -> QuerySet:
        """Those rows whose day is in the period."""
        span = {f"{field}__gte": self.period.start, f"{field}__lt": self.period.end}
        return rows.filter(**span)

    def lacking(self, code: str) -> set[Any]:
        """Keys of the units or children that an n/N figure did not count."""
        return set(keys(INDICATORS[code], self.unit, self.period, rest=True))

    def _pairs(self, fact: Fact, select: str) -> Pairs:
        """{(first column, second column): number}"""
        return {(first, second): int(count) for first, second, count in self.rows(fact, select)}

    def _below(self) -> UnitQuerySet:
        return Unit.objects.on(self.on).under(self.unit)


def recorded(value: Value) -> bool:
    """Whether there are records of it: nothing counted among all children or all units means that
    nobody keeps such records there, not that nothing was done."""
    one = value.indicator
    kept_for_all = one.fact in (CHILD, YOUNG, UNIT) and one.code not in ASKED_FOR
    return bool(value.numerator or (value.denominator and not kept_for_all))


def sums(rows: Iterable[Values]) -> dict[str, int]:
    """The numerators of SITUATION added up: no child lives in two places on one day."""
    total = dict.fromkeys(SITUATION, 0)
    for values in rows:
        for code in SITUATION:
            total[code] += values[code].numerator
    return total
