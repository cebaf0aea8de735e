"""The summary of twelve months: policies carried out, and what society gave to the work."""

from chungtay.lib.periods import Period
from chungtay.places.models import Unit
from chungtay.reports import sections as of
from chungtay.reports.annexes import annexes
from chungtay.reports.chapters import Chapter, told
from chungtay.reports.frame import counting, framed, limits, opening, tasks
from chungtay.reports.layout import Report
from chungtay.reports.tables import Tables

DIRECTION = (of.ORGANISATION, of.COMMUNICATION, of.EVENTS, of.FORUM, of.DONE)
CARE = (
    of.AID,
    of.INSURANCE,
    of.IMMUNISATION,
    of.NUTRITION,
    of.PROTECTION,
    of.COUNSEL,
    of.INJURIES,
)
SOCIETY = (of.GIFTS, of.SPONSORS_OF_CHILDREN, of.FUND, of.MODELS, of.CHILD_FRIENDLY)


def content(unit: Unit, period: Period) -> Report:
    tables = Tables(unit, period)
    made, span = annexes(tables), _span(period)
    what = f"ết quả công tác bảo vệ, chăm sóc trẻ em và xã hội hóa công tác trẻ em {span}"
    chapters = (
        Chapter("TÌNH HÌNH TRẺ EM", tuple(of.SITUATION.words(tables))),
        Chapter("CHỈ ĐẠO, TRUYỀN THÔNG, HOẠT ĐỘNG", sections=told(DIRECTION, tables)),
        Chapter("THỰC HIỆN CHÍNH SÁCH, CHĂM SÓC, BẢO VỆ TRẺ EM", sections=told(CARE, tables)),
        Chapter("XÃ HỘI HÓA CÔNG TÁC TRẺ EM", sections=told(SOCIETY, tables)),
        Chapter("MỤC TIÊU CỦA KẾ HOẠCH", sections=told((of.TARGETS,), tables)),
        limits(tables),
        tasks(tables),
        counting(tables, made[-1]),
    )
    return framed(tables, f"K{what}", opening(tables, f"k{what}"), chapters, made)


def _span(period: Period) -> str:
    """`12 tháng (từ … đến …)` when the months are not those of a calendar year."""
    if period.start.month == 1 or period.months() != 12:
        return period.title
    return f"12 tháng ({period.title})"
