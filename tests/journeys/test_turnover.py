"""A collaborator leaves: the post changes hands, the successor comes in by the slip and works on,
the old phone is refused. In under two minutes of what the people themselves do."""

from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest

from chungtay.people.models import HandOver, Post
from tests.journeys.conftest import DESK, PHONE, Site, follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
OFFICER, LEAVING, NEW = "daklak.xa", "daklak.thon", "Hồ Thị Kế Tiếp"
SECRET = "cai-noi-nho-ben-song"
LIMIT = 120


@pytest.fixture(scope="module")
def post(site: Site, django_db_blocker: Any) -> Iterator[Post]:
    """The post that changes hands. The small Đắk Lắk is every test's: it is left as found."""
    with django_db_blocker.unblock():
        found = Post.objects.filter(person__username=LEAVING).select_related("unit")
        post = found.latest("period")
        yield post
        HandOver.objects.filter(post=post).delete()
        Post.objects.filter(person__full_name=NEW).delete()
        Post.objects.filter(pk=post.pk).update(period=post.period)


def test_a_successor_works_on_within_two_minutes(site: Site, post: Post) -> None:
    old, began = site.sign_in(LEAVING, PHONE), monotonic()
    slip = _hand_over(site, post)
    phone = _come_in(site, slip)
    phone.goto(f"{site.url}/tre-em/")
    assert phone.locator("main h1").inner_text()
    assert monotonic() - began < LIMIT
    old.goto(f"{site.url}/tre-em/")
    assert "/dang-nhap/" in old.url  # signed out the minute the post ended
    again = site.page(PHONE)
    answer = again.goto(slip)
    assert answer.status == 404  # a slip lets in once
    assert [said for said in phone.told if "error" in said] == []


def _hand_over(site: Site, post: Post) -> str:
    """What the commune's officer does at the desk; the address on the printed slip."""
    page = site.sign_in(OFFICER, DESK)
    page.goto(f"{site.url}/can-bo/{post.pk}/ban-giao/")
    page.fill("#id_person", NEW)
    page.fill("#id_phone", "0905 123 456")
    follow(page, page.get_by_role("button", name="Bàn giao"))
    page.locator("input[value=moi]").check()  # nobody of that name yet
    page.get_by_role("button", name="Bàn giao").click()
    page.wait_for_url("**/can-bo/ban-giao/*/")
    follow(page, page.get_by_role("link", name="In phiếu đăng nhập cho người nhận"))
    follow(page, page.locator("main form button[type=submit]").first)
    return str(page.locator("#dia-chi").inner_text())


def _come_in(site: Site, slip: str) -> Any:
    """What the successor does on a phone: opens the slip, sets a password, is in."""
    page = site.page(PHONE)
    page.goto(slip)
    for box in page.locator("input[type=password]").all():
        box.fill(SECRET)
    page.get_by_role("button", name="Lưu mật khẩu và vào").click()
    page.wait_for_url(f"{site.url}/")
    assert "đã bàn giao cho anh/chị" in page.locator("main").inner_text()
    follow(page, page.get_by_role("button", name="Đã xem"))
    page.wait_for_url(f"{site.url}/")
    assert "đã bàn giao cho anh/chị" not in page.locator("main").inner_text()
    return page
