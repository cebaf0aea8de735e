"""The records that a child's record is made of: what merges took out, and what stands for it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Part:
    """A record that is gone: its key, the name it last had, and when it was merged."""

    key: UUID
    full_name: str
    at: datetime


def made_of(key: UUID) -> list[Part]:
    """What was merged into the child's record and into those parts, the last one first; nothing to
    whoever neither serves the child nor audits where it lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gone, coalesce(full_name, ''), at FROM access.made_of(%s)", [key])
        return [Part(*row) for row in cursor.fetchall()]


def kept_for(key: UUID) -> UUID | None:
    """The record that stands for one that a merge took out; None if none was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.kept(%s)", [key])
        found: UUID | None = cursor.fetchone()[0]
        return found
