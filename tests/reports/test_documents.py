"""The report as Word, Excel and PDF: the same figures, nothing left to fill in but by hand."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from docx import Document

from chungtay.indicators.compute import compute
from chungtay.lib.periods import parse_period
from chungtay.lib.problems import Problem
from chungtay.lib.vietnamese import money, number, percent
from chungtay.places.models import Unit
from chungtay.reports.documents import render, write
from chungtay.reports.frame import INVENTED
from tests.reports.conftest import PERIOD

LEFTOVERS = ("{", "}", "…", "...", "TODO", "None", "[", "]", "??")
LEVELS = ("province", "district", "commune", "hamlet")


@cache
def rendered(unit: Unit, kind: str) -> bytes:
    """The report of the small Đắk Lắk as built; a test that changes it calls render."""
    return render(unit, PERIOD, kind)


def words(data: bytes) -> str:
    """Every word of a Word document: head, body, tables, annexes, footers."""
    document = Document(BytesIO(data))
    texts = [t.text or "" for t in document.element.body.iter() if t.tag.endswith("}t")]
    feet = [p.text for section in document.sections for p in section.footer.paragraphs]
    return " ".join([*texts, *feet]).replace("\u00a0", " ")


def pdf_words(data: bytes) -> str:
    pages = (page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def said(unit: Unit) -> dict[str, str]:
    """How each figure must read."""
    values = compute(unit, PERIOD)
    count = {code: value.numerator for code, value in values.items()}
    helped = values["special_supported"]
    return {
        "children": f"{number(count['children'])} trẻ em",
        "supported": percent(helped.numerator, helped.denominator or 0),
        "boards": "184/184 xã, phường, thị trấn",
        "districts": "15/15 huyện, thị xã, thành phố",
        "raised": money(count["fund_raised"]),
        "collaborators": f"{number(count['collaborators'])} cộng tác viên",
    }


@pytest.mark.parametrize(
    "figure", ["children", "supported", "boards", "districts", "raised", "collaborators"]
)
@pytest.mark.parametrize(("kind", "read"), [("docx", words), ("pdf", pdf_words)])
def test_a_province_reads_its_figures_in_vietnamese_form(
    kind: str, read: Any, figure: str, units: dict[str, Unit]
) -> None:
    assert said(units["province"])[figure] in read(rendered(units["province"], kind))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("kind", "read"), [("docx", words), ("pdf", pdf_words)])
def test_nothing_is_left_unwritten(
    kind: str, read: Any, level: str, units: dict[str, Unit]
) -> None:
    text = read(rendered(units[level], kind))
    assert [mark for mark in LEFTOVERS if mark in text] == []


HEADS = [
    ("province", "SỞ LAO ĐỘNG", "BC-SLĐTBXH", "GIÁM ĐỐC"),
    ("district", "PHÒNG LAO ĐỘNG", "BC-PLĐTBXH", "TRƯỞNG PHÒNG"),
    ("commune", "ỦY BAN NHÂN DÂN", "BC-UBND", "CHỦ TỊCH"),
    ("hamlet", "ỦY BAN NHÂN DÂN", "BC", "NGƯỜI LẬP BÁO CÁO"),
]


@pytest.mark.parametrize(("level", "issuer", "symbol", "signer"), HEADS)
def test_the_head_and_the_signature_follow_the_level(
    level: str, issuer: str, symbol: str, signer: str, units: dict[str, Unit]
) -> None:
    text = words(rendered(units[level], "docx"))
    assert all(
        part in text for part in (issuer, f"/{symbol}", signer, "Độc lập - Tự do - Hạnh phúc")
    )


@pytest.mark.parametrize("level", ["commune", "hamlet"])
def test_a_unit_without_districts_reports_none(level: str, units: dict[str, Unit]) -> None:
    text = words(rendered(units[level], "docx"))
    assert "công chức tham mưu" not in text


def test_invented_children_are_said_to_be_so(units: dict[str, Unit]) -> None:
    elsewhere = Unit.objects.on(PERIOD.last_day).get(code="80")
    assert INVENTED in words(rendered(units["province"], "docx"))
    assert INVENTED not in words(render(elsewhere, PERIOD, "docx"))


def test_from_march_2025_the_health_sector_reports(units: dict[str, Unit]) -> None:
    period = parse_period("2025-Q3")
    unit = Unit.objects.on(period.last_day).get(code="66", level=1)
    text = words(render(unit, period, "docx"))
    assert "SỞ Y TẾ" in text
    assert "huyện, thị xã" not in text.split("Phụ lục VI")[0].split("ĐỊNH NGHĨA")[0]


def test_the_workbook_reads_back_with_numbers(units: dict[str, Unit]) -> None:
    book = openpyxl.load_workbook(BytesIO(rendered(units["province"], "xlsx")))
    assert book.sheetnames[:6] == [
        "PL1 Kết quả", "Theo huyện", "Theo xã", "Nhóm HCĐB", "Tuổi và giới", "Cách tính"
    ]  # fmt: skip
    total = compute(units["province"], PERIOD)["children"].numerator
    assert book["PL1 Kết quả"]["D6"].value == total
    assert book["PL1 Kết quả"]["D6"].number_format == "#,##0"
    last = list(book["Theo xã"].iter_rows(values_only=True))[-1]
    assert last[1:3] == ("Tổng cộng", total)


def test_every_commune_stands_once_and_adds_up(units: dict[str, Unit]) -> None:
    sheet = openpyxl.load_workbook(BytesIO(rendered(units["province"], "xlsx")))["Theo xã"]
    rows = [row for row in sheet.iter_rows(min_row=6, values_only=True) if isinstance(row[0], int)]
    assert [row[0] for row in rows] == list(range(1, 185))
    assert sum(row[2] for row in rows) == compute(units["province"], PERIOD)["children"].numerator


def test_a_group_counts_each_child_once_and_the_total_too(units: dict[str, Unit]) -> None:
    sheet = openpyxl.load_workbook(BytesIO(rendered(units["province"], "xlsx")))["Nhóm HCĐB"]
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    distinct = compute(units["province"], PERIOD)["special_circumstances"].numerator
    assert len(rows) == 15
    assert rows[-1][3] == distinct
    assert sum(row[3] for row in rows[:-1]) >= distinct


def test_the_pdf_carries_its_own_fonts(units: dict[str, Unit]) -> None:
    reader = pypdf.PdfReader(BytesIO(rendered(units["province"], "pdf")))
    used = {name for page in reader.pages for name in fonts(page)}
    assert used
    assert all(re.match(r"/[A-Z]{6}\+ChungTay(Serif|Sans)", name) for name in used)


def fonts(page: Any) -> set[str]:
    held = page["/Resources"].get("/Font", {})
    return {str(font.get_object()["/BaseFont"]) for font in held.values()}


REFUSALS = [
    ("report.odt", ".docx, .xlsx hoặc .pdf", ".docx, .xlsx or .pdf"),
    ("report", ".docx, .xlsx hoặc .pdf", ".docx, .xlsx or .pdf"),
    ("nowhere/report.pdf", "Không có thư mục", "There is no folder"),
]


@pytest.mark.parametrize(("name", "vi", "en"), REFUSALS)
def test_what_cannot_be_written_is_told(
    name: str, vi: str, en: str, tmp_path: Path, units: dict[str, Unit]
) -> None:
    with pytest.raises(Problem) as told:
        write(units["hamlet"], PERIOD, tmp_path / name)
    assert vi in told.value.vi
    assert en in told.value.en


def test_a_file_appears_whole_or_not_at_all(
    tmp_path: Path, units: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "report.pdf"
    write(units["hamlet"], PERIOD, out)
    before = out.read_bytes()
    monkeypatch.setattr(Path, "replace", _full_disk)
    with pytest.raises(Problem, match="Không ghi được"):
        write(units["hamlet"], PERIOD, out)
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]
    assert out.read_bytes() == before


def _full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_an_unknown_kind_is_told(units: dict[str, Unit]) -> None:
    with pytest.raises(Problem, match="odt"):
        render(units["hamlet"], PERIOD, "odt")
