"""The keeper of the workers: one that keeps dying is started ever later, and told of once."""

import os
import subprocess
import sys
from itertools import pairwise
from typing import Any

import psycopg
import pytest
from django.db import OperationalError

from chungtay.cli import working
from chungtay.cli.working import Worker
from chungtay.people.worker import TRY_LATER, database_gone


class Dead:
    def poll(self) -> int:
        return TRY_LATER


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(working, "time", clock)
    return clock


def starts(worker: Worker, clock: Clock, seconds: float) -> list[float]:
    """When it was started in that time, looked at twice a second."""
    began, found = clock.now, []
    while clock.now < began + seconds:
        before = worker.started
        worker.keep()
        if worker.started != before:
            found.append(worker.started - began)
        clock.now += 0.5
    return found


def test_one_that_dies_at_once_is_started_ever_later(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(Worker, "_start", lambda _self: Dead())
    found = starts(Worker("people"), clock, 130)
    assert [round(b - a) for a, b in pairwise(found)] == [
        2, 2, 4, 8, 16, 30, 30, 30,
    ]  # fmt: skip
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_one_that_ran_for_long_is_started_soon(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(Worker, "_start", lambda _self: Dead())
    worker = Worker("people", process=Dead(), started=900.0, pause=30.0)  # type: ignore[arg-type]
    assert starts(worker, clock, 3)[0] <= 1.5
    assert "people" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "gone"),
    [
        (psycopg.OperationalError(), True),
        (ExceptionGroup("x", [psycopg.OperationalError()]), True),
        (ValueError(), False),
    ],
)
def test_a_database_that_is_gone_is_known(error: Exception, gone: bool) -> None:
    assert database_gone(error) == gone


def test_djangos_own_error_names_its_cause() -> None:
    error = OperationalError()
    error.__cause__ = psycopg.OperationalError()
    assert database_gone(error)


def test_a_worker_without_a_database_ends_in_silence(tmp_path: Any) -> None:
    told = {"DATABASE_URL": "postgresql://nobody:x@127.0.0.1:1/none", "CHUNGTAY_VAR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-m", "chungtay.people.worker", "nightly"],
        env={**os.environ, **told}, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as one:  # fmt: skip
        code = one.wait(60)
        assert one.stderr is not None
        assert (code, one.stderr.read().decode()) == (TRY_LATER, "")
