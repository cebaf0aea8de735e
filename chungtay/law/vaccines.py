"""The expanded immunisation programme as data: what a child must have had, by the day."""

from datetime import date

from chungtay.law.data import law_file

VACCINES: tuple[tuple[str, str], ...] = tuple(law_file("vaccines")["names"].items())


def full_set(on: date) -> tuple[tuple[str, int], ...]:
    """(vaccine, dose) of every dose a child must have had by its first birthday, by the
    programme in force on the day. Empty for a day before the oldest programme on file."""
    for programme in law_file("vaccines")["programmes"]:
        if programme["from"] <= on and (programme["to"] is None or on < programme["to"]):
            return tuple(
                (vaccine, dose)
                for vaccine, doses in programme["first_year"].items()
                for dose in range(1, doses + 1)
            )
    return ()
