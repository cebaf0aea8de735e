"""Bad input: marked row by row, in words, or the file is refused."""

import io

import msoffcrypto
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from chungtay.children.models import Child
from chungtay.exchange.actions import frame
from chungtay.exchange.faults import SAID, said
from chungtay.exchange.reading import MOST_BYTES, MOST_OF_WORDS, sheets
from chungtay.lib.problems import Problem
from tests.exchange.conftest import HEAD, Desk, row, workbook


@pytest.mark.parametrize(
    ("birth", "code"),
    [
        ("01/07/2020", "future"),
        ("31/02/2015", "no_such_day"),
        ("5/3/15", "year_short"),
        ("05/03/2003", "not_child"),
        ("hôm kia", "date"),
        ("", "missing"),
    ],
)
def test_a_birth_date_that_cannot_be(desk: Desk, birth: str, code: str) -> None:
    assert desk.faults(row("An Bình", birth)) == [(2, "birth", code)]


@pytest.mark.parametrize(
    "birth", ["5/3/2015", "05-03-2015", "05032015", "3/2015", "2015", "khoảng 2015", "2015-03-05"]
)
def test_a_birth_date_as_people_write_it(desk: Desk, birth: str) -> None:
    assert desk.faults(row("An Bình", birth)) == []


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"mother": "Mẹ", "mother_year": "2010"}, "birth", "before_mother"),
        ({"mother_year": "1990"}, "mother", "parent_missing"),
        ({"number": "12345"}, "number", "number"),
        ({"number": "66215000001"}, "number", "number_short"),
        ({"sex": "không rõ"}, "sex", "sex"),
        ({"ethnic": "Sao Hỏa"}, "ethnic", "ethnic"),
        ({"hamlet": "Không Có"}, "hamlet", "hamlet"),
        ({"head": "H" * 121}, "head", "too_long"),
    ],
)
def test_a_cell_that_cannot_be(desk: Desk, more: dict[str, str], field: str, code: str) -> None:
    assert (2, field, code) in desk.faults(row("An Bình", **more))


def test_a_number_twice_in_the_file_or_of_another_child(desk: Desk) -> None:
    Child.objects.filter(full_name="Lê Minh", invented=False).update(personal_number="068215000009")
    found = desk.faults(
        row("An Bình", number="068315000001"),
        row("Hai Lần", number="068315000001"),
        row("Của Trẻ Khác", number="068215000009"),
    )
    assert [one for one in found if one[2] != "number_unlike"] == [
        (3, "number", "number_twice"),
        (4, "number", "number_taken"),
    ]


def test_a_number_unlike_the_birth_is_told_and_taken(desk: Desk) -> None:
    upload = desk.send(workbook(row("An Bình", number="068215000001")))
    assert upload.counts["new"] == 1


def test_the_same_child_twice(desk: Desk) -> None:
    assert desk.faults(row("An Bình"), row("an  bình")) == [(3, "name", "twice")]


def test_a_formula_and_a_hidden_row(desk: Desk) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for down, cells in enumerate((HEAD, row("An Bình"), row("Bị Ẩn"))):
            sheet.write_row(down, 0, cells)
        sheet.write_formula(1, 5, "=1+1", None, "Chủ Hộ")
        sheet.set_row(2, None, None, {"hidden": True})
    upload = desk.send(out.getvalue())
    assert upload.counts["wrong"] == 2
    found = frame(upload.faults).select("row", "field", "code").rows()
    assert found == [(2, "head", "formula"), (3, "name", "hidden")]


