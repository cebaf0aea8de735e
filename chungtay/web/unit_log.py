"""The access log of a unit: what was done, read and refused on the posts of it and below it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from chungtay.people.models import AuditEvent
from chungtay.web import access_log
from chungtay.web.desk import Desk
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.days import DayField
from chungtay.web.inputs.plain import ListField, WordsField
from chungtay.web.subjects import in_words

DAYS = 30  # shown where no first day is asked for


class LogForm(InputForm, forms.Form):
    loai = ListField(
        label=gettext_lazy("Loại việc"),
        choices=[
            (AuditEvent.Kind.READ, gettext_lazy("Xem")),
            (AuditEvent.Kind.ACTION, gettext_lazy("Ghi, sửa, tải")),
            (AuditEvent.Kind.REFUSAL, gettext_lazy("Bị từ chối")),
        ],
        blank=gettext_lazy("Mọi loại"),
        required=False,
    )
    tu = DayField(label=gettext_lazy("Từ ngày"), required=False)
    den = DayField(label=gettext_lazy("Đến ngày"), required=False)


class ChildForm(InputForm, forms.Form):
    ma = WordsField(
        label=gettext_lazy("Mã hồ sơ của trẻ"),
        help_text=gettext_lazy("Mã ghi trên giấy yêu cầu, gồm 36 chữ và số"),
        max_length=40,
        error_messages={"required": gettext_lazy("Hãy ghi mã hồ sơ của trẻ.")},
    )

    def clean_ma(self) -> UUID:
        try:
            return UUID(self.cleaned_data["ma"].strip())
        except ValueError:
            told = gettext("Mã hồ sơ không đúng. Hãy chép đủ 36 chữ và số.")
            raise ValidationError(told) from None


@dataclass(frozen=True)
class Line:
    """`child`: whose access log tells more."""

    told: access_log.Line
    subject: str
    child: UUID | None


def events(here: Desk, asked: dict[str, Any]) -> "QuerySet[AuditEvent]":
    """Lines of the posts at the desk's units and below, the newest first."""
    first = asked["tu"] or (asked["den"] or timezone.localdate()) - dt.timedelta(days=DAYS)
    found = AuditEvent.objects.filter(unit_id__in=here.units.values("pk"), at__gte=_began(first))
    if asked["den"]:
        found = found.filter(at__lt=_began(asked["den"] + dt.timedelta(days=1)))
    if asked["loai"]:
        found = found.filter(kind=asked["loai"])
    return found.order_by("-at", "-pk")


def _began(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def lines(found: Iterable[AuditEvent]) -> list[Line]:
    page = list(found)
    told, words = access_log.lines(page), in_words(one.subject for one in page)
    return [
        Line(line, words[one.subject], one.child_id) for line, one in zip(told, page, strict=True)
    ]
