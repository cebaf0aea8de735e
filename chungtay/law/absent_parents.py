"""The group of circumstances that the states of both parents point to (NĐ 56/2017, Điều 3–5)."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from chungtay.law.data import law_file

CHILD = "child"  # a parent who is under the age of a child


@dataclass(frozen=True)
class Pointed:
    """A group and its case, and the clause that says so."""

    group: str
    case: int
    article: str


def pointed(one: str, other: str, lives_with: str) -> Pointed | None:
    """What the law makes of the two states, in either order; None: no case of these articles.

    A state is one of GuardianState.State or `child`; empty: nothing keeps that parent from
    caring. `lives_with` is one of LivesWith.
    """
    for row in law_file("absent_parents")["groups"]:
        if _fits(row, one, other) or _fits(row, other, one):
            return Pointed(row["group"], _case(row, lives_with), row["article"])
    return None


def _fits(row: dict[str, Any], one: str, other: str) -> bool:
    return one in _states(tuple(row["one"])) and other in _states(tuple(row["other"]))


@cache
def _states(named: tuple[str, ...]) -> frozenset[str]:
    several = law_file("absent_parents")["states"]
    return frozenset(state for name in named for state in several.get(name, [name]))


def _case(row: dict[str, Any], lives_with: str) -> int:
    homes = law_file("absent_parents")["homes"].get(row["group"])
    return int(homes[lives_with] if homes else row["case"])
