"""What a line of the trail is about, in words: `movements:8245` is the month's movements of a
commune, `plan:12` a plan."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chungtay.places.models import Unit
from chungtay.web.kinds import AREAS, KINDS

Words = Promise | str
# Lists whose number is that of the unit they were read for, besides those of the navigation.
OF_UNIT: dict[str, Words] = {
    "unit": _("Đơn vị"),
    "search": _("Tìm ở mọi mục"),
    "turned_16": _("Trẻ đủ 16 tuổi"),
    "arrivals": _("Trẻ mới chuyển đến"),
    "retention": _("Hồ sơ đến hạn bỏ tên"),
}
# What has a number of its own and no page among the lists of the areas.
OF_ITSELF: dict[str, Words] = {
    "child": _("Hồ sơ trẻ"),
    "user": _("Tài khoản"),
    "survey": _("Đợt điều tra, rà soát"),
    "sample": _("Phúc tra"),
    "upload": _("Tệp Excel đã gửi"),
    "sameperson": _("Cặp hồ sơ nghi trùng"),
    "deed": _("Việc đã làm"),
    "group": _("Nhóm hoàn cảnh"),
    "named": _("Người được mở phần giữ kín"),
    "alert": _("Tin báo mở phần giữ kín"),
    "attachment": _("Tệp kèm văn bản"),
    "consentpaper": _("Giấy đồng ý"),
    "alike": _("Hồ sơ gần giống khi ghi trẻ mới"),
    "sealed": _("Hồ sơ cần bảo mật mở cho tôi"),
}


@cache
def _lists() -> dict[str, Any]:
    links = {link.name: link.title for area in AREAS.values() for link in area.links}
    return {slug: kind.title for slug, kind in KINDS.items()} | links | OF_UNIT


@cache
def _records() -> dict[str, Any]:
    return {str(kind.model._meta.model_name): kind.one for kind in KINDS.values()} | OF_ITSELF


def in_words(subjects: Iterable[str]) -> dict[str, str]:
    """Each subject with its words; one that is none of the known stays as it is. Units are named
    in one query."""
    parted = {one: one.partition(":")[::2] for one in subjects}
    keys = {int(key) for name, key in parted.values() if name in _lists() and key.isdecimal()}
    units = Unit.objects.in_bulk(keys)
    return {one: _said(one, name, key, units) for one, (name, key) in parted.items()}


def _said(subject: str, name: str, key: str, units: dict[int, Unit]) -> str:
    if name in _lists():
        unit = units.get(int(key)) if key.isdecimal() else None
        words = str(_lists()[name])
        return f"{words}, {unit.title}" if unit else words
    words = str(_records().get(name, ""))
    if not words:
        return subject
    return str(capfirst(f"{words} {key}" if key.isdecimal() else words))
