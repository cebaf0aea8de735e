"""The program that answers requests: it starts its workers, and says so once they answer."""

import os
import signal
import socket
import sys
import threading
import time
from typing import Any

from granian import Granian
from granian.constants import Interfaces

from chungtay.web.server import KEEPER_PIPE


class Server(Granian):  # type: ignore[misc]
    """Prints `words` once it answers. Not from a thread: a worker copied from this process in
    that moment would wait for ever for what the thread held."""

    words = ""

    def startup(self, *given: Any) -> None:
        super().startup(*given)
        while not self.main_loop_interrupt.wait(0.05):  # asked to end, or a worker died
            if accepts(self.bind_addr, self.bind_port):
                print(self.words, end="", flush=True)
                break


def accepts(host: str, port: int) -> bool:
    """Whether a connection is accepted, which is when a worker is ready."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _begin_worker() -> None:
    """A worker of the server does not outlive it, however the server ended, and lets go of the
    pipe by which the processes of long work notice that end.

    Ctrl+C reaches every process of the terminal: the server alone heeds it, and ends its workers
    as it means to. One that is still starting has the server's own answer to a signal to end,
    which would leave it running."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if kept := os.environ.get(KEEPER_PIPE):
        os.close(int(kept))
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def main(host: str, port: str, words: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungtay.settings")
    os.register_at_fork(after_in_child=_begin_worker)
    server = Server(
        "chungtay.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("CHUNGTAY_WORKERS", "2")),
        blocking_threads=2,
        log_level="warning",
        log_access=False,
    )
    with os.fdopen(int(words), encoding="utf-8") as told:
        server.words = told.read()
    server.serve()
    print("Đã dừng. (Stopped.)", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
