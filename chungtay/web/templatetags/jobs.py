"""What a page tells of long work."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext

from chungtay.people.jobs import KINDS
from chungtay.people.models import Job

register = template.Library()
TAGS = {
    Job.State.WAITING: "none",
    Job.State.RUNNING: "doing",
    Job.State.DONE: "ok",
    Job.State.FAILED: "late",
    Job.State.CANCELLED: "none",
}


@register.inclusion_tag("jobs/_ended.html", takes_context=True)
def jobs_ended(context: Context) -> dict[str, Any]:
    """The person's work that has ended and that they have not yet marked as seen."""
    user = context["request"].user
    ended = Job.objects.filter(by=user, seen_at=None).exclude(state__in=Job.OPEN)
    found = list(ended.order_by("-pk")[:5])
    return {"jobs": found, "csrf_token": context.get("csrf_token")}


@register.filter
def job_title(one: Job) -> str:
    """The work in words; one that is no longer registered keeps its name."""
    kind = KINDS.get(one.name)
    return gettext(str(kind.title)) if kind else one.name


@register.filter
def job_tag(one: Job) -> str:
    return TAGS[Job.State(one.state)]
