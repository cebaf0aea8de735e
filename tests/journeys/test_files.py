"""A scan hung on a document in a real browser, on a phone and at a desk."""

import pytest

from tests.journeys.conftest import DESK, PHONE, Site, follow
from tests.journeys.test_pages import violations
from tests.lib.test_uploads import png

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_scan_is_added_and_removed(site: Site, width: int) -> None:
    page = site.sign_in("daklak.tinh", width)
    page.goto(f"{site.url}/ho-so/van-ban/")
    follow(page, page.locator("#danh-sach tbody th a").first)
    follow(page, page.get_by_role("link", name="Đính kèm tệp"))
    assert violations(page) == []
    wrong = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": png()}
    page.set_input_files("#id_file", files=[wrong])
    follow(page, page.get_by_role("button", name="Đính kèm"))
    assert "Tên tệp nói một đằng" in page.inner_text("#loi")
    assert violations(page) == []
    page.set_input_files("#id_file", files=[{**wrong, "name": "Trang 1.png"}])
    follow(page, page.get_by_role("button", name="Đính kèm"))
    page.get_by_role("link", name="Trang 1.png", exact=True).wait_for()
    assert violations(page) == []
    with page.expect_download() as saved:
        page.get_by_role("link", name="Trang 1.png", exact=True).click()
    assert saved.value.suggested_filename == "Trang 1.png"
    follow(page, page.get_by_role("link", name="Gỡ Trang 1.png"))
    assert violations(page) == []
    follow(page, page.get_by_role("button", name="Gỡ tệp"))
    page.get_by_text("Đã gỡ tệp khỏi văn bản.").wait_for()
    assert page.get_by_role("link", name="Trang 1.png", exact=True).count() == 0
    assert [said for said in page.told if "400 (Bad Request)" not in said] == []
