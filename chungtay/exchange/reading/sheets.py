"""The sheet of a file that holds the children: its titles, and its rows as text."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import fastexcel
import polars as pl

from chungtay.exchange.columns import named
from chungtay.exchange.reading.layout import Layout, layout_of
from chungtay.exchange.reading.old_layout import layout_of_old
from chungtay.exchange.reading.opening import Opened
from chungtay.exchange.reading.words import table
from chungtay.lib.problems import Problem
from chungtay.lib.uploads import refusal
from chungtay.lib.vietnamese import legacy

MOST_ROWS = 500_000
MOST_OF_A_WORKBOOK = 200_000
MOST_COLUMNS = 200
SAMPLE = 20  # rows that are enough to tell an old font by
HEAD_WITHIN = 40  # rows from the top in which a head is looked for


@dataclass(frozen=True)
class Sheet:
    """`titles` by place from the left; `rows`: `row` (from 1, as the program shows it) and a
    text column for each place, named by its number; `name` and `place` of the sheet."""

    titles: tuple[str, ...]
    rows: pl.DataFrame
    head_row: int
    name: str = ""
    place: int = 0
    layout: Layout = field(default_factory=Layout)
    old_letters: bool = False


def sheet_of(file: Opened) -> Sheet:
    """The sheet whose head knows most columns. Raises Problem when no sheet has any head."""
    found = _of_words(file) if file.kind == "csv" else _of_workbook(file)
    if found.rows.height == 0:
        raise Problem(
            "Tệp này không có dòng nào dưới dòng tiêu đề.",
            "This file has no row below its head.",
        )
    return _in_unicode(found)


def _of_words(file: Opened) -> Sheet:
    whole = table(file.data)
    if whole.height > MOST_ROWS + HEAD_WITHIN or whole.width > MOST_COLUMNS:
        raise _too_long(whole.height)
    return _below_head(whole, Layout())


def _of_workbook(file: Opened) -> Sheet:
    try:
        book = fastexcel.read_excel(file.data)
        tried = [_sheet(file, book, place) for place in _visible(book)]
    except fastexcel.FastExcelError:
        raise refusal.broken(file.kind) from None
    best = max(tried, key=lambda one: len(_known(one.titles)), default=None)
    if best is None or not best.titles:
        raise _no_head()
    return best


def _visible(book: Any) -> list[int]:
    """The first sheets, those of the template's own lists apart."""
    return [place for place, name in enumerate(book.sheet_names) if name != "_dm"][:5]


def _sheet(file: Opened, book: Any, place: int) -> Sheet:
    layout = (layout_of if file.kind == "xlsx" else layout_of_old)(file.data, place)
    if layout.last_row > MOST_OF_A_WORKBOOK:
        raise _too_many(layout.last_row)
    loaded = book.load_sheet(place, header_row=None, skip_rows=0, dtypes="string")
    if loaded.height > MOST_OF_A_WORKBOOK or loaded.width > MOST_COLUMNS:
        raise _too_many(loaded.height)
    found = _below_head(loaded.to_polars(), layout)
    return replace(found, name=book.sheet_names[place], place=place)


def _below_head(whole: pl.DataFrame, layout: Layout) -> Sheet:
    first = layout.first_column
    whole = whole.rename({name: str(n + first) for n, name in enumerate(whole.columns)})
    whole = whole.with_row_index("row", offset=1).cast({"row": pl.UInt32})
    at, deep = _head(whole.head(HEAD_WITHIN), layout)
    if at < 0:
        return Sheet((), whole.clear(), 0, layout=layout)
    titles = _titles(whole, layout, at, deep)
    rows = whole.slice(at + deep)
    filled = pl.any_horizontal(
        pl.col(name).str.strip_chars().fill_null("") != "" for name in whole.columns[1:]
    )
    rows = rows.filter(filled)
    return Sheet(titles, _without_numbers(rows), at + deep, layout=layout)


