"""An officer's day in a real browser, and what every page must keep: access and weight."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.conftest import DESK, PHONE, Site, follow
from tests.journeys.conftest import violations as found_by_axe

# The mark of the database makes it be set up; the pages are served from what is committed.
pytestmark = [pytest.mark.journey, pytest.mark.django_db]
MOST_BYTES = 150_000
ADDRESSES: dict[str, Callable[[Any, str], str]] = {
    "home": lambda page, report: "/",
    "hamlets": lambda page, report: "/can-bo/trong/",
    "list": lambda page, report: "/tre-em/",
    "search": lambda page, report: _searched(page, "/tre-em/?gioi=m", "nguyen"),
    "nothing found": lambda page, report: _searched(page, "/tre-em/", "zzzz"),
    "refused": lambda page, report: "/tre-em/?tuoi=9",
    "rest": lambda page, report: "/tre-em/?so-lieu=special_supported&ky=2020-H1&phan=con-lai",
    "child": lambda page, report: _first_special(page),
    "choose": lambda page, report: "/bao-cao/",
    "report": lambda page, report: report,
    "figure": lambda page, report: f"{report}special_supported/",
    "records": lambda page, report: f"{report}fund_raised/",
    "units": lambda page, report: f"{report}communes_with_officer/",
    "proposals": lambda page, report: "/de-xuat/",
    "trends": lambda page, report: "/xu-huong/",
    "risks": lambda page, report: "/nguy-co/",
    "a risk": lambda page, report: "/nguy-co/R12/",
    "all areas": lambda page, report: "/muc/",
    "an area": lambda page, report: "/muc/quy/",
    "a list": lambda page, report: "/ho-so/van-dong/",
    "a form": lambda page, report: "/ho-so/van-dong/them/",
    "one box": lambda page, report: _searched(page, "/tim/", "nguyen"),
    "overview": lambda page, report: "/tong-quan/",
    "not found": lambda page, report: "/khong-co/",
}


def _first_special(page: Any) -> str:
    page.goto(f"{_origin(page)}/tre-em/?dien=special")
    return str(page.locator("tbody th a").first.get_attribute("href"))


def _searched(page: Any, address: str, words: str) -> str:
    """The address that answers a search typed on the page: it bears no word of it."""
    page.goto(f"{_origin(page)}{address}")
    box = page.locator("main input[name=q]")
    box.fill(words)
    box.press("Enter")
    page.wait_for_url("**t=*")
    assert words not in page.url
    return str(page.evaluate("location.pathname + location.search"))


def _origin(page: Any) -> str:
    return str(page.evaluate("location.origin"))


def _report(page: Any) -> str:
    link = page.get_by_role("link", name="Mở báo cáo").first
    return str(link.get_attribute("href"))


def test_from_signing_in_to_a_child(site: Site) -> None:
    page = site.sign_in("daklak.tinh", DESK)
    follow(page, page.get_by_role("link", name="Báo cáo", exact=True).first)
    follow(page, page.get_by_role("button", name="Mở báo cáo"))
    cared = re.compile("hoàn cảnh đặc biệt được chăm sóc, hỗ trợ")
    follow(page, page.get_by_role("link", name=cared))
    follow(page, page.get_by_role("link", name=re.compile("^Xem danh sách")))
    assert "được chăm sóc, hỗ trợ" in page.locator(".note").inner_text()
    counted = page.locator("#kq").inner_text().split()[0]
    assert int(counted.replace(".", "")) > 0
    name = page.locator("tbody th a").first.inner_text()
    page.locator("tbody th a").first.click()
    page.wait_for_url(re.compile(r"/tre-em/[0-9a-f-]{36}/"))
    assert name in page.locator("h1").inner_text()
    assert page.told == []


@pytest.mark.parametrize("script", [True, False])
def test_searching_with_and_without_script(site: Site, script: bool) -> None:
    page = site.sign_in("daklak.tinh", DESK, java_script_enabled=script)
    page.goto(f"{site.url}/tre-em/")
    before = page.locator("#kq").inner_text()
    page.fill("#q", "nguyen 2012")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/tre-em/\?\S*\bt=[0-9a-f]{16}$"))
    page.locator("#kq", has_not_text=before).wait_for()
    for row in page.locator("tbody tr").all()[:5]:
        assert "Nguyễn" in row.inner_text()
        assert "2012" in row.inner_text()
    assert page.told == []


def test_each_level_sees_its_own_unit(site: Site) -> None:
    seen = {}
    for username in ("daklak.tinh", "daklak.xa", "daklak.thon"):
        page = site.sign_in(username, PHONE)
        page.goto(f"{site.url}/tre-em/")
        seen[username] = int(page.locator("#kq").inner_text().split()[0].replace(".", ""))
    assert seen["daklak.tinh"] > seen["daklak.xa"] >= seen["daklak.thon"] > 0


def test_every_page_is_accessible_and_fits(site: Site) -> None:
    page = site.page(DESK)
    page.goto(f"{site.url}/dang-nhap/")
    found = {"sign in": at_both_widths(page)}
    page = site.sign_in("daklak.tinh", DESK)
    report = _report(page)
    for name, address in ADDRESSES.items():
        page.goto(site.url + address(page, report))
        found[name] = at_both_widths(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def at_both_widths(page: Any) -> list[str]:
    """The faults of the page as it stands, on a phone and on a desk: it is asked for once."""
    told = []
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        told += [f"{width}: {fault}" for fault in violations(page)]
    return told


def violations(page: Any) -> list[str]:
    said = [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found_by_axe(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*said, *(["wider than the screen"] if wide else [])]


def test_every_page_weighs_little(site: Site) -> None:
    """A page and all it asks for, with text compressed as a server sends it."""
    page = site.sign_in("daklak.tinh", DESK)
    report = _report(page)
    heavy: dict[str, dict[str, int]] = {}
    weighed: dict[str, int] = {}  # scripts, styles, fonts: the same for every page
    for name, address in ADDRESSES.items():
        page.goto(site.url + address(page, report), wait_until="networkidle")
        asked = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
        weighed |= {url: _size(page, url) for url in {*asked} - weighed.keys()}
        sizes = {url: weighed[url] for url in asked} | {page.url: _size(page, page.url)}
        if not 40_000 < sum(sizes.values()) < MOST_BYTES:
            heavy[name] = sizes
    assert heavy == {}


def _size(page: Any, url: str) -> int:
    body = page.request.get(url).body()
    return len(body) if url.endswith(".woff2") else len(gzip.compress(body, 6))
