"""What every report of a unit has: who issues it, number and day, opening, footer."""

from collections.abc import Iterable

from chungtay.lib.periods import Period
from chungtay.lib.vietnamese import date
from chungtay.places.models import Level, Unit
from chungtay.reports.chapters import Chapter, arranged
from chungtay.reports.layout import Annex, Report
from chungtay.reports.offices import lower_first, office
from chungtay.reports.shortfalls import shortfalls, standing_tasks
from chungtay.reports.tables import Tables

INVENTED = "Số liệu trình diễn, mọi cá nhân đều hư cấu"
ROOM = "\u00a0" * 6  # left blank, to be written by hand


def framed(
    tables: Tables,
    subject: str,
    opening: str,
    chapters: Iterable[Chapter],
    annexes: tuple[Annex, ...] = (),
) -> Report:
    """A BÁO CÁO by the unit's office of the day. Raises Problem when none is known."""
    held, year = office(tables.unit, tables.on), tables.period.end.year
    return Report(
        office=held,
        number=f"Số:{ROOM}/{held.symbol}",
        day=f"{held.place}, ngày{ROOM}tháng{ROOM}năm {year}",
        kind="BÁO CÁO",
        subject=subject,
        opening=opening,
        sections=arranged(chapters),
        annexes=annexes,
        footer=INVENTED if tables.invented else "",
        grounded=f"(Kèm theo Báo cáo số{ROOM}/{held.symbol} ngày{ROOM}tháng{ROOM}"
        f"năm {year} của {held.name})",
    )


def opening(tables: Tables, what: str) -> str:
    """`Sở … báo cáo <what> trên địa bàn …, số liệu chốt ngày …, như sau:`"""
    name = office(tables.unit, tables.on).name
    return (
        f"{name} báo cáo {what}{where(tables.unit)}, số liệu chốt ngày {date(tables.on)}, như sau:"
    )


def where(unit: Unit) -> str:
    return "" if unit.level == Level.NATION else f" trên địa bàn {lower_first(unit.title)}"


def limits(tables: Tables) -> Chapter:
    found = [f"- {one.limit}" for one in shortfalls(tables)]
    nothing = "Các nội dung được đếm trong kỳ không cho thấy mặt nào còn thiếu."
    words = ("Qua số liệu đếm được trong kỳ:", *found) if found else (nothing,)
    return Chapter("HẠN CHẾ", words)


def tasks(tables: Tables, title: str = "NHIỆM VỤ TRỌNG TÂM") -> Chapter:
    asked = [*(one.task for one in shortfalls(tables)), *standing_tasks(tables)]
    if not asked:
        nothing = "Duy trì kết quả đã đạt; cập nhật đầy đủ hồ sơ trẻ em trên địa bàn."
        return Chapter(title, (nothing,))
    numbered = (f"{i}. {text}" for i, text in enumerate(asked, 1))
    return Chapter(title, (f"{_when(tables.period)}, tập trung:", *numbered))


def counting(tables: Tables, defined: Annex | None) -> Chapter:
    """How the figures came about; `defined` is the annex of definitions."""
    first, last = date(tables.period.start), date(tables.on)
    told = (
        "Mọi số trong báo cáo được đếm từ hồ sơ, không cộng từ báo cáo cấp dưới. Số thời điểm "
        f"chốt ngày {last}; số thời kỳ tính từ {first} đến hết {last}. Tỷ lệ tính từ tử số và mẫu "
        "số, chỉ làm tròn khi viết."
    )
    more = "Cách tính, căn cứ pháp lý và thời điểm của từng số"
    said = (told, f"{more}: {defined.number}./.") if defined else (f"{told[:-1]}./.",)
    return Chapter("ĐỊNH NGHĨA VÀ CÁCH TÍNH", said)


def _when(period: Period) -> str:
    """The time that the tasks are for."""
    last = period.last_day
    return f"Trong năm {last.year + 1}" if last.month == 12 else f"Từ nay đến cuối năm {last.year}"
