"""The communes furthest behind in a figure."""

from fractions import Fraction
from functools import partial
from typing import NamedTuple

from chungtay.indicators.compute import compute_by
from chungtay.indicators.registry import Indicator, Value
from chungtay.indicators.targets import Progress
from chungtay.lib.periods import Period
from chungtay.places.models import Level, Unit
from chungtay.web.figures import kept
from chungtay.web.overview import Overview

MOST = 5


class Laggards(NamedTuple):
    """The furthest behind, and how many more stand exactly as the last of them."""

    communes: list[tuple[Unit, Value]]
    level_with_last: int


class Worst(NamedTuple):
    """The target furthest behind that is told by commune, and where."""

    progress: Progress
    laggards: Laggards


def worst(seen: Overview) -> Worst | None:
    """The first target behind that tells its communes apart; else the first told by commune."""
    alike = None
    for one in seen.behind:
        found = _kept(one.indicator, seen)
        if found is not None and found.level_with_last <= MOST:
            return Worst(one, found)
        alike = alike or (Worst(one, found) if found else None)
    return alike


def _kept(one: Indicator, seen: Overview) -> Laggards | None:
    time = seen.time or seen.period
    key = f"laggards:{seen.unit.pk}:{time.code}:{one.code}"
    found: Laggards | None = kept(key, partial(laggards, one, seen.unit, time)).found
    return found


def laggards(one: Indicator, unit: Unit, period: Period) -> Laggards | None:
    """None where the figure is not told by commune: sealed, or not counted there at all."""
    if one.sealed or unit.level >= Level.COMMUNE:
        return None
    values = _by_commune(one, unit, period)
    told = [(each, value) for each, value in values if value.denominator != 0 and value.share != 1]
    counted = any(value.numerator or value.denominator for _, value in told)
    return _furthest(told) if counted else None


def _by_commune(one: Indicator, unit: Unit, period: Period) -> list[tuple[Unit, Value]]:
    """Every commune in Vietnamese order; one without a row has none, and of nothing where the
    figure is a share."""
    rows = compute_by(unit, period, "commune_id", [one.code])
    found = {key: values[one.code] for key, values in rows.items()}
    has_whole = any(value.denominator is not None for value in found.values())
    none = Value(one, 0, 0 if has_whole else None)
    communes = Unit.objects.on(period.last_day).under(unit).communes().select_related("district")
    return [(each, found.get(each.pk, none)) for each in communes.order_by("sort_key", "pk")]


def _furthest(told: list[tuple[Unit, Value]]) -> Laggards:
    """The lowest share first, of equals the one that lacks most; without shares the lowest."""
    ordered = sorted(told, key=lambda each: _standing(each[1]))
    shown, rest = ordered[:MOST], ordered[MOST:]
    ties = [value for _, value in rest if _standing(value)[0] == _standing(shown[-1][1])[0]]
    return Laggards(shown, len(ties))


def _standing(value: Value) -> tuple[Fraction, int]:
    share = value.share
    return (Fraction(value.numerator) if share is None else share, -(value.remaining or 0))
