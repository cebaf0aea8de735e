"""Long work: in whose scope, what is kept, what is told. Here on the test's own connection; the
second process and the second connection: tests/people/test_worker.py."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from chungtay.children.models import Child
from chungtay.lib.problems import Problem
from chungtay.people import queues
from chungtay.people.jobs import KINDS, Said, cancel, defer, job
from chungtay.people.models import AuditEvent, Job, Post, User
from chungtay.people.roles import Permission, Role
from chungtay.people.scope import of_person
from chungtay.people.working import run_waiting
from tests.security.world import DAY, World, build

State = Job.State


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def officer(world: World) -> User:
    return world.person(Role.COMMUNE_OFFICER, world.unit("own"))


@pytest.fixture
def work() -> Iterator[Callable[..., None]]:
    """Registers a piece of work named "trial" for the length of a test."""

    def register(does: Any, needs: Permission | None = None) -> None:
        job("trial", "Việc thử", needs=needs)(does)

    yield register
    KINDS.pop("trial", None)


def ended(one: Job) -> Job:
    run_waiting()
    one.refresh_from_db()
    return one


def renames(*, by: User, unit: Any, told: Any) -> Said:
    """Renames every child it can see, and counts them."""
    children = list(Child.objects.filter(full_name__startswith="Trẻ Riêng"))
    for number, child in enumerate(children, 1):
        told(number, len(children))
        Child.objects.filter(pk=child.pk).update(full_name="Đã đổi")
    return Said("Đã đổi %(n)s trẻ.", {"n": len(children)}, "/tre-em/")


def test_a_job_sees_and_changes_what_its_person_may(world: World, officer: User, work: Any) -> None:
    work(renames)
    one = ended(defer("trial", by=officer))
    assert (one.state, one.said, one.link) == (State.DONE, "Đã đổi 1 trẻ.", "/tre-em/")
    assert (one.done, one.of) == (1, 1)
    names = {place: Child.objects.get(pk=c.pk).full_name for place, c in world.children.items()}
    changed = {"own": "Đã đổi", "sibling": "Trẻ Riêng sibling", "other": "Trẻ Riêng other"}
    assert names == changed


def test_what_it_changed_bears_the_persons_name(world: World, officer: User, work: Any) -> None:
    work(renames)
    ended(defer("trial", by=officer))
    old = world.children["own"].history.order_by("pk").last()
    assert old.pgh_context == {"by": officer.username, "page": "job:trial"}


def test_a_post_that_ended_meanwhile_gives_nothing(officer: User, work: Any) -> None:
    work(renames)
    one = defer("trial", by=officer)
    Post.objects.filter(person=officer).update(period=(DAY.replace(year=2019), DAY))
    assert ended(one).state == State.FAILED
    assert "không giao được" in one.said


@pytest.mark.parametrize(("role", "may"), [("commune_officer", True), ("auditor", False)])
def test_the_right_is_asked_for_at_the_unit(world: World, work: Any, role: str, may: bool) -> None:
    work(renames, Permission.ENROL)
    person = world.person(role, world.unit("own"))
    for unit, permitted in ((world.unit("own"), may), (world.unit("sibling"), False)):
        if permitted:
            assert defer("trial", by=person, unit=unit).state == State.WAITING
        else:
            with pytest.raises(Problem):
                defer("trial", by=person, unit=unit)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Problem("Tệp hỏng.", "The file is broken."), "Tệp hỏng."),
        (ValidationError("Ngày sai."), "Ngày sai."),
        (RuntimeError("Trẻ Riêng own"), "Hệ thống gặp lỗi"),
    ],
)
def test_what_fails_is_told_in_words_and_leaves_nothing(
    world: World, officer: User, work: Any, error: Exception, told: str
) -> None:
    def fails(**given: Any) -> Said:
        renames(**given)
        raise error

    work(fails)
    one = ended(defer("trial", by=officer))
    assert one.state == State.FAILED
    assert one.said.startswith(told)
    assert "Trẻ Riêng" not in one.said
    assert Child.objects.filter(full_name="Đã đổi").count() == 0


def test_cancelled_while_it_waits_it_never_begins(officer: User, work: Any) -> None:
    work(renames)
    one = defer("trial", by=officer)
    cancel(one, by=officer)
    assert run_waiting() == 0
    one.refresh_from_db()
    assert (one.state, one.started_at) == (State.CANCELLED, None)


def test_cancelled_while_it_runs_nothing_is_kept(officer: User, work: Any) -> None:
    def slow(*, told: Any, **given: Any) -> Said:
        renames(told=told, **given)
        cancel(Job.objects.get(), by=officer)
        told(2, 3)
        raise AssertionError("told should have stopped it")

    work(slow)
    one = ended(defer("trial", by=officer))
    assert one.state == State.CANCELLED
    assert "Không ghi gì" in one.said
    assert Child.objects.filter(full_name="Đã đổi").count() == 0


def test_the_same_key_waits_once(officer: User, work: Any) -> None:
    work(renames)
    assert defer("trial", by=officer, key="a") == defer("trial", by=officer, key="a")
    assert defer("trial", by=officer, key="b").pk
    run_waiting()
    assert defer("trial", by=officer, key="a").state == State.WAITING
    assert Job.objects.count() == 3


def test_another_persons_work_on_the_same_thing_is_told(
    world: World, officer: User, work: Any
) -> None:
    work(renames)
    defer("trial", by=officer, key="a")
    other = world.person(Role.COMMUNE_OFFICER, world.unit("own"))
    with of_person(other.pk), pytest.raises(Problem) as told:
        defer("trial", by=other, key="a")
    assert "Người khác" in told.value.vi


def test_run_a_second_time_it_does_nothing_more(officer: User, work: Any) -> None:
    runs = []
    work(lambda **given: runs.append(1) or Said("Xong."))
    one = ended(defer("trial", by=officer))
    Job.objects.filter(pk=one.pk).update(state=State.DONE)
    run_waiting()
    assert runs == [1]


def test_begun_three_times_and_never_ended_it_is_given_up(officer: User, work: Any) -> None:
    work(renames)
    one = defer("trial", by=officer)
    Job.objects.filter(pk=one.pk).update(attempts=3)
    assert ended(one).state == State.FAILED
    assert "nhiều lần" in one.said


def test_a_person_sees_their_own_jobs_only(world: World, officer: User, work: Any) -> None:
    work(renames)
    one = defer("trial", by=officer)
    boss = world.person(Role.PROVINCE_OFFICER, world.province)
    admin = world.person(Role.ADMINISTRATOR, world.province)
    night = Job.objects.create(name="trial", key="1")
    for person, seen in ((officer, {one}), (boss, set()), (admin, {night})):
        with of_person(person.pk):
            assert set(Job.objects.all()) == seen


def test_asking_and_cancelling_stand_in_the_trail(
    officer: User, work: Any, new_events: Any
) -> None:
    work(renames)
    one = defer("trial", by=officer)
    cancel(one, by=officer)
    lines = AuditEvent.objects.filter(subject=f"job:{one.pk}").order_by("pk")
    assert [(line.verb, line.by) for line in lines] == [
        ("defer", officer.username),
        ("cancel", officer.username),
    ]


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "now", "missed"),
    [
        (None, utc(22, 3), None),  # a new installation waits for its first night
        (utc(20, 19, 30), utc(22, 3), utc(21, 19, 30)),  # off in the night of the 21st
        (utc(21, 19, 31), utc(22, 3), None),  # done that night
        (utc(21, 19, 31), utc(22, 19, 29), None),  # a minute before the next
        (utc(21, 19, 31), utc(22, 19, 30), utc(22, 19, 30)),
    ],
)
def test_a_night_that_was_missed_is_made_up_for(
    db: None, last: datetime | None, now: datetime, missed: datetime | None
) -> None:
    kind = KINDS["retention"]  # at 02:30 in Viet Nam
    if last:
        Job.objects.create(name=kind.name, key="1", state=State.DONE)
        Job.objects.update(created_at=last)
    assert queues._missed(kind, now) == (missed and int(missed.timestamp()))


def test_the_nights_hour_is_viet_nams() -> None:
    assert queues._cron(KINDS["retention"]) == "30 19 * * *"


def test_the_nights_work_sees_the_whole_register(world: World) -> None:
    one = Job.objects.create(name="retention", key="1")
    assert ended(one).state == State.DONE
    assert "Chưa xóa gì" in one.said


def test_what_ended_long_ago_is_removed(officer: User, work: Any) -> None:
    work(renames)
    old, new = ended(defer("trial", by=officer)), ended(defer("trial", by=officer))
    Job.objects.filter(pk=old.pk).update(ended_at=utc(1, 0).replace(year=2025))
    ended(Job.objects.create(name="old_jobs", key="1"))
    assert set(Job.objects.filter(name="trial")) == {new}
