"""Words of the table of trends."""

from typing import Any

from django import template
from django.utils.translation import gettext

from chungtay.indicators.disclosure import HIDDEN
from chungtay.reports.trend_chart import said

register = template.Library()


@register.filter
def told(count: Any) -> str:
    return gettext("ẩn") if count == HIDDEN else said(count)
