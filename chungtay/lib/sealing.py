"""Sealing a text: AES-256-GCM under a named key, bound to the one column it belongs to.

A sealed text is `s1:KEY:BASE64` of a nonce of 12 bytes and what it hides; sealed bytes are
`s1:KEY:` and then those bytes as they are. Nothing is learnt from it but its length; altered, or
moved to another column, it does not open.
"""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chungtay.lib.keys import Key, KeyProblem, key_named, keys

MARK = "s1"
NONCE = 12


def seal(text: str, place: str) -> str:
    """The text sealed under the newest key for `place`, a table and column; nothing stays so."""
    if not text:
        return ""
    key = keys()[0]
    return f"{MARK}:{key.id}:{base64.b64encode(_hidden(key, text.encode(), place)).decode()}"


def seal_bytes(data: bytes, place: str) -> bytes:
    """The bytes sealed under the newest key for `place`; nothing stays so."""
    key = keys()[0]
    return f"{MARK}:{key.id}:".encode() + _hidden(key, data, place) if data else b""


def unseal(sealed: str, place: str) -> str:
    """The text. Raises KeyProblem: the key is missing, or the value was altered or moved."""
    if not sealed:
        return ""
    return _shown(*_parts(sealed, place), place).decode()


def unseal_bytes(sealed: bytes, place: str) -> bytes:
    """The bytes. Raises KeyProblem as `unseal` does."""
    if not sealed:
        return b""
    mark, named, whole = (*sealed.split(b":", 2), b"", b"")[:3]
    if mark != MARK.encode() or not named.isascii():
        raise altered(place)
    return _shown(key_named(named.decode()), whole[:NONCE], whole[NONCE:], place)


def key_of(sealed: str) -> str:
    """The id of the key it was sealed under; empty for what is not sealed."""
    parts = sealed.split(":")
    return parts[1] if len(parts) == 3 and parts[0] == MARK else ""


def _hidden(key: Key, data: bytes, place: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key.secret).encrypt(nonce, data, place.encode())


def _shown(key: Key, nonce: bytes, hidden: bytes, place: str) -> bytes:
    try:
        return AESGCM(key.secret).decrypt(nonce, hidden, place.encode())
    except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce
        raise altered(place) from None


def altered(place: str) -> KeyProblem:
    return KeyProblem(
        f"Nội dung đã niêm ở {place} bị sửa hoặc bị chuyển chỗ nên không mở được.",
        f"What was sealed at {place} has been altered or moved and does not open.",
    )


def _parts(sealed: str, place: str) -> tuple[Key, bytes, bytes]:
    if not (named := key_of(sealed)):
        raise altered(place)
    told = sealed.rpartition(":")[2]
    try:
        whole = base64.b64decode(told, validate=True)
    except binascii.Error:
        raise altered(place) from None
    # The last letter has bits to spare: one value is written in one way only.
    if base64.b64encode(whole).decode() != told:
        raise altered(place)
    return key_named(named), whole[:NONCE], whole[NONCE:]
