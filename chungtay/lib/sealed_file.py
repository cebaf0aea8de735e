"""A stream sealed in chunks: whoever cuts, alters or joins such a file is found out.

`CTBACKUP1`, a salt of 16 bytes, then chunks: 4 bytes of length (its highest bit: the last chunk)
and AES-256-GCM of up to 1 MiB. The nonce of a chunk is its number and whether it is the last, so
a chunk left out, moved or added does not open; the key is made from the secret by scrypt.
"""

import secrets
import struct
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from chungtay.lib.problems import Problem

MAGIC = b"CTBACKUP1"
SALT = 16
CHUNK = 1 << 20
TAG = 16
LAST = 1 << 31


def sealed(parts: Iterable[bytes], secret: bytes) -> Iterator[bytes]:
    """The bytes of the file that hides the parts."""
    salt = secrets.token_bytes(SALT)
    cipher = _cipher(secret, salt)
    yield MAGIC + salt
    for number, (chunk, last) in enumerate(_chunks(parts)):
        hidden = cipher.encrypt(_nonce(number, last), chunk, MAGIC + salt)
        yield struct.pack(">I", len(hidden) | (LAST if last else 0)) + hidden


def opened(file: IO[bytes], secret: bytes) -> Iterator[bytes]:
    """The parts again, in order, none before it was found whole.

    Raises Problem: not such a file, another key, cut off or altered.
    """
    head = file.read(len(MAGIC) + SALT)
    if not head.startswith(MAGIC) or len(head) < len(MAGIC) + SALT:
        raise Problem(
            "Tệp này không phải bản sao lưu của Chung Tay.", "This file is no backup of Chung Tay."
        )
    cipher, number, last = _cipher(secret, head[len(MAGIC) :]), 0, False
    while not last:
        length, last = _length(file)
        hidden = file.read(length)
        try:
            yield cipher.decrypt(_nonce(number, last), hidden, head)
        except InvalidTag:
            raise _does_not_open(number) from None
        number += 1
    if file.read(1):
        raise _does_not_open(number)


def _cipher(secret: bytes, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(secret))


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">QI", number, int(last))


def _chunks(parts: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Whole chunks, and whether each is the last; at least one, which may be empty."""
    held = bytearray()
    for part in parts:
        held += part
        while len(held) > CHUNK:
            yield bytes(held[:CHUNK]), False
            del held[:CHUNK]
    yield bytes(held), True


def _length(file: IO[bytes]) -> tuple[int, bool]:
    head = file.read(4)
    if len(head) < 4:
        raise Problem(
            "Bản sao lưu bị cắt cụt, thiếu phần cuối. Chưa khôi phục gì.",
            "The backup has been cut off. Nothing was restored.",
        )
    told = struct.unpack(">I", head)[0]
    length = told & ~LAST
    if length > CHUNK + TAG:
        raise _does_not_open(1)
    return length, bool(told & LAST)


def _does_not_open(number: int) -> Problem:
    if number == 0:
        return Problem(
            "Không mở được bản sao lưu: sai khóa, hoặc tệp đã bị sửa. Chưa khôi phục gì.",
            "The backup does not open: another key, or it was altered. Nothing was restored.",
        )
    return Problem(
        "Bản sao lưu bị cắt cụt hoặc bị sửa. Chưa khôi phục gì.",
        "The backup was cut off or altered. Nothing was restored.",
    )
