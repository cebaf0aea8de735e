"""The board of clocks and the download of a locked list, in a real browser."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from chungtay.children.models import Residence
from chungtay.people.models import User
from tests.journeys.conftest import DESK, PHONE, Site, follow
from tests.journeys.test_accounts import committed
from tests.journeys.test_pages import violations
from tests.web.books import unlocked
from tests.web.records import data_request, incident, review

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.fixture
def filled(site: Site) -> Iterator[None]:
    """Clocks of the demonstration's own province; taken out again, as the rows are real."""
    made = committed(_made)
    yield
    committed(lambda: [one.delete() for one in made])


def _made() -> list[Any]:
    officer = User.objects.get(username="daklak.tinh")
    unit = officer.posts.get().unit
    home = Residence.objects.on(officer.works_as_of).under(unit).select_related("child")[0]
    return [
        data_request(unit, home.child, 0, suspect="yes"),
        incident(unit, 0),
        review(unit, 0),
    ]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_board_and_the_password_are_accessible_and_fit(site: Site, width: int) -> None:
    page = site.sign_in("daklak.tinh", width)
    for address in ("/du-lieu/", "/ho-so/yeu-cau-du-lieu/tai/", "/ho-so/vi-pham-du-lieu/tai/"):
        page.goto(site.url + address)
        assert page.locator("h1").count() == 1
        assert violations(page) == [], address


@pytest.mark.usefixtures("filled")
def test_a_list_is_downloaded_and_opened(site: Site, tmp_path: Path) -> None:
    page = site.sign_in("daklak.tinh", PHONE)
    page.goto(f"{site.url}/ho-so/yeu-cau-du-lieu/")
    follow(page, page.get_by_role("link", name="Tải Excel"))
    password = page.locator(".clock").inner_text()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Tải tệp").click()
    file = tmp_path / "list.xlsx"
    taken.value.save_as(file)
    sheet = load_workbook(BytesIO(unlocked(file.read_bytes(), password))).worksheets[0]
    assert str(sheet.cell(1, 1).value).startswith("Tải bởi ")
    assert sheet.max_row == 3
