"""When the six-month report of a unit is due.

Thông tư 02/2021/TT-BLĐTBXH Điều 6 gives these days for social-assistance data; no text read so
far gives them for child work, so an installation may set its own in `REPORT_DUE`.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from chungtay.lib.periods import Period, parse_period
from chungtay.places.models import Level, Unit

# Level: (month, day) for the first half; (month, day) for the second half; years after its own.
REPORT_DUE: dict[int, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    Level.PROVINCE: ((7, 15, 0), (1, 15, 1)),
    Level.DISTRICT: ((6, 30, 0), (12, 31, 0)),
    Level.COMMUNE: ((6, 15, 0), (12, 15, 0)),
}


@dataclass(frozen=True)
class Due:
    period: Period
    day: date

    def left(self, on: date) -> int:
        """Whole days from `on`."""
        return (self.day - on).days


def next_report(unit: Unit, on: date) -> Due | None:
    """The next report the unit's level owes, due on or after the day; None for a hamlet."""
    days = getattr(settings, "REPORT_DUE", REPORT_DUE).get(unit.level)
    if days is None:
        return None
    owed = [
        Due(parse_period(f"{year}-H{half}"), date(year + later, month, day))
        for year in (on.year - 1, on.year, on.year + 1)
        for half, (month, day, later) in enumerate(days, start=1)
    ]
    return min((due for due in owed if due.day >= on), key=lambda due: due.day)
