"""What another process or the served site must see is written outside of the test's transaction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")


def committed(work: Callable[[], Result]) -> Result:
    """The work on a connection of its own, and so in the database when this returns."""

    def run() -> Result:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()
