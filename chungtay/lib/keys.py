"""Keys of an installation, kept outside the database: without them its sealed fields and its
backups open to nobody.

The file `keys` of the installation's folder, or the environment's CHUNGTAY_KEYS, holds a line (or
a part between semicolons) for each key: `seal ID BASE64` or `backup ID BASE64`, 32 bytes each.
The first `seal` key writes, the others only read what they once wrote.
"""

import base64
import binascii
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from chungtay.lib.folders import var_folder
from chungtay.lib.problems import Problem

BYTES = 32
SEAL, BACKUP = "seal", "backup"
_read: dict[tuple[str, int], "tuple[Key, ...]"] = {}


class KeyProblem(Problem):
    """What a sealed value says cannot be read, or not be written."""


@dataclass(frozen=True)
class Key:
    purpose: str
    id: str
    secret: bytes = field(repr=False)

    @property
    def line(self) -> str:
        return f"{self.purpose} {self.id} {base64.b64encode(self.secret).decode()}"


def keys_file() -> Path:
    return var_folder() / "keys"


def kept_in_environment() -> bool:
    return bool(os.environ.get("CHUNGTAY_KEYS"))


def keys(purpose: str = SEAL) -> tuple[Key, ...]:
    """The keys of a purpose, the one that writes first; made on first use.

    Raises KeyProblem for a file that cannot be understood.
    """
    found = tuple(key for key in _all() if key.purpose == purpose)
    if not found:
        raise KeyProblem(
            f"Trong tệp khóa không có khóa “{purpose}”. Hãy khôi phục tệp từ nơi cất giữ.",
            f"There is no “{purpose}” key among the keys. Restore the file from where it is kept.",
        )
    return found


def key_named(name: str) -> Key:
    """The sealing key of a value. Raises KeyProblem when it is not among the keys."""
    for key in keys():
        if key.id == name:
            return key
    raise KeyProblem(
        f"Thiếu khóa niêm phong {name}: hãy đưa tệp khóa đã cất giữ vào {keys_file()}. "
        "Không có khóa này thì không ai mở được nội dung đã niêm.",
        f"The sealing key {name} is missing: put the kept file of keys at {keys_file()}. "
        "Without it nobody can open what was sealed.",
    )


def new_key(purpose: str) -> Key:
    return Key(purpose, secrets.token_hex(4), secrets.token_bytes(BYTES))


def add_key(key: Key) -> None:
    """Puts a key before the others in the file, whole or not at all."""
    if kept_in_environment():
        raise KeyProblem(
            "Khóa đang lấy từ biến CHUNGTAY_KEYS: hãy tự thêm khóa mới vào đầu biến đó.",
            "The keys come from CHUNGTAY_KEYS: put the new key first there yourself.",
        )
    _write((key, *_all()))


def remove_key(name: str) -> None:
    """Takes a sealing key out of the file. Raises KeyProblem: there is no such key."""
    if kept_in_environment():
        raise KeyProblem(
            "Khóa đang lấy từ biến CHUNGTAY_KEYS: hãy tự bỏ khóa cũ khỏi biến đó.",
            "The keys come from CHUNGTAY_KEYS: take the old key out there yourself.",
        )
    gone = key_named(name)
    _write(tuple(key for key in _all() if key != gone))


def _all() -> tuple[Key, ...]:
    if kept_in_environment():
        return _parsed(os.environ["CHUNGTAY_KEYS"], "CHUNGTAY_KEYS")
    kept = keys_file()
    if not kept.exists():
        _begin(kept)
    asked = str(kept), kept.stat().st_mtime_ns
    if asked not in _read:
        _read.clear()
        _read[asked] = _parsed(kept.read_text(), kept.name)
    return _read[asked]


def _parsed(text: str, source: str) -> tuple[Key, ...]:
    lines = [line.strip() for line in text.replace(";", "\n").splitlines()]
    try:
        return tuple(_key(line) for line in lines if line and not line.startswith("#"))
    except (ValueError, binascii.Error):
        raise KeyProblem(
            f"Tệp khóa {source} bị hỏng hoặc sai mẫu. Hãy khôi phục từ nơi cất giữ.",
            f"The keys of {source} cannot be read. Restore them from where they are kept.",
        ) from None


def _key(line: str) -> Key:
    purpose, name, secret = line.split()
    key = Key(purpose, name, base64.b64decode(secret, validate=True))
    if purpose not in (SEAL, BACKUP) or len(key.secret) != BYTES:
        raise ValueError(purpose)
    return key


def _begin(kept: Path) -> None:
    """The first keys; another process may be making them at the same moment."""
    made = _beside(kept, (new_key(SEAL), new_key(BACKUP)))
    with suppress(FileExistsError):
        os.link(made, kept)
    made.unlink()


def _write(found: tuple[Key, ...]) -> None:
    _beside(keys_file(), found).replace(keys_file())


def _beside(kept: Path, found: tuple[Key, ...]) -> Path:
    kept.parent.mkdir(parents=True, exist_ok=True)
    made = kept.with_name(f"keys.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("# Cất một bản ở nơi khác, không cùng chỗ với bản sao dữ liệu.\n")
        file.writelines(f"{key.line}\n" for key in found)
        file.flush()
        os.fsync(file.fileno())
    return made
