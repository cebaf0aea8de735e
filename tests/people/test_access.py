"""What a post lets one read, on the day it is held."""

from datetime import date
from typing import Any

import pytest

from chungtay.people.access import may_read, scope, visible_units
from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Unit

ON = date(2020, 6, 30)
pytestmark = pytest.mark.django_db


def unit(code: str, day: date = ON) -> Unit:
    return Unit.objects.on(day).get(code=code)


def holder(role: str, of: Unit, period: Any = (date(2019, 1, 1), date(2020, 12, 31))) -> User:
    person = User.objects.create(username=f"{role}{of.code}", full_name="Thử")
    languages = ["12"] if role == Role.INTERPRETER else []
    Post.objects.create(person=person, role=role, unit=of, period=period, languages=languages)
    return person


@pytest.mark.parametrize(
    ("role", "at", "reads", "not_these"),
    [
        (Role.PROVINCE_OFFICER, "66", ["66", "643", "24133"], ["67", "89"]),
        (Role.DISTRICT_OFFICER, "643", ["643", "24133"], ["66", "644"]),
        (Role.COMMUNE_OFFICER, "24133", ["24133"], ["643", "24136"]),
        (Role.INTERPRETER, "643", [], ["643", "24133"]),
        (Role.SERVICE_PROVIDER, "24133", [], ["24133"]),
    ],
)
def test_a_post_reads_its_own_unit_and_below(
    role: str, at: str, reads: list[str], not_these: list[str]
) -> None:
    person = holder(role, unit(at))
    assert [code for code in reads if not may_read(person, unit(code), ON)] == []
    assert [code for code in not_these if may_read(person, unit(code), ON)] == []


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2020, 12, 31), date(2024, 1, 1)])
def test_before_and_after_the_post_one_reads_nothing(day: date) -> None:
    person = holder(Role.PROVINCE_OFFICER, unit("66"))
    assert scope(person, day) == []
    assert not visible_units(person, day).exists()


def test_no_post_no_unit() -> None:
    assert not visible_units(User.objects.create(username="x", full_name="X"), ON).exists()
