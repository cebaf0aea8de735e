"""What is written of a job while it runs: beside the work's own transaction, so that it is seen."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
from django.db import connection

from chungtay.people.jobs import Stopped
from chungtay.people.scope import WEB

EVERY = 0.5  # seconds between two looks
BEGUN = """
UPDATE people_job SET state = 'running', attempts = attempts + 1,
    started_at = coalesce(started_at, now())
WHERE id = %s AND state IN ('waiting', 'running') RETURNING attempts, cancel_asked_at
"""
COME = """
UPDATE people_job SET done = %s, "of" = %s, step = %s
WHERE id = %s AND state = 'running' RETURNING cancel_asked_at
"""
ENDED = """
UPDATE people_job SET state = %s, words = %s, link = %s, ended_at = now(), done = %s, "of" = %s,
    step = '' WHERE id = %s AND state = 'running'
"""
# To be run again because the machine goes down: not one of the times it took the process with it.
AGAIN = """
UPDATE people_job SET state = 'waiting', attempts = attempts - 1
WHERE id = %s AND state = 'running'
"""
Execute = Callable[[str, list[Any]], tuple[Any, ...] | None]


class Progress:
    """How far one job has come. Called, it says so and raises Stopped once it is to end; here on
    the work's own connection (tests, one process): `Beside` does it on another."""

    def __init__(self, pk: int, execute: Execute) -> None:
        self.pk, self.execute = pk, execute
        self.at: tuple[int, int, str] = (0, 0, "")
        self.cancelled = self.interrupted = False

    def __call__(self, done: int, of: int, step: str = "") -> None:
        self.at = (done, of, step)
        self.look()
        self.check()

    def check(self) -> None:
        if self.cancelled or self.interrupted:
            raise Stopped

    def look(self) -> None:
        """Writes how far it is, and reads whether it is to stop."""
        row = self.execute(COME, [*self.at, self.pk])
        self.cancelled = self.cancelled or bool(row and row[0])

    def end(self) -> None:
        """Nothing is written from here on."""


class Beside(Progress):
    """A thread looks twice a second on a connection of its own; the work only leaves its numbers.
    A statement that is under way when the work is to stop is broken off."""

    def __init__(self, pk: int, execute: Execute, going_down: Callable[[], bool]) -> None:
        super().__init__(pk, execute)
        self.going_down, self.over = going_down, threading.Event()
        self.working = connection.connection  # the work's own: this thread's
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def __call__(self, done: int, of: int, step: str = "") -> None:
        self.at = (done, of, step)
        self.check()

    def _watch(self) -> None:
        while not self.over.wait(EVERY):
            with suppress(psycopg.Error):  # seen at the next look, or by the work itself
                self.look()
            self.interrupted = self.interrupted or self.going_down()
            if self.cancelled or self.interrupted:
                with suppress(psycopg.Error):
                    self.working.cancel_safe(timeout=2)

    def end(self) -> None:
        self.over.set()
        self.thread.join()


def own_connection(scope: dict[str, str]) -> "psycopg.Connection[Any]":
    """A second connection to the same database, as the role that owns nothing, in this scope."""
    told = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        told.pop(name, None)
    opened = psycopg.connect(**told, autocommit=True)
    opened.execute(f"SET ROLE {WEB}")
    for name, value in scope.items():
        opened.execute("SELECT set_config(%s, %s, false)", [name, value])
    return opened


def here(sql: str, given: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone() if cursor.description else None
