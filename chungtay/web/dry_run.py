"""What the page of a file shows of its dry run."""

from typing import Any
from uuid import UUID

import polars as pl
from django.utils.translation import gettext, gettext_lazy

from chungtay.exchange import present
from chungtay.exchange.actions import frame
from chungtay.exchange.cells import RELATION_LABELS, ethnic_labels
from chungtay.exchange.checking import CONFLICT, PERHAPS, WRONG
from chungtay.exchange.columns import BY_NAME
from chungtay.exchange.faults import WARNINGS, said
from chungtay.exchange.models import Upload
from chungtay.exchange.template import POVERTIES, SEXES
from chungtay.lib import vietnamese
from chungtay.places.models import Unit

SHOWN = 50
SAMPLES = 3
COUNTED = {
    "new": (gettext_lazy("trẻ mới"), "ok"),
    "changed": (gettext_lazy("dòng có thay đổi"), "ok"),
    "unchanged": (gettext_lazy("dòng không thay đổi"), "none"),
    "wrong": (gettext_lazy("dòng lỗi"), "late"),
    "conflict": (gettext_lazy("dòng đã đổi trên hệ thống, chờ chọn"), "soon"),
    "perhaps": (gettext_lazy("dòng có thể là trẻ đã có, chờ chọn"), "soon"),
}


def counted(upload: Upload) -> list[tuple[int, Any, str]]:
    """(how many, of what, the tag) in the order in which they are told."""
    return [(upload.counts.get(key, 0), *told) for key, told in COUNTED.items()]


def faulty(upload: Upload) -> tuple[list[dict[str, Any]], int]:
    """The first rows that are wrong, each with its sentences by column; how many there are."""
    if not upload.rows:
        return [], 0
    wrong = frame(upload.rows).filter(pl.col("status") == WRONG).select("row", "name")
    first = dict(wrong.head(SHOWN).rows())
    found: dict[int, list[tuple[str, str]]] = {row: [] for row in first}
    for row, field, code, extra in (
        frame(upload.faults).select("row", "field", "code", "extra").rows()
    ):
        if row in found and code not in WARNINGS:
            found[row].append((title(field), said(code, extra)))
    rows = [{"row": row, "name": first[row], "faults": told} for row, told in found.items()]
    return rows, wrong.height


def title(field: str) -> str:
    return BY_NAME[field].title if field in BY_NAME else field


def sample(upload: Upload) -> list[list[str]]:
    """The first filled cells of every place, from the left."""
    texts = frame(upload.texts)
    found = []
    for place in range(len(upload.titles)):
        name = str(place)
        cells = texts[name].drop_nulls().head(SAMPLES).to_list() if name in texts.columns else []
        found.append([str(cell)[:40] for cell in cells])
    return found


def open_choices(upload: Upload) -> tuple[list[dict[str, Any]], int, list[UUID]]:
    """(rows that wait for a choice, the undecided ones first; how many more there are; the keys
    of the children that they show)."""
    rows = frame(upload.rows).filter(pl.col("status").is_in([CONFLICT, PERHAPS]))
    decided = pl.col("row").cast(pl.String).is_in(list(upload.choices))
    rows = rows.sort(decided, "row", maintain_order=True)
    first = rows.head(SHOWN)
    children = _children(first, upload)
    units = _units([*first.iter_rows(named=True), *children.values()])
    found = [_choice(row, children, units, upload) for row in first.iter_rows(named=True)]
    keys = [UUID(key) for key in children if key]
    return found, rows.height - first.height, keys


def _children(rows: pl.DataFrame, upload: Upload) -> dict[str, dict[str, Any]]:
    """The children that the rows mean or may mean, as they are now."""
    keys = rows["child"].drop_nulls().to_list()
    keys += [key for told in rows["perhaps"].drop_nulls() for key in told.split(",") if key]
    found = present.of_keys(pl.Series(keys, dtype=pl.String), upload.day)
    return {row["id"]: row for row in found.iter_rows(named=True)}


def _units(rows: list[dict[str, Any]]) -> dict[int, Unit]:
    return Unit.objects.in_bulk({row["unit"] for row in rows if row["unit"] is not None})


def _choice(
    row: dict[str, Any], children: dict[str, Any], units: dict[int, Unit], upload: Upload
) -> dict[str, Any]:
    number = str(row["row"])
    told = {"row": number, "status": row["status"], "name": row["is_name"],
            "chosen": upload.choices.get(number, "")}  # fmt: skip
    if row["status"] == CONFLICT:
        child = children.get(row["child"], {})
        return {**told, "cells": [
            (title(_title_of(name)), *(shown(name, one.get(name), units) for one in (child, row)))
            for name in row["changes"].split(",")
        ]}  # fmt: skip
    known = [children[key] for key in row["perhaps"].split(",") if key in children]
    lines = [(one["id"], _line(one, units)) for one in known]
    return {**told, "said": _line(row, units), "known": lines}


def _title_of(name: str) -> str:
    return "hamlet" if name == "unit" else name


def _line(row: dict[str, Any], units: dict[int, Unit]) -> str:
    parts = [row["name"], *(shown(name, row[name], units) for name in ("birth", "unit"))]
    if row.get("mother"):
        parts.append(gettext("mẹ: %(name)s") % {"name": row["mother"]})
    return ", ".join(part for part in parts if part)


def shown(name: str, value: Any, units: dict[int, Unit]) -> str:
    """A value in words. `units`: those that the rows name, by key."""
    if value is None:
        return "–"
    if name == "birth":
        return vietnamese.date(value)
    if name == "unit":
        return units[value].title if value in units else "–"
    labels = {"sex": SEXES, "ethnic": ethnic_labels(), "poverty": POVERTIES,
              "relation": RELATION_LABELS}.get(name, {})  # fmt: skip
    return labels.get(value, str(value))
