"""Making a new data folder: whole or not at all."""

import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from chungtay.postgres.account import Account
from chungtay.postgres.home import Home
from chungtay.postgres.problem import DatabaseProblem
from chungtay.postgres.programs import major
from chungtay.postgres.roles import HBA
from chungtay.postgres.single import done, single, write

FREE_BYTES = 500_000_000
EXTENSIONS = ("btree_gist", "pg_trgm")


def create(home: Home) -> None:
    """Make `home.data` with the role and the database `chungtay`, under another name until whole.

    The caller holds the start lock. Raises DatabaseProblem when the disk is full or initdb fails.
    """
    _require_space(home.folder)
    _clear_unfinished(home.folder)
    account, bin_folder = home.account, home.bin
    begun = Path(tempfile.mkdtemp(prefix="data.", dir=home.folder))
    account.owns(begun)
    try:
        _initialise(account, bin_folder, begun)
        write(account, begun / "pg_hba.conf", HBA)
        write(account, begun / "postgresql.conf", "include_if_exists '../chungtay.conf'\n")
        _populate(account, bin_folder, begun, _new_password(home.folder))
        (home.folder / "password-web").unlink(missing_ok=True)  # that of data which are gone
        begun.rename(home.data)
    except BaseException:
        shutil.rmtree(begun, ignore_errors=True)
        raise


def _require_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise DatabaseProblem(
            f"Ổ đĩa chứa {folder} chỉ còn trống {free // 1_000_000} MB, cần ít nhất"
            f" {FREE_BYTES // 1_000_000} MB để tạo cơ sở dữ liệu.",
            f"The disk of {folder} has only {free // 1_000_000} MB free;"
            f" a new database needs at least {FREE_BYTES // 1_000_000} MB.",
        )


def _clear_unfinished(folder: Path) -> None:
    for left in folder.glob("data.*"):
        shutil.rmtree(left, ignore_errors=True)


def _initialise(account: Account, programs: Path, data: Path) -> None:
    builtin = ["--locale-provider=builtin"] if major(programs) >= 17 else []
    # macOS has no C.UTF-8 in its C library.
    locale = "C" if sys.platform == "darwin" else "C.UTF-8"
    builtin += ["--builtin-locale=C.UTF-8"] if builtin else []
    command = [programs / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "-k"]
    options = [f"--locale={locale}", "--lc-messages=C", "-A", "reject", *builtin]
    done(account.run([*command, *options], cwd=data.parent))


def _new_password(folder: Path) -> str:
    password = secrets.token_hex(24)
    path = folder / "password"
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(password)
    return password


def _populate(account: Account, programs: Path, data: Path, password: str) -> None:
    """Through single-user mode: no server, no port, and the password only on standard input."""
    role = f"CREATE ROLE chungtay LOGIN CREATEDB PASSWORD '{password}';\n"
    single(account, programs, data, "postgres", role)
    single(account, programs, data, "template1", _extensions())
    single(account, programs, data, "postgres", "CREATE DATABASE chungtay OWNER chungtay;\n")


def _extensions() -> str:
    """Owned by `chungtay`, so that a dump of its database restores without a superuser."""
    create_all = "".join(f"CREATE EXTENSION {name};\n" for name in EXTENSIONS)
    return (
        "GRANT CREATE ON DATABASE template1 TO chungtay;\n"
        "SET SESSION AUTHORIZATION chungtay;\n"
        f"{create_all}"
        "RESET SESSION AUTHORIZATION;\n"
        "REVOKE CREATE ON DATABASE template1 FROM chungtay;\n"
    )
