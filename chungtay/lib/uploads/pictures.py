"""Scans and photographs: whole, of a size that a viewer can open, with nothing after their end."""

import struct
import zlib
from collections.abc import Iterator

from chungtay.lib.uploads import refusal

MOST_PIXELS = 100_000_000
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # start of frame, ITU-T T.81 B.1
LONE = frozenset({0x01, *range(0xD0, 0xD8)})  # marks without a length
SCAN = 0xDA


def check_png(data: bytes) -> None:
    """Raises Problem. Every chunk's sum is checked."""
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise refusal.broken("png")
    if len(chunks[0][1]) != 13 or not any(name == b"IDAT" for name, _ in chunks):
        raise refusal.broken("png")
    _sized("png", *struct.unpack(">II", chunks[0][1][:8]))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8].ljust(8, b"\0"))
        body, end = data[at + 8 : at + 8 + length], at + 12 + length
        if end > len(data) or zlib.crc32(name + body) != int.from_bytes(data[end - 4 : end], "big"):
            raise refusal.broken("png")
        yield name, body
        at = end


def check_jpeg(data: bytes) -> None:
    """Raises Problem. Padding after the end is let pass: some scanners leave it."""
    if not data.rstrip(b"\0\r\n").endswith(b"\xff\xd9"):
        raise refusal.broken("jpg")
    for mark, body in _segments(data):
        if mark in FRAMES and len(body) >= 5:
            height, width = struct.unpack(">HH", body[1:5])
            return _sized("jpg", width, height)
    raise refusal.broken("jpg")


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments before the first scan."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != SCAN:
        mark = data[at + 1]
        if mark in LONE or mark == 0xFF:  # 0xFF again: padding
            at += 1 if mark == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            return
        yield mark, data[at + 4 : at + 2 + length]
        at += 2 + length


def _sized(kind: str, width: int, height: int) -> None:
    if not width or not height:
        raise refusal.broken(kind)
    if width * height > MOST_PIXELS:
        raise refusal.swollen()
