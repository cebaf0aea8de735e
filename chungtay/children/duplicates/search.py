"""The nightly search: every pair of records that may be one child, kept for people to judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
from django.db import transaction

from chungtay.children.duplicates import register
from chungtay.children.duplicates.levels import COMPARISONS
from chungtay.children.duplicates.prepared import PREPARED
from chungtay.children.duplicates.scoring import LEAST, scored, scores
from chungtay.children.models import SamePerson
from chungtay.places.models import Unit

AT_ONCE = 5_000
Key = tuple[str, str]


@dataclass(frozen=True)
class Found:
    children: int
    pairs: int
    new: int


def pairs_of(told: Any, least: float = LEAST) -> list[tuple[str, str, float, list[str]]]:
    """(first key, second key, weight, reasons) of the likely pairs of an Arrow table of
    register.py's columns; the first key is the lesser."""
    with duckdb.connect() as base:
        base.register("told", told)
        base.execute(PREPARED.format(told="told", into="prepared")).fetchall()
        pairs = scored(base, "prepared", told.num_rows, least)
        rows = base.execute(scores(pairs, "prepared", told.num_rows)).fetchall()
    return [_pair(*row) for row in rows]


def _pair(left: str, right: str, weight: float, *met: str | None) -> Any:
    first, second = sorted((left, right))
    assert len(met) == len(COMPARISONS)
    return first, second, weight, [code for code in met if code]


def search(day: date, unit: Unit | None = None) -> Found:
    """Searches the whole register, or the children under a unit, and keeps the pairs that nobody
    has judged. In the scope of a command. Safe to repeat."""
    told = register.read(day, unit)
    found = pairs_of(told) if told.num_rows > 1 else []
    with transaction.atomic():
        new = _keep(found, day)
        if unit is None:
            _forget({(first, second) for first, second, *_ in found}, day)
    return Found(told.num_rows, len(found), new)


def _keep(found: list[tuple[str, str, float, list[str]]], day: date) -> int:
    known = _known()
    rows = [
        SamePerson(first_id=first, second_id=second, weight=weight, reasons=codes, found_on=day)
        for first, second, weight, codes in found
        if (first, second) not in known
    ]
    SamePerson.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(rows)


def _known() -> set[Key]:
    rows = SamePerson.objects.values_list("first_id", "second_id")
    return {(str(first), str(second)) for first, second in rows.iterator()}


def _forget(found: set[Key], day: date) -> None:
    """An open pair that is no longer alike, as a record was put right, is no longer asked about.
    A search of an earlier day says nothing of what was found since."""
    rows = SamePerson.objects.filter(state=SamePerson.State.OPEN, found_on__lte=day)
    kept = rows.values_list("pk", "first_id", "second_id")
    gone = [pk for pk, first, second in kept if (str(first), str(second)) not in found]
    for part in _parts(gone):
        SamePerson.objects.filter(pk__in=part).delete()


def _parts(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
