"""What a page tells of posts that changed hands."""

from typing import Any

from django import template
from django.template import Context

from chungtay.cases.handover import unseen

register = template.Library()


@register.inclusion_tag("posts/_handed.html", takes_context=True)
def handed_over(context: Context) -> dict[str, Any]:
    """The hand-overs that the person has not yet marked as seen."""
    request = context["request"]
    shown = {"handed": list(unseen(request.user)), "user": request.user}
    return {**shown, "csrf_token": context.get("csrf_token")}
