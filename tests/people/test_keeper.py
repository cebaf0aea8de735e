"""The processes of long work live exactly as long as the server they stand beside."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chungtay.lib.folders import CHECKOUT
from tests.security.test_serving import answers, free_port

PROC = Path("/proc")
pytestmark = pytest.mark.skipif(
    not (PROC / "self" / "cmdline").exists(), reason="looks for processes in /proc"
)
WORKER, KEEPER, SERVER = "chungtay.people.worker", "--with-parent", "chungtay.web.answering"


def running(word: str, mark: str) -> list[int]:
    """Processes with the word on their command line that inherited the mark."""
    found = []
    for folder in PROC.glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            if word in words and mark in (folder / "environ").read_bytes().decode():
                found.append(int(folder.name))
        except (OSError, UnicodeDecodeError):
            continue
    return found


def wait_for(holds: Any, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.fixture
def served() -> Iterator[tuple[Any, str]]:
    port = free_port()
    mark = f"CHUNGTAY_TRIAL={port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "chungtay.cli", "serve", "--no-demo", "--port", str(port)],
        cwd=CHECKOUT,
        env=os.environ | {"CHUNGTAY_WORKERS": "1", "CHUNGTAY_TRIAL": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: answers(f"http://127.0.0.1:{port}/dang-nhap/"), 90)
        wait_for(lambda: len(running(WORKER, mark)) == 2)
        yield process, mark
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_nothing_runs_after_the_server_has_ended(served: tuple[Any, str], end: int) -> None:
    process, mark = served
    process.send_signal(end)
    wait_for(lambda: not any(running(word, mark) for word in (WORKER, KEEPER, SERVER)))


def test_the_keeper_keeps_two_processes_and_ends_with_them(served: tuple[Any, str]) -> None:
    """One without the owner's address; one that dies is started again."""
    mark = served[1]
    assert {queue(pid): is_web(pid) for pid in running(WORKER, mark)} == {
        "people": True,
        "nightly": False,
    }
    dead = min(running(WORKER, mark))
    os.kill(dead, signal.SIGKILL)
    wait_for(lambda: len(running(WORKER, mark)) == 2 and dead not in running(WORKER, mark))
    (keeper,) = running(KEEPER, mark)
    os.kill(keeper, signal.SIGKILL)
    wait_for(lambda: not running(WORKER, mark))


def queue(pid: int) -> str:
    return (PROC / str(pid) / "cmdline").read_bytes().decode().split("\0")[3]


def is_web(pid: int) -> bool:
    return b"CHUNGTAY_ROLE=web" in (PROC / str(pid) / "environ").read_bytes()
