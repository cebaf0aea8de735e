"""A tiny register, its commune officer, and workbooks made of rows."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
import xlsxwriter

from chungtay.exchange import actions
from chungtay.exchange.actions import frame
from chungtay.exchange.models import Upload
from chungtay.people.models import User
from chungtay.people.scope import of_person
from tests.web.conftest import DAY, Register, tiny

__all__ = ["tiny"]
HEAD = ("Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Thôn", "Chủ hộ", "Số định danh",
        "Họ và tên mẹ", "Năm sinh của mẹ")  # fmt: skip


def row(name: str, birth: str = "05/03/2015", **more: str) -> list[str]:
    """One child of the hamlet `Thử`."""
    told = {"sex": "Nữ", "ethnic": "Kinh", "hamlet": "Thử", "head": f"Hộ {name}", "number": "",
            "mother": "", "mother_year": "", **more}  # fmt: skip
    return [name, birth, *told.values()]


def workbook(*rows: Any, head: Any = HEAD, **options: Any) -> bytes:
    """A sheet with a head and rows of text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Trẻ")
        for down, cells in enumerate((head, *rows)):
            for place, cell in enumerate(cells):
                sheet.write(down, place, cell)
    return out.getvalue()


class Desk:
    """The commune officer at work: sends, matches as guessed, checks."""

    def __init__(self, register: Register, user: User) -> None:
        self.register, self.user = register, user

    def send(self, data: bytes, name: str = "a.xlsx", password: str = "") -> Upload:
        upload = actions.receive(
            name, data, unit=self.register.commune, day=DAY, by=self.user, password=password
        )
        if upload.state == Upload.State.COLUMNS:
            actions.match_columns(upload, upload.mapping, by=self.user)
        return actions.check(upload)

    def faults(self, *rows: Any, **options: Any) -> list[tuple[int, str, str]]:
        """(row, field, code) of everything said of the rows."""
        upload = self.send(workbook(*rows, **options))
        return [tuple(one) for one in frame(upload.faults).select("row", "field", "code").rows()]


@pytest.fixture
def desk(tiny: Register) -> Iterator[Desk]:
    tiny.sign_in(tiny.commune)
    user = User.objects.order_by("-pk")[0]
    with of_person(user.pk):
        yield Desk(tiny, user)
