"""What a proposal is, and what all sources of them share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chungtay.children.models import Residence
from chungtay.places.models import Unit


@dataclass(frozen=True, order=True)
class Proposal:
    """That a child be written into a group from a day (or, with `ends`, out of it), and why.

    `case`: the case of the group. `why`: one sentence in Vietnamese, with its legal ground; it
    becomes the evidence of the episode.
    """

    child: UUID
    group: str
    case: int
    ends: bool
    since: date
    why: str

    @property
    def key(self) -> tuple[UUID, str, int, bool]:
        """What it is about, whatever the day and the words."""
        return self.child, self.group, self.case, self.ends


@dataclass(frozen=True)
class Asked:
    """Where and as of when proposals are looked for; `child`: for one child alone."""

    unit: Unit
    day: date
    child: UUID | None = None

    @property
    def homes(self) -> "QuerySet[Residence]":
        found = Residence.objects.on(self.day).under(self.unit)
        return found.filter(child=self.child) if self.child else found

    def living(self) -> "QuerySet[Residence, Any]":
        return self.homes.values("child")


Found = Iterator[Proposal]
