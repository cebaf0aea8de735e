"""Vietnamese alphabetical order as a key for a `COLLATE "C"` column.

The key orders as ICU does for locale `vi` (CLDR; equal order is tested against DuckDB's ICU):
letters first, over the whole text; then marks, in the order huyền, hỏi, ngã, sắc, nặng;
then case, small letters first. A key is printable ASCII: one byte per letter, `!`, two bytes per
mark, `!`, two bytes per capital. Characters ICU knows and this table does not sort last,
by code point.
"""

import re
import unicodedata
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from chungtay.lib.vietnamese.words import TEXT, Text, as_text, join, once_each, split

# The part sign sorts below the level sign, and both below every other byte of a key.
PART, LEVEL, FIRST, OTHER = " ", "!", 0x22, "~"
PUNCTUATION = " _-–—,;:!?.'\"()[]{}@*/\\&#%`^+<=>|$"
LETTERS = "aăâbƀcdđeêfghijklmnoôơpqrstuưvwxyz"
# grave, hook, tilde, acute, dot below; then the marks other languages of the country write.
MARKS = "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0327\u0328\u0304"
# A curly quote is the straight one with a mark, as in CLDR.
CURLY = {"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "}
PLACE = {c: chr(FIRST + i) for i, c in enumerate(PUNCTUATION + "0123456789" + LETTERS)}
WEIGHT = {c: chr(FIRST + i) for i, c in enumerate(MARKS + "‘’“”")}
LONGEST = 80


def _parts(char: str) -> tuple[str, str]:
    """A character as its letter of the alphabet, in small, and the marks upon it."""
    if char in CURLY:
        return CURLY[char], char.strip()
    marks, letter = "", unicodedata.normalize("NFC", char.lower())
    while letter not in PLACE and len(pair := unicodedata.normalize("NFD", letter)) > 1:
        letter, mark = _without_last(pair)
        marks = mark + marks
    return letter, marks


def _without_last(decomposed: str) -> tuple[str, str]:
    """Take off the tone first, so that ặ is ă with a dot and not a with two marks."""
    tone = max(range(1, len(decomposed)), key=lambda i: (decomposed[i] in MARKS[:5], i))
    rest = decomposed[:tone] + decomposed[tone + 1 :]
    return unicodedata.normalize("NFC", rest), decomposed[tone]


class _Letters(dict[int, str]):
    """Code point to its byte of the first level; a combining mark has none."""

    def __missing__(self, code: int) -> str:
        letter, _ = _parts(chr(code))
        known = PLACE.get(letter, OTHER + letter)
        self[code] = "" if unicodedata.combining(chr(code)) else known
        return self[code]


class _Marks(dict[int, str]):
    """Code point to a space for its letter, then its marks."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base, marks = ("", char) if unicodedata.combining(char) else (" ", _parts(char)[1])
        self[code] = base + "".join(WEIGHT.get(mark, OTHER) for mark in marks)
        return self[code]


class _Capitals(dict[int, str]):
    """Code point to a space for a small letter, a sign for a capital or a no-break space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        sign = "1" if char != char.lower() or char == "\u00a0" else " "
        self[code] = "" if unicodedata.combining(char) else sign
        return self[code]


_letters, _marks, _capitals = _Letters(), _Marks(), _Capitals()
_plain_then_sign = re.compile(r"( *)([^ ])")


def _run(length: int) -> str:
    """A run of plain letters in one byte, a longer run sorting first."""
    return '"' * (length // LONGEST) + chr(FIRST + LONGEST - length % LONGEST)


def _squeeze(signs: str) -> str:
    return _plain_then_sign.sub(lambda m: _run(len(m[1])) + m[2], signs.rstrip(" "))


def sort_key(text: str) -> str:
    """The key whose byte order is Vietnamese order; spaces sort before letters."""
    text = unicodedata.normalize("NFC", text)
    marks = _squeeze(text.translate(_marks))
    capitals = _squeeze(text.translate(_capitals))
    return f"{text.translate(_letters)}{LEVEL}{marks}{LEVEL}{capitals}"


def sort_keys(values: Text) -> Any:
    """`sort_key` of a whole column (large_string array, nulls kept)."""
    return once_each(as_text(values), sort_key)


# Ê Đê, M’nông, Jrai: Y or H’ before the given name, the clan after it (Y Thoan Kbuôr, H’Linh Niê).
MARKED = r"^([Yy] |[Hh][’'‘] ?)(\S+) ?(.*)$"


def given_name(full_name: str) -> str:
    """What a person is called by: Bảo of Nguyễn Văn Bảo, H’Linh of H’Linh Niê."""
    words = " ".join(full_name.split())
    marked = re.match(MARKED, words)
    return marked[1] + marked[2] if marked else words.rpartition(" ")[2]


def person_sort_key(full_name: str) -> str:
    """Order of Vietnamese lists: by the given name, then by the other parts.

    All of one given name stand together whatever the family name, so the whole key of
    the given name comes before the key of the rest. The given name is the last part; after
    the mark Y or H’ it is the part that follows: H’Linh Niê stands under Linh.
    """
    turned = re.sub(MARKED, r"\3 \1 \2", " ".join(full_name.split()))
    *rest, given = turned.split() or [""]
    return sort_key(given) + PART + sort_key(" ".join(rest))


def person_sort_keys(values: Text) -> Any:
    """`person_sort_key` of a whole column (large_string array, nulls kept)."""
    space = pa.scalar(" ", TEXT)
    # A space in front gives a name of one part an empty rest.
    told = pc.replace_substring_regex(join(split(as_text(values))), MARKED, r"\3 \1 \2")
    names = pc.binary_join_element_wise(pa.scalar("", TEXT), join(split(told)), space)
    halves = pc.split_pattern(names, " ", max_splits=1, reverse=True)
    rest = once_each(pc.list_element(halves, 0), lambda text: sort_key(text.lstrip(" ")))
    given = once_each(pc.list_element(halves, 1), sort_key)
    return pc.binary_join_element_wise(given, rest, pa.scalar(PART, TEXT))
