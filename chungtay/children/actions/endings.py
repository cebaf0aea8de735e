"""A child dies, or is a child no longer: what the register held open of it ends with a reason."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import DateField, Exists, Func, OuterRef, QuerySet
from django.utils.translation import gettext

from chungtay.children.actions.homes import (
    close,
    last_home,
    not_before,
    not_in_future,
    nothing_from,
    open_home,
)
from chungtay.children.models import Child, Circumstance, Ended, Residence, Schooling
from chungtay.children.sealed import working_day
from chungtay.law.age import CHILD_UNTIL_AGE, is_child
from chungtay.lib.periods import birthday, years_before
from chungtay.lib.problems import Problem
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User
from chungtay.places.models import Unit


def die(child: Child, *, on: date, by: User) -> Child:
    """The child died on the day: its home, circumstances and schooling end with that day.

    Grants are not touched: what ends them is a decision. Raises Problem for a day that cannot be.
    """
    with transaction.atomic():
        home = open_home(child)
        not_in_future(on, by)
        not_before(on, child.birth_date, "ngày sinh của trẻ", "its birth")
        nothing_from(child, after := on + timedelta(days=1))
        with doing(Deed.Kind.DIED, by=by, unit=home.unit, day=on, child=child.pk):
            child.died_on = on
            child.save(update_fields=["died_on"])
            close(home, after, Ended.DIED)
            _end_circumstances(child, after, gettext("Trẻ chết"))
            _end(Schooling.objects.filter(child=child), after)
            return child


def turn_16(child: Child, *, by: User) -> Child:
    """Ends the open circumstances of one who is 16, from that birthday on.

    Raises Problem before the day, and if nothing is open.
    """
    day = birthday(child.birth_date, CHILD_UNTIL_AGE)
    with transaction.atomic():
        if is_child(child.birth_date, working_day(by)):
            raise Problem("Trẻ chưa đủ 16 tuổi.", "The child is not 16 yet.")
        with doing(Deed.Kind.TURNED_16, by=by, unit=last_home(child).unit, day=day, child=child.pk):
            if not _end_circumstances(child, day, gettext("Đủ 16 tuổi")):
                raise Problem(
                    "Không còn hoàn cảnh nào đang mở.", "No circumstance is open any more."
                )
            return child


class _TurnedOn(Func):
    """The day of the birthday: 16 years after a 29 February there is one again."""

    template = f"(%(expressions)s + interval '{CHILD_UNTIL_AGE} years')::date"
    output_field = DateField()


def due_at_16(unit: Unit, day: date) -> "QuerySet[Child]":
    """Those of the unit who are 16 by the day and still have a circumstance open from before."""
    born = years_before(day, CHILD_UNTIL_AGE)
    homes = Residence.objects.on(day).under(unit).filter(child=OuterRef("pk"))
    held = Circumstance.objects.filter(
        period__upper_inf=True, child__birth_date__lte=born,
        period__startswith__lt=_TurnedOn("child__birth_date"),
    )  # fmt: skip
    return Child.objects.filter(Exists(homes), pk__in=held.values("child"), birth_date__lte=born)


def _end_circumstances(child: Child, on: date, reason: str) -> int:
    held = Circumstance.objects.filter(child=child, period__startswith__lt=on)
    return _end(held, on, end_reason=reason)


def _end(rows: "QuerySet[Any]", on: date, **said: Any) -> int:
    """Ends what is open of the rows; one by one, as each keeps its own first day."""
    held = list(rows.filter(period__upper_inf=True))
    for one in held:
        one.period = DateRange(one.period.lower, on)
        for name, words in said.items():
            setattr(one, name, words)
        one.save(update_fields=["period", *said])
    return len(held)
