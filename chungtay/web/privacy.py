"""What is told of sealed matters, and to whom (children/sealed.py has the rule)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chungtay.children.sealed import opens, working_day
from chungtay.indicators.disclosure import SENSITIVE_GROUPS
from chungtay.law.circumstances import compartments
from chungtay.law.data import law_file
from chungtay.people.access import covers, holding
from chungtay.people.models import Post, User
from chungtay.people.roles import Permission
from chungtay.places.models import Unit

Who = tuple[User, date] | None


def tells_private(posts: Iterable[Post]) -> bool:
    """Whether a person with these posts deals with sealed matters at all: sees small counts of
    them and may write one. Which child's open to them is another question."""
    return bool(holding(posts, Permission.CASES, Permission.SUPERVISE))


def opens_all(posts: Iterable[Post], unit: Unit) -> bool:
    """Whether every sealed matter of the unit opens to these posts: those that supervise it."""
    return any(covers(post, unit) for post in holding(posts, Permission.SUPERVISE))


def hidden_groups(posts: Iterable[Post]) -> frozenset[str]:
    """Codes of the groups that a person with these posts neither asks for nor writes."""
    return frozenset() if tells_private(posts) else SENSITIVE_GROUPS


def narrowed_for(posts: Iterable[Post], unit: Unit) -> Who:
    """By whose namings what is sealed in the unit is narrowed; None where everything opens."""
    held = tuple(posts)
    return None if opens_all(held, unit) else reader(held)


def reader(posts: Iterable[Post]) -> Who:
    """Whose posts these are, and the day that person works on; None for no post at all."""
    person = next((post.person for post in posts), None)
    return (person, working_day(person)) if person else None


def hidden_grounds_of(child: Any, posts: Iterable[Post]) -> frozenset[str]:
    """Codes of the grounds of allowance that would give away a group sealed from these posts."""
    if (who := reader(posts)) is None:
        return hidden_grounds(SENSITIVE_GROUPS)
    shut = {one for one in set(compartments().values()) if not opens(child, one, *who)}
    return hidden_grounds(frozenset(code for code, one in compartments().items() if one in shut))


def hidden_grounds(hidden: frozenset[str]) -> frozenset[str]:
    """Codes of the grounds of allowance that would give such a group away."""
    return frozenset(
        ground["code"]
        for decree in law_file("entitlements")["decrees"]
        for ground in decree["grounds"]
        if any(case.split(".")[0] in hidden for case in ground["cases"])
    )
