"""What a page says of a personal number that does not fit its child: beside it, never instead."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import BirthPrecision, Child
from chungtay.law.personal_number import Doubt, doubts, is_number

SAID: dict[Doubt, Any] = {
    Doubt.PREFIX: _("ba số đầu không phải mã tỉnh nào"),
    Doubt.SEX: _("số thứ tư không khớp giới tính"),
    Doubt.CENTURY: _("số thứ tư không khớp thế kỷ sinh"),
    Doubt.YEAR: _("số thứ năm, thứ sáu không khớp năm sinh"),
}


def doubted(child: Child) -> str:
    """“Hãy đối chiếu giấy khai sinh: …”, empty where the number fits or there is none."""
    number = child.personal_number or ""
    # An invented child has a number that can be nobody's.
    if not is_number(number) or not child.birth_date or child.invented:
        return ""
    found = doubts(number, sex=child.sex, born=child.birth_date)
    if child.birth_precision == BirthPrecision.ESTIMATED:
        found = [one for one in found if one != Doubt.YEAR]
    if not found:
        return ""
    said = "; ".join(str(SAID[one]) for one in found)
    return gettext("Hãy đối chiếu giấy khai sinh: %(doubts)s.") % {"doubts": said}
