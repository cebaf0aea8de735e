"""When the six-month report of a unit is due."""

from dataclasses import dataclass
from datetime import date

from chungtay.law.data import law_file
from chungtay.lib.periods import Period, parse_period

HALVES = ("first", "second")


@dataclass(frozen=True)
class Due:
    period: Period
    day: date

    def left(self, on: date) -> int:
        """Whole days from `on`."""
        return (self.day - on).days


def case_support_days() -> int:
    """Working days within which a child found abused must have its support plan approved."""
    return int(law_file("deadlines")["case_support"]["working_days"])


def next_report(level: int, on: date) -> Due | None:
    """The next report a unit of the level owes, due on or after the day; None for a hamlet."""
    days = {row["level"]: row for row in law_file("deadlines")["six_month_report"]["levels"]}
    if level not in days:
        return None
    owed = [
        _due(days[level][half], year, number)
        for year in (on.year - 1, on.year, on.year + 1)
        for number, half in enumerate(HALVES, start=1)
    ]
    return min((due for due in owed if due.day >= on), key=lambda due: due.day)


def _due(rule: dict, year: int, half: int) -> Due:
    late = 1 if rule.get("next_year") else 0
    return Due(parse_period(f"{year}-H{half}"), date(year + late, rule["month"], rule["day"]))
