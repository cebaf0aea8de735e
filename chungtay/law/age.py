"""Who is a child: under 16 (Luật Trẻ em 2016, Điều 1; the same age in the law of 2004)."""

from datetime import date

from chungtay.lib.periods import birthday, years_before

CHILD_UNTIL_AGE = 16


def is_child(born: date, on: date) -> bool:
    """The 16th birthday is the first day one is no longer a child."""
    return born <= on < birthday(born, CHILD_UNTIL_AGE)


def born_after_to_be_child(on: date) -> date:
    """Those born after this day (and by `on`) are children on `on`."""
    return years_before(on, CHILD_UNTIL_AGE)


def age_in_words(born: date, on: date) -> str:
    """Months under two years, years and months under six, years from there."""
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < 24:
        return f"{max(months, 0)} tháng"
    years, rest = divmod(months, 12)
    return f"{years} tuổi {rest} tháng" if years < 6 and rest else f"{years} tuổi"
