"""The keeper of the two processes that do long work: starts them, starts one again that died, and
ends them with itself. It reads no data and loads no framework."""

import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from chungtay.lib.folders import CHECKOUT
from chungtay.postgres import database_url
from chungtay.web.server import KEEPER_PIPE

QUEUES = ("people", "nightly")
LOOK, PAUSE, PATIENCE = 0.5, 5.0, 15.0  # seconds
CHILD = "chungtay.people.worker"


@dataclass
class Worker:
    """One process; it ends when our end of its standard input is closed, however we ended."""

    queue: str
    process: "subprocess.Popen[bytes] | None" = field(default=None)
    started: float = 0.0

    def keep(self) -> None:
        """Starts it unless it runs, at most once in some seconds."""
        if self.process is not None and self.process.poll() is None:
            return
        if time.monotonic() - self.started < PAUSE and self.started:
            return
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", CHILD, self.queue],
            stdin=subprocess.PIPE,
            env=environment(self.queue),
            start_new_session=True,  # Ctrl+C reaches the keeper, and the keeper ends them
        )

    def end(self) -> None:
        if self.process is None or self.process.stdin is None:
            return
        self.process.stdin.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()


def environment(queue: str) -> dict[str, str]:
    """Work that people asked for never has the owner's address at hand."""
    told = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    if queue == "nightly":
        return told
    told["CHUNGTAY_ROLE"] = "web"
    if "DATABASE_URL" in told:
        told["DATABASE_URL"] = told.get("DATABASE_URL_WEB", "")
    return told


def keep_working(with_parent: bool) -> int:
    """Until Ctrl+C, an end signal or, `with_parent`, the end of the standard input."""
    database_url()  # a missing database is told at once
    ended = _on_signal()
    workers = [Worker(queue) for queue in QUEUES]
    try:
        while not ended and not (with_parent and _closed()):
            for worker in workers:
                worker.keep()
            if not with_parent:
                time.sleep(LOOK)
    finally:
        for worker in workers:
            worker.end()
    return 0


def _on_signal() -> list[int]:
    """Grows by each signal to end."""
    came = list[int]()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda number, _frame: came.append(number))
    return came


def _closed() -> bool:
    """Waits a moment; whether the standard input has ended."""
    ready, _, _ = select.select([0], [], [], LOOK)
    return bool(ready) and not os.read(0, 1024)


def beside_the_server() -> None:
    """Starts the keeper; it ends with this process, which may yet become another program."""
    read, write = os.pipe()
    os.set_inheritable(write, True)
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    os.environ[KEEPER_PIPE] = str(write)
    subprocess.Popen(
        [sys.executable, "-m", "chungtay.cli", "work", "--with-parent"],
        stdin=read,
        env=environment,
        start_new_session=True,
    )
    os.close(read)
