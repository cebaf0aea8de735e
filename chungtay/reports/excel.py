"""The tables as a workbook: a sheet each, numbers as numbers, ready to print on A4."""

import math
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter

from chungtay.lib.problems import Problem
from chungtay.reports.layout import Annex, Cell, Report, Row, Table
from chungtay.reports.theme import png

SERIF = "Times New Roman"
FIRST = 4  # title, subject, source, a gap; then the head row
LINE = 15  # points
# A name that begins with = is a name.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
CHARACTERS = {False: 92, True: 130}  # about what an A4 page holds, upright and across


def written(report: Report) -> bytes:
    """Raises Problem for a report without any table: a workbook would be empty."""
    if not report.tables:
        raise Problem(
            "Văn bản này không có bảng số liệu để viết ra Excel. Hãy chọn .docx hoặc .pdf.",
            "This document has no table for a workbook. Choose .docx or .pdf.",
        )
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": report.subject, "company": report.office.name})
        formats = _formats(book)
        for annex in report.tables:
            _sheet(book, formats, report, annex)
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    cell: dict[str, Any] = {"font_name": SERIF, "font_size": 11, "border": 1, "valign": "top"}
    kinds: dict[str, dict[str, Any]] = {
        "words": {"text_wrap": True},
        "number": {"num_format": "#,##0"},
        "share": {"num_format": "0.0%"},
    }
    made = {
        name + heavy: book.add_format(cell | kind | {"bold": bool(heavy)})
        for name, kind in kinds.items()
        for heavy in ("", "+")
    }
    head = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
    made["head"] = book.add_format(cell | head | {"bg_color": "#e4f1eb"})
    made["title"] = book.add_format({"font_name": SERIF, "font_size": 14, "bold": True})
    said = {"italic": True, "text_wrap": True, "valign": "top"}
    made["note"] = book.add_format({"font_name": SERIF, "font_size": 11} | said)
    return made


def _sheet(book: Any, formats: dict[str, Any], report: Report, annex: Annex) -> None:
    sheet = book.add_worksheet(annex.short)
    last = len(annex.table.columns) - 1
    sheet.merge_range(0, 0, 0, last, f"{annex.number}. {annex.title}", formats["title"])
    subject = f"{report.office.name}. {report.subject}"
    sheet.merge_range(1, 0, 1, last, subject, formats["note"])
    sheet.merge_range(2, 0, 2, last, annex.note, formats["note"])
    sheet.set_row(2, LINE * lines(annex.note, CHARACTERS[annex.landscape]))
    _print(sheet, report, annex)
    _grid(sheet, formats, annex.table, annex.landscape)
    if annex.picture:
        below = FIRST + len(annex.table.rows) + 2
        drawn = {"image_data": BytesIO(png(annex.picture)), "description": annex.title}
        sheet.insert_image(below, 0, "chart.png", drawn | {"x_scale": 0.9, "y_scale": 0.9})


def lines(text: str, characters: float) -> int:
    """How many lines the words need; programs do not all fit the height of a row themselves."""
    return max(1, math.ceil(len(text) * 1.05 / characters))


def _print(sheet: Any, report: Report, annex: Annex) -> None:
    sheet.set_paper(9)
    if annex.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST)
    sheet.freeze_panes(FIRST + 1, 2)
    sheet.set_footer(f"&L&9{report.footer}&R&9Trang &P/&N")


def _grid(sheet: Any, formats: dict[str, Any], table: Table, landscape: bool) -> None:
    whole = sum(column.width for column in table.columns)
    widths = [max(CHARACTERS[landscape] * column.width / whole, 6) for column in table.columns]
    for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        sheet.set_column(at, at, width)
        title = column.title.removesuffix(" (%)")  # a share is written as a percentage here
        sheet.write(FIRST, at, title, formats["head"])
    sheet.set_row(FIRST, 2.4 * LINE)
    for down, row in enumerate(table.rows, FIRST + 1):
        _row(sheet, formats, down, row, widths)


def _row(sheet: Any, formats: dict[str, Any], down: int, row: Row, widths: list[float]) -> None:
    heavy, needed = "+" if row.bold else "", 1
    for at, cell in enumerate(row.cells):
        if cell is None or isinstance(cell, str):
            needed = max(needed, lines(cell or "", widths[at]))
            sheet.write(down, at, cell or "", formats["words" + heavy])
        else:
            sheet.write_number(down, at, _exact(cell), formats[_kind(cell) + heavy])
    sheet.set_row(down, LINE * needed)


def _kind(cell: Cell) -> str:
    return "share" if isinstance(cell, Fraction) else "number"


def _exact(cell: int | Fraction) -> float | int:
    return float(cell) if isinstance(cell, Fraction) else cell
