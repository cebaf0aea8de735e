"""Serves the site on this machine, and tells a person where it is and how to sign in."""

import os
import signal
import socket
import sys
import threading
import time

from chungtay.lib.problems import Problem
from chungtay.postgres import database_url

KEEPER_PIPE = "CHUNGTAY_KEEPER_PIPE"


def free_port(host: str, wanted: int) -> int:
    """The wanted port. Raises Problem, offering another, when it is taken or forbidden."""
    if not 0 < wanted < 65536:
        raise Problem("Cổng phải từ 1 đến 65535.", "A port is from 1 to 65535.")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, wanted))
        except OSError:
            other = _another(host)
            raise Problem(
                f"Cổng {wanted} đang bận. Hãy chạy: script/run --port {other}",
                f"Port {wanted} is in use. Run: script/run --port {other}",
            ) from None
    return wanted


def _another(host: str) -> int:
    with socket.socket() as trial:
        trial.bind((host, 0))
        return int(trial.getsockname()[1])


def announce(host: str, port: int, accounts: list[tuple[str, str]], password: str) -> None:
    """Prints the address and, when there is a demo, who may sign in."""
    print(f"\nChung Tay: http://{host}:{port}")
    if accounts:
        print("Đăng nhập để thử (mọi người đều hư cấu), mật khẩu chung / sign in, one password:")
        print(f"  {password}")
        for name, what in accounts:
            print(f"  {name:<18}{what}")
    print("Dừng: Ctrl+C", flush=True)


def run(host: str, port: int) -> int:
    """Serves until stopped, in this process's place: what follows begins anew, signed in to the
    database as the role that owns nothing (workers are copies of the process that starts them,
    and this one has the owner's connection)."""
    os.environ["CHUNGTAY_ROLE"] = "web"
    database_url()  # a missing address is told before anything is given up
    sys.stdout.flush()
    sys.stderr.flush()
    words = ["-m", "chungtay.web.server", host, str(port)]
    os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 (our own words)


def _end_with_parent() -> None:
    """A worker of the server does not outlive it, however the server ended, and lets go of the
    pipe by which the processes of long work notice that end."""
    if kept := os.environ.get(KEEPER_PIPE):
        os.close(int(kept))
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def main(host: str, port: str) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungtay.settings")
    os.register_at_fork(after_in_child=_end_with_parent)
    server = Granian(
        "chungtay.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("CHUNGTAY_WORKERS", "2")),
        blocking_threads=2,
        log_level="warning",
        log_access=False,
    )
    server.serve()
    print("Đã dừng. (Stopped.)", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
