"""Acts in the register that can be taken back: what they changed is kept by the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from chungtay.lib.problems import Problem
from chungtay.people.models import Deed, User
from chungtay.people.roles import Permission
from chungtay.people.trail import note
from chungtay.places.models import Unit

CHANGED_SINCE, NOT_YOURS = "CT001", "CT002"
_under_way: ContextVar[Deed | None] = ContextVar("deed", default=None)


@contextmanager
def doing(
    kind: str,
    *,
    by: User,
    unit: Unit,
    day: date,
    child: UUID | None = None,
    within: timedelta | None = None,
    permission: str = Permission.ENROL,
    details: dict[str, Any] | None = None,
) -> Iterator[Deed]:
    """One transaction whose changes belong to one deed, to be taken back together.

    `within`: for how long it can be taken back; None: as long as nothing else has changed the
    rows. `details`: keys and counts, never a name. Inside another deed, it is part of that one.
    """
    with transaction.atomic():
        if (outer := _under_way.get()) is not None:
            yield outer
            return
        until = timezone.now() + within if within else None
        deed = Deed.objects.create(
            kind=kind, day=day, unit=unit, child_id=child, by=by, until=until,
            permission=permission, details=details or {},
        )  # fmt: skip
        token = _under_way.set(deed)
        _name(deed)
        try:
            yield deed
        finally:
            _under_way.reset(token)
            if not connection.needs_rollback:
                _name(None)
        note(f"deed_{kind}", f"deed:{deed.pk}", by=by.username, child=child)


def _name(deed: Deed | None) -> None:
    """Tells the database whose changes it sees from here on."""
    with connection.cursor() as cursor:
        key = str(deed.pk) if deed else ""
        cursor.execute("SELECT set_config('chungtay.deed', %s, true)", [key])


def undo(deed: Deed, *, by: User) -> None:
    """Puts every row back as it stood before the deed, all or none.

    Raises Problem if a row was changed since, if the time is over, or if it is not theirs to do.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT deeds.undo(%s, %s)", [deed.pk, by.pk])
            # What points at a row that is gone is found here, not when the transaction ends.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            note("undo", f"deed:{deed.pk}", by=by.username, child=deed.child_id)
    except IntegrityError as error:
        raise _changed_since() from error
    except DatabaseError as error:
        state = getattr(error.__cause__, "sqlstate", "")
        if state == CHANGED_SINCE:
            raise _changed_since() from error
        if state == NOT_YOURS:
            raise _not_yours() from error
        raise
    deed.refresh_from_db()


def can_undo(deed: Deed, now: datetime) -> bool:
    """Whether it still stands and its time is not over; the database asks the rest."""
    return deed.undone_at is None and (deed.until is None or now < deed.until)


def _changed_since() -> Problem:
    return Problem(
        "Không hoàn tác được: sau việc này sổ đã có thay đổi khác về chính các dòng đó. "
        "Hãy hoàn tác việc ghi sau trước.",
        "Cannot be undone: the same records were changed later. Undo the later change first.",
    )


def _not_yours() -> Problem:
    return Problem(
        "Không hoàn tác được: việc này đã hoàn tác, đã quá hạn, hoặc không thuộc đơn vị của "
        "anh/chị.",
        "Cannot be undone: already undone, too late, or not of your unit.",
    )
