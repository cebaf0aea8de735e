"""The mark that a page bears: the capabilities it serves, and the records it shows for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model

Page = TypeVar("Page", bound=Callable[..., Any])


@dataclass(frozen=True)
class Mark:
    capabilities: tuple[str, ...]
    records: tuple[type[Model], ...]


def serves(*capabilities: str, records: tuple[type[Model], ...] = ()) -> Callable[[Page], Page]:
    """Marks a page function for docs/coverage.md. Goes above every other decorator. A kind of
    record, an indicator and a matter of a report bear the same mark in their field `serves`."""

    def marked(page: Page) -> Page:
        page.marks = (*marks_of(page), Mark(capabilities, records))  # type: ignore[attr-defined]
        return page

    return marked


def marks_of(page: Callable[..., Any]) -> tuple[Mark, ...]:
    found: tuple[Mark, ...] = getattr(page, "marks", ())
    return found
