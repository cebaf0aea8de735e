"""The periods that pages speak of."""

from datetime import date

from django.http import Http404

from chungtay.lib.periods import Period, parse_period
from chungtay.lib.problems import Problem
from chungtay.web.problems import sentence_of


def half_of(day: date) -> Period:
    return parse_period(f"{day.year}-H{1 if day.month <= 6 else 2}")


def running(day: date) -> Period:
    """The half year so far: its first day to this one."""
    half = half_of(day)
    return half if half.last_day == day else parse_period(f"{half.start}..{day}")


def last_ended(day: date) -> Period:
    """The latest half year that has ended on or before the day."""
    half = half_of(day)
    if half.last_day <= day:
        return half
    return parse_period(f"{day.year - 1}-H2" if half.start.month == 1 else f"{day.year}-H1")


def offered(day: date) -> list[Period]:
    """Periods to choose from, newest first: half years and years of the last three."""
    codes = [f"{y}{part}" for y in range(day.year, day.year - 3, -1) for part in ("", "-H2", "-H1")]
    begun = [period for code in codes if (period := parse_period(code)).start <= day]
    return sorted(begun, key=lambda period: (period.end, period.start), reverse=True)


def period_or_404(code: str) -> Period:
    """A period by its code; one that is not understood answers 404 and says so."""
    try:
        return parse_period(code)
    except Problem as problem:
        raise Http404(sentence_of(problem)) from problem
