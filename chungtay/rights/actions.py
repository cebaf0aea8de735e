"""Writes about personal data that leave more than a record behind."""

from typing import Any

from django.db import transaction

from chungtay.lib.uploads import Upload
from chungtay.people.actions import keep
from chungtay.people.models import User
from chungtay.people.trail import note
from chungtay.rights.models import Consent, ConsentPaper, DataRequest, Suspect


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


def attach_paper(consent: Consent, upload: Upload, *, by: User) -> ConsentPaper:
    """Keeps a checked scan of the signed paper, sealed, with the consent.

    Raises ValidationError, and keeps nothing, when it is there or there are enough already.
    """
    told = {"kind": upload.kind, "size": len(upload.data), "sha256": upload.sha256}
    paper = ConsentPaper(consent=consent, data=upload.data, uploaded_by=by, **told)
    return keep(paper, by=by)


@transaction.atomic
def remove_paper(paper: ConsentPaper, *, by: User) -> None:
    """Takes a scan away, such as one of another paper; the trail keeps its sum."""
    details = {"consent": paper.consent_id, "sha256": paper.sha256}
    subject = f"consentpaper:{paper.pk}"
    note("remove", subject, by=by.username, child=paper.child_id, details=details)
    paper.delete()
