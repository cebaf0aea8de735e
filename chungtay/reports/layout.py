"""The parts of a report as plain data. How they look is for word.py, excel.py and pdf.py."""

from dataclasses import dataclass
from fractions import Fraction

from chungtay.lib.vietnamese import decimal, number
from chungtay.reports.offices import Office

Cell = int | Fraction | str | None  # a count, a share, words, nothing


def shown(cell: Cell) -> str:
    """A count as 492.832, a share as 98,6 (percent), nothing as empty."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    return decimal(100 * cell, 1) if isinstance(cell, Fraction) else number(cell)


@dataclass(frozen=True)
class Column:
    """`width` is a weight within the table; words stand left, numbers right."""

    title: str
    width: float
    words: bool = False


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    bold: bool = False  # a sum, or the head of a group of rows


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """`level` 1 is I., 2 is 1."""

    title: str
    level: int
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """`short` names the sheet of a workbook; `picture` is SVG."""

    number: str
    title: str
    short: str
    table: Table
    note: str
    landscape: bool = False
    picture: str = ""


@dataclass(frozen=True)
class Report:
    """`number` and `day` leave room for the office to write by hand."""

    office: Office
    number: str
    day: str
    kind: str
    subject: str
    opening: str
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]
    footer: str
    grounded: str  # "Kèm theo Báo cáo số … của …", under each annex's title
