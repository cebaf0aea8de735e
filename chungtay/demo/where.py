"""Reads `at:` of a locality's file: which units a thing is or was at."""

from typing import Any

from chungtay.demo.offices import Offices
from chungtay.lib.problems import Problem
from chungtay.places.models import Unit


def units_at(at: Any, offices: Offices) -> list[Unit]:
    """`root` (or nothing), `districts`, `communes`, a list of names, or a mapping: `count` of the
    communes (or of `level: districts`), `of` the named districts only; spread over the tree."""
    if at in (None, "root"):
        return [offices.root]
    if at in ("districts", "communes"):
        return offices.districts if at == "districts" else offices.communes
    if isinstance(at, list):
        return [_named(str(name), offices) for name in at]
    pool = offices.districts if at.get("level") == "districts" else offices.communes
    if "of" in at:
        within = {_named(name, offices).pk for name in at["of"]}
        pool = [unit for unit in pool if unit.district_id in within]
    return _spread(offices.lasting(pool), int(at.get("count", len(offices.lasting(pool)))))


def _spread(pool: list[Unit], count: int) -> list[Unit]:
    if count > len(pool):
        raise Problem(
            f"Cần {count} đơn vị nhưng chỉ có {len(pool)}.",
            f"{count} units are asked for; there are {len(pool)}.",
        )
    return [pool[n * len(pool) // count] for n in range(count)]


def _named(name: str, offices: Offices) -> Unit:
    for unit in (*offices.communes, *offices.districts, offices.root):
        if name in (unit.name, unit.title):
            return unit
    raise Problem(
        f"{offices.root.title} không có đơn vị “{name}”.", f"{offices.root} has no unit “{name}”."
    )
