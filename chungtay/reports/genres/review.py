"""The annual review: results by field, limits, and the tasks handed to sectors."""

from chungtay.lib.periods import Period
from chungtay.places.models import Unit
from chungtay.reports import sections as of
from chungtay.reports.annexes import annexes
from chungtay.reports.chapters import Chapter, told
from chungtay.reports.frame import counting, framed, limits, opening, tasks
from chungtay.reports.layout import Report
from chungtay.reports.tables import Tables

FIELDS = (
    of.ORGANISATION,
    of.COMMUNICATION,
    of.HEALTH,
    of.AID,
    of.GIFTS,
    of.SPONSORS_OF_CHILDREN,
    of.FORUM,
    of.EVENTS,
    of.PROTECTION,
    of.COUNSEL,
    of.INJURIES,
    of.FUND,
    of.MODELS,
    of.CHILD_FRIENDLY,
    of.TARGETS,
    of.DONE,
)


def content(unit: Unit, period: Period) -> Report:
    tables = Tables(unit, period)
    made, following = annexes(tables), period.last_day.year + 1
    ahead = f"nhiệm vụ trọng tâm năm {following}"
    what = f"ổng kết công tác trẻ em {period.title}, {ahead}"
    chapters = (
        Chapter("TÌNH HÌNH TRẺ EM", tuple(of.SITUATION.words(tables))),
        Chapter("KẾT QUẢ THEO LĨNH VỰC", sections=told(FIELDS, tables)),
        limits(tables),
        tasks(tables, f"NHIỆM VỤ TRỌNG TÂM NĂM {following}"),
        Chapter(f"GIAO VIỆC CHO CÁC NGÀNH NĂM {following}", tuple(of.HANDED.words(tables))),
        counting(tables, made[-1]),
    )
    return framed(tables, f"T{what}", opening(tables, f"t{what}"), chapters, made)
