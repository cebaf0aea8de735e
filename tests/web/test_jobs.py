"""The pages of long work: one's own only, its progress, cancelling, the word on the home page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.people.jobs import KINDS, Said, defer, job
from chungtay.people.models import Job, User
from chungtay.people.roles import Role
from chungtay.people.working import run_waiting
from tests.security.world import World, build

State = Job.State


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def officer(world: World) -> User:
    return world.person(Role.COMMUNE_OFFICER, world.unit("own"))


@pytest.fixture
def one(officer: User) -> Iterator[Job]:
    job("trial", "Việc thử")(lambda **given: Said("Đã ghi %(n)s trẻ.", {"n": 7}, "/tre-em/"))
    yield defer("trial", by=officer)
    KINDS.pop("trial")


@pytest.fixture
def client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def page(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_an_open_job_asks_for_itself_again_and_an_ended_one_does_not(
    client: Client, one: Job
) -> None:
    Job.objects.update(state=State.RUNNING, done=12_345, of=50_000, step="Đang kiểm tra")
    shown = page(client, "job", one.pk)
    assert 'hx-trigger="every 1s"' in shown
    assert 'http-equiv="refresh"' in shown
    assert "12.345 trên 50.000 (24 %)" in shown
    Job.objects.update(state=State.WAITING)
    run_waiting()
    shown = page(client, "job", one.pk)
    assert "hx-trigger" not in shown
    assert "Đã ghi 7 trẻ." in shown


def test_what_ended_is_told_at_home_until_it_is_seen(client: Client, one: Job) -> None:
    assert "Việc thử" not in page(client, "home")
    run_waiting()
    assert "Đã ghi 7 trẻ." in page(client, "home")
    answer = client.post(reverse("job_seen", args=[one.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/tre-em/")
    assert "Đã ghi 7 trẻ." not in page(client, "home")
    assert "Đã ghi 7 trẻ." in page(client, "jobs")


def test_cancel_stops_what_waits(client: Client, one: Job) -> None:
    client.post(reverse("job_cancel", args=[one.pk]))
    one.refresh_from_db()
    assert one.state == State.CANCELLED


@pytest.mark.parametrize("name", ["job", "job_cancel", "job_seen"])
@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.ADMINISTRATOR, Role.PROVINCE_OFFICER])
def test_anothers_job_is_not_there(world: World, one: Job, name: str, role: str) -> None:
    other = Client()
    other.force_login(world.person(role, world.unit("own")))
    ask = other.get if name == "job" else other.post
    assert ask(reverse(name, args=[one.pk])).status_code == 404
    one.refresh_from_db()
    assert (one.state, one.seen_at) == (State.WAITING, None)


@pytest.mark.parametrize("name", ["job_cancel", "job_seen"])
def test_asking_alone_changes_nothing(client: Client, one: Job, name: str) -> None:
    assert client.get(reverse(name, args=[one.pk])).status_code == 405


def test_the_nights_work_is_shown_to_whoever_runs_the_installation(
    world: World, client: Client, one: Job
) -> None:
    Job.objects.create(name="trial", key="1", state=State.DONE, words={"text": "Đêm qua."})
    admin = Client()
    admin.force_login(world.person(Role.ADMINISTRATOR, world.province))
    assert "Đêm qua." in page(admin, "jobs")
    assert "Đêm qua." not in page(client, "jobs")
