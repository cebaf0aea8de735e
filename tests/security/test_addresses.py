"""Every address × every role × the reader's place: own, sibling, parent, child unit, another
province. The list of addresses is taken from the site: a new page without a row fails."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from chungtay.people.roles import Permission, Role
from chungtay.web import session_limits
from chungtay.web.kinds import KINDS
from tests.security import addresses
from tests.security.world import World, build

STANDING = ("own", "sibling", "parent", "child unit", "other")
pytestmark = pytest.mark.django_db
# Who stands where reaches what is in the hamlet of our own commune.
REACHES = {"own", "parent", "child unit"}


def names(resolver: Any = None) -> set[str]:
    found: set[str] = set()
    for one in (resolver or get_resolver()).url_patterns:
        found |= names(one) if hasattr(one, "url_patterns") else {one.name}
    return found


def test_every_address_has_a_row() -> None:
    told = {*addresses.PAGES, *addresses.ELSEWHERE, *addresses.OF_KIND}
    assert names() == told | addresses.OWN | addresses.PUBLIC
    assert set(KINDS) == set(addresses.LISTS)
    assert [one for one in set(addresses.ELSEWHERE.values()) if not Path(one).exists()] == []


@pytest.fixture(scope="module")
def readers(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, dict]]:
    """The world and a signed-in client for every role at every place, for the whole module."""
    used = patch.object(session_limits, "WRITTEN_EVERY", 3600)
    with django_db_blocker.unblock(), transaction.atomic(), used:
        world = build()
        found = {}
        for role in Role:
            for place in STANDING:
                client = Client()
                client.force_login(world.person(role, world.unit(place)))
                begin(client)
                found[role, place] = client
        yield world, found
        transaction.set_rollback(True)


def begin(client: Client) -> None:
    """As after a first page, which stamps the session: or each would, since each is undone."""
    session = client.session
    session[session_limits.BEGUN] = session[session_limits.SEEN] = time.time()
    session.save()


def answers(client: Client, address: str, row: addresses.Row, asked: dict[str, Any]) -> int:
    with transaction.atomic():
        answer = getattr(client, row.method)(address, asked or row.data)
        if hasattr(answer, "streaming_content"):
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return int(answer.status_code)


def wrong(
    readers: tuple[World, dict], row: addresses.Row, address: str, asked: dict[str, Any]
) -> dict[tuple[str, str], tuple[int, str]]:
    """Readers who got another answer than the table says, with that answer."""
    found = {}
    for (role, place), client in readers[1].items():
        got = answers(client, address, row, asked)
        if not row.permits(role):
            fits, expected = got in (403, 404), "refused"
        elif row.by_place and place not in REACHES - ({"child unit"} if row.commune else set()):
            fits, expected = got == 404, "404"
        else:
            fits, expected = got in (200, 302), "opened"
        if not fits:
            found[str(role), place] = (got, expected)
    return found


@pytest.mark.parametrize("name", sorted(addresses.PAGES))
def test_a_page_opens_to_those_who_may_and_to_nobody_else(
    readers: tuple[World, dict], name: str
) -> None:
    world, row = readers[0], addresses.PAGES[name]
    address = reverse(name, args=row.args(world, "own"))
    assert wrong(readers, row, address, row.asked(world, "own")) == {}


@pytest.mark.parametrize("slug", sorted(addresses.LISTS))
def test_a_list_opens_to_those_who_may_and_names_no_child_of_another_place(
    readers: tuple[World, dict], slug: str
) -> None:
    row, told = addresses.LISTS[slug], []
    served = {"own": {"own"}, "child unit": {"own"}, "parent": {"own", "sibling"}}
    for (role, place), client in readers[1].items():
        with transaction.atomic():
            page = client.get(reverse("records", args=[slug]))
            transaction.set_rollback(True)
        if (page.status_code == 200) != row.permits(role) or page.status_code not in (200, 403):
            told.append((str(role), place, page.status_code))
        text = page.content.decode()
        for other in {"own", "sibling", "other"} - served.get(place, {place}):
            if f"Trẻ Riêng {other}" in text or f"Mẹ Riêng {other}" in text:
                told.append((str(role), place, f"names the child of {other}"))
    assert told == []


@pytest.mark.parametrize("slug", sorted(addresses.LISTS))
def test_a_file_goes_to_those_who_may_take_lists(readers: tuple[World, dict], slug: str) -> None:
    listed = addresses.LISTS[slug]
    exports = {r for r in Role if Permission.EXPORT in addresses.PERMISSIONS[r]}
    told = []
    for (role, place), client in readers[1].items():
        if place == "own" and (role not in exports or not listed.permits(role)):
            got = answers(client, reverse("records_file", args=[slug]), listed, {})
            told += [] if got in (403, 404) else [(str(role), got)]
    assert told == []


def records(world: World, slug: str) -> dict[str, Any]:
    """The record of each place's child of the kind; none of kinds that are about no child."""
    kind = KINDS[slug]
    fields = {one.name for one in kind.model._meta.concrete_fields}
    if "child" not in fields:
        return {}
    found = {p: kind.model._default_manager.filter(child=c).first() for p, c in
             world.children.items()}  # fmt: skip
    return {place: one for place, one in found.items() if one is not None}


@pytest.mark.parametrize("slug", sorted((addresses.REGISTER | addresses.HEALTH) - addresses.SEALED))
def test_a_record_of_a_child_opens_where_the_child_is_served(
    readers: tuple[World, dict], slug: str
) -> None:
    found = records(readers[0], slug)
    if not found:
        pytest.skip("a household's, not one child's")
    base = addresses.LISTS[slug]
    commune = slug in addresses.OF_COMMUNE
    row = addresses.Row(base.opens, by_place=True, commune=commune, without=base.without)
    assert wrong(readers, row, reverse("record", args=[slug, found["own"].pk]), {}) == {}


@pytest.mark.parametrize("name", sorted(addresses.OWN))
def test_ones_own_account_asks_for_a_sign_in(readers: tuple[World, dict], name: str) -> None:
    wants = {"device_end", "mfa_remove_webauthn"}
    address = reverse(name, args=[1] if name in wants else [])
    answer = Client().get(address)
    assert answer.status_code in (302, 405), answer.status_code


@pytest.mark.parametrize(
    "name", sorted({*addresses.PAGES, *addresses.OF_KIND} - {"record", "record_edit"})
)
def test_nothing_opens_without_a_sign_in(readers: tuple[World, dict], name: str) -> None:
    row = addresses.PAGES.get(name)
    args = row.args(readers[0], "own") if row else ["can-do"]
    answer = Client().get(reverse(name, args=args))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign_in"))
