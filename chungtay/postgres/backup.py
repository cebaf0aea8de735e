"""A copy of the whole database in one sealed file, and back from it into an empty database."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

import psycopg
from tqdm import tqdm

from chungtay.lib.keys import BACKUP, keys
from chungtay.lib.problems import Problem
from chungtay.lib.sealed_file import CHUNK, opened, sealed
from chungtay.postgres.programs import programs

SHORTEST_KEY = 12  # bytes of a key file: anything shorter is soon guessed


def backup(url: str, to: Path, key: Path | None = None) -> int:
    """Writes the database at `url` to the new file `to`, readable by its owner only; its bytes.

    Raises Problem: the file exists, the key is too short, the database could not be read.
    """
    if to.exists():
        raise Problem(f"Đã có tệp {to}: hãy chọn tên khác.", f"{to} exists: choose another name.")
    secret, begun = _secret(key), to.with_name(f".{to.name}.{os.getpid()}")
    try:
        with _new(begun) as file:
            _write(file, sealed(_dumped(url), secret))
        begun.replace(to)
    finally:
        begun.unlink(missing_ok=True)
    return to.stat().st_size


def restore(url: str, source: Path, key: Path | None = None) -> None:
    """Brings a backup into the database at `url`, which must hold no table: all of it or nothing.

    The file is first read to its end: one that is cut, altered or sealed with another key is
    refused (Problem) before anything is written.
    """
    secret = _secret(key)
    _refuse_full(url)
    size = source.stat().st_size
    with source.open("rb") as file:
        for _part in _shown(opened(file, secret), size, "Kiểm tra"):
            pass
    with source.open("rb") as file:
        _load(url, _shown(opened(file, secret), size, "Khôi phục"))


def _secret(key: Path | None) -> bytes:
    if key is None:
        return keys(BACKUP)[0].secret
    found = key.read_bytes().strip()
    if len(found) < SHORTEST_KEY:
        raise Problem(
            f"Khóa trong {key} quá ngắn: cần ít nhất {SHORTEST_KEY} ký tự.",
            f"The key in {key} is too short: at least {SHORTEST_KEY} characters.",
        )
    return found


def _new(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _write(file: IO[bytes], parts: Iterable[bytes]) -> None:
    with tqdm(unit="B", unit_scale=True, desc="Sao lưu", disable=None, leave=False) as bar:
        for part in parts:
            file.write(part)
            bar.update(len(part))
    file.flush()
    os.fsync(file.fileno())


def _shown(parts: Iterable[bytes], size: int, word: str) -> Iterator[bytes]:
    with tqdm(total=size, unit="B", unit_scale=True, desc=word, disable=None, leave=False) as bar:
        for part in parts:
            yield part
            bar.update(len(part))


def _dumped(url: str) -> Iterator[bytes]:
    # A dump is small on its own (-Fc compresses); the sealing adds 20 bytes to a mebibyte.
    command = [str(_program("pg_dump")), "--format=custom", "--no-owner", "--no-password"]
    with subprocess.Popen(
        command, env=_environment(url), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        while part := running.stdout.read(CHUNK):
            yield part
        told = running.stderr.read()
    _check(running.returncode, told, "Không sao lưu được", "The backup failed")


def _load(url: str, parts: Iterable[bytes]) -> None:
    command = [str(_program("pg_restore")), "--single-transaction", "--exit-on-error", "--no-owner"]
    with subprocess.Popen(
        [*command, "--no-password", "--dbname", _name(url)],
        env=_environment(url),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        try:
            for part in parts:
                running.stdin.write(part)
            running.stdin.close()
        except BrokenPipeError:
            pass  # it ended early: its last words say why
        told = running.stderr.read()
    _check(running.returncode, told, "Không khôi phục được, chưa ghi gì", "Nothing was restored")


def _refuse_full(url: str) -> None:
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN"
            " ('pg_catalog', 'information_schema')"
        ).fetchone()
    if tables and tables[0]:
        raise Problem(
            f"Cơ sở dữ liệu {_name(url)} đang có dữ liệu. Hãy khôi phục vào một cơ sở dữ liệu "
            "trống: đặt CHUNGTAY_VAR vào thư mục mới, hoặc DATABASE_URL tới cơ sở mới.",
            f"The database {_name(url)} is not empty. Restore into an empty one: a new "
            "CHUNGTAY_VAR, or a DATABASE_URL of a new database.",
        )


def _program(name: str) -> Path:
    """Beside the server's programs, else as the system finds it. Raises Problem without it."""
    beside = programs() / name
    if beside.exists():
        return beside
    raise Problem(
        f"Bộ PostgreSQL ở {beside.parent} không có chương trình {name}.",
        f"The PostgreSQL programs of {beside.parent} lack {name}.",
    )


def _environment(url: str) -> dict[str, str]:
    """How the programs sign in; a password on a command line could be seen by others."""
    parts = urlsplit(url)
    told = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": _name(url),
    }
    passed = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return passed | {"LC_ALL": "C"} | {name: value for name, value in told.items() if value}


def _name(url: str) -> str:
    return unquote(urlsplit(url).path.lstrip("/"))


def _check(code: int | None, told: bytes, vi: str, en: str) -> None:
    if code:
        said = told.decode("utf-8", "replace").strip().splitlines()
        reason = next((line for line in said if "error" in line.lower()), "")[:200]
        raise Problem(f"{vi} (mã {code}).", f"{en} (code {code}): {reason}")
