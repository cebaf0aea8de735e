"""A child moves, is lost sight of, is found again: homes ended and begun in one act."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.actions.homes import (
    after_begin,
    close,
    last_home,
    not_before,
    not_in_future,
    open_home,
    same_unit_on,
)
from chungtay.children.models import Began, Child, Ended, Household, Residence
from chungtay.lib.problems import Problem
from chungtay.people.actions import keep
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User
from chungtay.people.trail import note
from chungtay.places.models import Level, Unit

Kind = Deed.Kind


@transaction.atomic
def leave_home(child: Child, *, on: date, by: User) -> Residence | None:
    """Ends the home that a child has without an end, as it lives in another one from `on`.

    None if there is none that began before the day: nothing is changed then.
    """
    homes = Residence.objects.select_for_update().on(on).filter(child=child)
    old = homes.filter(period__upper_inf=True, period__startswith__lt=on).first()
    if old is None:
        return None
    close(old, on, old.ended)
    note("leave_home", f"child:{child.pk}", by=by.username)
    return old


def move_home(home: Residence, *, by: User) -> Residence:
    """Saves a new or mended home as typed; a new one ends the one the child had before it."""
    day = home.period.lower
    with doing(Kind.CORRECTED, by=by, unit=home.unit, day=day, child=home.child_id):
        if home._state.adding:
            leave_home(home.child, on=day, by=by)
        return keep(home, by=by)


def move_out(child: Child, *, to: Unit, on: date, by: User) -> Residence:
    """The child lives in another hamlet or commune of the system from the day `on`: handed over,
    not copied. A whole commune stands until its people say which hamlet. Returns the new home.

    Raises Problem for a day that cannot be and for the hamlet it already lives in.
    """
    with transaction.atomic():
        home, to = open_home(child), same_unit_on(to, on)
        _can_be_left(home, on, by)
        if to.code == home.unit.code or to.level not in (Level.COMMUNE, Level.HAMLET):
            raise Problem(
                "Hãy chọn một xã hoặc thôn khác nơi trẻ đang ở.",
                "Choose a commune or hamlet other than the present one.",
            )
        details = {"from": home.unit_id, "to": to.pk}
        with doing(Kind.MOVED_OUT, by=by, unit=home.unit, day=on, child=child.pk, details=details):
            close(home, on, Ended.MOVED)
            return _hand_over(child, to, on, Began.MOVED)


def leave_system(
    child: Child, *, on: date, by: User, to: str = "", province: Unit | None = None
) -> Residence:
    """The child has left for a place that keeps no register here; `on`: first day away. `to`:
    where, as told; `province`: in which, if it is one of the country's and known.

    Raises Problem for a unit that is no province, or was none on the day.
    """
    if province is not None and province.level != Level.PROVINCE:
        raise Problem("Hãy chọn tỉnh, thành phố nơi đến.", "Choose the province it went to.")
    left_province = same_unit_on(province, on) if province else None
    left = {"left_to": " ".join(to.split())[:200], "left_province": left_province}
    return _end_home(child, on, Ended.LEFT, Kind.MOVED_OUT, by, **left)


def lose(child: Child, *, on: date, by: User) -> Residence:
    """Nobody knows where the child lives from the day `on`."""
    return _end_home(child, on, Ended.LOST, Kind.LOST, by)


def _end_home(child: Child, on: date, ended: str, kind: str, by: User, **left: Any) -> Residence:
    with transaction.atomic():
        home = open_home(child)
        _can_be_left(home, on, by)
        with doing(kind, by=by, unit=home.unit, day=on, child=child.pk):
            return close(home, on, ended, **left)


def _can_be_left(home: Residence, on: date, by: User) -> None:
    not_in_future(on, by)
    after_begin(home, on)


def come_back(child: Child, *, unit: Unit, on: date, by: User) -> Residence:
    """A child that was lost or had left lives in `unit` from the day `on`. Returns the home.

    Raises Problem for a child that died or lives somewhere, and for a day before it had gone.
    """
    with transaction.atomic():
        home, unit = last_home(child), same_unit_on(unit, on)
        _can_come_back(child, home, on, by)
        found = home.ended == Ended.LOST
        kind, began = (Kind.FOUND, Began.FOUND) if found else (Kind.MOVED_IN, Began.MOVED)
        with doing(kind, by=by, unit=unit, day=on, child=child.pk):
            return _hand_over(child, unit, on, began)


def _can_come_back(child: Child, home: Residence, on: date, by: User) -> None:
    if child.died_on or home.period.upper is None:
        raise Problem(
            "Trẻ đã chết hoặc đang có nơi ở trong sổ.",
            "The child died, or has a home in the register.",
        )
    not_in_future(on, by)
    not_before(on, home.period.upper, "khi đó trẻ còn ở nơi cũ", "it still lived in its old home")


def _hand_over(child: Child, to: Unit, on: date, began: str) -> Residence:
    """The new home, written by the database itself: it may be where the writer does not serve."""
    was = last_home(child)
    new = Residence(
        child=child, unit=to, period=DateRange(on, None), began=began, lives_with=was.lives_with
    )
    new.full_clean(exclude=["id"])
    with connection.cursor() as cursor:
        asked = "SELECT access.hand_over(%s, %s, %s, %s)"
        cursor.execute(asked, [child.pk, to.pk, on, str(began)])
        new.pk = cursor.fetchone()[0]
    new._state.adding = False
    return new


def settle(
    home: Residence, *, unit: Unit, household: Household | None, lives_with: str, by: User
) -> Residence:
    """Says in which hamlet and household a child lives that was handed over. `household` may be
    a new one. Raises ValidationError; nothing is saved then."""
    day = home.period.lower
    with doing(Kind.CORRECTED, by=by, unit=unit, day=day, child=home.child_id):
        if household is not None and household._state.adding:
            household.full_clean()
            household.save()
        home.unit, home.household, home.lives_with = unit, household, lives_with
        return keep(home, by=by)
