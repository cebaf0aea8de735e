"""The books of a unit that became another, on the pages of the new one: read, and written only
where something was left open."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.activities.models import Activity
from chungtay.cases.models import Notice
from chungtay.children.actions import move_out
from chungtay.children.models import Child
from chungtay.fund.models import Donation
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from chungtay.places.models import Unit
from chungtay.plans.models import Plan, Target, Task
from tests.places.books import LATER, fill
from tests.places.district import Place, build, person
from tests.web.test_record_forms import shown
from tests.web.test_then import at, merged


@pytest.fixture
def place(db: None) -> Place:
    found = build()
    fill(found.a)
    return found


@pytest.fixture
def new(place: Place) -> Unit:
    return merged(place)


@pytest.fixture
def officer(new: Unit) -> Client:
    return at(Role.COMMUNE_OFFICER, new)


def listed(client: Client, slug: str, **asked: Any) -> str:
    answer = client.get(reverse("records", args=[slug]), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("slug", "asked", "rows", "said"),
    [
        ("nhiem-vu", {}, "6 nhiệm vụ", "Đã chuyển đơn vị mới"),
        ("ke-hoach", {"nam": "2020"}, "2 kế hoạch", "05/KH-UBND"),
        ("muc-tieu", {}, "4 mục tiêu", "Mục tiêu"),
        ("hoat-dong", {}, "3 hoạt động", "Đã xong"),
        ("van-dong", {}, "2 khoản vận động", "Nhà tài trợ"),
        ("thong-bao", {}, "3 thông báo", "Bạo lực"),
    ],
)
def test_old_books_stand_in_the_lists_of_the_new_unit(
    officer: Client, slug: str, asked: dict[str, str], rows: str, said: str
) -> None:
    page = listed(officer, slug, **asked)
    assert rows in " ".join(page.split())
    assert said in page


def test_neighbours_do_not_see_them(place: Place, new: Unit) -> None:
    client = at(Role.COMMUNE_OFFICER, place.c)
    assert "Đã xong" not in listed(client, "hoat-dong")
    done = Activity.objects.get(unit=place.a, name="Đã xong")
    assert client.get(reverse("record", args=["hoat-dong", done.pk])).status_code == 404


@pytest.mark.parametrize(
    ("slug", "model", "which"),
    [
        ("hoat-dong", Activity, {"name": "Đã xong"}),
        ("ke-hoach", Plan, {}),
        ("nhiem-vu", Task, {"status": "done"}),
        ("van-dong", Donation, {}),
    ],
)
def test_history_is_read_and_its_form_refused_in_words(
    place: Place, officer: Client, slug: str, model: Any, which: dict[str, str]
) -> None:
    unit = {"fund" if model is Donation else "unit": place.a}
    one = model.objects.get(**which, **unit)
    page = officer.get(reverse("record", args=[slug, one.pk]))
    edit = reverse("record_edit", args=[slug, one.pk])
    assert page.status_code == 200
    assert edit not in page.content.decode()
    for answer in (officer.get(edit), officer.post(edit, {"name": "Khác"})):
        assert answer.status_code == 403
        assert "sổ của đơn vị cũ" in answer.content.decode()


def test_what_was_planned_there_is_written_up_by_the_new_unit(
    place: Place, officer: Client
) -> None:
    one = Activity.objects.get(unit=place.a, name="Đã qua")
    edit = reverse("record_edit", args=["hoat-dong", one.pk])
    form = officer.get(edit)
    assert form.status_code == 200
    told = shown(form) | {"status": "held", "children": "40"}
    answer = officer.post(edit, told)
    assert answer.status_code == 302, answer.content.decode()
    one.refresh_from_db()
    assert (one.status, one.children, one.unit) == ("held", 40, place.a)


def test_nothing_is_hung_on_an_old_plan(place: Place, officer: Client) -> None:
    old = Plan.objects.get(unit=place.a)
    address = reverse("record_new", args=["muc-tieu"]) + f"?plan={old.pk}"
    for answer in (officer.get(address), officer.post(address, {"wording": "Mới"})):
        assert answer.status_code == 403
    assert Target.objects.filter(plan=old).count() == 2


def test_a_notice_that_waited_is_passed_on(place: Place, officer: Client) -> None:
    one = Notice.objects.get(unit=place.a, passed_on_at=None)
    edit = reverse("record_edit", args=["thong-bao", one.pk])
    told = shown(officer.get(edit)) | {"passed_on_at": "1/9/2020 8:00"}
    answer = officer.post(edit, told)
    assert answer.status_code == 302, answer.content.decode()
    one.refresh_from_db()
    assert (one.passed_on_at is not None, one.unit) == (True, place.a)


def test_a_child_handed_over_waits_with_the_new_unit(place: Place) -> None:
    by, waiting = person(Role.COMMUNE_OFFICER, place.c), Child.objects.get(full_name="Trẻ c1")
    with of_person(by.pk):
        move_out(waiting, to=place.a, on=date(2020, 6, 1), by=by)
    officer = at(Role.COMMUNE_OFFICER, merged(place))
    assert "Trẻ c1" in officer.get(reverse("arrivals")).content.decode()
    told = {"unit": "thôn a1", "household": "Phan Chủ Mới", "lives_with": "kin"}
    address = reverse("child_settles", args=[waiting.pk])
    assert officer.post(address, told).status_code == 302
    assert officer.get(reverse("arrivals")).context["homes"] == []


def test_the_fund_s_page_says_what_came_over(place: Place, new: Unit, officer: Client) -> None:
    page = " ".join(officer.get(reverse("fund_book")).content.decode().split())
    assert "5.500.000 đồng" in page  # what was left, and what came later
    assert f"nhận số dư từ {place.a.title}" in page
    assert f"chuyển số dư sang {new.title}" in page
    assert Donation.objects.get(fund=new).date == LATER
