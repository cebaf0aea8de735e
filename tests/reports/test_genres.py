"""Each genre says what the records hold, and nothing of what there are no records of."""

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from chungtay.lib.periods import parse_period
from chungtay.lib.problems import Problem
from chungtay.places.models import Unit
from chungtay.plans.models import Task
from chungtay.reports.documents import GENRES, render
from chungtay.reports.layout import Report, Section
from chungtay.reports.plan_document import plan_content, render_plan
from chungtay.support.models import Support
from tests.reports.records import child, keep_one_of_each, plan_of
from tests.reports.test_documents import LEFTOVERS, pdf_words, words
from tests.web.conftest import Register
from tests.web.conftest import tiny as tiny  # the fixture

HALF, YEAR = parse_period("2020-H1"), parse_period("2020")


@pytest.fixture
def recorded(tiny: Register) -> Register:
    keep_one_of_each(tiny)
    return tiny


def report(genre: str, unit: Unit, period: Any = HALF) -> Report:
    return GENRES[genre].content(unit, period)


def text(made: Report) -> str:
    return " ".join(t for part in made.sections for t in (part.title, *part.paragraphs))


def part(made: Report, title: str) -> Section:
    return next(one for one in made.sections if title in one.title)


SAID = [
    "1 trẻ trên 2 trẻ thuộc diện, đạt 50%; còn 1 trẻ chưa có thẻ vào ngày chốt",
    "100% (1/1) trẻ em đi khám, chữa bệnh",
    "cân, đo ít nhất một lần trong kỳ: 100% (1/1)",
    "cân, đo đều đặn mỗi quý và chấm biểu đồ tăng trưởng: 100% (1/1)",
    "uống vitamin A trong kỳ: 100% (1/1)",
    "1 vụ tai nạn, thương tích trẻ em (đuối nước: 1); không có trẻ em tử vong",
    "Nhân dịp Tết Nguyên đán, đã thăm, tặng quà 1 trẻ em với tổng kinh phí 500.000 đồng",
    "trẻ em ở 1 xã, phường",
    "chương trình, nhà tài trợ ngoài địa phương: Xe đạp tới trường (1 trẻ em)",
    "Quỹ đã hỗ trợ 1 lượt trẻ em với kinh phí 2.000.000 đồng (phẫu thuật",
    "đã có Quỹ Bảo trợ trẻ em",
    "Tết Thiếu nhi 1/6: 1 hoạt động (ngày hội, ngày lễ: 1); 90 lượt trẻ em tham gia",
    "Lễ phát động: không tổ chức (dịch bệnh)",
    "1 cuộc kiểm tra, giám sát",
    "tổng số 100 lượt trẻ em tham dự",
    "với sự phối hợp của Dự án Bình Minh",
    "3 (nói chuyện chuyên đề: 3)",
    "Câu lạc bộ trẻ em: 1 điểm",
    "được công nhận đạt tiêu chuẩn phù hợp với trẻ em",
    "1 lượt tư vấn về trẻ em",
    "6 vụ việc trẻ em bị xâm hại (bạo lực: 6)",
    "Trong kỳ đã ban hành 1 văn bản về công tác trẻ em (kế hoạch: 1)",
    "Kế hoạch số 12/KH-UBND đã đạt",
    "đã hoàn thành 0/1 nhiệm vụ",
]


@pytest.mark.parametrize("said", SAID)
def test_the_half_year_says_what_is_recorded(said: str, recorded: Register) -> None:
    assert said in text(report("six-month", recorded.district))


def test_without_records_nothing_is_said(tiny: Register) -> None:
    made = report("six-month", tiny.district)
    titles = [re.sub(r"^\d+\. ", "", one.title) for one in made.sections if one.level == 2]
    assert titles == [
        "Chỉ đạo, bộ máy, nhân lực", "Truyền thông, tập huấn", "Trợ giúp trẻ em",
        "Quỹ Bảo trợ trẻ em",
    ]  # fmt: skip
    rows = [row.cells[1] for row in made.annexes[0].table.rows]
    assert not [title for title in rows if "vitamin" in str(title) or "Trung thu" in str(title)]


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize(("kind", "read"), [("docx", words), ("pdf", pdf_words)])
def test_every_genre_is_written_whole(genre: str, kind: str, read: Any, recorded: Register) -> None:
    said = read(render(recorded.district, YEAR, kind, genre))
    assert [mark for mark in LEFTOVERS if mark in said] == []
    assert "Độc lập - Tự do - Hạnh phúc" in said


@pytest.mark.parametrize("genre", ["six-month", "year", "review", "targets"])
@pytest.mark.parametrize("level", ["province", "district", "commune", "hamlet"])
def test_reports_of_every_level_number_without_gaps(
    genre: str, level: str, recorded: Register
) -> None:
    unit = getattr(recorded, level)
    if genre == "targets" and level != "district":
        with pytest.raises(Problem, match="chưa có kế hoạch"):
            report(genre, unit)
        return
    made = report(genre, unit)
    heads = [one.title.partition(".")[0] for one in made.sections if one.level == 1]
    assert heads == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"][: len(heads)]
    tables = [one.table.number for one in made.sections if one.table]
    assert tables == [f"Bảng {i}" for i in range(1, len(tables) + 1)]


