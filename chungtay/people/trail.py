"""Writing the trail. Who acts, and from which page, is said once per request."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from chungtay.people.models import AuditEvent, Post

Kind = AuditEvent.Kind
CHILD = "child:"  # how a subject that is a child begins
# Without RETURNING: whoever writes a line need not be allowed to read it.
INSERT = """
INSERT INTO people_auditevent
    (at, kind, by, post, unit_id, verb, subject, child_id, shown, reason, details)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::uuid[], %s, %s::jsonb)
"""


@dataclass(frozen=True)
class Acting:
    """The post, in words, and the key of the unit that a request acts from."""

    post: str = ""
    unit_id: int | None = None


NOWHERE = Acting()
_acting: ContextVar[Acting] = ContextVar("acting", default=NOWHERE)


@contextmanager
def acting(post: Post | None) -> Iterator[None]:
    """Every line noted inside carries this post; None: a person without one."""
    token = _acting.set(_of(post) if post else NOWHERE)
    try:
        yield
    finally:
        _acting.reset(token)


def act_as(post: Post) -> None:
    """From here to the end of the surrounding `acting`, lines carry this post."""
    _acting.set(_of(post))


def _of(post: Post) -> Acting:
    return Acting(f"{post.role}:{post.unit.title}"[:240], post.unit_id)


def note(
    verb: str,
    subject: str,
    *,
    by: str,
    kind: str = Kind.ACTION,
    child: UUID | str | None = None,
    shown: Collection[UUID] = (),
    reason: str = "",
    details: dict[str, Any] | None = None,
    post: Post | None = None,
) -> None:
    """One line of the trail: what `by` (a username) did to `subject` ("model:key").

    `child`: whose access log it belongs to; taken from a subject "child:key" if not said. `shown`:
    keys of the children named on a page. `details` holds keys and counts, never a name. `post`:
    where no request has said it by `acting`.
    """
    here = _acting.get() if post is None else _of(post)
    child = child or (subject.removeprefix(CHILD) if subject.startswith(CHILD) else None)
    words = json.dumps(details or {}, ensure_ascii=False)
    line: list[Any] = [timezone.now(), kind, by[:150], here.post, here.unit_id, verb, subject[:120]]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [*line, child, list(shown), reason, words])


def say_who(by: str, page: str) -> None:
    """Tells the rest of this transaction's changes who makes them, and from which page (the
    name of its address, so without a key): kept beside every old row."""
    said = json.dumps({"by": by, "page": page}, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', %s, true)", [said])
