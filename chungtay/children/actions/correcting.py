"""What the register says of a child is put right."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext

from chungtay.children.actions.homes import last_home
from chungtay.children.models import (
    Child,
    Circumstance,
    Disability,
    Guardian,
    GuardianState,
    Household,
    Illness,
    Residence,
    Schooling,
)
from chungtay.children.sealed import working_day
from chungtay.lib import vietnamese
from chungtay.people.actions import keep
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User
from chungtay.people.roles import Permission

Keeping = Callable[..., Any]


def put_right(child: Child, *, by: User) -> Child:
    """Saves a child's mended name, sex, birth date, ethnic group or number.

    What began on the birth date it had moves to the new one. Raises ValidationError if anything
    of the register would then begin before the birth, or a carer be too young.
    """
    unit, day = last_home(child).unit, working_day(by)
    with doing(Deed.Kind.CORRECTED, by=by, unit=unit, day=day, child=child.pk):
        was = Child.objects.select_for_update().get(pk=child.pk).birth_date
        if was != child.birth_date:
            _from_birth(child, was)
            _nothing_before_birth(child)
            _carers_older(child)
        return keep(child, by=by)


def _from_birth(child: Child, was: date) -> None:
    for model in (Residence, Guardian):
        for row in model.objects.filter(child=child, period__startswith=was):
            home = row.unit.period.lower if isinstance(row, Residence) else child.birth_date
            first, end = max(child.birth_date, home), row.period.upper
            if end is None or first < end:
                row.period = DateRange(first, end)
                row.save(update_fields=["period"])


def _nothing_before_birth(child: Child) -> None:
    for model in (Residence, Guardian, Circumstance, Schooling, Disability, Illness):
        rows = model.objects.filter(child=child, period__startswith__lt=child.birth_date)
        if early := rows.order_by("period").first():
            told = gettext("Sổ đã ghi về trẻ từ ngày %(day)s, trước ngày sinh này.")
            day = vietnamese.date(early.period.lower)
            raise ValidationError({"birth_date": told % {"day": day}})


def _carers_older(child: Child) -> None:
    for carer in Guardian.objects.filter(child=child).order_by("pk"):
        if told := carer.too_young(child.birth_date):
            raise ValidationError({"birth_date": told})


def kept_as(kind: str, keeps: Keeping = keep) -> Keeping:
    """The same writing of a record about a child or a household as a deed of the kind."""

    @transaction.atomic
    def keeping(record: Any, *, by: User) -> Any:
        child, home = _about(record)
        unit = home.unit if home is not None else last_home(child).unit  # type: ignore[arg-type]
        key, day = getattr(child, "pk", None), _day(record, by)
        with doing(kind, by=by, unit=unit, day=day, child=key, permission=_undone_by(record)):
            return keeps(record, by=by)

    return keeping


def _undone_by(record: Any) -> Permission:
    """What is sealed is taken back by whoever wrote it or supervises."""
    return Permission.SUPERVISE if getattr(record, "compartment", "") else Permission.ENROL


def _about(record: Any) -> tuple[Child | None, Household | None]:
    """The child a record is about, or the household."""
    if isinstance(record, Household):
        return None, record
    if hasattr(record, "guardian"):
        return record.guardian.child, None
    return getattr(record, "child", None), getattr(record, "household", None)


def _day(record: Any, by: User) -> date:
    period = getattr(record, "period", None)
    return period.lower if period else working_day(by)


def end_earlier(record: GuardianState | Schooling) -> None:
    """Ends what holds of the same child or carer, as the new record follows it."""
    owner = "child" if isinstance(record, Schooling) else "guardian"
    first = record.period.lower
    rows = type(record)._default_manager.filter(**{owner: getattr(record, owner)})
    for one in rows.filter(period__upper_inf=True, period__startswith__lt=first):
        one.period = DateRange(one.period.lower, first)
        one.save(update_fields=["period"])


def keep_next(record: GuardianState | Schooling, *, by: User) -> GuardianState | Schooling:
    """Saves a state of a carer or a schooling; a new one ends the one before it."""
    if record._state.adding:
        end_earlier(record)
    return keep(record, by=by)
