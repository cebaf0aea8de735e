"""What is found of a child goes into the register, and the visit remembers what it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.models import Child, Household, Residence, Schooling
from chungtay.lib.problems import Problem
from chungtay.people.deeds import undo
from chungtay.people.models import Deed
from chungtay.places.models import Unit
from chungtay.survey.actions import take
from chungtay.survey.models import Visit
from chungtay.survey.visiting import add_new, change, confirm, list_children, mark_gone
from tests.survey.conftest import Field
from tests.web.conftest import DAY


def made(visit: Visit) -> tuple[str, list[str]]:
    visit.refresh_from_db()
    return visit.outcome, visit.changed


def state_of(field: Field) -> str:
    field.areas[0].refresh_from_db()
    return field.areas[0].state


def test_the_list_holds_each_child_once(field: Field) -> None:
    assert list_children(field.areas[0], on=DAY) == 4
    assert list_children(field.areas[0], on=DAY) == 0
    assert list_children(field.areas[1], on=DAY) == 0


def test_one_tap_confirms_and_begins_the_hamlet(field: Field) -> None:
    visit = field.visits()[0]
    confirm(visit, by=field.collaborator, on=DAY)
    assert made(visit) == ("unchanged", [])
    assert state_of(field) == "in_progress"


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ({"full_name": "Đặng H’Linh Niê"}, ["full_name"]),
        ({"sex": "m", "ethnic_group": "12"}, ["sex", "ethnic_group"]),
        ({"birth_date": date(2010, 5, 3)}, ["birth_date"]),
        ({"head": "Y Thử Niê"}, ["head"]),
        ({"carer": "Bà Ngoại"}, ["carer"]),
        ({"lives_with": "kin"}, ["lives_with"]),
        ({"schooling": "learning"}, ["schooling"]),
        ({"sex": "f", "full_name": "đặng  h’linh"}, []),
        ({}, []),
    ],
)
def test_a_change_is_put_right_and_remembered(
    field: Field, said: dict[str, Any], changed: list[str]
) -> None:
    visit = field.visits()[0]
    change(visit, said, by=field.collaborator, on=DAY)
    assert made(visit) == ("changed" if changed else "unchanged", changed)


def test_a_home_older_than_the_record_of_its_hamlet_stops_no_other_change(field: Field) -> None:
    visit = field.visits()[0]
    home = Residence.objects.get(child=visit.child, period__upper_inf=True)
    first = home.period.lower
    later = DateRange(first + timedelta(days=1), home.unit.period.upper)
    Unit.objects.filter(pk=home.unit_id).update(period=later)
    said = {"schooling": "learning", "lives_with": "kin"}
    change(visit, said, by=field.collaborator, on=DAY)
    assert made(visit) == ("changed", ["lives_with", "schooling"])
    home.refresh_from_db()
    home.period = DateRange(first - timedelta(days=1), home.period.upper)
    with pytest.raises(ValidationError):
        home.full_clean()


def test_what_is_wrong_is_refused_and_nothing_is_kept(field: Field) -> None:
    visit = field.visits()[0]
    with pytest.raises(ValidationError):
        change(visit, {"personal_number": "12"}, by=field.collaborator, on=DAY)
    assert made(visit) == ("", [])
    assert state_of(field) == "not_begun"


def test_a_child_drops_out_of_school_on_the_day(field: Field) -> None:
    visit = field.visits()[0]
    Schooling.objects.create(child=visit.child, status="learning", period=(date(2019, 9, 1), None))
    change(visit, {"schooling": "dropped"}, by=field.collaborator, on=DAY)
    told = [(one.status, one.period.lower) for one in visit.child.schooling.order_by("period")]
    assert told == [("learning", date(2019, 9, 1)), ("dropped", DAY)]


@pytest.mark.parametrize(
    ("why", "ended"), [("moved", "left"), ("lost", "lost"), ("died", "died"), ("mistaken", "")]
)
def test_a_child_that_is_gone(field: Field, why: str, ended: str) -> None:
    visit = field.visits()[1]
    mark_gone(visit, why=why, words="Bình Phước", by=field.collaborator, on=DAY)
    home = Residence.objects.get(child=visit.child)
    assert made(visit) == ("gone", [])
    assert home.ended == ended
    assert (home.period.upper is not None) == bool(ended)


def test_a_child_moved_within_the_system_is_handed_over(field: Field) -> None:
    visit = field.visits()[1]
    unit = field.areas[1].unit
    mark_gone(visit, why="moved", to=unit, by=field.officer, on=DAY)
    visit.refresh_from_db()
    assert visit.gone_to == "Buôn Thử 2"
    assert Residence.objects.on(DAY).get(child=visit.child).unit == unit


def test_a_new_child_is_enrolled_and_listed_as_new(field: Field) -> None:
    child = Child(full_name="Bùi Mới Về", birth_date=date(2016, 2, 1), sex="f", ethnic_group="01")
    home = Household(unit=field.areas[0].unit, head="Bùi Văn Chủ")
    visit = add_new(
        field.areas[0], child, since=date(2020, 5, 1), household=home, by=field.collaborator, on=DAY
    )
    assert made(visit) == ("new", [])
    change(visit, {"full_name": "Bùi Thị Mới"}, by=field.collaborator, on=DAY)
    assert made(visit) == ("new", [])


def test_a_visit_is_taken_back_with_what_it_changed(field: Field) -> None:
    visit = field.visits()[2]
    before = Child.objects.filter(pk=visit.child_id).values().get()
    change(visit, {"full_name": "Tên Khác"}, by=field.collaborator, on=DAY)
    undo(Deed.objects.get(child_id=visit.child_id), by=field.collaborator)
    assert made(visit) == ("", [])
    assert Child.objects.filter(pk=visit.child_id).values().get() == before


def test_nothing_is_written_once_the_hamlet_is_sent(field: Field) -> None:
    visits = field.visits()
    for visit in visits:
        confirm(visit, by=field.collaborator, on=DAY)
    take(field.areas[0], "send", by=field.collaborator)
    with pytest.raises(Problem, match="phải được trả lại"):
        confirm(visits[0], by=field.collaborator, on=DAY)
    take(field.areas[0], "send_back", words="Xem lại hộ 2", by=field.officer)
    confirm(visits[0], by=field.collaborator, on=DAY)
    assert state_of(field) == "in_progress"


def test_a_child_the_register_let_go_is_not_confirmed(field: Field) -> None:
    visit = field.visits()[0]
    Residence.objects.filter(child=visit.child).update(period=(date(2019, 1, 1), date(2020, 2, 1)))
    with pytest.raises(Problem, match="không còn ở thôn này"):
        confirm(visit, by=field.collaborator, on=DAY)
    mark_gone(visit, why="moved", by=field.collaborator, on=DAY)
    assert made(visit)[0] == "gone"
