"""The genres of a unit's documents: each a module with `content(unit, period) -> Report`."""

from collections.abc import Callable
from dataclasses import dataclass

from chungtay.lib.periods import Period
from chungtay.lib.problems import Problem
from chungtay.places.models import Unit
from chungtay.reports import plan_document
from chungtay.reports.genres import review, six_month, targets, year
from chungtay.reports.layout import Report


@dataclass(frozen=True)
class Genre:
    title: str
    title_en: str
    content: Callable[[Unit, Period], Report]


GENRES = {
    "six-month": Genre("Báo cáo kết quả", "Report of results", six_month.content),
    "year": Genre("Tóm tắt 12 tháng", "Summary of twelve months", year.content),
    "review": Genre("Báo cáo tổng kết", "Annual review", review.content),
    "targets": Genre("Kết quả và mục tiêu", "Results and targets", targets.content),
    "plan": Genre("Kế hoạch năm", "Yearly plan", plan_document.of_unit),
}


def named(name: str) -> Genre:
    """Raises Problem for a name that is none of them."""
    if name not in GENRES:
        known = ", ".join(GENRES)
        raise Problem(
            f"Không có loại văn bản “{name}”. Hãy chọn: {known}.",
            f"There is no genre “{name}”. Choose one of: {known}.",
        )
    return GENRES[name]


def usual(period: Period) -> str:
    """The genre of a period when none is asked for."""
    return "year" if period.months() >= 12 else "six-month"
