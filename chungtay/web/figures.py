"""Figures for pages: counted from the register, kept a minute so that a page, its charts and
the next page of the same report do not count twice. Each says when it was counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from chungtay.indicators.compute import compute, compute_by
from chungtay.indicators.registry import INDICATORS, Indicator, Value
from chungtay.lib.periods import Period
from chungtay.places.models import Level, Unit

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Counted:
    """What was counted, and when."""

    at: datetime
    found: Any


def kept(key: str, count: Callable[[], Any]) -> Counted:
    found = cache.get(key)
    if found is None:
        found = Counted(timezone.localtime(), count())
        cache.set(key, found, KEPT_SECONDS)
    return found


def values(unit: Unit, period: Period) -> Counted:
    """{code: (numerator, denominator)} of every indicator; see `value`."""
    return kept(f"values:{unit.pk}:{period.code}", lambda: _plain(compute(unit, period)))


def _plain(found: dict[str, Value]) -> dict[str, tuple[int, int | None]]:
    return {code: (value.numerator, value.denominator) for code, value in found.items()}


def value(counted: Counted, code: str) -> Value:
    numerator, denominator = counted.found.get(code, (0, None))
    return Value(INDICATORS[code], numerator, denominator)


def lines(counted: Counted) -> list[tuple[str, list[tuple[int, Value]]]]:
    """The report's lines by section, numbered through, in the order of the sections; those of
    which nothing is recorded are left to `unrecorded`."""
    by_section: dict[str, list[Value]] = {}
    for code, one in sorted(INDICATORS.items(), key=lambda pair: pair[1].order):
        if (counted_one := value(counted, code)).recorded:
            by_section.setdefault(one.section, []).append(counted_one)
    numbered, n = [], 0
    for section in by_section:
        found = [(n + i, each) for i, each in enumerate(by_section[section], start=1)]
        n += len(found)
        numbered.append((section, found))
    return numbered


def unrecorded(counted: Counted) -> list[Value]:
    """Figures of which the unit holds no record in the period."""
    held = sorted(INDICATORS.values(), key=lambda one: one.order)
    return [each for one in held if not (each := value(counted, one.code)).recorded]


def number_of(one: Indicator, counted: Counted) -> int | None:
    """The figure's place in the report, from 1; None when it is no line of it."""
    numbers = {each.indicator.code: n for _, found in lines(counted) for n, each in found}
    return numbers.get(one.code)


def breakdown(one: Indicator, unit: Unit, period: Period) -> list[tuple[Unit | None, Value]]:
    """The figure apart for each unit one level down, in Vietnamese order; the last line, without
    a unit, is what belongs to none of them. Empty for a commune, or if all is the unit's own."""
    below = list(
        Unit.objects.on(period.last_day)
        .filter(parent=unit, level__lte=Level.COMMUNE)
        .order_by("sort_key")
    )
    if not below:
        return []
    by = {Level.PROVINCE: "province_id", Level.DISTRICT: "district_id"}.get(
        Level(below[0].level), "commune_id"
    )
    if by not in {column.name for column in one.fact.columns}:
        return []
    found = compute_by(unit, period, by, [one.code])
    lines: list[tuple[Unit | None, Value]] = [
        (each, found[each.pk][one.code]) for each in below if each.pk in found
    ]
    own = found.get(None, {}).get(one.code)
    return [*lines, (None, own)] if lines and own and own.numerator else lines
