"""A commune's list out to Excel and back with nine faults, on a phone and at a desk."""

import io
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pytest

from tests.journeys.conftest import DESK, PHONE, Site, follow
from tests.journeys.test_pages import violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
ROWS, WRONG = 221, 9
FAULTS = (("Ngày sinh", "31/02/2015"), ("Dân tộc", "Sao Hỏa"), ("Giới tính", "?"))


def unlocked(path: Any, password: str) -> Any:
    out = io.BytesIO()
    with Path(path).open("rb") as file:
        locked = msoffcrypto.OfficeFile(file)
        locked.load_key(password=password)
        locked.decrypt(out)
    return openpyxl.load_workbook(out)


def filled(book: Any, mark: str) -> bytes:
    """The commune's own children left as they are; new ones below until there are 221 rows, nine
    of them wrong."""
    sheet = book.worksheets[0]
    heads = {str(one.value).removesuffix(" (*)"): one.column for one in sheet[2]}
    last = next(n for n in range(3, 1000) if sheet.cell(n, heads["Họ và tên"]).value is None)
    hamlet = sheet.cell(3, heads["Thôn, buôn, tổ dân phố"]).value
    for count, down in enumerate(range(last, ROWS + 3)):
        told = {"Họ và tên": f"Thử {mark} Số {count}", "Ngày sinh": f"{count % 27 + 1:02}/03/2015",
                "Giới tính": "Nam", "Dân tộc": "Kinh", "Thôn, buôn, tổ dân phố": hamlet,
                "Chủ hộ": f"Chủ {mark} {count}"}  # fmt: skip
        if count < WRONG:
            told |= dict([FAULTS[count % len(FAULTS)]])
        for title, cell in told.items():
            sheet.cell(down, heads[title]).value = cell
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def press(page: Any, name: str) -> None:
    follow(page, page.get_by_role("button", name=name))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_there_and_back(site: Site, width: int) -> None:
    page = site.sign_in("daklak.xa", width)
    page.goto(f"{site.url}/nhap-excel/")
    assert violations(page) == []
    follow(page, page.get_by_role("link", name="Tải mẫu"))
    assert violations(page) == []
    password = page.inner_text(".clock").strip()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tải mẫu có danh sách").click()
    data = filled(unlocked(saved.value.path(), password), str(width))
    page.goto(f"{site.url}/nhap-excel/")
    page.set_input_files("#id_file", files=[
        {"name": "mau.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    ])  # fmt: skip
    press(page, "Gửi và kiểm tra")
    assert violations(page) == []
    assert page.locator("tbody tr").count() == WRONG
    follow(page, page.get_by_role("link", name="Tải tệp có đánh dấu lỗi"))
    assert violations(page) == []
    password = page.inner_text(".clock").strip()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tải tệp").click()
    sheet = unlocked(saved.value.path(), password).worksheets[0]
    results = [sheet.cell(n, sheet.max_column).value or "" for n in range(3, ROWS + 3)]
    assert sum(one.startswith("Lỗi") for one in results) == WRONG
    page.go_back()
    press(page, "Ghi các dòng đúng vào sổ")
    page.get_by_role("heading", name="dòng vào sổ").wait_for()
    assert violations(page) == []
    press(page, "Hoàn tác việc ghi tệp này")
    page.get_by_role("heading", name="Đã hoàn tác").wait_for()
    press(page, "Bỏ tệp này")
    assert page.told == []
