"""What the day's page tells those who supervise."""

from typing import Any

from django import template
from django.template import Context

from chungtay.web.desk import desk
from chungtay.web.glass import MOST, waiting

register = template.Library()


@register.inclusion_tag("sealed/_alerts.html", takes_context=True)
def broken_glass(context: Context) -> dict[str, Any]:
    """Who opened sealed records in the reader's units, and why."""
    found = list(waiting(desk(context["request"]))[:MOST])
    return {"alerts": found, "csrf_token": context.get("csrf_token")}
