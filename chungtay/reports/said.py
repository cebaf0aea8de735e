"""How a count is said: among, of, share, a list, what the units are called there."""

from collections.abc import Iterable

from chungtay.indicators.registry import Value
from chungtay.lib.vietnamese import number, percent
from chungtay.places.models import Kind, Level, Unit
from chungtay.reports.offices import kind_word, lower_first

NAMED = 8  # more units than this are counted, not named
KINDS_IN_ORDER = {
    Level.DISTRICT: (Kind.URBAN_DISTRICT, Kind.DISTRICT, Kind.TOWN, Kind.CITY),
    Level.COMMUNE: (Kind.COMMUNE, Kind.WARD, Kind.TOWNLET, Kind.SPECIAL_ZONE),
    Level.HAMLET: (Kind.THON, Kind.BUON, Kind.BAN, Kind.XOM, Kind.AP, Kind.LANG, Kind.KHOM),
}


def kinds(units: Iterable[Unit], level: Level) -> str:
    """What such units are called there: `huyện, thị xã, thành phố`."""
    held = {unit.kind for unit in units}
    last = (Kind.STREET_GROUP,) if level == Level.HAMLET else ()
    words = [
        str(Kind(kind).label).lower() for kind in (*KINDS_IN_ORDER[level], *last) if kind in held
    ]
    return ", ".join(words)


def over(unit: Unit) -> str:
    """toàn tỉnh, cả nước; for a hamlet its own name."""
    if unit.level == Level.HAMLET:
        return lower_first(unit.title)
    return kind_word(unit) if unit.level == Level.NATION else f"toàn {kind_word(unit)}"


def named(units: list[Unit]) -> str:
    """The units in brackets when they are few, else nothing."""
    if not 0 < len(units) <= NAMED:
        return ""
    return " (" + ", ".join(lower_first(unit.title) for unit in units) + ")"


def among(value: Value) -> str:
    whole = value.denominator or 0
    return f"{number(value.numerator)} trẻ, chiếm {percent(value.numerator, whole)}"


def of(value: Value) -> str:
    return f"{number(value.numerator)}/{number(value.denominator or 0)}"


def share(value: Value) -> str:
    return f"{part(value.numerator, value.denominator or 0)} ({of(value)})"


def part(n: int, whole: int) -> str:
    """A percentage that says 100% or 0% only of all or none."""
    said = percent(n, whole)
    return percent(n, whole, 2) if said in ("100%", "0%") and 0 < n < whole else said


def counted(rows: Iterable[tuple[str, int]]) -> str:
    """`đuối nước: 3; giao thông: 2`, most first, those of nothing left out."""
    most = sorted((row for row in rows if row[1]), key=lambda row: -row[1])
    return "; ".join(f"{name}: {number(n)}" for name, n in most)


def joined(words: Iterable[str]) -> str:
    """`a, b và c`"""
    every = list(words)
    return " và ".join(filter(None, (", ".join(every[:-1]), every[-1]))) if every else ""
