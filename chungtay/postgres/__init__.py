"""The database of this checkout: DATABASE_URL, else a PostgreSQL of our own, on loopback only.

A client is any process that asked for the address. The server starts with the first client and
stops after the last; the kernel keeps the count (file locks), so a killed client counts as gone.
The wheel's own Python layer is not used: as root it adds an account and opens folders, and after
a crash it leaves a server running. Nothing here imports Django.
"""

import os

from chungtay.postgres import locks, roles, server
from chungtay.postgres.address import checked, web_address
from chungtay.postgres.cluster import create
from chungtay.postgres.home import Home, find_home
from chungtay.postgres.problem import DatabaseProblem
from chungtay.postgres.watch import ensure_watched

__all__ = ["DatabaseProblem", "Home", "database_url", "ensure_running", "stop"]

_client_locks: dict[str, int] = {}


def database_url() -> str:
    """The owner's address of the database, which answers when this returns; else DatabaseProblem.

    The owner makes tables and builds demos. In a process that answers requests
    (CHUNGTAY_ROLE=web) it is the address of the role that owns nothing.
    """
    web = os.environ.get("CHUNGTAY_ROLE") == "web"
    given = os.environ.get("DATABASE_URL")
    if given:
        return web_address() if web else checked(given)
    home = ensure_running()
    return home.web_url if web else home.url


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
    roles.ensure(chosen)
    server.start(chosen)
