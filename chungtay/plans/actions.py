"""Writes on documents that are more than a form's."""

from django.db import transaction

from chungtay.lib.uploads import Upload
from chungtay.people.actions import keep
from chungtay.people.models import User
from chungtay.people.trail import note
from chungtay.plans.models.attachment import Attachment
from chungtay.plans.models.document import Document


def attach(document: Document, upload: Upload, *, by: User) -> Attachment:
    """Keeps a checked file with the document.

    Raises ValidationError, and keeps nothing, when the document has it or has enough already.
    """
    return keep(
        Attachment(
            document=document,
            name=upload.name,
            kind=upload.kind,
            data=upload.data,
            sha256=upload.sha256,
            uploaded_by=by,
        ),
        by=by,
    )


@transaction.atomic
def detach(attachment: Attachment, *, by: User) -> None:
    """Takes the file away; the trail keeps its name and its sum."""
    details = {"document": attachment.document_id, "sha256": attachment.sha256}
    note("remove", f"attachment:{attachment.pk}", by=by.username, details=details)
    attachment.delete()
