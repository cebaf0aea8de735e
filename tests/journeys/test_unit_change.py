"""A merger of two communes in a browser: form, preview, work in the background, the way back; and
the change of 2025 for the demo's province, with old and new lists read on their own days."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from chungtay.children.models import Residence
from chungtay.people.models import Job, Post, User
from chungtay.people.working import run_waiting
from chungtay.places.models import Level, Unit
from tests.journeys.committed import committed
from tests.journeys.conftest import DESK, PHONE, Site, follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
DAY, REFORM = date(2020, 6, 30), date(2025, 7, 1)
NAME = "Hợp Nhất Chung"


@pytest.fixture
def officer(site: Site, db: None) -> Iterator[User]:
    user = User.objects.get(username="daklak.tinh")
    yield user
    committed(Job.objects.filter(by=user).delete)


def two_communes(officer: User) -> list[Unit]:
    """Of one district, with children in both."""
    post = Post.objects.select_related("unit").get(person=officer)
    homes = Residence.objects.on(DAY).under(post.unit).values("unit__commune")
    communes = Unit.objects.filter(pk__in=homes).order_by("district", "pk")
    first = communes.first()
    assert first is not None
    return list(communes.filter(district=first.district_id)[:2])


def under(unit: Unit, day: date) -> int:
    return Residence.objects.on(day).under(unit).count()


def carried(page: Any) -> None:
    """Confirms the preview, lets the queue work, and waits for the page to say so by itself."""
    page.get_by_role("button", name="Thực hiện sắp xếp").click()
    page.get_by_text("đang chờ", exact=True).wait_for()
    committed(run_waiting)
    page.get_by_role("button", name="Mở kết quả").click()
    page.get_by_role("heading", name="Đã sắp xếp đơn vị").wait_for()


def undone(page: Any) -> None:
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_text("đang chờ", exact=True).wait_for()
    committed(run_waiting)
    page.get_by_text("Đã hoàn tác").first.wait_for()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_two_communes_become_one_and_two_again(site: Site, officer: User, width: int) -> None:
    olds = two_communes(officer)
    children = [under(one, DAY) for one in olds]
    page = site.sign_in("daklak.tinh", width)
    page.goto(f"{site.url}/sap-xep/?don-vi={olds[0].district_id}")
    page.get_by_role("link", name="Nhập đơn vị").click()
    page.fill("[name=day]", "1/9/2020")
    page.fill("[name=text]", "Nghị quyết số 12/NQ-HĐND ngày 20/8/2020")
    for one in olds:
        page.check(f"[name=olds][value='{one.pk}']")
    page.fill("[name=name]", NAME)
    page.select_option("[name=kind]", "xa")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_text("Chưa ghi gì.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    carried(page)
    new = Unit.objects.get(name=NAME)
    assert under(new, date(2020, 9, 1)) == sum(children)
    assert [under(one, DAY) for one in olds] == children
    undone(page)
    assert not Unit.objects.filter(name=NAME).exists()
    assert [under(one, date(2020, 9, 1)) for one in olds] == children
    assert [text for text in page.told if "error" in text.lower()] == []


def carry_known(page: Any, site: Site, link: str) -> None:
    """Opens the change that waits, says where hamlets of divided communes go, and confirms."""
    page.goto(f"{site.url}/sap-xep/")
    follow(page, page.get_by_role("link", name=link))
    choices = page.locator("select[name^=part_]")
    if count := choices.count():
        for number in range(count):
            choices.nth(number).select_option(index=1)
        page.get_by_role("button", name="Xem trước").click()
    page.get_by_text("Chưa ghi gì.").wait_for()
    carried(page)


def test_the_changes_up_to_2025_with_the_demos_province(site: Site, officer: User) -> None:
    province = Post.objects.select_related("unit").get(person=officer).unit
    before = under(province, DAY)
    page = site.sign_in("daklak.tinh", DESK)
    days = ("10/04/2023", "01/11/2024", "01/07/2025")
    for day in days:
        carry_known(page, site, f"{province.title}, từ ngày {day}")
    assert under(province, DAY) == before
    now = Unit.objects.get(level=Level.PROVINCE, code=province.code, period__startswith=REFORM)
    assert under(province, REFORM) == 0
    moved = Residence.objects.on(REFORM).under(now)
    assert moved.count() == Residence.objects.on(date(2025, 6, 30)).under(province).count() > 0
    assert not moved.exclude(unit__district=None).exists()
    for day in reversed(days):
        page.goto(f"{site.url}/sap-xep/")
        follow(page, page.get_by_role("link", name=f"từ ngày {day}").first)
        undone(page)
    assert under(now, REFORM) == 0
    assert under(province, DAY) == before
