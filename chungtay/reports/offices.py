"""Who issues and signs a unit's report: dated data in offices.yaml, filled in for one unit."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from chungtay.lib.problems import Problem
from chungtay.places.models import Kind, Level, Unit


@dataclass(frozen=True)
class Office:
    """What stands at the head and foot of the page; each tuple is printed lines."""

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    name: str
    symbol: str
    place: str
    position: tuple[str, ...]
    recipients: tuple[str, ...]
    confidence: str


def office(unit: Unit, on: date) -> Office:
    """Raises Problem for a day before the first office that is held."""
    for row in _data()["offices"]:
        if row["level"] == unit.level and row["from"] <= on and (not row["to"] or on < row["to"]):
            return _filled(row, unit)
    raise Problem(
        f"Chưa có thông tin cơ quan ban hành báo cáo của {unit.title} ngày {on:%d/%m/%Y}.",
        f"No issuing office is known for {unit.title} on {on}.",
    )


def committee(unit: Unit, on: date, position: tuple[str, ...]) -> Office:
    """The people's committee of a province, district or commune, which issues plans itself."""
    reports = office(unit, on)
    return Office(
        parent=(),
        issuer=("ỦY BAN NHÂN DÂN", unit.title.upper()),
        name=f"Ủy ban nhân dân {lower_first(unit.title)}",
        symbol="KH-UBND",
        place=_place(unit),
        position=("TM. ỦY BAN NHÂN DÂN", *position),
        recipients=(*reports.recipients[:-1], "- Lưu: VT."),
        confidence="C",
    )


def kind_word(unit: Unit) -> str:
    """tỉnh, huyện, thị xã, xã, phường …"""
    return "cả nước" if unit.level == Level.NATION else str(Kind(unit.kind).label).lower()


def _filled(row: dict[str, Any], unit: Unit) -> Office:
    words = {
        "unit": unit.title.upper(),
        "parent": unit.parent.title.upper() if unit.parent else "",
        "kind": kind_word(unit),
        "title": lower_first(unit.title),
    }
    recipients = [f"- {text.format(**words)};" for text in row["recipients"]]
    return Office(
        parent=tuple(filter(None, row["parent"].format(**words).split("/"))),
        issuer=tuple(row["issuer"].format(**words).split("/")),
        name=row["name"].format(**words),
        symbol=row["symbol"],
        place=row.get("place") or _place(unit),
        position=tuple(row[_data()["signed_by"]]),
        recipients=(*recipients, f"- Lưu: {row['file']}."),
        confidence=row["confidence"],
    )


def _place(unit: Unit) -> str:
    """Where it is signed: the unit's own name, for a hamlet that of its commune."""
    holder = unit.parent if unit.level == Level.HAMLET and unit.parent else unit
    return holder.name if not holder.name.isdigit() else holder.title


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@cache
def _data() -> Any:
    return yaml.safe_load(files("chungtay.reports").joinpath("offices.yaml").read_text("utf-8"))
