"""Root never runs the server itself, opens no folder to do so, and ordinary accounts just work."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from chungtay.lib.folders import CHECKOUT
from chungtay.postgres.account import UNPRIVILEGED, Account
from chungtay.postgres.home import ELSEWHERE
from chungtay.postgres.programs import copied, major, programs
from tests.postgres.conftest import Client, answer, assert_nothing_runs, environment, postmaster

as_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="not root: the other tests here are already those of an ordinary user"
)


@pytest.fixture
def private_checkout() -> Iterator[Path]:
    """The package alone, copied into a folder that only its owner may enter."""
    folder = Path(tempfile.mkdtemp(prefix="chungtay-private-"))
    (folder / "chungtay").mkdir()
    (folder / "chungtay" / "__init__.py").touch()
    for part in ("lib", "postgres"):
        shutil.copytree(CHECKOUT / "chungtay" / part, folder / "chungtay" / part)
    yield folder
    shutil.rmtree(folder)


@as_root
def test_root_runs_the_server_as_nobody(client: Client, place: Path) -> None:
    assert answer(client("SELECT 1"))
    owner = Path(f"/proc/{postmaster(place)}").stat().st_uid
    assert owner == pwd.getpwnam(UNPRIVILEGED).pw_uid


@as_root
def test_password_is_for_root_alone(client: Client, place: Path) -> None:
    assert answer(client("SELECT 1"))
    password = (place / "password").stat()
    assert (password.st_uid, stat.S_IMODE(password.st_mode)) == (0, 0o600)


@as_root
def test_root_with_a_private_checkout_keeps_the_data_elsewhere(private_checkout: Path) -> None:
    folder = _private_programs(private_checkout)
    status = _postgres(private_checkout, folder, "status")
    place = Path(status.stdout.splitlines()[1])
    assert any(place.is_relative_to(elsewhere) for elsewhere in ELSEWHERE), status.stdout
    try:
        done = _postgres(private_checkout, folder, "url")
        assert done.stdout.startswith("postgresql://"), done.stderr
        assert_nothing_runs(place)
        assert stat.S_IMODE(private_checkout.stat().st_mode) == 0o700
    finally:
        shutil.rmtree(place.parent)


@as_root
def test_ordinary_account_runs_its_own_server(private_checkout: Path) -> None:
    entry = pwd.getpwnam(UNPRIVILEGED)
    python = _python_for(Account(entry.pw_uid, entry.pw_gid))
    for path in (private_checkout, *private_checkout.rglob("*")):
        os.chown(path, entry.pw_uid, entry.pw_gid)
    done = subprocess.run(
        [python, "-m", "chungtay.postgres", "url"],
        env=_variables(private_checkout, programs()),
        cwd=private_checkout,
        user=entry.pw_uid,
        group=entry.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("postgresql://"), done.stderr
    place = private_checkout / "var" / f"postgres-{major(programs())}"
    assert place.stat().st_uid == entry.pw_uid
    assert_nothing_runs(place)


def _postgres(checkout: Path, folder: Path, word: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "chungtay.postgres", word],
        env=_variables(checkout, folder),
        cwd=checkout,  # -m looks here first
        capture_output=True,
        text=True,
    )


def _variables(checkout: Path, folder: Path) -> dict[str, str]:
    given = environment(PYTHONPATH=str(checkout), CHUNGTAY_POSTGRES_BIN=str(folder))
    given.pop("CHUNGTAY_VAR", None)
    return given


def _private_programs(checkout: Path) -> Path:
    """The programs, copied into the private folder if they can be moved (the system's cannot)."""
    found = programs()
    return copied(found, checkout) if (found.parent / "share").exists() else found


def _python_for(account: Account) -> str:
    wanted = "import sys; sys.exit(sys.version_info < (3, 11))"
    for python in (sys.executable, "/usr/bin/python3"):
        if account.run([python, "-c", wanted], cwd=Path("/")).returncode == 0:
            return python
    pytest.skip(f"the account {UNPRIVILEGED} can run no Python 3.11 on this machine")
