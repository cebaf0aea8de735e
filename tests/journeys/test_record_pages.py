"""The list, the form and one record's page of every kind, in a real browser."""

from typing import Any

import pytest

from chungtay.web.kinds import AREAS
from tests.journeys.conftest import DESK, Site, follow
from tests.journeys.test_pages import at_both_widths

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.mark.parametrize("area", AREAS)
def test_every_kind_is_accessible_and_fits(site: Site, area: str) -> None:
    page, found = site.sign_in("daklak.tinh", DESK), {}

    def look(address: str) -> None:
        page.goto(site.url + address)
        found[address] = at_both_widths(page)

    look(f"/muc/{area}/")
    for kind in AREAS[area].kinds:
        look(f"/ho-so/{kind.slug}/")
        for address in (*_first(page), f"/ho-so/{kind.slug}/them/"):
            look(address)
    assert {address: faults for address, faults in found.items() if faults} == {}


def _first(page: Any) -> list[str]:
    links = page.locator("#danh-sach tbody th a")
    return [str(links.first.get_attribute("href"))] if links.count() else []


def test_every_list_is_two_clicks_from_home(site: Site) -> None:
    page = site.sign_in("daklak.tinh", DESK)
    missing = []
    for area in AREAS.values():
        page.goto(f"{site.url}/")
        nav = page.locator("header nav")
        follow(page, nav.get_by_role("link", name=str(area.title), exact=True))
        links = page.locator("a[href]").evaluate_all("all => all.map(a => a.pathname)")
        missing += [kind.slug for kind in area.kinds if f"/ho-so/{kind.slug}/" not in links]
    assert missing == []
