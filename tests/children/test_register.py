"""What the register's database refuses, and what its verbs do."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chungtay.children.actions import end_circumstance, remove_mistaken
from chungtay.children.models import Child, Circumstance, Group, Household, Poverty, Residence
from chungtay.lib.problems import Problem
from chungtay.people.models import AuditEvent, User
from chungtay.places.models import Unit
from chungtay.support.models import Grant, Support

ON = date(2020, 6, 30)
YEAR_2020 = (date(2020, 1, 1), date(2021, 1, 1))
pytestmark = pytest.mark.django_db


def commune() -> Unit:
    return Unit.objects.on(ON).get(code="24133")


def a_child(name: str = "Lê Thử", **fields: Any) -> Child:
    known = {"sex": "f", "birth_date": date(2015, 5, 5), "ethnic_group": "01"}
    return Child.objects.create(full_name=name, **known | fields)


def living(child: Child, start: date = date(2015, 5, 5), end: date | None = None) -> Residence:
    return Residence.objects.create(child=child, unit=commune(), period=(start, end))


def in_group(child: Child, code: str, start: date, end: date | None = None) -> Circumstance:
    group = Group.objects.get(code=code)
    made = Circumstance.objects.create(child=child, group=group, case=1, period=(start, end))
    made.refresh_from_db()
    return made


def officer() -> User:
    return User.objects.create(username="can-bo", full_name="Cán Bộ")


def two_homes() -> None:
    child = a_child()
    living(child)
    living(child, date(2019, 1, 1))


def the_same_group_twice() -> None:
    child = a_child()
    in_group(child, "04", date(2018, 1, 1))
    in_group(child, "04", date(2019, 1, 1))


def an_empty_period() -> None:
    living(a_child(), ON, ON)


def a_short_number() -> None:
    a_child(personal_number="12345")


def a_number_twice() -> None:
    a_child(personal_number="999215000001")
    a_child(personal_number="999215000001")


def a_year_kept_as_a_day_in_may() -> None:
    a_child(birth_precision="year")


def two_statuses_of_a_household() -> None:
    household = Household.objects.create(unit=commune(), head="Lê Thử")
    for status in ("poor", "near_poor"):
        Poverty.objects.create(household=household, status=status, period=YEAR_2020)


def an_allowance_without_its_decision() -> None:
    Support.objects.create(child=a_child(), kind="allowance", date=ON, amount=270_000)


def a_gift_below_nothing() -> None:
    Support.objects.create(child=a_child(), kind="gift", date=ON, amount=-1)


def a_grant_of_nothing() -> None:
    Grant.objects.create(
        child=a_child(), ground="136.5.1", period=YEAR_2020, decision="1", monthly_amount=0
    )


@pytest.mark.parametrize(
    "wrong",
    [
        two_homes,
        the_same_group_twice,
        an_empty_period,
        a_short_number,
        a_number_twice,
        a_year_kept_as_a_day_in_may,
        two_statuses_of_a_household,
        an_allowance_without_its_decision,
        a_gift_below_nothing,
        a_grant_of_nothing,
    ],
)
def test_the_database_refuses(wrong: Callable[[], None]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong()


def test_homes_and_episodes_may_follow_one_another() -> None:
    child = a_child()
    living(child, date(2015, 5, 5), date(2019, 1, 1))
    living(child, date(2019, 1, 1))
    in_group(child, "04", date(2018, 1, 1), date(2019, 1, 1))
    in_group(child, "04", date(2019, 1, 1))
    assert child.residences.count() == child.circumstances.count() == 2


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", True),
        ("thoan", True),
        ("kbuor thoan", True),
        ("THOĂN", True),
        ("thoan 2015", True),
        ("thoan 2014", False),
        ("thoa nn", False),
        ("h'thoan", False),
    ],
)
def test_search_needs_no_diacritics_and_no_order(words: str, found: bool) -> None:
    a_child("Y Thoan Kbuôr")
    assert (
        Child.objects.filter(ethnic_group="01")
        .matching(words)
        .filter(full_name="Y Thoan Kbuôr")
        .exists()
        is found
    )


@pytest.mark.parametrize(
    ("groups", "special", "at_risk"),
    [
        ([], False, False),
        (["04"], True, False),
        (["R01"], False, True),
        (["04", "R01"], True, False),
        (["R01", "R02"], False, True),
    ],
)
def test_special_circumstances_come_before_risk(
    groups: list[str], special: bool, at_risk: bool
) -> None:
    child = a_child()
    for code in groups:
        in_group(child, code, date(2018, 1, 1))
    here = Child.objects.filter(pk=child.pk)
    assert here.in_special_circumstances(ON).exists() is special
    assert here.at_risk(ON).exists() is at_risk


def test_an_episode_ends_on_a_day_with_a_reason_and_leaves_a_trail() -> None:
    child = a_child()
    living(child)
    episode = in_group(child, "04", date(2018, 1, 1))
    end_circumstance(episode, on=ON, reason="đã phục hồi", by=officer())
    assert not Circumstance.objects.on(ON).filter(pk=episode.pk).exists()
    assert Circumstance.objects.on(ON - timedelta(days=1)).filter(pk=episode.pk).exists()
    assert AuditEvent.objects.filter(by="can-bo", verb="end_circumstance").count() == 1


def test_an_episode_cannot_end_before_it_begins() -> None:
    episode = in_group(a_child(), "04", ON)
    with pytest.raises(Problem, match="phải sau ngày bắt đầu"):
        end_circumstance(episode, on=ON, reason="", by=officer())
    episode.refresh_from_db()
    assert episode.period.upper is None


def test_a_child_who_received_something_is_not_removed() -> None:
    child = a_child()
    living(child)
    Support.objects.create(child=child, kind="gift", date=ON, amount=1)
    with pytest.raises(Problem, match="Không xóa được"):
        remove_mistaken(child, reason="nhầm", by=officer())
    assert Child.objects.filter(pk=child.pk).exists()
    assert Residence.objects.filter(child=child).exists()
    assert not AuditEvent.objects.filter(verb="remove_mistaken").exists()
