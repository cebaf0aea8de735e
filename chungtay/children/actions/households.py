"""Children of one household part, or come to live in another of the same hamlet."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.actions.homes import after_begin, close, not_in_future
from chungtay.children.models import Child, Household, Residence
from chungtay.lib.problems import Problem
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User


def split_household(
    household: Household, *, children: Collection[Child], head: str, on: date, by: User
) -> Household:
    """Some children of a household live in a new one of the same hamlet from the day `on`.

    Raises Problem if none is chosen, if one does not live there, or for a day that cannot be.
    """
    new = Household(unit=household.unit, head=head)
    new.full_clean()
    homes = _chosen(household, children, on, by)
    with doing(Deed.Kind.HOUSEHOLD_SPLIT, by=by, unit=new.unit, day=on, child=_only(homes)):
        new.save()
        _change(homes, new, on)
    return new


def join_household(household: Household, *, into: Household, on: date, by: User) -> Household:
    """Every child of a household lives in another of the same hamlet from the day `on`."""
    if into.pk == household.pk or into.unit_id != household.unit_id:
        raise Problem("Hãy chọn một hộ khác cùng thôn.", "Choose another household of the hamlet.")
    homes = _chosen(household, _children(household), on, by)
    with doing(Deed.Kind.HOUSEHOLD_JOINED, by=by, unit=into.unit, day=on, child=_only(homes)):
        _change(homes, into, on)
    return into


def _children(household: Household) -> list[Child]:
    now = household.residences.filter(period__upper_inf=True).select_related("child")
    return [home.child for home in now]


def _chosen(
    household: Household, children: Collection[Child], on: date, by: User
) -> list[Residence]:
    not_in_future(on, by)
    now = household.residences.filter(period__upper_inf=True, child__in=children)
    homes = list(now.select_related("unit").order_by("pk"))
    if not homes or len(homes) != len(children):
        raise Problem("Hãy chọn trẻ đang ở hộ này.", "Choose children who live in the household.")
    for home in homes:
        after_begin(home, on)
    return homes


def _only(homes: list[Residence]) -> UUID | None:
    return homes[0].child_id if len(homes) == 1 else None


@transaction.atomic
def _change(homes: list[Residence], household: Household, on: date) -> None:
    for home in homes:
        new = Residence(
            child_id=home.child_id, unit=household.unit, household=household,
            period=DateRange(on, None), lives_with=home.lives_with,
        )  # fmt: skip
        close(home, on, "")
        new.full_clean()
        new.save()
