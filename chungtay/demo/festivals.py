"""Days of the year's festivals. Those of the lunar calendar were looked up, year by year."""

from datetime import date, timedelta

from chungtay.lib.periods import Period

LUNAR_NEW_YEAR = {
    2012: date(2012, 1, 23), 2013: date(2013, 2, 10), 2014: date(2014, 1, 31),
    2019: date(2019, 2, 5), 2020: date(2020, 1, 25), 2021: date(2021, 2, 12),
    2022: date(2022, 2, 1), 2023: date(2023, 1, 22), 2024: date(2024, 2, 10),
}  # fmt: skip
MID_AUTUMN = {
    2012: date(2012, 9, 30), 2013: date(2013, 9, 19), 2014: date(2014, 9, 8),
    2019: date(2019, 9, 13), 2020: date(2020, 10, 1), 2021: date(2021, 9, 21),
    2022: date(2022, 9, 10), 2023: date(2023, 9, 29), 2024: date(2024, 9, 17),
}  # fmt: skip


def festival(occasion: str, period: Period) -> date:
    """The day of the festival (of a year not looked up: about it); the middle of a period that
    does not hold one."""
    for year in range(period.start.year, period.last_day.year + 1):
        day = _day(occasion, year)
        if period.start <= day < period.end:
            return day
    return period.start + timedelta(days=(period.end - period.start).days // 2)


def _day(occasion: str, year: int) -> date:
    if occasion == "tet":  # gifts are given in the week before
        return LUNAR_NEW_YEAR.get(year, date(year, 2, 4)) - timedelta(days=6)
    if occasion == "mid_autumn":
        return MID_AUTUMN.get(year, date(year, 9, 20)) - timedelta(days=1)
    return date(year, 6, 15) if occasion == "month_of_action" else date(year, 6, 1)
