"""What a workbook's own pages say beyond the values: formulas, hidden rows, merged heads."""

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO

from chungtay.lib.problems import Problem

CELL_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f')
ROW = re.compile(rb"<row\b[^>]*>")
ROW_NUMBER = re.compile(rb'\br="(\d+)"')
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
LAST = re.compile(rb'<row\b[^>]*\br="(\d+)"')
MOST_COVERED = 100_000
PROPERTY = re.compile(rb"<(?:\w+:)?(category|keywords|contentStatus)>([^<]*)<")


@dataclass(frozen=True)
class Layout:
    """`formulas`: (row, column) of cells, both from 0; `hidden`: rows; `merged`: (first row,
    last row, first column, last column); `first_column`: the first that holds anything."""

    formulas: frozenset[tuple[int, int]] = frozenset()
    hidden: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    first_column: int = 0
    last_row: int = 0
    properties: dict[str, str] = field(default_factory=dict)

    def covered(self, head_row: int) -> frozenset[tuple[int, int]]:
        """Cells below the head that a merged one lies over: they are empty, whatever it shows.
        Raises Problem when there are more than a person could have meant."""
        found = set[tuple[int, int]]()
        for top, bottom, left, right in self.merged:
            last = min(bottom, self.last_row)
            if (last - top + 1) * (right - left + 1) + len(found) > MOST_COVERED:
                raise _too_much_merged()
            found |= {
                (row, place)
                for row in range(max(top, head_row), last + 1)
                for place in range(left, right + 1)
                if (row, place) != (top, left)
            }
        return frozenset(found)


def layout_of(data: bytes, sheet: int) -> Layout:
    """`sheet`: its place in the workbook, from 0, in the order of the archive's own relations."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = _sheet_parts(archive)
        words = archive.read(names[sheet]) if sheet < len(names) else b""
        return Layout(
            formulas=_formulas(words),
            hidden=_hidden(words),
            merged=_merged(words),
            first_column=_first_column(words),
            last_row=_last_row(words),
            properties=_properties(archive),
        )


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts of the sheets, in the order in which the workbook shows them."""
    book = archive.read("xl/workbook.xml")
    links = archive.read("xl/_rels/workbook.xml.rels")
    targets = {}
    for link in re.findall(rb"<Relationship\b[^>]*>", links):
        key, target = re.search(rb'\bId="([^"]+)"', link), re.search(rb'\bTarget="([^"]+)"', link)
        if key and target:
            path = target[1].decode().lstrip("/")
            targets[key[1]] = path if path.startswith("xl/") else f"xl/{path}"
    shown = re.findall(rb'<(?:\w+:)?sheet\b[^>]*\br:id="([^"]+)"', book)
    return [targets[key] for key in shown if targets.get(key) in set(archive.namelist())]


def _formulas(words: bytes) -> frozenset[tuple[int, int]]:
    if b"<f" not in words:
        return frozenset()
    found = CELL_FORMULA.findall(words)
    return frozenset((int(row) - 1, column_number(letters)) for letters, row in found)


def _hidden(words: bytes) -> frozenset[int]:
    if b"hidden=" not in words:
        return frozenset()
    rows = (row for row in ROW.findall(words) if HIDDEN.search(row))
    numbers = (ROW_NUMBER.search(row) for row in rows)
    return frozenset(int(number[1]) - 1 for number in numbers if number)


def _merged(words: bytes) -> tuple[tuple[int, int, int, int], ...]:
    return tuple(
        (int(top) - 1, int(bottom) - 1, column_number(left), column_number(right))
        for left, top, right, bottom in MERGED.findall(words)
    )


def _first_column(words: bytes) -> int:
    """Empty columns at the left are not read; what is in a cell ends in a tag other than `/>`."""
    for number in range(26):
        letter = chr(65 + number).encode()
        if re.search(rb'<c r="' + letter + rb'\d+"[^>]*[^/]>', words):
            return number
    return 0


def _last_row(words: bytes) -> int:
    """The last row in which anything is written, from 1; 0 if there is none."""
    at = max(words.rfind(b"</v>"), words.rfind(b"</is>"))
    head = LAST.match(words, words.rfind(b"<row", 0, at)) if at >= 0 else None
    return int(head[1]) if head else 0


def _properties(archive: zipfile.ZipFile) -> dict[str, str]:
    try:
        words = archive.read("docProps/core.xml")
    except KeyError:
        return {}
    return {name.decode(): text.decode("utf-8") for name, text in PROPERTY.findall(words)}


def _too_much_merged() -> Problem:
    return Problem(
        "Trang tính có quá nhiều ô gộp (Merge). Hãy bỏ gộp các ô rồi gửi lại.",
        "The sheet has too many merged cells. Unmerge them and send it again.",
    )


def column_number(letters: bytes) -> int:
    """A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
