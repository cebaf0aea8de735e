"""Which groups of circumstances are told by name, and to whom."""

from collections.abc import Iterable

from chungtay.indicators.disclosure import SENSITIVE_GROUPS
from chungtay.law.data import law_file
from chungtay.people.models import Post
from chungtay.people.roles import Role

TOLD = frozenset({Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER})


def tells_private(posts: Iterable[Post]) -> bool:
    """Whether a person with these posts may open what is sealed: cases, private groups."""
    return any(post.role in TOLD for post in posts)


def hidden_groups(posts: Iterable[Post]) -> frozenset[str]:
    """Codes of the groups whose name a person with these posts does not see."""
    return frozenset() if tells_private(posts) else SENSITIVE_GROUPS


def hidden_grounds(hidden: frozenset[str]) -> frozenset[str]:
    """Codes of the grounds of allowance that would give such a group away."""
    return frozenset(
        ground["code"]
        for decree in law_file("entitlements")["decrees"]
        for ground in decree["grounds"]
        if any(case.split(".")[0] in hidden for case in ground["cases"])
    )
