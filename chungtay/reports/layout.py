"""The parts of a report as plain data. How they look is for word.py, excel.py and pdf.py."""

from dataclasses import dataclass
from fractions import Fraction

from chungtay.lib.vietnamese import decimal, number
from chungtay.reports.offices import Office

Cell = int | Fraction | str | None  # a count, a share, words, nothing


def shown(cell: Cell) -> str:
    """A count as 492.832, a share as 98,6 (percent), nothing as empty. Only none and all are
    written 0,0 and 100,0."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if not isinstance(cell, Fraction):
        return number(cell)
    said = decimal(100 * cell, 1)
    rounded_away = said in ("0,0", "100,0") and cell not in (0, 1)
    return decimal(100 * cell, 3) if rounded_away else said


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
class Section:
    """`level` 1 is I., 2 is 1., 3 is 1.1; its table stands after the paragraphs."""

    title: str
    level: int
    paragraphs: tuple[str, ...] = ()
    table: Annex | None = None


@dataclass(frozen=True)
class Report:
    """`number` and `day` leave room for the office to write by hand when they are not known.

    `bases` are the "Căn cứ …" lines before the opening, `closing` the last paragraph, `signer`
    the name under the position, empty when it is signed by hand.
    """

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
    bases: tuple[str, ...] = ()
    closing: str = ""
    signer: str = ""

    @property
    def tables(self) -> tuple[Annex, ...]:
        """Every table of the report, the annexes first."""
        within = (section.table for section in self.sections)
        return (*self.annexes, *(table for table in within if table))