def _head(top: pl.DataFrame, layout: Layout) -> tuple[int, int]:
    """(first row of the head, how many rows it has); (-1, 0) if nothing looks like one."""
    best, chosen = 1, (-1, 0)
    for at in range(top.height):
        for deep in (1, 2, 3):
            if at + deep <= top.height:
                titles = _titles(top, layout, at, deep)
                known = len(_known(titles))
                if known > best and "name" in _known(titles):
                    best, chosen = known, (at, deep)
    return chosen if chosen[0] >= 0 else _widest(top)


def _widest(top: pl.DataFrame) -> tuple[int, int]:
    """A sheet whose titles are all unknown: its first row of at least three different words."""
    for at, row in enumerate(top.iter_rows()):
        cells = {str(cell).strip() for cell in row[1:] if cell}
        if len(cells) >= 3 and not any(cell.replace(".", "").isdigit() for cell in cells):
            return at, 1
    return -1, 0


def _titles(whole: pl.DataFrame, layout: Layout, at: int, deep: int) -> tuple[str, ...]:
    """The titles of a head of one row or more: what stands over a merged cell is over each."""
    columns = whole.columns[1:]
    rows = [[str(cell or "").strip() for cell in row[1:]] for row in whole.slice(at, deep).rows()]
    for depth, row in enumerate(rows[:-1]):
        _spread(row, depth + at, layout, int(columns[0]) if columns else 0)
    parts = (dict.fromkeys(part for part in place if part) for place in zip(*rows, strict=True))
    titles = [" ".join(part) for part in parts]
    return ("",) * (int(columns[0]) if columns else 0) + tuple(titles)


def _spread(row: list[str], at: int, layout: Layout, first: int) -> None:
    for top, _bottom, left, right in layout.merged:
        if top == at and right > left and 0 <= left - first < len(row):
            for place in range(left - first, min(right - first + 1, len(row))):
                row[place] = row[left - first]


def _known(titles: tuple[str, ...]) -> set[str]:
    return {found for title in titles if (found := named(title))}


def _without_numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """Offices number their columns in a row below the head: (1), (2) or A, B."""
    if not rows.height:
        return rows
    first = [str(cell).strip(" ()") for cell in rows.row(0)[1:] if cell]
    numbered = len(first) > 2 and all(len(cell) <= 2 and cell.isalnum() for cell in first)
    return rows.slice(1) if numbered and len(set(first)) == len(first) else rows


def _in_unicode(sheet: Sheet) -> Sheet:
    """The same in Unicode, if its letters are those of an old font."""
    cells = (cell for row in sheet.rows.head(SAMPLE).rows() for cell in row[1:] if cell)
    sample = " ".join((*sheet.titles, *cells))
    read = None if sample.isascii() else legacy.encoding_of(sample)
    if read is None:
        return sheet
    columns = [
        pl.col(name).map_elements(partial(legacy.rewritten, read=read), return_dtype=pl.String)
        for name in sheet.rows.columns[1:]
    ]
    titles = tuple(legacy.rewritten(title, read) for title in sheet.titles)
    return replace(sheet, titles=titles, rows=sheet.rows.with_columns(columns), old_letters=True)


def _too_many(rows: int) -> Problem:
    return Problem(
        f"Trang tính có ô ghi ở tận dòng {rows} hoặc quá nhiều cột. Một tệp Excel nhận nhiều nhất "
        f"{MOST_OF_A_WORKBOOK} dòng; hãy xóa hẳn các dòng thừa ở cuối.",
        f"The sheet is written as far as row {rows}, or has too many columns. At most "
        f"{MOST_OF_A_WORKBOOK} rows are taken; delete the stray rows at the end.",
    )


def _too_long(rows: int) -> Problem:
    return Problem(
        f"Tệp CSV này có {rows} dòng hoặc quá nhiều cột. Một tệp CSV nhận nhiều nhất {MOST_ROWS} "
        "dòng; hãy chia thành nhiều tệp.",
        f"This CSV file has {rows} rows, or too many columns. At most {MOST_ROWS} rows are taken; "
        "divide it into several files.",
    )


def _no_head() -> Problem:
    return Problem(
        "Không tìm thấy dòng tiêu đề (Họ và tên, Ngày sinh…) trong tệp này.",
        "No head row (name, birth date…) was found in this file.",
    )
