"""Proposals and trends as pages: what is shown, what a click writes, what is refused."""

from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from chungtay.children.models import Circumstance, Declined, Disability
from chungtay.indicators.trend import trend
from chungtay.people.roles import Role
from tests.security.world import DAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = build()
    child = made.children["own"]
    child.circumstances.all().delete()
    Disability.objects.filter(child=child).update(degree=2, number="07/GXN")
    return made


@pytest.fixture
def officer(world: World) -> Client:
    client = Client()
    client.force_login(world.person(Role.COMMUNE_OFFICER, world.communes["own"]))
    return client


def _mark(world: World, place: str = "own") -> str:
    return f"{world.children[place].pk}:04:2:0"


def _answer(client: Client, world: World, **data: Any) -> str:
    address = f"{reverse('proposals')}?don-vi={world.hamlets['own'].pk}"
    return client.post(address, data, follow=True).content.decode()


def _held(world: World, place: str = "own") -> list[tuple[str, int]]:
    found = Circumstance.objects.filter(child=world.children[place], group="04")
    return list(found.values_list("group", "case"))


def test_the_list_says_who_what_why(world: World, officer: Client) -> None:
    page = officer.get(reverse("proposals")).content.decode()
    assert "Trẻ Riêng own" in page
    assert "Giấy xác nhận khuyết tật, số 07/GXN" in page
    assert "Điều 6 khoản 2" in page
    assert "Trẻ Riêng sibling" not in page


def test_what_is_marked_is_written(world: World, officer: Client) -> None:
    said = _answer(officer, world, lay=_mark(world))
    assert "Đã ghi 1 đề xuất vào sổ." in said
    assert _held(world) == [("04", 2)]


def test_nothing_marked_is_told(world: World, officer: Client) -> None:
    assert "Hãy đánh dấu ít nhất một đề xuất." in _answer(officer, world)


FORGED = ["", "x", "a:b:c:d", "00000000-0000-0000-0000-000000000000:04:2:0"]


@pytest.mark.parametrize("mark", FORGED)
def test_a_forged_mark_writes_nothing(world: World, officer: Client, mark: str) -> None:
    before = Circumstance.objects.count()
    _answer(officer, world, lay=mark, bo=mark)
    assert Circumstance.objects.count() == before


def test_a_child_of_another_unit_is_not_written(world: World, officer: Client) -> None:
    Circumstance.objects.filter(child=world.children["sibling"]).delete()
    _answer(officer, world, lay=f"{world.children['sibling'].pk}:04:3:0")
    assert _held(world, "sibling") == []


@pytest.mark.parametrize(("reason", "kept"), [("", 0), ("Giấy đã bị thu hồi", 1)])
def test_a_refusal_needs_a_reason(world: World, officer: Client, reason: str, kept: int) -> None:
    mark = _mark(world)
    _answer(officer, world, **{"bo": mark, f"ly-do-{mark}": reason})
    assert Declined.objects.filter(child=world.children["own"], group="04").count() == kept
    assert ("07/GXN" in officer.get(reverse("proposals")).content.decode()) == (not kept)


def test_the_trend_counts_each_day_by_its_own_law(world: World) -> None:
    child = world.children["own"]
    for group, case, first, last in (
        ("2004-2", 2, date(2019, 2, 1), None),  # of the law before: never counted after it
        ("04", 2, date(2019, 3, 1), date(2020, 1, 5)),
    ):
        Circumstance.objects.create(
            child=child, group_id=group, case=case, period=DateRange(first, last)
        )
    found = trend(world.communes["own"], DAY, 2015)
    assert found.breaks == [date(2017, 6, 1)]
    counts = {
        line.group.pk: dict(zip(found.days, line.counts, strict=True)) for line in found.lines
    }
    assert counts["04"] == {
        date(2015, 12, 31): None, date(2016, 12, 31): None, date(2017, 12, 31): 0,
        date(2018, 12, 31): 0, date(2019, 12, 31): 1, DAY: 0,
    }  # fmt: skip
    assert counts["2004-2"][date(2019, 12, 31)] is None


def test_few_children_of_a_sealed_group_are_not_told(world: World) -> None:
    Circumstance.objects.create(
        child=world.children["own"], group_id="11", case=4, period=DateRange(date(2019, 3, 1), None)
    )
    lines = {line.group.pk: line.counts[-1] for line in trend(world.communes["own"], DAY).lines}
    assert lines["11"] == "ẩn"
    assert {line.group.pk: line.counts[-1] for line in trend(world.province, DAY).lines}["11"] == 1


@pytest.mark.parametrize("part", ["dac-biet", "nguy-co", "khac"])
def test_the_drawing_says_the_same(world: World, officer: Client, part: str) -> None:
    for group in ("04", "R03"):
        Circumstance.objects.create(
            child=world.children["own"], group_id=group, case=2 if group == "04" else 0,
            period=DateRange(date(2019, 3, 1), None),
        )  # fmt: skip
    page = officer.get(reverse("trend_chart", args=[part]))
    assert page.status_code == (404 if part == "khac" else 200)
    if part == "dac-biet":
        assert "<svg" in page.content.decode()
    assert officer.get(reverse("trends")).status_code == 200
