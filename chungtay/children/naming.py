"""Naming those to whom the sealed matters of a child open; breaking the glass."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext

from chungtay.children.models import Alert, Child, Compartment, Named, Residence
from chungtay.children.sealed import keeps, opens, working_day
from chungtay.lib.problems import Problem
from chungtay.people.actions import keep
from chungtay.people.models import User
from chungtay.people.trail import note

SHORTEST_REASON = 20  # letters
HOURS = (1, 4, 24)


def keep_sealed(record: Any, *, by: User) -> Any:
    """Saves a record; who writes the first one of a compartment is named in it.

    Raises ValidationError when others are named there already and the writer is not.
    """
    with transaction.atomic():
        _name_writer(record, by)
        return keep(record, by=by)


def _name_writer(record: Any, by: User) -> None:
    child, compartment, day = record.child_id, record.compartment, working_day(by)
    if not child or not compartment or opens(child, compartment, by, day):
        return
    others = Named.objects.filter(child=child, compartment=compartment)
    if others.exclude(ground=Named.Ground.BREAK_GLASS).exists():
        raise _already_sealed()
    try:
        with transaction.atomic():
            name([by], child, [compartment], since=_since(record, day), by=by)
    except ProgrammingError:  # row security: others are named whom the writer may not see
        raise _already_sealed() from None


def _since(record: Any, day: date) -> date:
    first = getattr(getattr(record, "period", None), "lower", None) or day
    return min(first, day)


def _already_sealed() -> ValidationError:
    return ValidationError(
        gettext(
            "Trẻ này đã có hồ sơ cần bảo mật do người khác phụ trách. Hãy báo người được ghi tên "
            "trên trang của trẻ, hoặc mở niêm phong có lý do rồi ghi."
        )
    )


def name(
    persons: Iterable[User],
    child: Any,
    compartments: Iterable[str],
    *,
    since: date,
    by: User | None,
) -> None:
    """Opens the compartments of a child to these persons from a day on."""
    key = getattr(child, "pk", child)
    for compartment in compartments:
        for person in persons:
            Named.objects.create(
                child_id=key,
                compartment=compartment,
                person=person,
                period=DateRange(since, None),
                by=by,
            )


@transaction.atomic
def name_also(person: User, child: Child, compartment: str, *, by: User) -> None:
    """Opens a compartment to one more person. Raises Problem to one who may not say so."""
    day = working_day(by)
    if not keeps(child, compartment, by, day):
        raise _not_yours()
    if not opens(child, compartment, person, day):
        name([person], child, [compartment], since=day, by=by)
        _told("name_person", child.pk, compartment, person.pk, by)


@transaction.atomic
def end_naming(named: Named, *, by: User) -> None:
    """Closes a compartment to a person from this day on. The last one who is named stays."""
    day = working_day(by)
    if not keeps(named.child_id, named.compartment, by, day):
        raise _not_yours()
    others = Named.objects.holding(day).filter(child=named.child_id, compartment=named.compartment)
    others = others.exclude(person=named.person_id).exclude(ground=Named.Ground.BREAK_GLASS)
    if named.ground != Named.Ground.BREAK_GLASS and not others.exists():
        raise Problem(
            "Phải còn ít nhất một người phụ trách: hãy ghi thêm người khác trước.",
            "Somebody must stay in charge: name another person first.",
        )
    # By the clock, not by the day: the row keeps that it was open on this day.
    named.until = timezone.now()
    named.save(update_fields=["until"])
    _told("end_naming", named.child_id, named.compartment, named.person_id, by)


def _told(verb: str, child: Any, compartment: str, person: int, by: User) -> None:
    details = {"compartment": compartment, "person": person}
    note(verb, f"child:{child}", by=by.username, details=details)


def _not_yours() -> Problem:
    return Problem(
        "Chỉ người phụ trách, người giám sát hoặc trưởng ban được thêm, bớt người xem hồ sơ này.",
        "Only those in charge, their supervisor or the chair may add or remove a reader.",
    )


@transaction.atomic
def break_glass(child: Child, *, reason: str, hours: int, by: User) -> datetime:
    """Opens every compartment of the child to `by` for some hours; returns when it closes.

    Told to the supervisors and kept in the trail. Raises Problem for a reason that says nothing
    or a time not offered. Who may do so is the page's to ask (`sealed_from`).
    """
    if len(reason.strip()) < SHORTEST_REASON or hours not in HOURS:
        raise Problem(
            f"Hãy ghi lý do bằng ít nhất {SHORTEST_REASON} chữ cái và chọn 1, 4 hoặc 24 giờ.",
            f"Write a reason of at least {SHORTEST_REASON} letters; choose 1, 4 or 24 hours.",
        )
    day, until = working_day(by), timezone.now() + timedelta(hours=hours)
    for compartment in Compartment.values:
        Named.objects.create(
            child=child, compartment=compartment, person=by, by=by, until=until, reason=reason,
            period=DateRange(day, day + timedelta(days=2)), ground=Named.Ground.BREAK_GLASS,
        )  # fmt: skip
    home = Residence.objects.on(day).select_related("unit").get(child=child).unit
    unit = home.commune_id or home.pk
    Alert.objects.create(unit_id=unit, child=child, by=by, reason=reason, until=until)
    note(
        "break_glass", f"child:{child.pk}", by=by.username, reason=reason, details={"hours": hours}
    )
    return until
