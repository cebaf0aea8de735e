"""Writes on the tree of units."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from django.db import connection, transaction

from chungtay.lib.vietnamese import sort_key
from chungtay.places.models import Change, Unit


@transaction.atomic
def load_country() -> int:
    """Writes the whole country's units and changes from places/data, once; says how many rows.

    Source and confidence of each row: places/data/README.md.
    """
    if Unit.objects.filter(level=0).exists():
        return 0
    ids: dict[str, int] = {}
    rows = sorted(_read("units"), key=lambda row: int(row["level"]))
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY places_unit (id, code, name, kind, level, parent_id, period, sort_key, "
            "latitude, longitude, confidence, source) FROM STDIN"
        ) as copy:
            for number, row in enumerate(rows, start=1):
                ids[row["key"]] = number
                copy.write_row(_unit_row(number, row, ids))
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('places_unit', 'id'), max(id)) FROM places_unit"
        )
        cursor.execute("ANALYZE places_unit")
    texts = {row["id"]: row["title"] for row in _read("texts")}
    Change.objects.bulk_create(_change(row, ids, texts) for row in _read("changes"))
    return len(rows)


def unit_sort_key(name: str) -> str:
    """Vietnamese order, with numbers by size: Thôn 2 before Thôn 10. At most 160 letters."""
    return sort_key(re.sub(r"\d+", lambda digits: digits[0].zfill(3), name))[:160]


def _read(name: str) -> Iterator[dict[str, str]]:
    folder = files("chungtay.places") / "data"
    for part in sorted(p.name for p in folder.iterdir() if p.name.startswith(name)):
        yield from csv.DictReader(folder.joinpath(part).read_text("utf-8").splitlines())


def _unit_row(number: int, row: dict[str, str], ids: dict[str, int]) -> tuple[object, ...]:
    return (
        number,
        row["code"],
        row["name"],
        row["kind"],
        int(row["level"]),
        ids[row["parent_key"]] if row["parent_key"] else None,
        f"[{row['valid_from']},{row['valid_to']})",
        unit_sort_key(row["name"]),
        float(row["lat"]) if row["lat"] else None,
        float(row["lon"]) if row["lon"] else None,
        row["confidence"],
        row["source"],
    )


def _change(row: dict[str, str], ids: dict[str, int], texts: dict[str, str]) -> Change:
    return Change(
        what=row["kind"],
        date=date.fromisoformat(row["date"]),
        old_id=ids[row["old_key"]],
        new_id=ids[row["new_key"]] if row["new_key"] else None,
        legal_text=texts.get(row["legal_text"], row["legal_text"])[:300],
        confidence=row["confidence"],
    )
