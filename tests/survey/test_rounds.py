"""Rounds: opened for hamlets, given to people, counted, and compared with the one before."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.lib.problems import Problem
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from chungtay.survey.actions import assign, assign_proposed, open_round, people_for, take
from chungtay.survey.comparing import since_last
from chungtay.survey.coverage import coverage, total
from chungtay.survey.models import Area, Round
from chungtay.survey.visiting import change, confirm, mark_gone
from tests.survey.conftest import ALL, FIRST, LAST, Field, person
from tests.web.conftest import DAY, add_child


def opened(field: Field, **asked: Any) -> Round:
    told: dict[str, Any] = {"name": "Đợt", "kind": "new", "unit": field.commune, "first": FIRST}
    told |= {"last": LAST, "questions": ["sex"], "by": field.officer, **asked}
    return open_round(**told)


@pytest.mark.parametrize(
    "asked",
    [
        {"last": date(2020, 5, 31)},
        {"last": date(2022, 1, 1)},
        {"first": date(1950, 1, 1), "last": date(1950, 2, 1)},
    ],
)
def test_days_that_cannot_be_are_refused(field: Field, asked: Any) -> None:
    with pytest.raises(Problem):
        opened(field, **asked)
    assert Round.objects.filter(unit=field.commune).count() == 1


@pytest.mark.parametrize("asked", [{"questions": []}, {"name": ""}, {"questions": ["x"]}])
def test_a_round_has_a_name_and_asks_something(field: Field, asked: Any) -> None:
    with pytest.raises(ValidationError):
        opened(field, **asked)


def test_a_round_of_some_hamlets(field: Field) -> None:
    found = opened(field, below=[field.areas[1].unit])
    assert [area.unit for area in found.areas.all()] == [field.areas[1].unit]


def test_hamlets_go_to_their_own_collaborators(field: Field) -> None:
    assert assign_proposed(field.round, field.commune, on=DAY, by=field.officer) == 1
    people = list(field.round.areas.order_by("unit").values_list("person", flat=True))
    assert people == [field.collaborator.pk, None]
    offered = people_for(field.areas, DAY)
    assert offered[field.areas[0].pk] == [field.collaborator, field.officer]
    assert offered[field.areas[1].pk] == [field.officer]


def test_only_one_who_serves_the_hamlet_is_given_it(field: Field) -> None:
    with pytest.raises(Problem, match="không giữ vị trí"):
        assign(field.areas[1], field.collaborator, by=field.officer)
    with pytest.raises(Problem, match="trước ngày mở đợt"):
        assign(field.areas[0], field.collaborator, due=date(2020, 1, 1), by=field.officer)


def done(field: Field) -> None:
    assign_proposed(field.round, field.commune, on=DAY, by=field.officer)
    visits = field.visits()
    confirm(visits[0], by=field.collaborator, on=DAY)
    change(visits[1], {"full_name": "Nguyễn Gia Bảo"}, by=field.collaborator, on=DAY)
    mark_gone(visits[2], why="moved", by=field.collaborator, on=DAY)
    confirm(visits[3], by=field.collaborator, on=DAY)
    take(field.areas[0], "send", by=field.collaborator)


def test_the_board_counts_hamlets_and_children(field: Field) -> None:
    done(field)
    rows = coverage(field.round, field.commune, DAY)
    told = {unit.title: (c.assigned, c.begun, c.sent, c.checked, c.listed, c.visited, c.changed,
                         c.gone) for unit, c in rows}  # fmt: skip
    assert told == {"Buôn Thử 1": (1, 1, 1, 0, 4, 4, 1, 1), "Buôn Thử 2": (0,) * 8}
    assert total(rows).areas == 2


@pytest.mark.parametrize(("role", "sees"), [(Role.LEADER, 2), (Role.COMMUNE_OFFICER, 2)])
def test_a_board_reads_no_further_than_ones_tree(field: Field, role: str, sees: int) -> None:
    done(field)
    assert field.commune.province is not None
    with of_person(person(role, field.commune).pk):
        counted = total(coverage(field.round, field.commune.province, DAY, by_commune=True))
    sibling = field.commune.province.children.exclude(pk=field.commune.district_id).first()
    with of_person(person(role, sibling).pk):
        nothing = total(coverage(field.round, field.commune.province, DAY, by_commune=True))
    assert (counted.areas, nothing.areas) == (sees, 0)


def test_a_board_is_two_statements_however_many_hamlets(field: Field) -> None:
    with CaptureQueriesContext(connection) as asked:
        coverage(field.round, field.commune, DAY)
    assert len([one for one in asked.captured_queries if "survey_area" in one["sql"]]) == 2


def test_what_changed_since_the_last_round(field: Field) -> None:
    done(field)
    later = opened(field, first=date(2020, 6, 15), last=LAST, questions=ALL)
    area = later.areas.get(unit=field.areas[0].unit)
    add_child(area.unit, "Mới Sinh", date(2020, 5, 1))
    kept = Field(field.commune, field.officer, field.collaborator, later, [area])
    from chungtay.survey.visiting import list_children

    list_children(area, on=DAY)
    visits = {one.child.full_name: one for one in area.visits.all()}
    assert set(visits) == {"Đặng H’Linh", "Nguyễn Gia Bảo", "Lê Minh", "Mới Sinh"}
    change(visits["Lê Minh"], {"sex": "m"}, by=kept.officer, on=DAY)
    confirm(visits["Đặng H’Linh"], by=kept.officer, on=DAY)
    confirm(visits["Mới Sinh"], by=kept.officer, on=DAY)
    found = since_last(Area.objects.select_related("unit", "round").get(pk=area.pk))
    told = {line.visit.child.full_name: (line.outcome, line.what) for line in found.lines}
    assert told == {
        "Đặng H’Linh": ("unchanged", []),
        "Lê Minh": ("changed", ["sex"]),
        "Mới Sinh": ("new", []),
        "Nguyễn Gia Bảo": ("", []),
    }
    assert found.before == field.areas[0]
    assert found.counts == {"unchanged": 1, "changed": 1, "gone": 0, "new": 1, "": 1}
