"""The rows of the list of children, drawn: a template would ask for each part of each of their
cells by its name, a third of the time that the whole page takes."""

from collections.abc import Callable, Iterable
from datetime import date
from html import escape

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from chungtay.places.models import Level, Unit
from chungtay.web.child_columns import Column, grouped
from chungtay.web.kinds.telling import NOT_KNOWN, ROW
from chungtay.web.register import Row

Drawn = Callable[[Row], str]
NO_CHILD = "00000000-0000-0000-0000-000000000000"


def drawn(rows: Iterable[Row], columns: list[Column], on: date, unit: Unit) -> list[SafeString]:
    """Rows of a table as the reader likes them, in the list of a unit on a day."""
    cells = [_cell(group, on, unit) for group in grouped(columns)]
    before, after = reverse("child", args=[NO_CHILD]).split(NO_CHILD)
    return [
        SafeString(
            ROW.format(
                f"{before}{row.child.pk}{after}",
                escape(row.child.full_name),
                "".join(cell(row) for cell in cells),
            )
        )
        for row in rows
    ]


def _cell(group: list[Column], on: date, unit: Unit) -> Drawn:
    """What draws the cell of some columns that share one."""
    begin = format_html('<td role="cell" data-l="{}"', group[0].label)
    if group[0].key == "hoan-canh":
        return lambda row: f'{begin}><span class="tags">{_tags(row)}</span></td>'
    if group[0].key == "thon":
        above = unit.level < Level.COMMUNE
        return lambda row: f"{begin}><span>{_home(row, above)}</span></td>"
    return _words(begin, group, on)


def _words(begin: str, group: list[Column], on: date) -> Drawn:
    first, *others = group

    def cell(row: Row) -> str:
        text = first.said(row, on)
        small = _small(", ".join(one.said(row, on) for one in others))
        look = "" if text else ' class="na"'
        return f"{begin}{look}><span>{escape(text or NOT_KNOWN)}{small}</span></td>"

    return cell


def _home(row: Row, above: bool) -> str:
    """The hamlet; above a commune, whose it is."""
    commune = row.home.commune
    return escape(row.home.title) + (_small(commune.title) if above and commune else "")


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""


def _tags(row: Row) -> str:
    told = []
    if row.special:
        told.append(f'<span class="tag key">{escape(gettext("HCĐB"))}</span>')
    elif row.at_risk:
        told.append(f'<span class="tag">{escape(gettext("Nguy cơ"))}</span>')
    if row.poverty:
        told.append(f'<span class="tag">{escape(capfirst(gettext(row.poverty)))}</span>')
    return " ".join(told) or f'<span class="mute">{escape(gettext("Không"))}</span>'
