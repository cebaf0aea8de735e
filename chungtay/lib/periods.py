"""Spans of days. Every span is half-open: the first day is in it, the end is not."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from chungtay.lib.problems import Problem


@dataclass(frozen=True, order=True)
class Period:
    """A reporting period [start, end); `code` is how a person names it (2020-H1)."""

    start: date
    end: date
    code: str

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def title(self) -> str:
        """The period in words, as the head of a report says it."""
        year = self.start.year
        named = {
            "H1": f"6 tháng đầu năm {year}",
            "H2": f"6 tháng cuối năm {year}",
            "9M": f"9 tháng đầu năm {year}",
            "": f"năm {year}",
        }
        _, _, part = self.code.partition("-")
        if part in named and ".." not in self.code:
            return named[part]
        if part.startswith("Q"):
            return f"quý {['I', 'II', 'III', 'IV'][int(part[1]) - 1]} năm {year}"
        if re.fullmatch(r"\d\d", part):
            return f"tháng {self.start.month} năm {year}"
        return f"từ {self.start:%d/%m/%Y} đến {self.last_day:%d/%m/%Y}"

    def months(self) -> int:
        """Whole calendar months touched, at least one."""
        last = self.last_day
        return (last.year - self.start.year) * 12 + last.month - self.start.month + 1


_PARTS = {"": (1, 12), "H1": (1, 6), "H2": (7, 12), "9M": (1, 9)} | {
    f"Q{q}": (3 * q - 2, 3 * q) for q in (1, 2, 3, 4)
}


def parse_period(text: str) -> Period:
    """2020, 2020-H1, 2020-Q3, 2020-9M, 2020-05, or 2020-01-01..2020-06-30 (both days in).

    Raises Problem when the text is none of these.
    """
    wanted = text.strip().upper()
    if match := re.fullmatch(r"(\d{4})(?:-(H1|H2|9M|Q[1-4]|0[1-9]|1[0-2]))?", wanted):
        year, part = int(match[1]), match[2] or ""
        if 1990 <= year <= 2100:
            first, last = _PARTS.get(part) or (int(part), int(part))
            return Period(date(year, first, 1), _month_end(year, last), wanted)
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", wanted):
        try:
            first_day, last_day = (date.fromisoformat(day) for day in match.groups())
        except ValueError:
            raise _unknown(text) from None
        if first_day <= last_day:
            return Period(first_day, last_day + timedelta(days=1), wanted)
    raise _unknown(text)


def parse_day(text: str, otherwise: date) -> date:
    """A day written 2026-11-01; `otherwise` if nothing is written. Raises Problem."""
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError:
        raise Problem(
            f"Không hiểu ngày “{text}”. Hãy ghi như 2026-11-01.",
            f"Unknown day {text!r}; write it as 2026-11-01.",
        ) from None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1]) + timedelta(days=1)


def _unknown(text: str) -> Problem:
    return Problem(
        f"Không hiểu kỳ báo cáo “{text}”. Ví dụ đúng: 2020-H1, 2020, 2020-Q2, 2020-05, "
        "2020-01-01..2020-06-30.",
        f"Unknown period “{text}”. Write 2020-H1, 2020, 2020-Q2, 2020-05 "
        "or 2020-01-01..2020-06-30.",
    )


def whole_quarters(period: Period) -> list[date]:
    """The first days of the calendar quarters that lie wholly in the period."""
    firsts = (
        date(year, month, 1)
        for year in range(period.start.year, period.end.year + 1)
        for month in (1, 4, 7, 10)
    )
    return [
        first for first in firsts if period.start <= first and next_quarter(first) <= period.end
    ]


def next_quarter(first: date) -> date:
    """The first day of the quarter after the one that begins on `first`."""
    return _month_end(first.year, first.month + 2)


def birthday(born: date, years: int) -> date:
    """The day a person born on `born` turns `years`; 29 February gives 1 March."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def years_before(day: date, years: int) -> date:
    """The birth date after which one is still under `years` on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
