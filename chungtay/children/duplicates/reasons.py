"""Why two records may be of one child, and what speaks against it, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# Code of levels.py: the words. What says nothing in particular has none.
WORDS: dict[str, Any] = {
    "name_same": _("Họ tên giống hệt"),
    "name_bare": _("Họ tên giống nhau, một bên viết không dấu"),
    "name_marks": _("Họ tên giống nhau, khác dấu"),
    "name_short": _("Cùng họ, cùng tên, một bên thiếu tên đệm"),
    "name_slip": _("Họ tên khác một chữ cái"),
    "name_slips": _("Họ tên khác hai chữ cái"),
    "name_given": _("Cùng họ, cùng tên, khác tên đệm"),
    "name_other": _("Khác tên"),
    "birth_same": _("Cùng ngày sinh"),
    "birth_year": _("Cùng năm sinh, một bên chỉ biết năm hoặc tháng"),
    "birth_swapped": _("Ngày và tháng sinh viết đổi chỗ cho nhau"),
    "birth_slip": _("Cùng năm sinh, ngày hoặc tháng khác nhau"),
    "birth_next_year": _("Năm sinh lệch một năm"),
    "birth_same_year": _("Cùng năm sinh, khác ngày và tháng"),
    "birth_other": _("Khác năm sinh"),
    "parents_same": _("Cùng tên mẹ và tên cha"),
    "mother_same": _("Cùng tên mẹ"),
    "father_same": _("Cùng tên cha"),
    "mother_slip": _("Tên mẹ gần giống nhau"),
    "one_parent": _("Chỉ một trong hai tên mẹ, cha giống nhau"),
    "parents_other": _("Khác tên mẹ, tên cha"),
    "place_hamlet": _("Ở cùng thôn"),
    "place_commune": _("Ở cùng xã"),
    "place_province": _("Ở cùng tỉnh"),
    "place_other": _("Ở khác tỉnh"),
    "number_same": _("Cùng số định danh"),
    "number_slip": _("Số định danh khác một chữ số"),
    "number_other": _("Khác số định danh"),
    "sex_other": _("Khác giới tính"),
}
AGAINST = {"name_given", "birth_other", "birth_same_year", "one_parent"}


@dataclass(frozen=True)
class Reason:
    words: Any
    against: bool


def told(codes: list[str]) -> list[Reason]:
    """The reasons that have words, those for one child first."""
    known = [code for code in codes if code in WORDS]
    said = [Reason(WORDS[code], _against(code)) for code in known]
    return sorted(said, key=lambda reason: reason.against)


def _against(code: str) -> bool:
    return code in AGAINST or (code.endswith("_other") and code != "place_other")
