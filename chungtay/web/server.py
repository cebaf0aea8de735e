"""Begins to serve the site on this machine, and says where it is and how to sign in."""

import os
import socket
import sys
import tempfile

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


def welcome(host: str, port: int, accounts: list[tuple[str, str]], password: str) -> str:
    """The address and, when there is a demo, who may sign in."""
    lines = [f"\nChung Tay: http://{host}:{port}"]
    if accounts:
        lines += [
            "Đăng nhập để thử (mọi người đều hư cấu), mật khẩu chung / sign in, one password:",
            f"  {password}",
            *(f"  {name:<18}{what}" for name, what in accounts),
        ]
    return "\n".join([*lines, "Dừng: Ctrl+C\n"])


def run(host: str, port: int, words: str) -> int:
    """Serves until stopped, in this process's place: what follows begins anew, signed in to the
    database as the role that owns nothing (workers are copies of the process that starts them,
    and this one has the owner's connection). Prints the words once the port answers."""
    os.environ["CHUNGTAY_ROLE"] = "web"
    database_url()  # a missing address is told before anything is given up
    sys.stdout.flush()
    sys.stderr.flush()
    program = ["-m", "chungtay.web.answering", host, str(port), str(_to_read(words))]
    os.execv(sys.executable, [sys.executable, *program])  # noqa: S606 (our own words)


def _to_read(words: str) -> int:
    """An open file of the words for the program that follows: they hold a password, which has no
    place among what every worker is told."""
    with tempfile.TemporaryFile() as kept:
        kept.write(words.encode())
        kept.seek(0)
        copy = os.dup(kept.fileno())
    os.set_inheritable(copy, True)
    return copy
