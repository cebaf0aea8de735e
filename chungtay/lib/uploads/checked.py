"""The one door for files: size, real kind by content, nothing active, nothing that swells."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Protocol

from chungtay.lib.uploads import refusal
from chungtay.lib.uploads.cells import check_csv
from chungtay.lib.uploads.papers import check_pdf
from chungtay.lib.uploads.pictures import check_jpeg, check_png
from chungtay.lib.uploads.workbooks import check_workbook

LONGEST_NAME = 120
MEGABYTE = 1_000_000
ENDINGS = {"jpeg": "jpg"}
# kind: (what it begins with, its check). What begins with none of these may be words.
BEGINNINGS: dict[str, tuple[bytes, Callable[[bytes], None]]] = {
    "pdf": (b"%PDF-", check_pdf),
    "png": (b"\x89PNG\r\n\x1a\n", check_png),
    "jpg": (b"\xff\xd8\xff", check_jpeg),
    "xlsx": (b"PK\x03\x04", check_workbook),
}
KINDS = frozenset({*BEGINNINGS, "csv"})


class File(Protocol):
    """An open file with the name that the sender gave it."""

    @property
    def name(self) -> str | None: ...

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Upload:
    """A file that passed: its cleaned name, its kind by content, its bytes."""

    name: str
    kind: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def checked(file: File, kinds: Iterable[str] = KINDS, most_bytes: int = 5 * MEGABYTE) -> Upload:
    """The file, read once and no further than `most_bytes`.

    Raises Problem when it is empty, too large, of another kind than those named, not what its
    name says, damaged, or holds macros, links to the outside, embedded objects, entities, or far
    more data than its size tells.
    """
    data = _read(file, most_bytes)
    kind = _kind(data, frozenset(kinds))
    name = clean_name(file.name or "", kind)
    ending = PurePosixPath(file.name or "").suffix.lower().lstrip(".")
    if ENDINGS.get(ending, ending) != kind:
        raise refusal.misnamed(kind)
    return Upload(name, kind, data)


def _read(file: File, most_bytes: int) -> bytes:
    data = file.read(most_bytes + 1)
    if not data:
        raise refusal.empty()
    if len(data) > most_bytes:
        raise refusal.too_large(most_bytes)
    return data


def _kind(data: bytes, wanted: frozenset[str]) -> str:
    begun = [kind for kind, (begins, _) in BEGINNINGS.items() if data.startswith(begins)]
    kind = begun[0] if begun else "csv"
    if kind not in wanted:
        raise refusal.not_taken(wanted)
    (BEGINNINGS[kind][1] if begun else check_csv)(data)
    return kind


def clean_name(given: str, kind: str) -> str:
    """A name that can stand in a header, a list and a folder: no path, no control or
    direction sign, one ending that tells the kind."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", given))[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    stem = re.sub(r"[^\w .()+,-]", "_", plain.rpartition(".")[0] if "." in plain else plain)
    stem = re.sub(r"[.\s]+", lambda found: found[0][0], stem).strip(". ")
    return f"{stem[: LONGEST_NAME - len(kind) - 1] or 'tep'}.{kind}"
