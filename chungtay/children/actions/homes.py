"""What every act of a child's life asks first: about which home, and whether the day can be."""

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.models import Child, Circumstance, Guardian, Residence, Schooling
from chungtay.children.sealed import working_day
from chungtay.lib import vietnamese
from chungtay.lib.problems import Problem
from chungtay.people.models import User
from chungtay.places.models import Unit


def last_home(child: Child) -> Residence:
    """The newest home that the register tells of. Raises Problem for a child without any."""
    homes = child.residences.select_related("unit", "household")
    home = homes.order_by("-period").first()
    if home is None:
        raise Problem("Trẻ chưa có nơi ở trong sổ.", "The child has no home in the register.")
    return home


def open_home(child: Child) -> Residence:
    """The home the child lives in now, locked. Raises Problem if it has left or died."""
    # Read again as it is locked: another may have ended it while this one waited.
    homes = Residence.objects.select_for_update(of=("self",), no_key=True)
    home = homes.select_related("unit", "household").get(pk=last_home(child).pk)
    if home.period.upper is not None:
        raise Problem(
            f"Trẻ không còn ở {home.unit.title}: sổ ghi nơi ở đã kết thúc.",
            f"The child no longer lives in {home.unit.title}.",
        )
    return home


def not_in_future(on: date, by: User) -> None:
    if on > working_day(by):
        raise Problem("Ngày này chưa tới.", "That day has not come yet.")


def not_before(on: date, first: date, what: str, en: str) -> None:
    """Raises Problem unless `on` is `first` or later; `what` says what began then."""
    if on < first:
        day = vietnamese.date(first)
        raise Problem(f"Phải từ ngày {day} trở đi: {what}.", f"Must be {first} or later: {en}.")


def after_begin(home: Residence, on: date) -> None:
    """Raises Problem unless the home held at least one day before `on`."""
    if on <= home.period.lower:
        day = vietnamese.date(home.period.lower)
        raise Problem(
            f"Phải sau ngày {day}, ngày trẻ bắt đầu ở {home.unit.title}.",
            f"Must be after {home.period.lower}, when the child came to {home.unit.title}.",
        )


def nothing_from(child: Child, on: date) -> None:
    """Raises Problem if the register tells of something that began on the day or later."""
    for model in (Residence, Guardian, Circumstance, Schooling):
        later = model.objects.filter(child=child, period__startswith__gte=on)
        if found := later.order_by("period").first():
            day = vietnamese.date(found.period.lower)
            raise Problem(
                f"Sổ đã ghi về trẻ từ ngày {day}: hãy xem lại ngày, hoặc sửa dòng đó trước.",
                f"The register tells of something from {found.period.lower} on.",
            )


def close(home: Residence, on: date, ended: str, **left: Any) -> Residence:
    """Ends the home: `on` is the first day the child no longer lives there. `left`: of one that
    left the system, where to (`left_to`, `left_province`)."""
    home.period, home.ended = DateRange(home.period.lower, on), ended
    for name, value in left.items():
        setattr(home, name, value)
    home.save(update_fields=["period", "ended", *left])
    return home


def same_unit_on(unit: Unit, on: date) -> Unit:
    """The row of the unit that stood on the day. Raises Problem if there was none."""
    if unit.valid_on(on):
        return unit
    then = Unit.objects.on(on).filter(code=unit.code, level=unit.level).first()
    if then is None:
        day = vietnamese.date(on)
        raise Problem(f"Ngày {day} không có {unit.title}.", f"There was no {unit.title} on {on}.")
    return then
