"""Carrying out a job: its transaction, its scope, and what its person is told at the end."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.utils import OperationalError
from django.utils.translation import gettext_noop

from chungtay.lib.problems import Problem
from chungtay.people.jobs import KINDS, Kind, Said, Stopped, standing
from chungtay.people.models import Job, User
from chungtay.people.progress import (
    AGAIN,
    BEGUN,
    ENDED,
    Beside,
    Execute,
    Progress,
    here,
    own_connection,
)
from chungtay.people.scope import of_command, of_person
from chungtay.people.trail import acting, say_who

LOG = logging.getLogger("chungtay.jobs")
MOST_ATTEMPTS = 3  # begun so often and never ended: it takes the process down with it
NIGHT = "nightly"
CANCELLED = Said(gettext_noop("Đã hủy theo yêu cầu. Không ghi gì vào sổ."))
BROKEN = gettext_noop(
    "Hệ thống gặp lỗi nên không ghi gì vào sổ. Hãy báo người quản trị số việc %(pk)s."
)
GAVE_UP = gettext_noop("Máy đã dừng giữa chừng nhiều lần nên việc được bỏ. Không ghi gì vào sổ.")


class Interrupted(Exception):  # noqa: N818 (to be done again)
    """The machine goes down: the job waits again."""


def carry_out(pk: int, by: int | None, going_down: Callable[[], bool] = lambda: False) -> None:
    """Runs one job in a process of its own kind. Raises Interrupted if it is to be run again."""
    said = {"chungtay.person": str(by)} if by else {"chungtay.command": NIGHT}
    with closing(own_connection(said)) as aside:

        def execute(sql: str, given: list[Any]) -> tuple[Any, ...] | None:
            cursor = aside.execute(sql, given)
            return cursor.fetchone() if cursor.description else None

        connection.ensure_connection()
        _run(pk, by, execute, lambda: Beside(pk, execute, going_down))


def run_waiting() -> int:
    """Runs what waits, here and now, in the order it was asked for; how many. For tests, which
    have no second process that would see their rows."""
    waiting = Job.objects.filter(state=Job.State.WAITING).order_by("pk")
    found = list(waiting.values_list("pk", "by_id"))
    for pk, by in found:
        _run(pk, by, here, lambda pk=pk: Progress(pk, here))  # type: ignore[misc]
    return len(found)


def _run(pk: int, by: int | None, execute: Execute, watched: Callable[[], Progress]) -> None:
    begun = execute(BEGUN, [pk])
    if begun is None:  # done by an earlier run, or cancelled while it waited
        return
    if begun[0] > MOST_ATTEMPTS:
        _end(execute, pk, Job.State.FAILED, Said(GAVE_UP))
        return
    progress = watched()
    try:
        _work(pk, by, progress)
    except BaseException as error:
        progress.end()
        if not _told(error, progress, execute):
            raise
    finally:
        progress.end()


def _work(pk: int, by: int | None, progress: Progress) -> None:
    """The work and its being done, in one transaction."""
    with _scope(by):
        here("SELECT pg_advisory_xact_lock(hashtext('chungtay job'), %s)", [pk])
        one = Job.objects.select_related("by", "unit").get(pk=pk)
        if one.state == Job.State.DONE:
            return
        kind = KINDS[one.name]
        with _author(one, kind):
            said = kind.work(told=progress, **_given(one))
        progress.check()
        progress.end()
        done, of, _step = progress.at
        _end(here, pk, Job.State.DONE, said, max(done, of))


def _scope(by: int | None) -> AbstractContextManager[None]:
    return of_person(by) if by else of_command(NIGHT)


def _given(one: Job) -> dict[str, Any]:
    return {"by": one.by, "unit": one.unit, **one.args} if one.by else dict(one.args)


@contextmanager
def _author(one: Job, kind: Kind) -> Iterator[None]:
    """Changes bear the person's name, lines of the trail the post; the right is asked again."""
    by: User | None = one.by
    say_who(by.username if by else NIGHT, f"job:{one.name}")
    with acting(standing(kind, by, one.unit) if by else None):
        yield


def _told(error: BaseException, progress: Progress, execute: Execute) -> bool:
    """Says how it ended; False for what this process should end of, too."""
    broken_off = isinstance(error, Stopped | OperationalError)
    if broken_off and progress.cancelled:
        _end(execute, progress.pk, Job.State.CANCELLED, CANCELLED)
    elif broken_off and progress.interrupted:
        execute(AGAIN, [progress.pk])
        raise Interrupted from error
    elif isinstance(error, Exception):
        _end(execute, progress.pk, Job.State.FAILED, _words(error, progress.pk))
    else:
        return False
    return True


def _words(error: Exception, pk: int) -> Said:
    if isinstance(error, Problem):
        return Said(error.vi, {"en": error.en})
    if isinstance(error, ValidationError):
        return Said(" ".join(error.messages))
    LOG.error("a job failed", exc_info=error)
    return Said(BROKEN, {"pk": pk})


def _end(execute: Execute, pk: int, state: str, said: Said, total: int = 0) -> None:
    values = dict(said.values)
    words = {"text": str(said.text), "en": values.pop("en", ""), "values": values}
    told = json.dumps(words, ensure_ascii=False, default=str)
    execute(ENDED, [state, told, said.link, total, total, pk])
