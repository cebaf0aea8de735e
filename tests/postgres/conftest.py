"""Clients of the embedded server, each a process of its own, on a data folder of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chungtay.lib.folders import CHECKOUT
from chungtay.postgres import locks
from chungtay.postgres.programs import major, programs

# Runs the statement given, prints its first value, then lives until its standard input ends.
CLIENT = """
import sys
import psycopg
from chungtay.postgres import database_url
with psycopg.connect(database_url(), autocommit=True) as connection:
    cursor = connection.execute(sys.argv[1])
    print(cursor.fetchone()[0] if cursor.description else "done", flush=True)
    sys.stdin.read()
"""

Client = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def var() -> Iterator[Path]:
    """An empty data folder that every account may enter (pytest's own tmp_path is private)."""
    folder = Path(tempfile.mkdtemp(prefix="chungtay-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def place(var: Path) -> Path:
    return var / f"postgres-{major(programs())}"


@pytest.fixture
def client(var: Path, place: Path) -> Iterator[Client]:
    """Start a client; at the end all are let go, and the server is awaited to stop."""
    started: list[subprocess.Popen[str]] = []

    def start(statement: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", CLIENT, statement],
            env=environment(CHUNGTAY_VAR=str(var)),
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.communicate()
    assert_nothing_runs(place)


def environment(**more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return inherited | {"PYTHONPATH": str(CHECKOUT)} | more


def answer(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def postmaster(place: Path) -> int:
    return int((place / "data" / "postmaster.pid").read_text().splitlines()[0])


def assert_nothing_runs(place: Path) -> None:
    with locks.exclusive(place / "watcher.lock"):  # waits until the watcher has ended
        assert not (place / "data" / "postmaster.pid").exists()
