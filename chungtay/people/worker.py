"""The process that does long work: `python -m chungtay.people.worker people|nightly`.

Two of them run under `chungtay work`: one signed in as chungtay_web for what people ask for, one
as the owner for what is done every night over the whole register.
"""

import asyncio
import os
import signal
import sys
import threading
import time
from contextlib import closing
from typing import Any

import psycopg

from chungtay.postgres import DatabaseProblem

TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h
ALONE = "SELECT pg_try_advisory_lock(hashtext('chungtay worker'), hashtext(%s))"


def main(queue: str) -> None:
    """Works until it is told to stop, or its parent is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungtay.settings")
    import django

    django.setup()
    from chungtay.people.jobs import NIGHTLY
    from chungtay.people.progress import own_connection
    from chungtay.people.queues import keep_nights, serve

    with closing(own_connection({})) as alone:
        while not _first(alone, queue):
            time.sleep(2)
        if queue == NIGHTLY:
            keep_nights()
        asyncio.run(serve(queue))


def _end_with_parent() -> None:
    """Its end of the pipe is closed however it ended."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _first(alone: "psycopg.Connection[Any]", queue: str) -> bool:
    """One process for a queue: what stands there as begun was then left by one that died."""
    row = alone.execute(ALONE, [queue]).fetchone()
    return bool(row and row[0])


def database_gone(error: BaseException | None) -> bool:
    """Whether it ended because the database does not answer."""
    if isinstance(error, BaseExceptionGroup):
        return any(database_gone(one) for one in error.exceptions)
    if error is None or isinstance(error, psycopg.OperationalError | DatabaseProblem):
        return error is not None
    return database_gone(error.__cause__ or error.__context__)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Exception as error:
        if not database_gone(error):
            raise
        sys.exit(TRY_LATER)  # the keeper says it, once
