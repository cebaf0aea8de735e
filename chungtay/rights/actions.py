"""Writes about personal data that leave more than a record behind."""

from typing import Any

from django.db import transaction

from chungtay.people.actions import keep
from chungtay.people.models import User
from chungtay.people.trail import note
from chungtay.rights.models import DataRequest, Suspect


@transaction.atomic
def keep_request(record: DataRequest, *, by: User) -> DataRequest:
    """Keeps a request. One by a suspect leaves a line in the child's access log as well, and
    stands on the board of who manages the case until it is refused.

    Raises ValidationError, with the sentences at their fields, and then nothing is saved.
    """
    kept = keep(record, by=by)
    if kept.suspect == Suspect.YES:
        details: dict[str, Any] = {"request": kept.pk}
        note("suspect_asked", f"child:{kept.child_id}", by=by.username, details=details)
    return kept
