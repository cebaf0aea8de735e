"""What a Fund has left, read from its books."""

from datetime import date, timedelta

from django.db import connection

from chungtay.lib.problems import Problem
from chungtay.places.models import Unit


def balance(unit: Unit, day: date) -> int:
    """Whole dong left in the books of the unit's Fund at the end of the day; less than none where
    more was spent than raised. Raises Problem for books that are not the reader's to open.

    Raised and taken over, less spent and handed over; what a support was worth is what it cost.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.fund_left(%s, %s)", [unit.pk, day + timedelta(days=1)])
        (left,) = cursor.fetchone()
    if left is None:
        raise Problem(
            "Vị trí công tác của anh/chị không mở được sổ Quỹ này.",
            "The books of this Fund are not open to you.",
        )
    return int(left)
