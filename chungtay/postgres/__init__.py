"""The database of this checkout: DATABASE_URL, else a PostgreSQL of our own, on loopback only.

A client is any process that asked for the address. The server starts with the first client and
stops after the last; the kernel keeps the count (file locks), so a killed client counts as gone.
The wheel's own Python layer is not used: as root it adds an account and opens folders, and after
a crash it leaves a server running. Nothing here imports Django.
"""

import os

from chungtay.postgres import locks, server
from chungtay.postgres.address import checked
from chungtay.postgres.cluster import create
from chungtay.postgres.home import Home, find_home
from chungtay.postgres.problem import DatabaseProblem
from chungtay.postgres.watch import ensure_watched

__all__ = ["DatabaseProblem", "Home", "database_url", "ensure_running", "stop"]

_client_locks: dict[str, int] = {}


def database_url() -> str:
    """The address of the database, which answers when this returns; else DatabaseProblem."""
    given = os.environ.get("DATABASE_URL")
    return checked(given) if given else ensure_running().url


def ensure_running() -> Home:
    """Start our own server unless it runs, and stay its client until this process ends."""
    chosen = find_home()
    try:
        if str(chosen.folder) not in _client_locks or not server.answers(chosen):
            _join(chosen)
    except OSError as error:
        raise DatabaseProblem(
            f"Không ghi được vào thư mục dữ liệu {chosen.folder}.",
            f"The data folder {chosen.folder} cannot be used: {error}",
        ) from error
    return chosen


def stop() -> bool:
    """Stop our own server now, whoever uses it; whether one was running."""
    chosen = find_home()
    with locks.exclusive(chosen.lock("start")):
        return server.stop(chosen)


def _join(chosen: Home) -> None:
    with locks.exclusive(chosen.lock("start")):
        if str(chosen.folder) not in _client_locks:
            _client_locks[str(chosen.folder)] = locks.shared(chosen.lock("clients"))
        ensure_watched(chosen)
        if not server.answers(chosen):
            _start(chosen)


def _start(chosen: Home) -> None:
    if not chosen.data.exists():
        create(chosen)
    server.start(chosen)
