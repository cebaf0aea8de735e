"""Times ours and the floor in turn, so that a slow moment of the machine strikes both."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any


def seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(
    name: str, ours: Callable[[], Any], floor: Callable[[], Any], *, rows: int, times: int
) -> dict[str, Any]:
    """Medians over `times` pairs after one pair that is not counted."""
    ours(), floor()
    pairs = [(seconds(ours), seconds(floor)) for _ in range(times)]
    return line(name, median(o for o, _ in pairs), median(f for _, f in pairs), rows)


def line(name: str, ours: float, floor: float, rows: int, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "ours_s": round(ours, 4),
        "floor_s": round(floor, 4),
        "ratio": round(ours / floor, 2),
        "rows": rows,
        **more,
    }
