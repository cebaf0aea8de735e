"""The signed paper of a consent: its scan added, opened, removed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from chungtay.lib.problems import Problem
from chungtay.lib.uploads import checked
from chungtay.people.roles import Permission
from chungtay.rights import actions
from chungtay.rights.models import Consent, ConsentPaper
from chungtay.rights.models.paper import KINDS, MOST_BYTES
from chungtay.web.desk import desk, needs
from chungtay.web.kinds import KINDS as RECORDS
from chungtay.web.pages.attachments import TYPES
from chungtay.web.pages.records import record_or_404
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read

SLUG = "dong-y"


@require_http_methods(["GET", "POST"])
@never_cache
@needs(Permission.RIGHTS)
def consent_paper_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A scan or photograph for a consent: what it is, is told from its content."""
    consent = _consent(request, pk)
    faults = _attached(request, consent) if request.method == "POST" else None
    if faults == []:
        messages.success(request, gettext("Đã lưu bản quét, niêm kín."))
        return redirect("record", SLUG, consent.pk)
    shown = {"consent": consent, "faults": faults, "most": MOST_BYTES // 1_000_000}
    return render(request, "rights/paper_new.html", shown, status=400 if faults else 200)


def _attached(request: HttpRequest, consent: Consent) -> list[str]:
    """What hinders; nothing when the scan is kept."""
    sent: Any = request.FILES.get("file")
    if sent is None:
        return [gettext("Hãy chọn một tệp.")]
    try:
        actions.attach_paper(consent, checked(sent, KINDS, MOST_BYTES), by=desk(request).user)
    except Problem as problem:
        return [sentence_of(problem)]
    except ValidationError as fault:
        return fault.messages
    return []


@require_GET
@never_cache
@needs(Permission.RIGHTS)
def consent_paper(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The scan, always to be saved; every opening stands in the child's access log."""
    found = _paper(request, pk, number)
    read(request, "take_file", f"consentpaper:{found.pk}", child=found.child_id)
    name = f"ban-dong-y-{found.consent_id}-{found.pk}.{found.kind}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(found.data, content_type=TYPES[found.kind], headers=headers)


@require_http_methods(["GET", "POST"])
@never_cache
@needs(Permission.RIGHTS)
def consent_paper_end(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Asks, then removes the scan."""
    found = _paper(request, pk, number)
    if request.method == "POST":
        actions.remove_paper(found, by=desk(request).user)
        messages.success(request, gettext("Đã gỡ bản quét."))
        return redirect("record", SLUG, pk)
    return render(request, "rights/paper_end.html", {"paper": found})


def _consent(request: HttpRequest, pk: int) -> Consent:
    found: Consent = record_or_404(request, RECORDS[SLUG], str(pk))
    return found


def _paper(request: HttpRequest, pk: int, number: int) -> ConsentPaper:
    papers = ConsentPaper.objects.filter(consent=_consent(request, pk), pk=number)
    found = papers.select_related("consent", "uploaded_by").first()
    if found is None:
        raise Http404(gettext("Không có bản quét này."))
    return found
