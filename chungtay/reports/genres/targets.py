"""Results of last year and targets of this year, side by side, with a chart of progress."""

from chungtay.lib.periods import Period, parse_period
from chungtay.lib.problems import Problem
from chungtay.lib.vietnamese import date
from chungtay.places.models import Unit
from chungtay.plans.models import Plan
from chungtay.reports import sections as of
from chungtay.reports.annexes import short_annexes
from chungtay.reports.chapters import Chapter, told
from chungtay.reports.frame import counting, framed, tasks
from chungtay.reports.frame import opening as opened
from chungtay.reports.layout import Report
from chungtay.reports.sections.targets import Followed, plan_of, sentences, table_of
from chungtay.reports.tables import Tables

RESULTS = (
    of.AID,
    of.GIFTS,
    of.MODELS,
    of.CHILD_FRIENDLY,
    of.FUND,
    of.COUNSEL,
    of.PROTECTION,
    of.FORUM,
    of.HEALTH,
)


def content(unit: Unit, period: Period) -> Report:
    """Raises Problem when no plan with targets holds for the period or follows it."""
    tables = Tables(unit, period)
    plan = plan_of(tables)
    if plan is None:
        raise _no_targets(unit, period)
    followed, year = Followed(plan, tables.on), plan.period.lower.year
    before = _year_before(tables, plan)
    made = short_annexes(before)
    what = f"ết quả công tác trẻ em năm {year - 1} và thực hiện mục tiêu năm {year}"
    chapters = (
        Chapter(f"KẾT QUẢ NĂM {year - 1}", sections=told(RESULTS, before)),
        Chapter(f"MỤC TIÊU NĂM {year}", _progress(followed), table=table_of(followed)),
        tasks(tables, "NHIỆM VỤ, GIẢI PHÁP"),
        Chapter("GIAO VIỆC CHO CÁC NGÀNH", tuple(of.HANDED.words(tables))),
        counting(before, made[-1]),
    )
    return framed(tables, f"K{what}", opened(tables, f"k{what}"), chapters, made)


def _progress(followed: Followed) -> tuple[str, ...]:
    if followed.begun:
        return tuple(sentences(followed))
    first = date(followed.plan.period.lower)
    return (f"Kế hoạch số {followed.plan.number} có hiệu lực từ ngày {first}.",)


def _year_before(tables: Tables, plan: Plan) -> Tables:
    return Tables(tables.unit, parse_period(str(plan.period.lower.year - 1)))


def _no_targets(unit: Unit, period: Period) -> Problem:
    return Problem(
        f"{unit.title} chưa có kế hoạch có mục tiêu cho {period.title}. Hãy nhập kế hoạch trước.",
        f"{unit.title} has no plan with targets for {period.code}. Enter the plan first.",
    )
