"""What a page of an old workbook (.xls) says beyond its values. Source: [MS-XLS], section 2.4."""

from collections.abc import Iterator
from struct import error, iter_unpack, unpack_from

import olefile

from chungtay.exchange.reading.layout import Layout
from chungtay.lib.uploads import refusal

END, BEGIN, BOUND_SHEET, ROW, MERGED = 0x000A, 0x0809, 0x0085, 0x0208, 0x00E5
FORMULA = 0x0006
# Whatever holds a value: formula, number, text, its place among the texts, truth, packed numbers.
VALUES = frozenset({FORMULA, 0x0203, 0x0204, 0x00FD, 0x0205, 0x027E, 0x00BD})
HIDDEN = 0x20  # of a row's options, in the byte 12
Record = tuple[int, bytes]


def layout_of_old(data: bytes, sheet: int) -> Layout:
    """`sheet`: its place in the workbook, from 0. Raises Problem when damaged."""
    try:
        return _layout(_page(data, sheet))
    except (OSError, ValueError, IndexError, error):
        raise refusal.broken("xls") from None


def _page(data: bytes, sheet: int) -> list[Record]:
    with olefile.OleFileIO(data) as file:
        stream = file.openstream("Workbook" if file.exists("Workbook") else "Book").read()
    begins = [
        int.from_bytes(body[:4], "little")
        for kind, body in _records(stream, 0)
        if kind == BOUND_SHEET
    ]
    return list(_records(stream, begins[sheet]))


def _layout(page: list[Record]) -> Layout:
    cells = [(kind, unpack_from("<HH", body)) for kind, body in page if kind in VALUES]
    return Layout(
        formulas=frozenset(place for kind, place in cells if kind == FORMULA),
        hidden=frozenset(
            int.from_bytes(body[:2], "little")
            for kind, body in page
            if kind == ROW and body[12] & HIDDEN
        ),
        merged=tuple(area for kind, body in page if kind == MERGED for area in _areas(body)),
        first_column=min((column for _kind, (_row, column) in cells), default=0),
        last_row=max((row + 1 for _kind, (row, _column) in cells), default=0),
    )


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """(kind, body) from a place to the end of its part; those of a chart within it are left out."""
    deep = 0
    while at + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, at)
        deep += (kind == BEGIN) - (kind == END)
        if deep == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        if deep <= 0:
            return
        at += 4 + size


def _areas(body: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(first row, last row, first column, last column) of each merged cell."""
    count = int.from_bytes(body[:2], "little")
    yield from iter_unpack("<HHHH", body[2 : 2 + 8 * count])
