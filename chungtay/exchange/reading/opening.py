"""The one door for workbooks of children: the kind by content, the password taken off."""

import io
from dataclasses import dataclass
from pathlib import PurePosixPath

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

from chungtay.lib.problems import Problem
from chungtay.lib.uploads import clean_name, refusal
from chungtay.lib.uploads.workbooks import check_workbook

MOST_BYTES = 40_000_000
MOST_OF_WORDS = 100_000_000  # text is not packed: 500,000 children are 75 MB
KINDS = frozenset({"xlsx", "xls", "csv"})
PACKED, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Other kinds that are easily sent by mistake.
FOREIGN = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"GIF8")
MACROS = "_VBA_PROJECT".encode("utf-16-le")


@dataclass(frozen=True)
class Opened:
    """A file that passed: its cleaned name, its kind, its bytes without a password."""

    name: str
    kind: str
    data: bytes


class Locked(Problem):
    """The file has a password, and none or another one was told."""


def opened(name: str, data: bytes, password: str = "") -> Opened:
    """Raises Problem: empty, too large, cut short, macros, links to the outside, another kind,
    or Locked."""
    if not data:
        raise refusal.empty()
    _small_enough(data)
    if data.startswith(COMPOUND):
        data = _unlocked(data, password)
    kind = _kind(data)
    if kind == "xlsx":
        check_workbook(data)
    elif kind == "xls" and MACROS in data:
        raise refusal.active("macro", "macros")
    _same_as_named(name, kind)
    return Opened(clean_name(name, kind), kind, data)


def _small_enough(data: bytes) -> None:
    packed = data.startswith((PACKED, COMPOUND))
    most = MOST_BYTES if packed else MOST_OF_WORDS
    if len(data) > most:
        raise refusal.too_large(most)


def _kind(data: bytes) -> str:
    if data.startswith(PACKED):
        return "xlsx"
    if data.startswith(COMPOUND):
        return "xls"
    if data.startswith(FOREIGN):
        raise refusal.not_taken(KINDS)
    return "csv"


def _same_as_named(name: str, kind: str) -> None:
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    if ending not in ({kind, "txt"} if kind == "csv" else {kind}):
        raise refusal.misnamed(kind)


def _unlocked(data: bytes, password: str) -> bytes:
    """An encrypted workbook in the clear; an old .xls without a password as it is."""
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not file.is_encrypted():
            return data
        if not password:
            raise _locked(
                "Tệp này có mật khẩu: hãy ghi mật khẩu của tệp rồi gửi lại.",
                "This file has a password: tell it and send the file again.",
            )
        out = io.BytesIO()
        # The password's digits are told in groups; whoever types them may leave the dashes out.
        file.load_key(password=password.strip())
        file.decrypt(out)
    except (InvalidKeyError, DecryptionError):
        raise _locked(
            "Mật khẩu của tệp không đúng.", "This is not the password of the file."
        ) from None
    except Locked:
        raise
    except Exception:  # noqa: BLE001 (the package raises whatever a damaged file leads it to)
        raise refusal.broken("xls") from None
    return out.getvalue()


def _locked(vi: str, en: str) -> Locked:
    return Locked(vi, en)
