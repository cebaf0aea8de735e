"""A child enters the register, or a record that should never have been made leaves it."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError

from chungtay.children.models import Began, Child, Guardian, Household, Residence
from chungtay.lib.problems import Problem
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User
from chungtay.people.trail import note
from chungtay.places.models import Unit


@transaction.atomic
def remove_mistaken(child: Child, *, reason: str, by: User) -> None:
    """Takes out a record that should never have been made. Refused once anything was paid or
    given to the child: such a record is closed, not removed."""
    subject = f"child:{child.pk}"
    try:
        child.delete()
    except ProtectedError as error:
        raise Problem(
            "Không xóa được: trẻ đã có quyết định trợ cấp hoặc đã nhận hỗ trợ. "
            "Hãy kết thúc nơi ở của trẻ thay vì xóa.",
            "Cannot be removed: the child has a grant or has received support.",
        ) from error
    note("remove_mistaken", subject, by=by.username, reason=reason)


class PerhapsKnown(Problem):
    """The child being entered may be one of `children`, already in the commune's register."""

    def __init__(self, children: list[Child]) -> None:
        super().__init__("Có thể là trẻ đã có trong sổ.", "The child may already be registered.")
        self.children = children


@transaction.atomic
def enrol(
    child: Child,
    *,
    unit: Unit,
    since: date,
    household: Household | None = None,
    carer: Guardian | None = None,
    lives_with: str = "family",
    despite: Collection[Any] = (),
    by: User,
) -> Child:
    """Enters a new child with its home in the hamlet `unit` from the day `since`: born there, or
    come from outside the system.

    `household` may be a new one, and `carer` has its relation and name. Raises PerhapsKnown when
    the commune has children of the same name and birth year whose keys are not in `despite`, and
    ValidationError; nothing is saved then.
    """
    # Two who enter the same child at once must see each other's: one at a time in a commune.
    commune = Unit.objects.select_for_update(no_key=True).get(pk=unit.commune_id or unit.pk)
    others = Child.objects.like(child, commune).exclude(pk__in=despite)
    if found := list(others.order_by("sort_key", "pk")):
        raise PerhapsKnown(found)
    home = Residence(
        child=child, unit=unit, household=household, period=DateRange(since, None),
        lives_with=lives_with, began=_began(child, unit, since),
    )  # fmt: skip
    came = Deed.Kind.MOVED_IN if home.began == Began.MOVED else Deed.Kind.BORN
    with doing(came, by=by, unit=unit, day=since, child=child.pk):
        for record in _new_home(home, carer):
            record.full_clean()
            record.save()
        note("enrol", f"child:{child.pk}", by=by.username)
    return child


def _began(child: Child, unit: Unit, since: date) -> str:
    """A home that begins with the hamlet's own first day began before, under another name."""
    if since == child.birth_date:
        return Began.BORN
    return "" if since == unit.period.lower else Began.MOVED


def _new_home(home: Residence, carer: Guardian | None) -> Iterator[models.Model]:
    """What is written for a new child, in the order that it can be."""
    yield home.child
    if home.household is not None and home.household._state.adding:
        yield home.household
    yield home
    if carer is not None:
        carer.child, carer.period = home.child, home.period
        yield carer
