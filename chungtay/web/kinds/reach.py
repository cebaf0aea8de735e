"""How the rows of a kind are narrowed to a unit and all below it."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from chungtay.children.models import Residence
from chungtay.fund.models import Donation, Sponsorship
from chungtay.places.models import Level, Unit
from chungtay.web.kinds.kind import Narrowing


def at(field: str = "unit") -> Narrowing:
    """Rows whose `field`, a path to a unit, is the unit or one below it."""

    def within(rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
        key = unit.ancestor_field
        return rows.filter(**{f"{field}__{key}": unit.pk}) if key else rows

    return within


@dataclass(frozen=True)
class Followed:
    """Rows as of `at`, and those of the units that became these: books are read on where they are
    kept from now on. Their rows are history, but for what was left open (Kind.open)."""

    field: str = "unit"

    def __call__(self, rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
        if unit.ancestor_field is None:
            return rows
        parts = [
            Q(**{f"{self.field}__{one.ancestor_field}": one.pk}) for one in (unit, *unit.origins)
        ]
        return rows.filter(reduce(or_, parts))

    def place(self, record: Any) -> Unit | None:
        """The unit in whose books the record stands."""
        unit: Any = reduce(getattr, self.field.split("__"), record)
        return unit if isinstance(unit, Unit) else None


def under(rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
    """Rows of a model that knows the word itself; those about a child by its home of the day."""
    return rows.under(unit)  # type: ignore[attr-defined]


def under_by_row(rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
    """The same rows as `under`, for one page of a province's list."""
    on_the_day = Residence.objects.filter(period__contains=OuterRef("date"))
    return _by_row(rows, unit, on_the_day) if unit.level <= Level.PROVINCE else under(rows, unit)


def while_granted(rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
    """Decisions on children who lived in the unit at any time of the grant."""
    return rows.filter(Exists(_granted().under(unit).filter(child=OuterRef("child"))))


def while_granted_by_row(rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
    """The same rows as `while_granted`, for one page of a province's list."""
    narrow = unit.level > Level.PROVINCE
    return while_granted(rows, unit) if narrow else _by_row(rows, unit, _granted())


def _granted() -> Any:
    return Residence.objects.filter(period__overlap=OuterRef("period"))


def _by_row(rows: "QuerySet[Any]", unit: Unit, homes: Any) -> "QuerySet[Any]":
    # A bare EXISTS is planned as a join of every home with every row and then sorted; as a CASE
    # it is asked of one row after another along the index of the order, until the page is full.
    here = Exists(homes.under(unit).filter(child=OuterRef("child")))
    told = Case(When(here, then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.alias(within_reach=told).filter(within_reach=True)


def donors(rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
    """Donors are shared by a province: those tied to any of its units, or to none yet."""
    root = unit.province or unit
    given = Donation.objects.filter(donor=OuterRef("pk"))
    taken_on = Sponsorship.objects.filter(donor=OuterRef("pk"))
    here = Exists(at("fund")(given, root)) | Exists(taken_on.under(root))
    return rows.filter(here | Q(~Exists(given) & ~Exists(taken_on)))


def everywhere(rows: "QuerySet[Any]", _unit: Unit) -> "QuerySet[Any]":
    """Reference rows that belong to no unit."""
    return rows
