"""Who may give or end a post, and that rights are those of the posts of the day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chungtay.cases.handover import hand_over
from chungtay.people.access import covers, holding, posts
from chungtay.people.models import AuditEvent, Board, HandOver, Post, User
from chungtay.people.posts import NotYours, assign, end, gives, keep_board, keep_post
from chungtay.people.roles import PERMISSIONS, Permission, Role
from chungtay.places.models import Unit

DAY = date(2020, 6, 30)
pytestmark = pytest.mark.django_db
# Province, district and commune of Đắk Lắk that the other tests of posts use, and a sibling.
PROVINCE, DISTRICT, COMMUNE, SIBLING = "66", "643", "24133", "24136"


def unit(code: str) -> Unit:
    return Unit.objects.on(DAY).get(code=code)


def person(name: str = "") -> User:
    number = User.objects.count()
    return User.objects.create(username=f"{name}{number}", full_name="Thử", works_as_of=DAY)


def holder(role: str, code: str) -> User:
    one = person(role)
    period = DateRange(date(2019, 1, 1), None)
    languages = ["12"] if role == Role.INTERPRETER else []
    Post.objects.create(person=one, role=role, unit=unit(code), period=period, languages=languages)
    return one


@pytest.mark.parametrize(
    ("giver", "at", "role", "to", "may"),
    [
        ("commune_officer", COMMUNE, "collaborator", COMMUNE, True),
        ("commune_officer", COMMUNE, "health_worker", COMMUNE, True),
        ("commune_officer", COMMUNE, "case_manager", COMMUNE, True),
        ("commune_officer", COMMUNE, "collaborator", SIBLING, False),
        ("commune_officer", COMMUNE, "district_officer", DISTRICT, False),
        ("commune_officer", COMMUNE, "province_officer", COMMUNE, False),
        ("commune_officer", COMMUNE, "auditor", COMMUNE, False),
        ("commune_officer", COMMUNE, "administrator", COMMUNE, False),
        ("district_officer", DISTRICT, "commune_officer", COMMUNE, True),
        ("province_officer", PROVINCE, "district_officer", DISTRICT, True),
        ("province_officer", PROVINCE, "administrator", PROVINCE, False),
        ("administrator", PROVINCE, "administrator", COMMUNE, True),
        ("administrator", PROVINCE, "auditor", PROVINCE, True),
        ("administrator", COMMUNE, "auditor", PROVINCE, False),
        ("collaborator", COMMUNE, "collaborator", COMMUNE, False),
        ("leader", PROVINCE, "collaborator", COMMUNE, False),
        ("auditor", PROVINCE, "leader", COMMUNE, False),
    ],
)
def test_nobody_gives_what_they_do_not_hold(
    giver: str, at: str, role: str, to: str, may: bool
) -> None:
    by, one = holder(giver, at), person()
    assert gives(role, unit(to), by=by, on=DAY) == may
    if may:
        post = assign(person=one, role=role, unit=unit(to), since=DAY, by=by)
        assert posts(one, DAY) == [post]
        assert AuditEvent.objects.filter(verb="assign_post", subject=f"post:{post.pk}").exists()
    else:
        with pytest.raises(NotYours, match="không có quyền"):
            assign(person=one, role=role, unit=unit(to), since=DAY, by=by)
        assert posts(one, DAY) == []


@pytest.mark.parametrize("role", ["administrator", "auditor", "collaborator"])
def test_nobody_gives_themselves_a_post(role: str) -> None:
    by = holder("administrator", PROVINCE)
    with pytest.raises(NotYours, match="của mình"):
        assign(person=by, role=role, unit=unit(PROVINCE), since=DAY, by=by)
    own = by.posts.get()
    own.role = Role.PROVINCE_OFFICER
    with pytest.raises(NotYours):
        keep_post(own, by=by)
    assert by.posts.get().role == Role.ADMINISTRATOR


def test_a_form_cannot_raise_a_post_beyond_its_writer() -> None:
    by, one = holder("commune_officer", COMMUNE), holder("collaborator", COMMUNE)
    post = one.posts.select_related("unit").get()
    post.unit = unit(PROVINCE)
    with pytest.raises(NotYours):
        keep_post(post, by=by)
    auditor = holder("auditor", COMMUNE).posts.select_related("unit").get()
    auditor.role = Role.COLLABORATOR  # not theirs to take away either
    with pytest.raises(NotYours):
        keep_post(auditor, by=by)


def test_nobody_makes_themselves_the_chair() -> None:
    by = holder("commune_officer", COMMUNE)
    Board.objects.filter(unit=unit(COMMUNE)).delete()  # that of a demo in the same database
    board = Board(unit=unit(COMMUNE), period=DateRange(DAY, None), decision="1/QĐ", chair=by)
    with pytest.raises(NotYours, match="trưởng ban"):
        keep_board(board, by=by)
    board.chair = person()
    assert keep_board(board, by=by).pk


def test_an_ended_post_sees_nothing_the_next_minute() -> None:
    by, one = holder("commune_officer", COMMUNE), holder("collaborator", COMMUNE)
    end(one.posts.get(), on=DAY, by=by)
    assert posts(one, DAY) == []
    assert posts(one, DAY - timedelta(days=1)) != []
    with pytest.raises(ValidationError, match="đã kết thúc"):
        end(one.posts.get(), on=DAY, by=by)


def test_a_post_given_by_mistake_is_withdrawn_the_same_day(new_events: Any) -> None:
    by, one = holder("commune_officer", COMMUNE), person()
    post = assign(person=one, role="collaborator", unit=unit(COMMUNE), since=DAY, by=by)
    end(post, on=DAY, by=by)
    assert not one.posts.exists()
    assert new_events.filter(verb="withdraw_post").count() == 1


def test_the_same_post_is_not_given_twice() -> None:
    by, one = holder("commune_officer", COMMUNE), holder("collaborator", COMMUNE)
    with pytest.raises(ValidationError):
        assign(person=one, role="collaborator", unit=unit(COMMUNE), since=DAY, by=by)


def test_each_right_stays_within_the_unit_of_its_post() -> None:
    one = holder("leader", PROVINCE)
    Post.objects.create(
        person=one, role="health_worker", unit=unit(COMMUNE), period=DateRange(DAY, None)
    )
    held = posts(one, DAY)
    assert [post.role for post in held] == ["leader", "health_worker"]
    reading = holding(held, Permission.CHILDREN)
    assert [covers(post, unit(COMMUNE)) for post in reading] == [True]
    assert [covers(post, unit(SIBLING)) for post in reading] == [False]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["assign", "end", "pass"]),
        st.sampled_from(["collaborator", "health_worker", "case_manager"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 40),
    ),
    max_size=8,
)


@settings(
    max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=STEPS)
def test_rights_are_those_of_the_posts_of_the_day(
    db: None, steps: list[tuple[str, str, int, int, int]]
) -> None:
    """After any sequence of giving, ending and handing over, by a book kept beside."""
    by, at = holder("commune_officer", COMMUNE), unit(COMMUNE)
    people = [person("p") for _ in range(3)]
    book: list[list[Any]] = []
    for what, role, one, other, later in steps:
        on = DAY + timedelta(days=later)
        held = next((row for row in book if row[:2] == [one, role] and row[3] is None), None)
        try:
            if what == "assign":
                post = assign(person=people[one], role=role, unit=at, since=on, by=by)
                book.append([one, role, on, None, post])
            elif held is not None and what == "end":
                end(held[4], on=on, by=by)
                held[3] = on
            elif held is not None:
                record = hand_over(held[4], to=people[other], on=on, by=by)
                book.append([other, role, on, None, record.to_post])
                held[3] = on
        except ValidationError:
            continue
    turns = {day for row in book for day in row[2:4] if day} | {DAY}
    for day in sorted(turns | {turn - timedelta(days=1) for turn in turns}):
        for number, who in enumerate(people):
            told = {row[1] for row in book if row[0] == number and _holds(row, day)}
            mine = posts(who, day)
            assert {post.role for post in mine} == told
            rights = frozenset().union(*(PERMISSIONS[Role(role)] for role in told))
            assert {p for p in Permission if holding(mine, p)} == rights
    HandOver.objects.all().delete()
    Post.objects.filter(person__in=people).delete()


def _holds(row: list[Any], day: date) -> bool:
    return row[2] <= day and (row[3] is None or day < row[3])
