"""Files in the letters of old fonts: their bytes are those fonts' own, whatever holds them."""

import io
from collections.abc import Callable

import pytest
import xlwt

from chungtay.children.models import Child
from chungtay.exchange import actions
from tests.exchange.conftest import HEAD, Desk, row
from tests.lib.test_legacy import in_tcvn3, in_vni

Typed = Callable[[str], str]
ROWS = (row("Trần Thị Bưởi", mother="Lê Thị Ước"), row("Y Đức", sex="Nam"), row("H'Lan Niê"))


def words(rows: tuple[list[str], ...], between: str) -> bytes:
    return "\r\n".join([between.join(cells) for cells in rows] + [""]).encode("latin-1")


def workbook_of_old(rows: tuple[list[str], ...]) -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Tre")
    for down, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            sheet.write(down, place, cell)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("typed", [in_tcvn3, in_vni])
@pytest.mark.parametrize("kind", ["csv ;", "csv ,", "csv \t", "xls"])
def test_a_file_of_an_old_font(desk: Desk, typed: Typed, kind: str) -> None:
    rows = tuple([typed(cell) for cell in cells] for cells in (list(HEAD), *ROWS))
    data = workbook_of_old(rows) if kind == "xls" else words(rows, kind[-1])
    upload = desk.send(data, f"a.{kind[:3]}")
    assert (upload.sheet["old_letters"], upload.counts["new"]) == (True, 3)
    actions.accept(upload, mode="all", by=desk.user)
    child = Child.objects.get(search_key="tran thi buoi")
    assert (child.full_name, child.sex) == ("Trần Thị Bưởi", "f")
    assert child.guardians.get().full_name == "Lê Thị Ước"
    assert Child.objects.filter(full_name="H'Lan Niê").exists()
