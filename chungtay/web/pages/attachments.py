"""Files kept with a document: adding one, taking it, removing it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from chungtay.lib.problems import Problem
from chungtay.lib.uploads import checked
from chungtay.plans import actions
from chungtay.plans.models import Attachment, Document
from chungtay.plans.models.attachment import KINDS, MOST_BYTES
from chungtay.web.desk import desk, stand_on
from chungtay.web.kinds import Kind
from chungtay.web.pages.records import not_of_before, opened, record_or_404
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read
from chungtay.web.serving import serves

SLUG = "van-ban"
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@serves("C31", records=(Attachment,))
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """A file for a document: what it is, is told from its content."""
    kind = _writable(request)
    document: Document = record_or_404(request, kind, str(pk))
    not_of_before(request, kind, document)
    faults = _attached(request, document) if request.method == "POST" else None
    if faults == []:
        messages.success(request, gettext("Đã đính kèm tệp."))
        return redirect("record", SLUG, document.pk)
    shown = {"kind": kind, "document": document, "faults": faults, "kinds": KINDS}
    shown["most"] = MOST_BYTES // 1_000_000
    return render(request, "attachments/attach.html", shown, status=400 if faults else 200)


def _attached(request: HttpRequest, document: Document) -> list[str]:
    """What hinders; nothing when the file is kept."""
    sent: Any = request.FILES.get("file")
    if sent is None:
        return [gettext("Hãy chọn một tệp.")]
    try:
        actions.attach(document, checked(sent, KINDS, MOST_BYTES), by=desk(request).user)
    except Problem as problem:
        return [sentence_of(problem)]
    except ValidationError as fault:
        return fault.messages
    return []


@serves("C31", records=(Attachment,))
@require_GET
def attachment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The file as it came: always to be saved, never shown as a page of this site."""
    found = _attachment(request, opened(request, SLUG), pk, number)
    read(request, "take_file", f"attachment:{found.pk}")
    response = HttpResponse(bytes(found.data), content_type=TYPES[found.kind])
    response.headers["Content-Disposition"] = str(content_disposition_header(True, found.name))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(["GET", "POST"])
def detach(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Asks, then removes the file."""
    kind = _writable(request)
    found = _attachment(request, kind, pk, number)
    not_of_before(request, kind, found.document)
    if request.method == "POST":
        actions.detach(found, by=desk(request).user)
        messages.success(request, gettext("Đã gỡ tệp khỏi văn bản."))
        return redirect("record", SLUG, pk)
    back = reverse("record", args=[SLUG, pk])
    return render(request, "attachments/detach.html", {"file": found, "back": back})


def _writable(request: HttpRequest) -> Kind:
    kind = opened(request, SLUG)
    stand_on(request, kind.writers)
    return kind


def _attachment(request: HttpRequest, kind: Kind, pk: int, number: int) -> Attachment:
    document = record_or_404(request, kind, str(pk))
    found = Attachment.objects.filter(document=document, pk=number).first()
    if found is None:
        raise Http404(gettext("Không có tệp này."))
    return found
