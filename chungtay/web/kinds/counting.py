"""How many rows a list holds. Those of a long list are not counted over and over."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from chungtay.people.models import Post
from chungtay.places.models import Level, Unit
from chungtay.web.figures import kept
from chungtay.web.kinds.asking import within
from chungtay.web.kinds.kind import Kind
from chungtay.web.kinds.paging import nameless
from chungtay.web.privacy import opens_all

MOST = 10_000  # nobody turns so many pages: what is searched for is not counted further


@dataclass(frozen=True)
class Total:
    """`more`: there are more rows than `rows`, which were not counted."""

    rows: int
    more: bool = False


def of_list(kind: Kind, unit: Unit, day: dt.date, posts: tuple[Post, ...] = ()) -> Total:
    """Rows when nothing narrows the list: of a long one above communes, as a minute ago.

    With `posts`, of a kind with sealed rows only those that open to them.
    """
    if kind.opened and not opens_all(posts, unit):
        return of_rows(kind, unit, posts, within(kind, kind.under(unit, posts), "", day))

    def count() -> int:
        with nameless(kind, unit, posts):
            return within(kind, kind.under(unit), "", day).count()

    if not _wide(kind, unit):
        return Total(count())
    return Total(kept(f"list:{kind.slug}:{unit.pk}:{day}", count).found)


def of_rows(kind: Kind, unit: Unit, posts: tuple[Post, ...], rows: "QuerySet[Any]") -> Total:
    """Rows of a list narrowed in any way."""
    with nameless(kind, unit, posts):
        if not _wide(kind, unit):
            return Total(rows.count())
        counted = rows[: MOST + 1].count()
    return Total(min(counted, MOST), more=counted > MOST)


def _wide(kind: Kind, unit: Unit) -> bool:
    return kind.long and unit.level < Level.COMMUNE
