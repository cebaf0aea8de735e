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
LOOK, PATIENCE = 0.5, 15.0  # seconds
# Before one that died is started again: doubled with each death, and anew after it ran for long.
PAUSE, LONGEST, LONG = 1.0, 30.0, 60.0
CHILD = "chungtay.people.worker"
DIED = "chungtay work: tiến trình nền “{0}” dừng (mã {1}), sẽ chạy lại. (The worker {0} ended.)"


@dataclass
class Worker:
    """One process; it ends when our end of its standard input is closed, however we ended.

    `pause`: seconds it waits after its last death; 0 before the first one. `due`: when it may be
    started again.
    """

    queue: str
    process: "subprocess.Popen[bytes] | None" = field(default=None)
    started: float = 0.0
    pause: float = 0.0
    due: float = 0.0

    def keep(self) -> None:
        """Starts it unless it runs; one that keeps dying ever later, and told of once."""
        now = time.monotonic()
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                return
            self._mourn(code, now)
        if now >= self.due:
            self.started, self.process = now, self._start()

    def _mourn(self, code: int, now: float) -> None:
        self.process = None
        if not self.pause or now - self.started > LONG:
            print(DIED.format(self.queue, code), file=sys.stderr, flush=True)
            self.pause = PAUSE / 2
        self.pause = min(LONGEST, 2 * self.pause)
        self.due = now + self.pause

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
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
