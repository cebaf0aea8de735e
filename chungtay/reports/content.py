"""What the report of a unit says: head, sections, annexes, from the counted tables."""

from chungtay.lib.periods import Period
from chungtay.lib.vietnamese import date
from chungtay.places.models import Level, Unit
from chungtay.reports import prose
from chungtay.reports.annexes import annexes
from chungtay.reports.layout import Annex, Report, Section
from chungtay.reports.offices import Office, lower_first, office
from chungtay.reports.shortfalls import shortfalls, standing_tasks
from chungtay.reports.tables import Tables

INVENTED = "Số liệu trình diễn, mọi cá nhân đều hư cấu"
ROOM = "\u00a0" * 6  # left blank, to be written by hand


def content(unit: Unit, period: Period) -> Report:
    """Raises Problem when the unit is not of the tree of the period's last day."""
    tables = Tables(unit, period)
    held, made = office(unit, tables.on), annexes(tables)
    subject = f"Kết quả công tác trẻ em {period.title}"
    return Report(
        office=held,
        number=f"Số:{ROOM}/{held.symbol}",
        day=f"{held.place}, ngày{ROOM}tháng{ROOM}năm {period.end.year}",
        kind="BÁO CÁO",
        subject=subject,
        opening=_opening(unit, period, held),
        sections=_sections(tables, made),
        annexes=made,
        footer=INVENTED if tables.invented else "",
        grounded=f"(Kèm theo Báo cáo số{ROOM}/{held.symbol} ngày{ROOM}tháng{ROOM}"
        f"năm {period.end.year} của {held.name})",
    )


def _opening(unit: Unit, period: Period, held: Office) -> str:
    where = "" if unit.level == Level.NATION else f" trên địa bàn {lower_first(unit.title)}"
    return (
        f"{held.name} báo cáo kết quả công tác trẻ em {period.title}{where}, số liệu chốt ngày "
        f"{date(period.last_day)}, như sau:"
    )


def _sections(tables: Tables, made: tuple[Annex, ...]) -> tuple[Section, ...]:
    found = shortfalls(tables)
    results = (
        ("Chỉ đạo, bộ máy, nhân lực", prose.organisation),
        ("Truyền thông, tập huấn", prose.communication),
        ("Trợ giúp trẻ em", prose.aid),
        ("Quỹ Bảo trợ trẻ em", prose.fund),
    )
    said = ((title, tuple(words(tables))) for title, words in results)
    told = [(title, words) for title, words in said if words]
    return (
        Section("I. TÌNH HÌNH TRẺ EM", 1, tuple(prose.situation(tables))),
        Section("II. KẾT QUẢ THỰC HIỆN", 1),
        *(Section(f"{i}. {title}", 2, words) for i, (title, words) in enumerate(told, 1)),
        Section("III. HẠN CHẾ", 1, _limits([one.limit for one in found])),
        Section("IV. NHIỆM VỤ TRỌNG TÂM", 1, _tasks(tables, [one.task for one in found])),
        Section("V. ĐỊNH NGHĨA VÀ CÁCH TÍNH", 1, _counting(tables, made[-1])),
    )


def _counting(tables: Tables, defined: Annex) -> tuple[str, ...]:
    first, last = date(tables.period.start), date(tables.on)
    return (
        "Mọi số trong báo cáo được đếm từ hồ sơ, không cộng từ báo cáo cấp dưới. Số thời điểm "
        f"chốt ngày {last}; số thời kỳ tính từ {first} đến hết {last}. Tỷ lệ tính từ tử số và mẫu "
        "số, chỉ làm tròn khi viết.",
        f"Cách tính, căn cứ pháp lý và thời điểm của từng số: {defined.number}./.",
    )


def _limits(limits: list[str]) -> tuple[str, ...]:
    if not limits:
        return ("Các nội dung được đếm trong kỳ không cho thấy mặt nào còn thiếu.",)
    return ("Qua số liệu đếm được trong kỳ:", *(f"- {text}" for text in limits))


def _tasks(tables: Tables, tasks: list[str]) -> tuple[str, ...]:
    asked = [*tasks, *standing_tasks(tables)]
    if not asked:
        return ("Duy trì kết quả đã đạt; cập nhật đầy đủ hồ sơ trẻ em trên địa bàn.",)
    return (f"{_when(tables.period)}, tập trung:", *(f"{i}. {t}" for i, t in enumerate(asked, 1)))


def _when(period: Period) -> str:
    """The time that the tasks are for."""
    last = period.last_day
    return f"Trong năm {last.year + 1}" if last.month == 12 else f"Từ nay đến cuối năm {last.year}"
