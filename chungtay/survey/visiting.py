"""Going round a hamlet: the list of its children, and what was found of each of them.

A change goes into the register by the register's own actions; the visit remembers which.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from chungtay.children.actions import die, enrol, leave_system, lose, move_out, put_right
from chungtay.children.models import (
    Child,
    Guardian,
    Household,
    Residence,
    Schooling,
)
from chungtay.lib.problems import Problem
from chungtay.people.actions import keep
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User
from chungtay.places.models import Unit
from chungtay.survey.actions import take
from chungtay.survey.models import Area, Channel, Gone, Outcome, State, Visit
from chungtay.survey.questions import Known, answers, differing, known

OF_CHILD = frozenset({"full_name", "sex", "birth_date", "ethnic_group", "personal_number"})


@transaction.atomic
def list_children(area: Area, *, on: date) -> int:
    """Brings onto the list every child who lives in the hamlet on the day and is not on it yet.

    Safe to repeat. Returns how many were added.
    """
    homes = Residence.objects.on(on).filter(unit=area.unit_id).values("child")
    there = Child.objects.on(on).filter(pk__in=homes)
    new = there.exclude(visits__area=area).values_list("pk", flat=True)
    rows = [Visit(area=area, child_id=key) for key in new.order_by("sort_key", "pk")]
    Visit.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@contextmanager
def _visiting(
    visit: Visit, outcome: Outcome, *, by: User, on: date, channel: str, kind: str
) -> Iterator[Visit]:
    """One act that can be taken back: the hamlet begun, the register's rows, the visit's own."""
    area = Area.objects.select_related("unit", "round").get(pk=visit.area_id)
    if not area.is_open:
        raise Problem(
            f"Thôn này {area.get_state_display()}: muốn sửa phải được trả lại.",
            "The hamlet was sent already: it must be sent back first.",
        )
    if on < area.round.period.lower:
        raise Problem("Đợt này chưa bắt đầu.", "The round has not begun yet.")
    if area.state != State.IN_PROGRESS:
        take(area, "begin", by=by)
    with doing(kind, by=by, unit=area.unit, day=on, child=visit.child_id):
        visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
        visit.outcome, visit.channel = outcome, channel
        visit.changed, visit.gone, visit.gone_to = [], "", ""
        visit.on, visit.at, visit.by = on, timezone.now(), by
        yield visit
        visit.full_clean(exclude=["area", "child", "by"], validate_unique=False)
        visit.save()


@transaction.atomic
def confirm(visit: Visit, *, by: User, on: date, channel: str = Channel.SCREEN) -> Visit:
    """The child is there and everything asked is as the register says."""
    kind, was = Deed.Kind.SURVEY, visit.outcome
    outcome = Outcome.NEW if was == Outcome.NEW else Outcome.UNCHANGED
    with _visiting(visit, outcome, by=by, on=on, channel=channel, kind=kind) as made:
        _still_there(made, on)
    return made


def _still_there(visit: Visit, on: date) -> None:
    homes = Residence.objects.on(on).filter(child=visit.child_id)
    if not homes.filter(unit=visit.area.unit_id).exists():
        raise Problem(
            "Theo sổ, trẻ không còn ở thôn này: hãy ghi “Không còn ở đây”, hoặc ghi trẻ chuyển "
            "đến.",
            "By the register the child no longer lives in this hamlet.",
        )


@transaction.atomic
def change(
    visit: Visit, said: dict[str, Any], *, by: User, on: date, channel: str = Channel.SCREEN
) -> Visit:
    """Puts right what was found otherwise. `said`: values by question, as the register keeps them
    (a birth date may come with `birth_precision`). Nothing otherwise: the child is unchanged.

    Raises ValidationError or Problem; nothing is saved then.
    """
    kind = Deed.Kind.SURVEY
    with _visiting(visit, Outcome.UNCHANGED, by=by, on=on, channel=channel, kind=kind) as made:
        _still_there(made, on)
        asked = [code for code in made.area.round.questions if code in said]
        before = answers(_known(made, on), asked)
        _put(made, said, by, on)
        made.changed = differing(before, answers(_known(made, on), asked))
        was_new = visit.outcome == Outcome.NEW
        if was_new:
            made.outcome, made.changed = Outcome.NEW, []
        elif made.changed:
            made.outcome = Outcome.CHANGED
    return made


def _known(visit: Visit, on: date) -> Known:
    return known([visit.child_id], on)[visit.child_id]


def _put(visit: Visit, said: dict[str, Any], by: User, on: date) -> None:
    register = _known(visit, on)
    child = register.child
    for name in set(said) & (OF_CHILD | {"birth_precision"}):
        setattr(child, name, said[name])
    if set(said) & OF_CHILD:
        put_right(child, by=by)
    for code, write in WRITES.items():
        if code in said:
            write(register, said[code], by, on)


def _head(register: Known, head: str, by: User, _on: date) -> None:
    home = register.home
    if home is None or not head:
        return
    if home.household is not None:
        home.household.head = head
        keep(home.household, by=by)
        return
    home.household = keep(Household(unit=home.unit, head=head), by=by)
    keep(home, by=by)


def _carer(register: Known, name: str, by: User, on: date) -> None:
    if register.carer is not None and name:
        register.carer.full_name = name
        keep(register.carer, by=by)
    elif name:
        since = DateRange(on, None)
        new = Guardian(child=register.child, full_name=name, is_main=True, period=since)
        new.relation = Guardian.Relation.RELATIVE
        keep(new, by=by)


def _lives_with(register: Known, with_whom: str, by: User, _on: date) -> None:
    if register.home is not None and with_whom:
        register.home.lives_with = with_whom
        keep(register.home, by=by)


def _schooling(register: Known, status: str, by: User, on: date) -> None:
    """The old status ends and the new one begins on the day of the visit."""
    old = register.school
    if not status or (old is not None and old.status == status):
        return
    if old is not None and old.period.lower == on:
        old.status = status
        keep(old, by=by)
        return
    upper = old.period.upper if old is not None else None
    if old is not None:
        old.period = DateRange(old.period.lower, on)
        keep(old, by=by)
    new = Schooling(child=register.child, status=status, period=DateRange(on, upper))
    keep(new, by=by)


Write = Callable[[Known, str, User, date], None]
WRITES: dict[str, Write] = {
    "head": _head,
    "carer": _carer,
    "lives_with": _lives_with,
    "schooling": _schooling,
}


@transaction.atomic
def mark_gone(
    visit: Visit,
    *,
    why: str,
    to: Unit | None = None,
    words: str = "",
    since: date | None = None,
    by: User,
    on: date,
    channel: str = Channel.SCREEN,
) -> Visit:
    """The child no longer lives there, since a day (none: that of the visit).

    The register's own act follows: moved `to` a unit of the system or out of it, died, lost. A
    listing by mistake changes no home: the record itself is to be looked at. `words`: where to,
    as told. Raises Problem for a day that cannot be.
    """
    reason, day, kind = Gone(why), since or on, Deed.Kind.SURVEY
    with _visiting(visit, Outcome.GONE, by=by, on=on, channel=channel, kind=kind) as made:
        made.gone = reason
        made.gone_to = words.strip() or (to.title if to else "")
        if reason != Gone.MISTAKEN and _lives_here(made):
            _leave(made.child, reason, to, words, day, by)
    return made


def _lives_here(visit: Visit) -> bool:
    """Whether the register still has its home there; else it knew already."""
    homes = Residence.objects.filter(child=visit.child_id, period__upper_inf=True)
    return homes.filter(unit=visit.area.unit_id).exists()


def _leave(child: Child, why: Gone, to: Unit | None, words: str, on: date, by: User) -> None:
    if why == Gone.DIED:
        die(child, on=on, by=by)
    elif why == Gone.LOST:
        lose(child, on=on, by=by)
    elif to is not None:
        move_out(child, to=to, on=on, by=by)
    else:
        leave_system(child, on=on, by=by, to=words)


@transaction.atomic
def add_new(
    area: Area, child: Child, *, by: User, on: date, channel: str = Channel.SCREEN, **home: Any
) -> Visit:
    """A child found that was not in the register: enrolled as `children.actions.enrol` does
    (`home`: what that asks), and on the list as new."""
    with doing(Deed.Kind.SURVEY, by=by, unit=area.unit, day=on, child=child.pk):
        enrol(child, unit=area.unit, by=by, **home)
        visit = Visit.objects.create(area=area, child=child)
        with _visiting(
            visit, Outcome.NEW, by=by, on=on, channel=channel, kind=Deed.Kind.SURVEY
        ) as made:
            pass
    return made


@transaction.atomic
def advance(area: Area, step: str, *, words: str = "", by: User, on: date) -> Area:
    """Takes a hamlet a step on. Beginning writes its list; sending looks once more for children
    who came meanwhile, as none of them may be left out."""
    if step in ("begin", "send"):
        list_children(area, on=on)
    return take(area, step, words=words, by=by)
