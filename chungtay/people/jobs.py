"""Long work: what may be asked for, and asking for it.

    @job("import", _("Ghi tệp vào sổ"), needs=Permission.ENROL)
    def accept(*, by: User, unit: Unit | None, told: Told, upload: int) -> Said: ...

    defer("import", by=user, unit=unit, key=f"upload:{pk}", upload=pk)

The work runs in one transaction in the scope of the person who asked (people/scope.py), in the
process of `chungtay work`; what it wrote and its being done are kept together or not at all, so a
second run finds it done. Each app says its own in a module `jobs.py`, which is loaded at start.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop
from procrastinate.contrib.django import app

from chungtay.lib.problems import Problem
from chungtay.people.access import covers, holding, posts
from chungtay.people.models import Job, Post, User
from chungtay.people.posts import working_day
from chungtay.people.roles import Permission
from chungtay.people.trail import note
from chungtay.places.models import Unit

PEOPLE, NIGHTLY = "people", "nightly"  # the two queues
TASK = "chungtay"
KEPT_DAYS = 90


class Told(Protocol):
    """Says how far the work has come: `done` of `of`, and in words at which step. Raises Stopped
    when the person has cancelled it or the machine is going down: let it pass."""

    def __call__(self, done: int, of: int, step: str = "") -> None: ...


class Stopped(Exception):  # noqa: N818 (nothing went wrong)
    """The work is to end here, with nothing kept."""


@dataclass(frozen=True)
class Said:
    """What the person is told at the end. `text`: a sentence of the catalogue with places such as
    %(n)s for `values`, which are no names; `link`: where the result is."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    link: str = ""


Work = Callable[..., Said]


@dataclass(frozen=True)
class Kind:
    """A registered piece of work. `needs`: the permission asked for when it is deferred, and again
    when it begins. `at`: of the night's work, the hour in Vietnam."""

    name: str
    title: Any
    work: Work
    needs: Permission | None = None
    at: time | None = None


KINDS: dict[str, Kind] = {}


def job(name: str, title: Any, *, needs: Permission | None = None) -> Callable[[Work], Work]:
    """Registers work that a person may ask for. `title`: a lazy word of the catalogue."""
    return lambda work: _registered(Kind(name, title, work, needs))


def nightly(name: str, title: Any, *, at: time) -> Callable[[Work], Work]:
    """Registers work of every night over the whole register: `work(told=…) -> Said`, in the scope
    of a command. A night in which the machine was off is made up for at the next start."""
    return lambda work: _registered(Kind(name, title, work, at=at))


def _registered(kind: Kind) -> Work:
    if KINDS.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two jobs named {kind.name}")
    return kind.work


@transaction.atomic
def defer(name: str, *, by: User, unit: Unit | None = None, key: str = "", **args: Any) -> Job:
    """Puts the work in the queue as this transaction commits. With a `key`, work that already
    waits or runs is not put there twice: the person's own is given back.

    Raises Problem: another person's is under way, or the person has no such right at the unit.
    """
    standing(KINDS[name], by, unit)
    try:
        with transaction.atomic():
            made = Job.objects.create(name=name, key=key, by=by, unit=unit, args=args)
    except IntegrityError:
        return _own(name, key, by)
    lock = f"{name}:{key}" if key else None
    app.configure_task(TASK, queue=PEOPLE, lock=lock).defer(pk=made.pk, by=by.pk)
    note("defer", f"job:{made.pk}", by=by.username, details={"name": name})
    return made


def _own(name: str, key: str, by: User) -> Job:
    found = Job.objects.filter(name=name, key=key, by=by, state__in=Job.OPEN).first()
    if found is None:
        raise Problem(
            "Người khác đang làm việc này. Hãy đợi việc đó xong rồi xem lại.",
            "Somebody else is at this work. Wait until it is done, then look again.",
        )
    return found


def standing(kind: Kind, by: User, unit: Unit | None) -> Post | None:
    """The post the work stands on, the highest that reaches the unit. Raises Problem without one
    that gives what the work needs."""
    held = posts(by, working_day(by)) if by.is_active else []
    reach = [post for post in held if unit is None or covers(post, unit)]
    found = holding(reach, *((kind.needs,) if kind.needs else Permission))
    if not found:
        raise Problem(
            "Vị trí công tác của anh/chị không giao được việc này ở đơn vị này.",
            "Your posts do not give this work at this unit.",
        )
    return found[0]


@transaction.atomic
def cancel(one: Job, *, by: User) -> None:
    """Work that waits is taken out; work that runs is asked to stop, and then nothing of it is
    kept. Work that has ended stays as it is."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=one.pk, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, cancel_asked_at=now, ended_at=now):
        Job.objects.filter(pk=one.pk, state=Job.State.RUNNING).update(cancel_asked_at=now)
    note("cancel", f"job:{one.pk}", by=by.username)


@nightly("old_jobs", gettext_lazy("Dọn việc chạy nền đã cũ"), at=time(3))
def remove_old(*, told: Told) -> Said:
    """What came of a piece of work is told for some months; the trail keeps that it was asked."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    told(0, 0)
    removed, _by_table = Job.objects.filter(ended_at__lt=before).delete()
    return Said(gettext_noop("Đã dọn %(n)s việc cũ."), {"n": removed})
