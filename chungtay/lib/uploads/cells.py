"""CSV in and out: every cell is text, and none is ever taken for a formula."""

import csv
import io
from collections.abc import Iterator

from chungtay.lib.uploads import refusal

MOST_COLUMNS = 500
MOST_ROWS = 200_000
LONGEST_CELL = 32_767  # what a cell of a spreadsheet holds
BINARY = frozenset(chr(n) for n in range(32)) - {"\t", "\n", "\r"}
# What spreadsheets take for the start of a formula, in narrow or wide letters (OWASP).
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def check_csv(data: bytes) -> None:
    """Raises Problem when the bytes are not a table of words in UTF-8 or UTF-16."""
    for _ in rows(data):
        pass


def rows(data: bytes) -> Iterator[list[str]]:
    """The rows, every cell as the text it is. Raises Problem, at the latest at the faulty row."""
    words = _decoded(data)
    if BINARY & set(words):
        raise refusal.not_utf8()
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=_delimiter(words), strict=True)
    try:
        for count, row in enumerate(reader, 1):
            _check_row(count, row)
            yield row
    except csv.Error:
        raise refusal.broken("csv") from None


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise refusal.not_utf8() from None


def _delimiter(words: str) -> str:
    """Vietnamese settings write a semicolon, others a comma or a tab: the commonest in line 1."""
    return max(",;\t", key=words.partition("\n")[0].count)


def _check_row(count: int, row: list[str]) -> None:
    if count > MOST_ROWS or len(row) > MOST_COLUMNS:
        raise refusal.swollen()
    if any(len(cell) > LONGEST_CELL for cell in row):
        raise refusal.swollen()


def harmless(cell: str) -> str:
    """The cell as it may be written into a CSV file: an apostrophe keeps a formula as text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(STARTS) else cell
