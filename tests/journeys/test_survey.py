"""A survey round from its opening to the error rates of the re-survey, on a phone and a desk."""

from typing import Any

import pytest

from chungtay.survey.models import Area, Round
from tests.journeys.conftest import DESK, PHONE, Site, follow
from tests.journeys.test_pages import violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_round_from_opening_to_error_rates(site: Site, width: int) -> None:
    officer, collaborator = (site.sign_in(name, width) for name in ("daklak.xa", "daklak.thon"))
    found: dict[str, list[str]] = {}
    _open(site, officer, f"Rà soát {width}", found)
    area = _go_round(site, collaborator, f"Rà soát {width}", found)
    _check_and_ask_again(site, officer, area, found)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert [said for said in (*officer.told, *collaborator.told) if "400" not in said] == []


def _open(site: Site, page: Any, name: str, found: dict[str, list[str]]) -> None:
    hamlet = page.goto(f"{site.url}/dieu-tra/mo/") and _hamlet()
    found["open"] = violations(page)
    page.fill("#id_name", name)
    page.get_by_text("Chỉ làm ở một số nơi").click()
    page.get_by_label(hamlet, exact=True).check()
    follow(page, page.get_by_role("button", name="Mở đợt"))
    follow(page, page.get_by_role("button", name="Giao hết cho cộng tác viên"))
    assert "Đã giao 1 thôn cho cộng tác viên." in page.content()
    found["board"] = violations(page)


def _hamlet() -> str:
    from chungtay.people.models import User

    return User.objects.get(username="daklak.thon").posts.get().unit.title


def _go_round(site: Site, page: Any, name: str, found: dict[str, list[str]]) -> int:
    page.goto(f"{site.url}/")
    follow(page, page.get_by_role("link", name=name))
    follow(page, page.get_by_role("button", name="Bắt đầu"))
    found["list"] = violations(page)
    follow(page, page.locator(".survey-name").first)
    found["child"] = violations(page)
    page.select_option("#id_schooling", "dropped" if "360" in name else "learning")
    follow(page, page.get_by_role("button", name="Lưu thay đổi"))
    page.goto(f"{site.url}/dieu-tra/thon/{_area(name)}/")
    while (tap := page.locator("button[name=dung]")).count():
        follow(page, tap.first)
    follow(page, page.get_by_role("button", name="Gửi kết quả"))
    assert "Đã gửi" in page.locator(".head").inner_text()
    return _area(name)


def _area(name: str) -> int:
    return Area.objects.get(round=Round.objects.get(name=name)).pk


def _check_and_ask_again(site: Site, page: Any, area: int, found: dict[str, list[str]]) -> None:
    page.goto(f"{site.url}/dieu-tra/thon/{area}/")
    page.fill("#loi-nhan", "Xem lại một hộ")
    follow(page, page.get_by_role("button", name="Trả lại"))
    assert "Xem lại một hộ" in page.content()
    for name in ("Bắt đầu", "Gửi kết quả", "Xác nhận đã kiểm"):
        follow(page, page.get_by_role("button", name=name))
    page.goto(f"{site.url}/dieu-tra/dot/{Area.objects.get(pk=area).round_id}/phuc-tra/")
    page.fill("#co-mau", "2")
    follow(page, page.get_by_role("button", name="Rút mẫu"))
    follow(page, page.locator("#noidung ul a").first)
    found["asked again"] = violations(page)
    while page.locator("#id_present").count():
        page.select_option("#id_present", "co")
        page.select_option("#id_sex", "m")
        follow(page, page.get_by_role("button", name="Ghi, sang trẻ sau"))
    assert "Đã hỏi lại 2/2 trẻ" in page.content()
    assert page.locator("img.picture").count() == 1
    found["rates"] = violations(page)
