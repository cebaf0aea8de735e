"""The report of a half year, or of any period: situation, results, limits, tasks."""

from chungtay.lib.periods import Period
from chungtay.places.models import Unit
from chungtay.reports import sections as of
from chungtay.reports.annexes import annexes
from chungtay.reports.chapters import Chapter, told
from chungtay.reports.frame import counting, framed, limits, opening, tasks
from chungtay.reports.layout import Report
from chungtay.reports.tables import Tables

RESULTS = (
    of.ORGANISATION,
    of.COMMUNICATION,
    of.EVENTS,
    of.FORUM,
    of.AID,
    of.GIFTS,
    of.FUND,
    of.PROTECTION,
    of.COUNSEL,
    of.HEALTH,
    of.INJURIES,
    of.MODELS,
    of.CHILD_FRIENDLY,
    of.TARGETS,
    of.DONE,
)


def content(unit: Unit, period: Period) -> Report:
    """Raises Problem when the unit is not of the tree of the period's last day."""
    tables = Tables(unit, period)
    made, what = annexes(tables), f"ết quả công tác trẻ em {period.title}"
    chapters = (
        Chapter("TÌNH HÌNH TRẺ EM", tuple(of.SITUATION.words(tables))),
        Chapter("KẾT QUẢ THỰC HIỆN", sections=told(RESULTS, tables)),
        limits(tables),
        tasks(tables),
        counting(tables, made[-1]),
    )
    return framed(tables, f"K{what}", opening(tables, f"k{what}"), chapters, made)
