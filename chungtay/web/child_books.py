"""The lists that hold something of one child, by what they are about, each with its count."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child
from chungtay.web.desk import Desk
from chungtay.web.kinds import KINDS, Kind

SHELVES = (
    (_("Gia đình, nơi ở, việc học"), ("nguoi-cham-soc", "noi-o", "viec-hoc")),
    (_("Hoàn cảnh, bảo vệ"), ("hoan-canh", "vu-viec", "nhan-con-nuoi")),
    (_("Trợ cấp, hỗ trợ"), ("tro-cap", "ho-tro", "do-dau")),
    (
        _("Sức khỏe"),
        ("the-bhyt", "can-do", "tiem-chung", "vitamin-a", "kham-chua-benh", "tai-nan"),
    ),
)


@dataclass(frozen=True)
class Book:
    """One list narrowed to the child."""

    kind: Kind
    rows: int
    may_add: bool


@dataclass(frozen=True)
class Shelf:
    title: Any
    books: list[Book]

    @property
    def rows(self) -> int:
        return sum(book.rows for book in self.books)


def books_of(child: Child, here: Desk) -> list[Shelf]:
    """What the desk may open of them: sealed lists are not even counted for the others."""
    return [
        Shelf(title, [_book(KINDS[slug], child, here) for slug in slugs if _opens(slug, here)])
        for title, slugs in SHELVES
    ]


def _opens(slug: str, here: Desk) -> bool:
    return KINDS[slug].may_read(here.posts)


def _book(kind: Kind, child: Child, here: Desk) -> Book:
    rows = kind.reach(here.posts).filter(child=child.pk).count()
    return Book(kind, rows, kind.may_write(here.posts))
