"""What is told of a child begins no earlier than the child."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from chungtay.children.models.circumstance import Circumstance
    from chungtay.children.models.condition import Disability, Illness
    from chungtay.children.models.guardian import Guardian
    from chungtay.children.models.home import Residence
    from chungtay.children.models.schooling import Schooling


def first_day(
    record: "Guardian | Residence | Circumstance | Schooling | Disability | Illness",
) -> date | None:
    """The day the record's period begins, while it is still being typed: maybe none."""
    return record.period.lower if record.period else None


def not_before_birth(
    record: "Guardian | Residence | Circumstance | Schooling | Disability | Illness",
) -> None:
    """Raises ValidationError at `period` if it begins before the child was born."""
    first = first_day(record)
    if record.child_id and first and first < record.child.birth_date:
        raise ValidationError({"period": _("Ngày này trước ngày sinh của trẻ.")})
