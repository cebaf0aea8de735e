"""Every reading of children's data leaves one line in the trail: keys and counts, never a name."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from chungtay.people.trail import Kind, note
from chungtay.web.desk import desk

# The names of filters in an address; whatever else somebody wrote there is not kept.
FILTER = re.compile(r"[a-z_-]{1,24}")


def read(
    request: HttpRequest,
    verb: str,
    subject: str,
    *,
    child: UUID | None = None,
    shown: Iterable[UUID] = (),
    details: dict[str, Any] | None = None,
) -> None:
    """That whoever sits at the desk read `subject` ("model:key"), on the post that opens the page.

    `child`: it is about this one; `shown`: it named these, each once.
    """
    here = desk(request)
    post = here.acting[0] if here.acting else None
    named = list(dict.fromkeys(shown))
    said: dict[str, Any] = {"by": here.user.username, "kind": Kind.READ, "post": post}
    note(verb, subject, child=child, shown=named, details=details, **said)


def read_list(request: HttpRequest, subject: str, shown: Iterable[UUID], total: int) -> None:
    """One page of a list: by what it was narrowed and how long it is. What was searched for may
    be a child's name, so the words are not kept."""
    filters = sorted(key for key in request.GET if request.GET[key] and FILTER.fullmatch(key))
    read(request, "read_list", subject, shown=shown, details={"filters": filters, "total": total})


def children_in(rows: Iterable[Any]) -> list[UUID]:
    """The children that the rows are about."""
    return [row.child_id for row in rows if getattr(row, "child_id", None)]
