"""A text file of rows: its letters and its columns."""

import io
import re

import polars as pl

from chungtay.lib.problems import Problem
from chungtay.lib.uploads import refusal
from chungtay.lib.vietnamese import legacy

BINARY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
BETWEEN = re.compile(r'[;,\t"]')
SAMPLE = 4_000  # letters that are enough to tell an old font by


def text_of(data: bytes) -> str:
    """UTF-8, UTF-16, Vietnamese Windows (1258) or a font of old (TCVN3, VNI). Raises Problem."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _of_old(data)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise refusal.not_utf8() from None


def _of_old(data: bytes) -> str:
    """Bytes of one letter each: a font's own letters, or the marks of code page 1258."""
    shown = data.decode("cp1252", errors="replace")
    if legacy.encoding_of(BETWEEN.sub(" ", shown[:SAMPLE])):
        return shown  # cell by cell it is turned into Unicode later
    try:
        words = data.decode("cp1258")
    except UnicodeDecodeError:
        raise refusal.not_utf8() from None
    if BINARY.search(words):
        raise refusal.not_utf8()
    return words


def table(data: bytes) -> pl.DataFrame:
    """Every cell as the text it is; columns are named by their place. Raises Problem."""
    words = text_of(data)
    if BINARY.search(words):
        raise refusal.not_taken(frozenset({"xlsx", "xls", "csv"}))
    if not words.strip():
        raise refusal.empty()
    between = _delimiter(words)
    if _is_cut(words, between):
        raise refusal.broken("csv")
    try:
        return pl.read_csv(
            io.BytesIO(words.encode()), has_header=False, separator=between, infer_schema=False
        )
    except (pl.exceptions.PolarsError, ValueError):
        raise Problem(
            "Các dòng của tệp CSV không cùng số cột. Hãy mở bằng Excel và lưu lại thành .xlsx.",
            "The rows of the CSV file differ in columns. Open it in Excel and save it as .xlsx.",
        ) from None


def _is_cut(words: str, between: str) -> bool:
    """A file that did not come whole ends within a row, which then has fewer cells than line 1."""
    first, last = words.split("\n", 1)[0], words.rsplit("\n", 1)[-1]
    return bool(last) and last.count(between) < first.count(between)


def _delimiter(words: str) -> str:
    """Vietnamese settings write a semicolon, others a comma or a tab: the commonest in line 1."""
    return max(",;\t", key=words[:20_000].count)
