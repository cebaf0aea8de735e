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

MOST_ROWS = 1_048_575  # what a sheet holds below its head
WIDTH = {"words": 28, "number": 14, "date": 13}


def written(kind: Kind, rows: Iterable[Any]) -> IO[bytes]:
    """An open file. Numbers are numbers and dates dates; text is never taken for a formula.

    Raises Problem when the rows are more than a sheet holds.
    """
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    with xlsxwriter.Workbook(out, {"constant_memory": True, "remove_timezone": True}) as book:
        book.set_properties({"title": str(kind.title)})
        _sheet(book, kind, rows)
    out.seek(0)
    return out


def _sheet(book: Any, kind: Kind, rows: Iterable[Any]) -> None:
    sheet, formats = book.add_worksheet(str(kind.title)[:31].replace("/", " ")), _formats(book)
    for at, column in enumerate(kind.columns):
        sheet.set_column(at, at, WIDTH["number" if column.numeric else "words"])
        sheet.write_string(0, at, cells.label(kind, column), formats["head"])
    sheet.freeze_panes(1, 1)
    last = 0
    for last, row in enumerate(rows, 1):
        if last > MOST_ROWS:
            raise too_many()
        for at, column in enumerate(kind.columns):
            _write(sheet, formats, last, at, cells.value(kind, row, column), column)
    sheet.autofilter(0, 0, last, len(kind.columns) - 1)


def too_many() -> Problem:
    return Problem(
        "Danh sách dài hơn một trang tính. Hãy lọc theo năm hoặc theo đơn vị rồi tải lại.",
        "The list is longer than a sheet. Narrow it to a year or a unit and download again.",
    )


def _formats(book: Any) -> dict[str, Any]:
    head = {"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#e4f1eb"}
    return {
        "head": book.add_format(head),
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
