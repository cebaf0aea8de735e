"""Reading the rows of a list. Which rows they are is found as counting is done, without names and
so without asking of each row of the table; then those rows are read, each by its policy."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db.models import QuerySet

from chungtay.people.access import covers, holding
from chungtay.people.grants import NO_NAMES, SECRETS
from chungtay.people.models import Post
from chungtay.people.roles import Permission
from chungtay.people.scope import counting
from chungtay.places.models import Unit
from chungtay.web.kinds.kind import Kind
from chungtay.web.kinds.reach import Followed
from chungtay.web.privacy import opens_all

AT_ONCE = 2000


def nameless(kind: Kind, unit: Unit, posts: tuple[Post, ...]) -> AbstractContextManager[None]:
    """Finds and counts rows without names: unless some rows open to some readers only, the list
    is in the order of names, the table is closed to counting, no post counts in the unit (an
    administrator's gives no figures), or its rows are read with those of the units that became it,
    which figures do not count again."""
    some = (kind.opened is not None and not opens_all(posts, unit)) or _followed(kind, unit)
    return nullcontext() if some or _by_name(kind) or not _counts(posts, unit) else counting()


def _followed(kind: Kind, unit: Unit) -> bool:
    return isinstance(kind.within, Followed) and bool(unit.origins)


def _counts(posts: tuple[Post, ...], unit: Unit) -> bool:
    giving = holding(posts, Permission.FIGURES)
    return not posts or any(covers(post, unit) for post in giving)


def _by_name(kind: Kind) -> bool:
    table = kind.model._meta.db_table
    fields = {str(field).lstrip("-") for order in kind.orders for field in order.fields}
    return table.startswith(SECRETS) or bool(fields & NO_NAMES.get(table, set()))


def page(
    kind: Kind, unit: Unit, posts: tuple[Post, ...], rows: "QuerySet[Any]", span: slice
) -> list[Any]:
    """The rows of the span, in the order of `rows`."""
    with nameless(kind, unit, posts):
        keys = list(rows.values_list("pk", flat=True)[span])
    return _read(kind, keys)


def each(kind: Kind, unit: Unit, posts: tuple[Post, ...], rows: "QuerySet[Any]") -> Iterator[Any]:
    """Every row, in the order of `rows`, read some thousands at a time."""
    with nameless(kind, unit, posts):
        keys = list(rows.values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        yield from _read(kind, keys[first : first + AT_ONCE])


def _read(kind: Kind, keys: list[Any]) -> list[Any]:
    found = {row.pk: row for row in kind.rows().filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]
