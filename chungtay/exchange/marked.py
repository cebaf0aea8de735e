"""The workbook that was sent, back again: red cells, a comment on each, the result of each row."""

import io
import tempfile
from collections.abc import Iterator
from typing import IO, Any

import openpyxl
import polars as pl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from chungtay.exchange.actions import frame
from chungtay.exchange.checking import CHANGED, CONFLICT, NEW, PERHAPS, UNCHANGED, WRONG
from chungtay.exchange.columns import BY_NAME
from chungtay.exchange.faults import WARNINGS, said
from chungtay.exchange.models import Upload

RESULT = "Kết quả kiểm tra"
AUTHOR = "Chung Tay"
RED, AMBER = PatternFill("solid", fgColor="F8CBCB"), PatternFill("solid", fgColor="FFE9B8")
RESULTS = {
    NEW: "Trẻ mới",
    CHANGED: "Có thay đổi",
    UNCHANGED: "Không thay đổi",
    CONFLICT: "Sổ đã thay đổi sau khi tải mẫu: hãy chọn trên trang của tệp",
    PERHAPS: "Có thể là trẻ đã có trong sổ: hãy chọn trên trang của tệp",
    WRONG: "Lỗi",
}


def marked(upload: Upload) -> IO[bytes]:
    """An open workbook: the one that was sent, or a new one with the rows of a text file."""
    book = (
        openpyxl.load_workbook(io.BytesIO(upload.data)) if upload.kind == "xlsx" else _made(upload)
    )
    sheet = book.worksheets[upload.sheet["place"] if upload.kind == "xlsx" else 0]
    result = _after_last(upload, sheet)
    head = sheet.cell(upload.sheet["head_row"], result, RESULT)
    head.font = Font(bold=True)
    sheet.column_dimensions[head.column_letter].width = 60
    places = {name: int(place) + 1 for place, name in upload.mapping.items()}
    told: dict[int, list[str]] = {}
    for row, field, code, extra in (
        frame(upload.faults).select("row", "field", "code", "extra").rows()
    ):
        words = said(code, extra)
        _mark(sheet.cell(row, places.get(field, result)), words, code)
        told.setdefault(row, []).append(f"{_title(field)}: {words}")
    for row, status in _statuses(upload):
        cell = sheet.cell(row, result)
        cell.value = "; ".join([RESULTS[status], *told.get(row, [])])
        if status == WRONG:
            cell.fill = RED
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    book.save(out)
    out.seek(0)
    return out


def _after_last(upload: Upload, sheet: Any) -> int:
    """The column of the results: one that stands there already, else the next."""
    for place, title in enumerate(upload.titles, 1):
        if title == RESULT:
            return place
    return max(len(upload.titles), sheet.max_column) + 1


def _made(upload: Upload) -> Any:
    """The rows of a .csv or .xls, at the places they had."""
    book = openpyxl.Workbook()
    sheet = book.active
    for place, title in enumerate(upload.titles, 1):
        sheet.cell(upload.sheet["head_row"], place, _plain(title))
    for row in frame(upload.texts).iter_rows(named=True):
        down = row.pop("row")
        for at, text in row.items():
            if text is not None:
                sheet.cell(down, int(at) + 1, _plain(text)).number_format = "@"
    return book


def _plain(text: str) -> str:
    """Nothing that was text becomes a formula, and nothing that a workbook cannot hold."""
    told = "".join(c for c in text if c >= " " or c in "\t\n")
    return f"'{told}" if told.startswith("=") else told


def _mark(cell: Any, words: str, code: str) -> None:
    cell.fill = AMBER if code in WARNINGS else RED
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{before}{words}"[:2000], AUTHOR, height=80, width=280)


def _title(field: str) -> str:
    return BY_NAME[field].title if field in BY_NAME else field


def _statuses(upload: Upload) -> Iterator[tuple[int, str]]:
    rows = frame(upload.rows).select("row", "status").sort(pl.col("row"))
    for row, status in rows.iter_rows():
        yield int(row), str(status)
