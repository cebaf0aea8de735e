"""Long work with a second process and a browser: it moves, stops, and outlives a crash."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from chungtay.lib.folders import CHECKOUT
from chungtay.people.jobs import KINDS, cancel, defer
from chungtay.people.models import AuditEvent, Job, User
from chungtay.postgres import ensure_running
from tests.journeys.committed import committed
from tests.journeys.conftest import DESK, PHONE, Site

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
State = Job.State
Process = Any


def environment() -> dict[str, str]:
    parts = urlsplit(ensure_running().web_url)
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.long_work.settings",
        "CHUNGTAY_ROLE": "web",
        "DATABASE_URL": url,
        "DATABASE_URL_WEB": url,
        "PYTHONPATH": str(CHECKOUT),
    }


@pytest.fixture(scope="module", autouse=True)
def _known() -> Iterator[None]:
    from tests.journeys.long_work import jobs

    yield
    for name in [name for name, kind in KINDS.items() if kind.work.__module__ == jobs.__name__]:
        del KINDS[name]


@pytest.fixture
def start() -> Iterator[Callable[[], Process]]:
    """Starts a worker; all are ended with the test."""
    begun: list[Process] = []

    def one() -> Process:
        words = [sys.executable, "-m", "chungtay.people.worker", "people"]
        begun.append(
            subprocess.Popen(words, cwd=CHECKOUT, env=environment(), stdin=subprocess.PIPE)
        )
        return begun[-1]

    yield one
    for process in begun:
        process.stdin.close()
        process.wait(20)


@pytest.fixture
def officer(site: Site, db: None) -> Iterator[User]:
    yield User.objects.get(username="daklak.xa")
    committed(Job.objects.filter(name__startswith="trial").delete)


def until(one: Job, holds: Callable[[Job], bool], seconds: float = 30) -> Job:
    end = time.monotonic() + seconds
    while True:
        one.refresh_from_db()
        if holds(one):
            return one
        assert time.monotonic() < end, (one.state, one.done, one.said)
        time.sleep(0.1)


def marks() -> int:
    return AuditEvent.objects.filter(verb="trial").count()


def asked(officer: User, steps: int, pause: float = 0.25) -> Job:
    return committed(lambda: defer("trial_steps", by=officer, steps=steps, pause=pause))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_person_sees_it_move_and_what_came_of_it(
    site: Site, officer: User, start: Any, width: int
) -> None:
    start()
    one = asked(officer, 16)
    page = site.sign_in("daklak.xa", width)
    page.goto(f"{site.url}/viec-nen/{one.pk}/")
    page.wait_for_selector("progress[value]")
    first = page.get_attribute("progress", "value")
    page.wait_for_selector(f'progress[value]:not([value="{first}"])')
    page.get_by_text("Đã làm 16 bước.").wait_for()
    assert page.told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{site.url}/")
    assert page.get_by_text("Đã làm 16 bước.").is_visible()


def test_cancelled_on_its_page_nothing_is_kept(site: Site, officer: User, start: Any) -> None:
    start()
    before, one = marks(), asked(officer, 400)
    page = site.sign_in("daklak.xa", DESK)
    page.goto(f"{site.url}/viec-nen/{one.pk}/")
    page.wait_for_selector("progress[value]")
    page.get_by_role("button", name="Hủy việc này").click()
    page.get_by_text("Đã hủy theo yêu cầu.").wait_for()
    assert marks() == before


def test_a_long_statement_is_broken_off(officer: User, start: Any) -> None:
    start()
    one = committed(lambda: defer("trial_statement", by=officer))
    until(one, lambda job: job.state == State.RUNNING)
    committed(lambda: cancel(one, by=officer))
    until(one, lambda job: job.state == State.CANCELLED, seconds=6)


def test_a_killed_process_loses_nothing(officer: User, start: Any) -> None:
    before, one, first = marks(), asked(officer, 12), start()
    until(one, lambda job: job.done > 2)
    first.kill()
    first.wait()
    start()
    until(one, lambda job: job.state == State.DONE)
    assert (one.attempts, marks()) == (2, before + 1)


def test_when_the_parent_is_gone_it_ends_and_the_work_waits(officer: User, start: Any) -> None:
    before, one, process = marks(), asked(officer, 400), start()
    until(one, lambda job: job.done > 2)
    process.stdin.close()
    process.wait(15)
    one.refresh_from_db()
    assert (one.state, marks()) == (State.WAITING, before)
    committed(lambda: Job.objects.filter(pk=one.pk).update(state=State.CANCELLED))


def test_a_second_process_waits_for_the_first(officer: User, start: Any) -> None:
    first, _second = start(), start()
    one = until(asked(officer, 2), lambda job: job.state == State.DONE)
    assert one.attempts == 1
    first.stdin.close()
    first.wait(15)
    until(asked(officer, 2), lambda job: job.state == State.DONE)
