"""PHIẾU THEO DÕI: what a commune keeps of a child in special circumstances, on one or two pages.

No form is prescribed by a text that we have read; the parts are those of the source documents
(plan 30/KH-UBND of Văn Chấn, 2012: a follow-up sheet for each child, kept by the commune) and of
the household book of 2018."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chungtay.children.models import BirthPrecision, Child, Residence, Sex
from chungtay.lib import vietnamese
from chungtay.places.models import Unit
from chungtay.reports.chapters import Chapter, arranged
from chungtay.reports.frame import ROOM
from chungtay.reports.layout import Annex, Column, Report, Row, Table
from chungtay.reports.offices import office
from chungtay.reports.writers import rendered

VISITS = 6  # blank lines for what is written by hand
Line = tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What the reader may know of the child, in words: lines of each table of the sheet.

    `family`: relation, name, birth year. `circumstances`, `allowances`: what, from, to, ground.
    `received`: day, what, value. `health`, `school`: day or period, what. `visits`: day, outcome.
    """

    child: Child
    home: Residence
    ethnic_group: str
    family: Sequence[Line]
    circumstances: Sequence[Line]
    allowances: Sequence[Line]
    received: Sequence[Line]
    health: Sequence[Line]
    school: Sequence[Line]
    visits: Sequence[Line]


def render_sheet(told: Told, on: date, mark: str, kind: str) -> bytes:
    """The sheet as a file's bytes; `kind` is docx or pdf. `mark`: who took it, when. Raises
    Problem for another kind, or where the office that keeps it is not known."""
    return rendered(sheet(told, on, mark), kind)


def sheet(told: Told, on: date, mark: str) -> Report:
    commune = told.home.unit.commune or told.home.unit
    held = office(commune, on)
    return Report(
        office=held,
        number=f"Số:{ROOM}/PTD",
        day=f"{held.place}, ngày {on.day:02d} tháng {on.month:02d} năm {on.year}",
        kind="PHIẾU THEO DÕI",
        subject="Trẻ em có hoàn cảnh đặc biệt",
        opening="",
        sections=arranged(_chapters(told, commune)),
        annexes=(),
        footer=mark,
        grounded="",
    )


def _chapters(told: Told, commune: Unit) -> Iterator[Chapter]:
    yield Chapter("THÔNG TIN VỀ TRẺ", tuple(_particulars(told, commune)))
    yield _table("CHA, MẸ, NGƯỜI CHĂM SÓC", ("Quan hệ", "Họ và tên", "Năm sinh"), told.family)
    dated = ("Nội dung", "Từ ngày", "Đến hết ngày", "Căn cứ")
    yield _table("HOÀN CẢNH", dated, told.circumstances)
    yield _table("TRỢ CẤP HẰNG THÁNG", dated, told.allowances)
    yield _table("ĐÃ ĐƯỢC HỖ TRỢ", ("Ngày", "Nội dung", "Trị giá (đồng)"), told.received)
    yield _table("SỨC KHỎE", ("Ngày", "Nội dung"), told.health)
    yield _table("HỌC TẬP", ("Thời gian", "Nội dung"), told.school)
    blank = [("", "", "")] * VISITS
    visits = [(*one, "") for one in told.visits]
    heads = ("Ngày", "Tình hình của trẻ, việc đã làm", "Người ghi")
    yield _table("THEO DÕI, THĂM HỎI", heads, [*visits, *blank])


def _particulars(told: Told, commune: Unit) -> Iterator[str]:
    child, home = told.child, told.home
    yield f"Họ và tên: {child.full_name}. Giới tính: {Sex(child.sex).label}."
    yield f"Ngày sinh: {_born(child)}. Dân tộc: {told.ethnic_group}."
    yield f"Số định danh cá nhân: {child.personal_number or ROOM}"
    where = f"{home.unit.title}, {commune.title}" if commune != home.unit else commune.title
    yield f"Nơi ở: {where}, từ ngày {vietnamese.date(home.period.lower)}."
    if home.household:
        yield f"Chủ hộ: {home.household.head}. Địa chỉ: {home.household.address or ROOM}"
    yield f"Sống với: {home.get_lives_with_display()}."


def _born(child: Child) -> str:
    day = child.birth_date
    shown = {
        BirthPrecision.DAY: vietnamese.date(day),
        BirthPrecision.MONTH: f"{day.month:02d}/{day.year}",
        BirthPrecision.YEAR: f"năm {day.year}",
        BirthPrecision.ESTIMATED: f"khoảng năm {day.year}",
    }
    return shown[BirthPrecision(child.birth_precision)]


def _table(title: str, heads: tuple[str, ...], lines: Sequence[Line]) -> Chapter:
    """A chapter with its table; one without a line says so."""
    if not lines:
        return Chapter(title, ("Chưa ghi.",))
    columns = tuple(Column(head, 3 if i == 1 or len(head) > 12 else 2, words=True)
                    for i, head in enumerate(heads))  # fmt: skip
    rows = tuple(Row(tuple(line)) for line in lines)
    return Chapter(title, table=Annex("", "", title.capitalize()[:31], Table(columns, rows), ""))
