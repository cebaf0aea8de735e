"""Archives: never unpacked to a disk, and never further than their directory says."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator

from chungtay.lib.uploads import refusal

MOST_PARTS = 2_000
MOST_BYTES = 100_000_000
MOST_TIMES = 200  # a sheet of one repeated value packs a hundredfold
SMALL = 1_000_000  # a small part may pack as well as it likes
BLOCK = 65_536
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises at an archive it cannot read: NotImplementedError at a method or version it
# does not know, RuntimeError at an encrypted part.
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def parts(data: bytes, kind: str) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every part. The directory is believed only to refuse: the bytes that
    come out are counted too. Raises Problem."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive.infolist(), kind)
            left = MOST_BYTES
            for entry in archive.infolist():
                content = _content(archive, entry, left)
                left -= len(content)
                yield entry.filename, content
    except FAULTS:
        raise refusal.broken(kind) from None


def _check_directory(entries: list[zipfile.ZipInfo], kind: str) -> None:
    names = {entry.filename.lower() for entry in entries}
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise refusal.swollen()
    if len(names) != len(entries) or any(not _sound(entry) for entry in entries):
        raise refusal.broken(kind)
    if any(_dense(entry) for entry in entries):
        raise refusal.swollen()


def _sound(entry: zipfile.ZipInfo) -> bool:
    """A plain part, with a name that stays inside, neither link nor encrypted."""
    name = entry.filename
    strays = name.startswith("/") or ".." in name.split("/") or re.search(r"[\\:\x00-\x1f]", name)
    link = stat.S_ISLNK(entry.external_attr >> 16)
    return not (strays or link or entry.flag_bits & 1) and entry.compress_type in METHODS


def _dense(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > MOST_TIMES * max(entry.compress_size, 1)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    found = bytearray()
    with archive.open(entry) as part:
        while block := part.read(BLOCK):
            found += block
            if len(found) > left:
                raise refusal.swollen()
    return bytes(found)
