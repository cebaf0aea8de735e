"""Accounts in a real browser: a slip, an app that makes codes, a security key, axe."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.db import connections
from pytest_django.live_server_helper import LiveServer

from chungtay.people.invitations import invite
from chungtay.people.models import Invitation, Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Level, Unit
from tests.journeys.conftest import DESK, PASSWORD, PHONE, Site, follow, violations

# The mark of the database makes it be set up; the pages are served from what is committed.
pytestmark = [pytest.mark.journey, pytest.mark.django_db]
DAY, BETTER = date(2020, 6, 30), "một câu dễ nhớ lắm"


@pytest.fixture(scope="module")
def door(browser: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """The site with two people and no child: accounts need none."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield Site(server.url, browser)
        server.stop()


@pytest.fixture
def officer(door: Site) -> Iterator[User]:
    """Who may enter by a slip, and the head who makes it; gone afterwards: the rows are real."""
    head, one = committed(lambda: (_member("dau.tinh", Role.PROVINCE_OFFICER), _member("sen.moi")))
    yield one
    committed(lambda: _gone(one, head))


def committed(write: Callable[[], Any]) -> Any:
    """What is written past this test's own transaction, for the server to see."""

    def apart() -> Any:
        try:
            return write()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        return other.submit(apart).result()


def _member(name: str, role: str = Role.COMMUNE_OFFICER) -> User:
    province = Unit.objects.on(DAY).get(level=Level.PROVINCE, code="68")
    commune = Unit.objects.on(DAY).under(province).communes().order_by("pk")[0]
    one = User(username=name, full_name=f"Hồ Thị {name.title()}", works_as_of=DAY)
    one.set_password(PASSWORD)
    one.save()
    unit = commune if role == Role.COMMUNE_OFFICER else province
    Post.objects.create(person=one, role=role, unit=unit, period=(date(2019, 1, 1), None))
    return one


def _gone(*people: User) -> None:
    Invitation.objects.filter(person__in=people).delete()
    Post.objects.filter(person__in=people).delete()
    User.objects.filter(pk__in=[one.pk for one in people]).delete()


def slip(one: User) -> str:
    head = User.objects.get(username="dau.tinh")
    return str(committed(lambda: invite(one, purpose="first", by=head)))


def axe(page: Any) -> None:
    found = violations(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], page.url


def fits(page: Any) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, page.url


def seen(page: Any) -> None:
    axe(page)
    fits(page)
    assert [line for line in page.told if line.startswith("error")] == []


def from_slip(door: Site, one: User, width: int) -> Any:
    page = door.page(width)
    page.goto(f"{door.url}/vao/{slip(one)}/")
    seen(page)
    page.fill("#id_password1", BETTER)
    page.fill("#id_password2", BETTER)
    page.get_by_role("button", name="Lưu mật khẩu và vào").click()
    page.wait_for_url(f"{door.url}/")
    page.told.clear()  # of the home page, which is not ours to look at here
    return page


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_from_a_slip_to_an_app_that_makes_codes(door: Site, officer: User, width: int) -> None:
    page = from_slip(door, officer, width)
    page.goto(f"{door.url}/tai-khoan/")
    seen(page)
    follow(page, page.get_by_role("link", name="Xem, thêm, bỏ"))
    seen(page)
    follow(page, page.get_by_role("link", name="Dùng ứng dụng"))
    seen(page)
    secret = page.locator("code.letters").inner_text().strip()
    page.fill("#id_code", _code(secret))
    follow(page, page.get_by_role("button", name="Bắt đầu dùng"))
    assert page.locator(".codes li").count() == 10
    seen(page)

    again = door.page(width)
    again.goto(f"{door.url}/")
    again.fill("#id_username", officer.username)
    again.fill("#id_password", BETTER)
    follow(again, again.get_by_role("button", name="Đăng nhập"))
    seen(again)
    again.fill("#id_code", _code(secret, ahead=1))
    again.get_by_role("button", name="Vào", exact=True).click()
    again.wait_for_url(f"{door.url}/")


def _code(secret: str, ahead: int = 0) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + ahead))


def test_a_security_key(door: Site, officer: User) -> None:
    page = from_slip(door, officer, DESK)
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False,
           "hasUserVerification": True, "isUserVerified": True}  # fmt: skip
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    page.goto(f"{door.url}/tai-khoan/lop-hai/khoa/")
    seen(page)
    page.fill("#id_name", "Khóa cơ quan")
    page.get_by_role("button", name="Thêm khóa").click()
    page.wait_for_url(re.compile("/tai-khoan/lop-hai/ma/"))
    page.goto(f"{door.url}/tai-khoan/lop-hai/")
    assert page.get_by_text("Khóa cơ quan").count()

    page.context.clear_cookies()
    page.goto(f"{door.url}/")
    page.fill("#id_username", officer.username)
    page.fill("#id_password", BETTER)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(re.compile("/dang-nhap/lop-hai/"))
    seen(page)
    page.get_by_role("button", name="Dùng khóa, vân tay hoặc khuôn mặt").click()
    page.wait_for_url(f"{door.url}/")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_slip_is_made_and_used(door: Site, officer: User, width: int) -> None:
    head = door.sign_in("dau.tinh", width)
    head.told.clear()
    head.goto(f"{door.url}/can-bo/tai-khoan/")
    head.fill("#q", "ho thi")
    head.keyboard.press("Enter")
    head.wait_for_url("**/can-bo/tai-khoan/?t=*")
    seen(head)
    head.goto(f"{door.url}/can-bo/{officer.pk}/tai-khoan/")
    seen(head)
    follow(head, head.get_by_role("link", name="Làm phiếu vào hệ thống"))
    seen(head)
    follow(head, head.get_by_role("button", name="Làm phiếu"))
    seen(head)
    address = head.locator("#dia-chi").inner_text().strip()
    one = door.page(width)
    one.goto(address)
    one.fill("#id_password1", BETTER)
    one.fill("#id_password2", BETTER)
    one.keyboard.press("Enter")
    one.wait_for_url(f"{door.url}/")
    late = door.page(width)
    late.goto(address)
    assert late.get_by_role("heading", name="Phiếu này không dùng được nữa").count()
    axe(late)
    fits(late)
    assert PASSWORD not in late.content()
