"""What a count may give away: small numbers of children in groups that must stay private."""

from collections.abc import Sequence

from chungtay.law.circumstances import compartments
from chungtay.places.models import Level

# HIV, violence, exploitation, sexual abuse, trafficking; the same in the law of 2004; HIV of a
# parent: the sealed groups of law/groups.yaml.
SENSITIVE_GROUPS = frozenset(compartments())
SMALL = 5
HIDDEN = "ẩn"


def shown(group: str, counts: Sequence[int], level: int) -> list[int | str]:
    """Parts of a group's number as a document below province level may print them: when any
    part is from 1 to 4, no part of a private group is printed, nor can be subtracted."""
    private = group in SENSITIVE_GROUPS and level > Level.PROVINCE
    if private and any(0 < count < SMALL for count in counts):
        return [HIDDEN] * len(counts)
    return list(counts)
