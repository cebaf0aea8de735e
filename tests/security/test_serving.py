"""The site as it is served: whom its processes are to the database."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg

from chungtay.postgres import ensure_running

SEEN = "SELECT usename FROM pg_stat_activity WHERE datname = 'chungtay' AND pid <> pg_backend_pid()"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def test_what_answers_requests_signs_in_as_the_role_that_owns_nothing() -> None:
    port = free_port()
    words = ["serve", "--no-demo", "--port", str(port)]
    served = subprocess.Popen(
        [sys.executable, "-m", "chungtay.cli", *words],
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | {"CHUNGTAY_WORKERS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 90
        while not answers(f"http://127.0.0.1:{port}/dang-nhap/"):
            assert served.poll() is None
            assert time.monotonic() < until
            time.sleep(0.3)
        with psycopg.connect(ensure_running().url) as owner:
            assert "chungtay_web" in {row[0] for row in owner.execute(SEEN)}
        environment = Path(f"/proc/{served.pid}/environ").read_text("utf-8", "replace")
        assert "CHUNGTAY_ROLE=web" in environment
    finally:
        served.terminate()
        served.wait(30)
