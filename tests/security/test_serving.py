"""The site as it is served: whom its processes are to the database."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from chungtay.postgres import ensure_running

SEEN = "SELECT usename FROM pg_stat_activity WHERE datname = 'chungtay' AND pid <> pg_backend_pid()"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str, seconds: float = 5) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=seconds) as page:
            return bool(page.status == 200)
    except OSError:
        return False


@contextmanager
def serving(**env: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The served site as it tells its address, and that address."""
    with subprocess.Popen(
        [sys.executable, "-m", "chungtay.cli", "serve", "--no-demo", "--port", str(free_port())],
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as served:
        try:
            assert served.stdout
            told = next(line for line in served.stdout if line.startswith("Chung Tay: "))
            yield served, told.removeprefix("Chung Tay: ").strip()
        finally:
            served.kill()


def test_what_answers_requests_signs_in_as_the_role_that_owns_nothing() -> None:
    with serving(CHUNGTAY_WORKERS="1") as (served, address):
        assert answers(f"{address}/dang-nhap/", 30)
        with psycopg.connect(ensure_running().url) as owner:
            assert "chungtay_web" in {row[0] for row in owner.execute(SEEN)}
        environment = Path(f"/proc/{served.pid}/environ").read_text("utf-8", "replace")
        assert "CHUNGTAY_ROLE=web" in environment


def test_at_the_moment_its_address_is_told_the_site_answers_and_can_be_ended() -> None:
    """By Ctrl+C, which reaches every process of the terminal, also a worker not yet ready."""
    with serving() as (served, address):
        socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), 5).close()
        os.killpg(served.pid, signal.SIGINT)
        assert served.wait(30) == 0
