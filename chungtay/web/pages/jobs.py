"""Long work: how far it has come, what came of it, and stopping it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chungtay.people.jobs import KINDS, cancel
from chungtay.people.models import Job
from chungtay.people.roles import Permission
from chungtay.web.desk import desk, needs

SHOWN = 50


@never_cache
@needs(*Permission)
def jobs(request: HttpRequest) -> HttpResponse:
    """What one asked for, the latest first; to whoever runs the installation, the night's too."""
    found = list(Job.objects.select_related("unit").order_by("-pk")[:SHOWN])
    mine = [one for one in found if one.by_id == desk(request).user.pk]
    shown = {
        "open": [one for one in mine if one.is_open],
        "ended": [one for one in mine if not one.is_open],
        "nights": [one for one in found if one.by_id is None],
    }
    return render(request, "jobs/list.html", shown)


@never_cache
@needs(*Permission)
def job(request: HttpRequest, pk: int) -> HttpResponse:
    one = _job(pk)
    mine = one.by_id == desk(request).user.pk
    return render(request, "jobs/job.html", {"job": one, "mine": mine})


def _job(pk: int) -> Job:
    """The database gives one's own rows only."""
    one = Job.objects.select_related("unit").filter(pk=pk).first() if pk < 2**62 else None
    if one is None or one.name not in KINDS:
        raise Http404(gettext("Không có việc này."))
    return one


def _mine(request: HttpRequest, pk: int) -> Job:
    one = _job(pk)
    if one.by_id != desk(request).user.pk:
        raise Http404(gettext("Không có việc này."))
    return one


@require_POST
@needs(*Permission)
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    cancel(_mine(request, pk), by=desk(request).user)
    return redirect("job", pk)


@require_POST
@needs(*Permission)
def job_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """The person has read what came of it, and goes on to the result if there is one."""
    one = _mine(request, pk)
    if not one.is_open:
        Job.objects.filter(pk=pk, seen_at=None).update(seen_at=timezone.now())
    return redirect(one.link or reverse("jobs"))
