"""The yearly list of a unit's children in special circumstances, to be signed and kept."""

from collections.abc import Sequence

from chungtay.lib.periods import Period
from chungtay.lib.vietnamese import date, number
from chungtay.places.models import Unit
from chungtay.reports.frame import ROOM
from chungtay.reports.layout import Annex, Column, Report, Row, Table
from chungtay.reports.offices import office
from chungtay.reports.writers import rendered

COLUMNS = (
    Column("TT", 0.6),
    Column("Họ và tên", 2.6, words=True),
    Column("Ngày sinh", 1.5, words=True),
    Column("Giới tính", 0.9, words=True),
    Column("Thôn, buôn, tổ dân phố", 2.2, words=True),
    Column("Chủ hộ", 2.2, words=True),
    Column("Nhóm hoàn cảnh", 4.2, words=True),
    Column("Từ ngày", 1.5, words=True),
    Column("Đến hết ngày", 1.5, words=True),
    Column("Trợ cấp hằng tháng", 1.5, words=True),
)


def render_list(
    unit: Unit, period: Period, lines: Sequence[tuple[str, ...]], mark: str, kind: str
) -> bytes:
    """The list as a file's bytes. `lines`: the cells of COLUMNS after the first; `mark`: who took
    it and when, at the foot of every page. Raises Problem."""
    return rendered(yearly_list(unit, period, lines, mark), kind)


def yearly_list(unit: Unit, period: Period, lines: Sequence[tuple[str, ...]], mark: str) -> Report:
    on = period.last_day
    held = office(unit, on)
    children = len({line[:3] for line in lines})
    rows = tuple(Row((i, *line)) for i, line in enumerate(lines, 1))
    return Report(
        office=held,
        number=f"Số:{ROOM}/DS",
        day=f"{held.place}, ngày{ROOM}tháng{ROOM}năm {on.year}",
        kind="DANH SÁCH",
        subject=f"Trẻ em có hoàn cảnh đặc biệt năm {on.year}",
        opening=f"Trong năm {on.year} (đến ngày {date(on)}), {unit.title} có "
        f"{number(children)} trẻ em có hoàn cảnh đặc biệt được theo dõi, {number(len(lines))} "
        "lượt hoàn cảnh, ghi ở danh sách kèm theo. Hồ sơ cần bảo mật không ghi vào danh sách này.",
        sections=(),
        annexes=(
            Annex(
                "Danh sách", f"Trẻ em có hoàn cảnh đặc biệt năm {on.year}", "Danh sách",
                Table(COLUMNS, rows), "", landscape=True,
            ),
        ),
        footer=mark,
        grounded=f"({unit.title})",
    )  # fmt: skip
