"""With the application's own narrowing switched off, the database alone lets nothing through."""

from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from chungtay.people.roles import Role
from chungtay.places.models import Unit
from chungtay.web import desk, register
from chungtay.web.kinds import KINDS
from chungtay.web.kinds.kind import Kind
from tests.security.world import DAY, World
from tests.web.searching import search

NAMES = ("Trẻ Riêng {}", "Mẹ Riêng {}", "Chủ Hộ {}")
ABOUT_CHILDREN = sorted(
    slug
    for slug, kind in KINDS.items()
    if {"child", "household"} & {one.name for one in kind.model._meta.concrete_fields}
    or slug == "ho-gia-dinh"
)


def every_row(kind: Kind, *_: Any, **__: Any) -> "QuerySet[Any]":
    return kind.rows()


@pytest.fixture
def unfiltered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every query of a page runs over the whole country and asks nobody's posts."""
    everywhere = Unit.objects.on(DAY)
    for name in ("under", "page_under", "reach"):
        monkeypatch.setattr(Kind, name, every_row)
    monkeypatch.setattr(Kind, "may_open", lambda *_: True)
    monkeypatch.setattr(desk, "units_within", lambda *_: everywhere)
    whole = register.at_home
    nation = Unit.objects.on(DAY).get(level=0)
    monkeypatch.setattr(register, "at_home", lambda _unit, day: whole(nation, day))


@pytest.fixture
def officer(world: World) -> Client:
    client = Client()
    client.force_login(world.person(Role.COMMUNE_OFFICER, world.unit("own")))
    return client


def named(text: str) -> set[str]:
    places = ("own", "sibling", "other")
    return {place for place in places if any(one.format(place) in text for one in NAMES)}


@pytest.mark.parametrize("slug", ABOUT_CHILDREN)
def test_a_list_without_its_filter(
    world: World, officer: Client, unfiltered: None, slug: str
) -> None:
    page = officer.get(reverse("records", args=[slug]))
    assert page.status_code == 200
    assert named(page.content.decode()) <= {"own"}


@pytest.mark.parametrize("asked", [{}, {"dien": "special"}])
def test_the_register_without_its_filter(
    world: World, officer: Client, unfiltered: None, asked: dict[str, str]
) -> None:
    page = officer.get(reverse("children"), asked)
    assert page.status_code == 200
    assert named(page.content.decode()) == {"own"}


def test_a_search_without_its_filter(world: World, officer: Client, unfiltered: None) -> None:
    page = search(officer, reverse("children"), "tre rieng")
    assert page.status_code == 200
    assert named(page.content.decode()) == {"own"}


@pytest.mark.parametrize("name", ["child", "child_edit", "child_history"])
@pytest.mark.parametrize("place", ["sibling", "other"])
def test_a_page_of_another_units_child_without_its_filter(
    world: World, officer: Client, unfiltered: None, name: str, place: str
) -> None:
    page = officer.get(reverse(name, args=[world.children[place].pk]))
    assert page.status_code == 404
    assert named(page.content.decode()) == set()


@pytest.mark.parametrize("slug", ["can-do", "nguoi-cham-soc", "hoan-canh", "ho-tro"])
def test_a_record_of_another_units_child_without_its_filter(
    world: World, officer: Client, unfiltered: None, slug: str
) -> None:
    theirs = KINDS[slug].model._default_manager.get(child=world.children["other"])
    page = officer.get(reverse("record", args=[slug, theirs.pk]))
    assert page.status_code == 404
