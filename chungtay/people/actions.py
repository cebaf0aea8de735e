"""The write that every form ends in."""

from typing import TypeVar

from django.db import models, transaction

from chungtay.people.models import User
from chungtay.people.trail import note

Record = TypeVar("Record", bound=models.Model)


@transaction.atomic
def keep(record: Record, *, by: User) -> Record:
    """Checks the record by its own rules, saves it, and leaves a trace of who did.

    Raises ValidationError, with the sentences at their fields, and then nothing is saved.
    """
    verb = "add" if record._state.adding else "change"
    record.full_clean()
    record.save()
    subject = f"{record._meta.model_name}:{record.pk}"
    note(verb, subject, by=by.username, child=getattr(record, "child_id", None))
    return record