def test_the_year_has_sponsors_and_reasons(recorded: Register) -> None:
    made = report("year", recorded.district, YEAR)
    assert "Hội Liên hiệp Phụ nữ huyện (1 trẻ em)" in text(made)
    reasons = part(made, "Thẻ bảo hiểm y tế").table
    assert reasons is not None
    assert [row.cells[1:3] for row in reasons.table.rows] == [("sai họ tên", 1), ("Tổng cộng", 1)]


def test_the_review_hands_tasks_to_sectors(recorded: Register) -> None:
    Task.objects.create(
        unit=recorded.district, sector="police", what="Tuần tra", given_on="2021-01-20"
    )
    made = report("review", recorded.district, YEAR)
    assert "Ngành Công an: tuần tra." in text(made)
    assert "Dạy bơi" not in text(made).split("GIAO VIỆC")[1]


def test_targets_stand_beside_results(recorded: Register) -> None:
    made = report("targets", recorded.district)
    held = part(made, "MỤC TIÊU NĂM 2020").table
    assert held is not None
    last = held.table.rows[-1].cells
    assert last[4:] == ("5.000.000", "7.000.000", "đạt")
    assert held.picture.startswith("<svg")
    assert held.table.rows[1].cells[1] == "Trong đó: 90% trẻ khuyết tật nặng"


def test_a_target_moves_with_the_records(recorded: Register) -> None:
    assert _first_result(recorded) == "33,3% (1/3)"
    Support.objects.create(child=child("Lê Minh"), kind="care", date="2020-03-01")
    assert _first_result(recorded) == "66,7% (2/3)"


def _first_result(recorded: Register) -> object:
    held = part(report("targets", recorded.district), "MỤC TIÊU NĂM 2020").table
    assert held is not None
    return held.table.rows[0].cells[5]


def test_before_the_plan_begins_its_targets_are_not_judged(recorded: Register) -> None:
    made = report("targets", recorded.district, parse_period("2019"))
    held = part(made, "MỤC TIÊU NĂM 2020").table
    assert held is not None
    assert {row.cells[-1] for row in held.table.rows} == {"chưa đến kỳ"}
    assert held.picture == ""


def test_small_sealed_numbers_are_not_printed_below_the_province(recorded: Register) -> None:
    commune, province = (
        text(report("six-month", unit)) for unit in (recorded.commune, recorded.province)
    )
    assert "5/6" in province
    assert "5/6" not in commune
    figures = report("six-month", recorded.commune).annexes[0].table.rows
    row = next(row for row in figures if "lập hồ sơ" in str(row.cells[1]))
    assert set(row.cells[3:]) == {"ẩn"}


PLAN = [
    "Số: 12/KH-UBND", "ngày 05 tháng 02 năm 2020", "KẾ HOẠCH",
    "Bảo vệ, chăm sóc trẻ em năm 2020", "Căn cứ Luật Trẻ em ngày 05/4/2016;",
    "Căn cứ Quyết định số 267/QĐ-TTg.", "I. MỤC TIÊU", "1. Mục tiêu chung",
    "2. Mục tiêu cụ thể",
    "- 95% trẻ em có HCĐB được chăm sóc; trong đó: 90% trẻ khuyết tật nặng.",
    "II. CÁC HOẠT ĐỘNG CHỦ YẾU", "1. Chỉ đạo", "2.1 Truyền thông", "III. KINH PHÍ",
    "IV. TỔ CHỨC THỰC HIỆN", "1. Phòng Lao động", "./.", "Nơi nhận:",
    "- Sở Lao động - Thương binh và Xã hội;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Văn Thử",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "read"), [("docx", words), ("pdf", pdf_words)])
def test_a_plan_is_an_official_document(kind: str, read: Any, tiny: Register) -> None:
    said = read(render_plan(plan_of(tiny.district), kind))
    assert [line for line in PLAN if line not in said] == []
    places = [said.index(line) for line in PLAN if line in PLAN[6:16] and line != "1. Chỉ đạo"]
    assert places == sorted(places)


def test_headings_of_a_plan_keep_their_numbers(tiny: Register) -> None:
    made = plan_content(plan_of(tiny.district))
    assert [(one.title, one.level) for one in made.sections] == [
        ("I. MỤC TIÊU", 1), ("1. Mục tiêu chung", 2), ("2. Mục tiêu cụ thể", 2),
        ("II. CÁC HOẠT ĐỘNG CHỦ YẾU", 1), ("1. Chỉ đạo", 2), ("2. Chương trình", 2),
        ("2.1 Truyền thông", 3), ("III. KINH PHÍ", 1), ("IV. TỔ CHỨC THỰC HIỆN", 1),
        ("1. Phòng Lao động - Thương binh và Xã hội", 2),
    ]  # fmt: skip


def test_targets_are_a_sheet_of_the_workbook(recorded: Register) -> None:
    data = render(recorded.district, HALF, "xlsx", "targets")
    assert "Mục tiêu" in openpyxl.load_workbook(BytesIO(data)).sheetnames


REFUSALS = [("plan", "xlsx", "không có bảng"), ("letter", "docx", "Không có loại văn bản")]


@pytest.mark.parametrize(("genre", "kind", "told"), REFUSALS)
def test_what_cannot_be_written_is_told(
    genre: str, kind: str, told: str, recorded: Register
) -> None:
    with pytest.raises(Problem, match=told):
        render(recorded.district, HALF, kind, genre)
