"""The annexes as a workbook: a sheet each, numbers as numbers, ready to print on A4."""

from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter

from chungtay.reports.layout import Annex, Cell, Report, Row, Section, Table
from chungtay.reports.theme import png

SERIF = "Times New Roman"
FIRST = 4  # title, subject, source, a gap; then the head row
CHARACTERS = {False: 92, True: 130}  # about what an A4 page holds, upright and across


def written(report: Report) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": report.subject, "company": report.office.name})
        formats = _formats(book)
        for annex in report.annexes:
            _sheet(book, formats, report, annex)
        for section in report.sections:
            if section.table:
                _sheet(book, formats, report, _as_annex(section, section.table))
    return out.getvalue()


def _as_annex(section: Section, table: Table) -> Annex:
    title = section.title.partition(". ")[2].capitalize()
    return Annex("", title, title[:31], table, " ".join(section.paragraphs), landscape=True)


def _formats(book: Any) -> dict[str, Any]:
    cell = {"font_name": SERIF, "font_size": 11, "border": 1, "valign": "top"}
    kinds = {
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
    made["note"] = book.add_format({"font_name": SERIF, "font_size": 11, "italic": True})
    return made


def _sheet(book: Any, formats: dict[str, Any], report: Report, annex: Annex) -> None:
    sheet = book.add_worksheet(annex.short)
    sheet.write(0, 0, f"{annex.number}. {annex.title}".lstrip(". "), formats["title"])
    sheet.write(1, 0, f"{report.office.name}. {report.subject}", formats["note"])
    sheet.write(2, 0, annex.note, formats["note"])
    _print(sheet, report, annex)
    _grid(sheet, formats, annex.table, annex.landscape)
    if annex.picture:
        beside = len(annex.table.columns) + 1
        shrink = {"image_data": BytesIO(png(annex.picture)), "description": annex.title}
        sheet.insert_image(FIRST, beside, "chart.png", shrink | {"x_scale": 0.75, "y_scale": 0.75})


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
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, max(CHARACTERS[landscape] * column.width / whole, 6))
        title = column.title.removesuffix(" (%)")  # a share is written as a percentage here
        sheet.write(FIRST, at, title, formats["head"])
    for down, row in enumerate(table.rows, FIRST + 1):
        _row(sheet, formats, down, row)


def _row(sheet: Any, formats: dict[str, Any], down: int, row: Row) -> None:
    heavy = "+" if row.bold else ""
    for at, cell in enumerate(row.cells):
        if cell is None or isinstance(cell, str):
            sheet.write(down, at, cell or "", formats["words" + heavy])
        else:
            sheet.write_number(down, at, _exact(cell), formats[_kind(cell) + heavy])


def _kind(cell: Cell) -> str:
    return "share" if isinstance(cell, Fraction) else "number"


def _exact(cell: int | Fraction) -> float | int:
    return float(cell) if isinstance(cell, Fraction) else cell