def test_cells_merged_in_the_rows(desk: Desk) -> None:
    """One head of household over two children: the second has none of its own."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for down, cells in enumerate((HEAD, row("An Bình"), row("Em An Bình"))):
            sheet.write_row(down, 0, cells)
        sheet.merge_range(1, 5, 2, 5, "Chủ Hộ")
    upload = desk.send(out.getvalue())
    assert (upload.counts["new"], upload.counts["wrong"]) == (1, 1)
    found = frame(upload.faults).select("row", "field", "code").rows()
    assert found == [(3, "head", "merged")]


def test_a_sheet_merged_all_over_is_refused(desk: Desk) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for down, cells in enumerate((HEAD, row("An Bình"))):
            sheet.write_row(down, 0, cells)
        sheet.write(50_000, 0, "x")
        sheet.merge_range(5, 9, 50_000, 19, "")
    with pytest.raises(Problem, match="ô gộp"):
        desk.send(out.getvalue())


def test_an_offices_own_sheet_with_merged_heads(desk: Desk) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 1, 0, 6, "DANH SÁCH TRẺ EM NĂM 2020")
        sheet.merge_range(2, 3, 2, 4, "Ngày, tháng, năm sinh")
        for place, title in {1: "STT", 2: "Họ và tên trẻ", 5: "Dân tộc", 6: "Thôn/buôn"}.items():
            sheet.merge_range(2, place, 3, place, title)
        sheet.write_row(3, 3, ["Nam", "Nữ"])
        sheet.write_row(4, 1, [1, 2, 3, 4, 5, 6])
        sheet.write_row(5, 1, [1, "Nguyễn Văn Một", "05/03/2015", "", "Kinh", "Thử"])
        sheet.write_row(6, 1, [2, "H’Hai Niê", "", "06/04/2016", "Ê Đê", "Thử"])
    upload = desk.send(out.getvalue())
    assert upload.counts["new"] == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_text_files_of_any_letters(desk: Desk, encoding: str) -> None:
    import unicodedata

    words = ";".join(HEAD) + "\n" + ";".join(row("Trần Thị Bưởi")) + "\n"
    if encoding == "cp1258":
        words = "".join(
            c if c.encode("cp1258", "ignore") else unicodedata.normalize("NFD", c)
            for c in words
        )  # fmt: skip
        words = _toned(words)
    upload = desk.send(words.encode(encoding), "a.csv")
    assert upload.counts["new"] == 1


def _toned(words: str) -> str:
    """Letters with a tone apart, as code page 1258 writes them: ầ is â and a mark."""
    import unicodedata

    made = ""
    for letter in unicodedata.normalize("NFC", words):
        if letter.encode("cp1258", "ignore"):
            made += letter
            continue
        parts = unicodedata.normalize("NFD", letter)
        tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
        rest = "".join(c for c in parts if c not in tones)
        made += unicodedata.normalize("NFC", rest) + "".join(tones)
    return made


def test_an_old_workbook(desk: Desk) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Tre")
    for down, cells in enumerate((HEAD, row("An Bình"))):
        for place, cell in enumerate(cells):
            sheet.write(down, place, cell)
    out = io.BytesIO()
    book.save(out)
    assert desk.send(out.getvalue(), "a.xls").counts["new"] == 1


def test_an_old_workbook_says_its_formulas_hidden_rows_and_merged_cells(desk: Desk) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Tre")
    rows = (HEAD, row("An Bình"), row("An Lành"), row("An Vui"), row("An Khang"))
    for down, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if (down, place) != (1, 5) and (down, place) not in {(3, 5), (4, 5)}:
                sheet.write(down, place + 1, cell)
    sheet.write(1, 6, xlwt.Formula('"Chủ"&" Hộ"'))
    sheet.row(2).hidden = True
    sheet.write_merge(3, 4, 6, 6, "Chủ Hộ")
    out = io.BytesIO()
    book.save(out)
    upload = desk.send(out.getvalue(), "a.xls")
    found = frame(upload.faults).select("row", "field", "code").rows()
    assert found == [(2, "head", "formula"), (3, "name", "hidden"), (5, "head", "merged")]


def test_a_locked_workbook_opens_with_its_password(desk: Desk) -> None:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook(row("An Bình")))).encrypt("1234-5678", out)
    assert msoffcrypto.OfficeFile(out).is_encrypted()
    for password in ("", "sai"):
        with pytest.raises(Problem, match="ật khẩu"):
            desk.send(out.getvalue(), password=password)
    assert desk.send(out.getvalue(), password="1234-5678").counts["new"] == 1


def _with_a_stray_cell() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write(1_048_575, 3, "lạc")
    return out.getvalue()


def _of_another_version() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"keywords": "chungtay-tre-em", "status": "0"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, row("An Bình"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"", "trống"),
        ("a.xlsx", workbook(row("An"))[:3000], "hỏng"),
        ("a.pdf", b"%PDF-1.4", "Chỉ nhận"),
        ("a.csv", workbook(row("An")), "một nẻo"),
        ("a.xlsx", workbook(["a", "b"], head=("Một", "Hai")), "tiêu đề"),
        ("a.xlsx", workbook(), "không có dòng nào"),
        ("a.xlsx", _with_a_stray_cell(), "dòng 1048576"),
        ("a.xlsx", _of_another_version(), "phiên bản khác"),
        ("a.csv", b"\x00\x01\x02", "Chỉ nhận"),
        ("a.csv", ";".join([*HEAD, "\n"]).encode() + "An Bình;05/03/20".encode(), "thiếu một phần"),
    ],
)
def test_a_file_that_is_refused(desk: Desk, name: str, data: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words):
        desk.send(data, name)


@pytest.mark.parametrize(
    ("name", "begins", "size"),
    [("a.csv", b"Tre", MOST_OF_WORDS), ("a.xlsx", b"PK\3\4", MOST_BYTES)],
)
def test_a_file_too_large(desk: Desk, name: str, begins: bytes, size: int) -> None:
    with pytest.raises(Problem, match=f"{size // 1_000_000} MB"):
        desk.send(begins.ljust(size + 1, b" "), name)


def test_a_text_file_of_too_many_rows(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    words = "\n".join(";".join(cells) for cells in (HEAD, *[row("An Bình")] * 50))
    with pytest.raises(Problem, match="chia thành nhiều tệp"):
        desk.send(f"{words}\n".encode(), "a.csv")


def test_a_million_empty_rows_are_nothing(desk: Desk) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet, lines = book.add_worksheet(), book.add_format({"border": 1})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, row("An Bình"))
        for down in range(2, 1_000_000):
            sheet.write_blank(down, 0, None, lines)
    assert desk.send(out.getvalue()).counts == {
        "new": 1, "changed": 0, "unchanged": 0, "conflict": 0, "perhaps": 0, "wrong": 0
    }  # fmt: skip


@pytest.mark.parametrize("code", sorted(SAID))
def test_every_fault_is_a_sentence(code: str) -> None:
    assert said(code, "5")[-1] in ".…)"
