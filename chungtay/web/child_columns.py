"""The columns of the list of children: which there are, which a person sees, what each says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.law.data import law_file
from chungtay.people.models import ShownColumns, User
from chungtay.web.register import Row
from chungtay.web.templatetags.vietnamese import age, born

PAGE = "tre-em"
Said = Callable[[Row, date], str]


@dataclass(frozen=True)
class Column:
    """`said`: the words of its cell on a day; the page sets some of them in its own way."""

    key: str
    label: Any
    said: Said


def _home(row: Row, _on: date) -> str:
    return ", ".join(unit.title for unit in (row.home, row.home.commune) if unit)


def _circumstances(row: Row, _on: date) -> str:
    group = gettext("Nguy cơ") if row.at_risk else ""
    group = gettext("Hoàn cảnh đặc biệt") if row.special else group
    return ", ".join(part for part in (group, _poverty(row, _on)) if part)


def _poverty(row: Row, _on: date) -> str:
    return capfirst(gettext(row.poverty)) if row.poverty else ""


def _ethnic_group(row: Row, _on: date) -> str:
    names = {one["code"]: one["name"] for one in law_file("ethnic_groups")["groups"]}
    return str(names.get(row.child.ethnic_group, ""))


COLUMNS = (
    Column("sinh", _("Ngày sinh"), lambda row, _on: born(row.child)),
    Column("gioi", _("Giới tính"), lambda row, _on: gettext(row.child.get_sex_display())),
    Column("tuoi", _("Tuổi"), lambda row, on: age(row.child, on)),
    Column("dan-toc", _("Dân tộc"), _ethnic_group),
    Column("so", _("Số định danh"), lambda row, _on: row.child.personal_number or ""),
    Column("thon", _("Thôn, buôn"), _home),
    Column("cham-soc", _("Người chăm sóc"), lambda row, _on: row.carer),
    Column("hoan-canh", _("Hoàn cảnh"), _circumstances),
    Column("chu-ho", _("Chủ hộ"), lambda row, _on: row.head),
    Column("ngheo", _("Diện nghèo"), _poverty),
)
BY_KEY = {column.key: column for column in COLUMNS}
USUAL = ("sinh", "gioi", "tuoi", "thon", "cham-soc", "hoan-canh")
# One cell on the page: what is chosen of the first, with the others in small letters below.
TOGETHER = ("sinh", "gioi", "tuoi")


def chosen(person: User) -> list[Column]:
    """The columns that the person sees, in the order of the list."""
    kept = ShownColumns.objects.filter(person=person, page=PAGE).first()
    return known(kept.columns if kept else USUAL)


def known(keys: Iterable[str]) -> list[Column]:
    wanted = set(keys)
    return [column for column in COLUMNS if column.key in wanted]


def grouped(columns: list[Column]) -> list[list[Column]]:
    """The columns that share a cell of the page."""
    first = [one for one in columns if one.key in TOGETHER]
    others = [[one] for one in columns if one.key not in TOGETHER]
    return [first, *others] if first else others


def heads(columns: list[Column]) -> list[tuple[str, str]]:
    """(key, label) of each column of the page."""
    return [(group[0].key, _label(group)) for group in grouped(columns)]


def _label(group: list[Column]) -> str:
    first, *others = (str(one.label) for one in group)
    return ", ".join([first, *(one.lower() for one in others)])
