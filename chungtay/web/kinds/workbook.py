"""A list as a workbook: every row that the list shows, page by page or not."""

import datetime as dt
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from chungtay.lib.problems import Problem
from chungtay.web.kinds import cells
from chungtay.web.kinds.kind import Column, Kind

MOST_ROWS = 1_048_574  # what a sheet holds below its mark and its head
HEAD = 1  # the row below the mark
MOST_OF_A_FOOT = 240  # letters; a workbook refuses more than 255
OPTIONS = {
    "constant_memory": True,
    "remove_timezone": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
WIDTH = {"words": 28, "number": 14, "date": 13}


def written(kind: Kind, rows: Iterable[Any], mark: str) -> IO[bytes]:
    """An open file. Numbers are numbers and dates dates; text is never taken for a formula.
    `mark`, who took it and when, stands above the head and at the foot of every printed page.

    Raises Problem when the rows are more than a sheet holds.
    """
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": str(kind.title), "comments": mark})
        _sheet(book, kind, rows, mark)
    out.seek(0)
    return out


def of_lines(title: str, heads: list[str], lines: Iterable[list[Any]], mark: str) -> IO[bytes]:
    """An open file of words, under the same mark. Raises Problem when the lines are too many."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": title, "comments": mark})
        _lines(book, title, heads, lines, mark)
    out.seek(0)
    return out


def _lines(book: Any, title: str, heads: list[str], lines: Iterable[list[Any]], mark: str) -> None:
    sheet, formats = book.add_worksheet(title[:31]), _formats(book)
    _mark(sheet, formats, mark)
    for at, head in enumerate(heads):
        sheet.set_column(at, at, WIDTH["words"])
        sheet.write_string(HEAD, at, head, formats["head"])
    sheet.freeze_panes(HEAD + 1, 1)
    last = HEAD
    for last, line in enumerate(lines, HEAD + 1):
        if last > HEAD + MOST_ROWS:
            raise too_many()
        for at, said in enumerate(line):
            sheet.write_string(last, at, str(said))
    sheet.autofilter(HEAD, 0, last, len(heads) - 1)


def _sheet(book: Any, kind: Kind, rows: Iterable[Any], mark: str) -> None:
    sheet, formats = book.add_worksheet(str(kind.title)[:31].replace("/", " ")), _formats(book)
    _mark(sheet, formats, mark)
    for at, column in enumerate(kind.columns):
        sheet.set_column(at, at, WIDTH["number" if column.numeric else "words"])
        sheet.write_string(HEAD, at, cells.label(kind, column), formats["head"])
    sheet.freeze_panes(HEAD + 1, 1)
    last = HEAD
    for last, row in enumerate(rows, HEAD + 1):
        if last > HEAD + MOST_ROWS:
            raise too_many()
        for at, column in enumerate(kind.columns):
            _write(sheet, formats, last, at, cells.value(kind, row, column), column)
    sheet.autofilter(HEAD, 0, last, len(kind.columns) - 1)


def _mark(sheet: Any, formats: dict[str, Any], mark: str) -> None:
    sheet.write_string(0, 0, mark, formats["mark"])
    foot = mark[:MOST_OF_A_FOOT].replace("&", "&&")
    sheet.set_footer(f"&L&8{foot}&R&8&P/&N")
    sheet.repeat_rows(HEAD)


def too_many() -> Problem:
    return Problem(
        "Danh sách dài hơn một trang tính. Hãy lọc theo năm hoặc theo đơn vị rồi tải lại.",
        "The list is longer than a sheet. Narrow it to a year or a unit and download again.",
    )


def _formats(book: Any) -> dict[str, Any]:
    head = {"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#e4f1eb"}
    return {
        "head": book.add_format(head),
        "mark": book.add_format({"italic": True, "font_color": "#8a1c1c"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "time": book.add_format({"num_format": "hh:mm dd/mm/yyyy", "align": "left"}),
        "number": book.add_format({"num_format": "#,##0.##"}),
        "whole": book.add_format({"num_format": "#,##0"}),
        "plain": book.add_format({"num_format": "0"}),
    }


def _write(sheet: Any, formats: Any, down: int, at: int, found: Any, column: Column) -> None:
    if isinstance(found, dt.datetime):
        here = timezone.localtime(found).replace(tzinfo=None)
        sheet.write_datetime(down, at, here, formats["time"])
    elif isinstance(found, dt.date):
        sheet.write_datetime(down, at, found, formats["date"])
    elif isinstance(found, Decimal):
        sheet.write_number(down, at, float(found), formats["number"])
    elif isinstance(found, int) and not isinstance(found, bool):
        sheet.write_number(down, at, found, formats["whole" if column.numeric else "plain"])
    else:
        sheet.write_string(down, at, cells.shown(found))
