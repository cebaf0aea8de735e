"""A sample drawn by lot, asked again blind, and how wrong the survey was."""

from typing import Any

import pytest

from chungtay.lib.problems import Problem
from chungtay.survey.actions import take
from chungtay.survey.errors import errors, interval
from chungtay.survey.models import Recheck, Sample
from chungtay.survey.sampling import allocation, draw, enter
from chungtay.survey.visiting import confirm, mark_gone
from tests.survey.conftest import Field
from tests.web.conftest import DAY


@pytest.mark.parametrize(
    ("sizes", "total", "given"),
    [
        ({1: 100, 2: 100}, 10, {1: 5, 2: 5}),
        ({1: 300, 2: 100}, 8, {1: 6, 2: 2}),
        ({1: 1000, 2: 3, 3: 3}, 5, {1: 3, 2: 1, 3: 1}),
        ({1: 5, 2: 5, 3: 5}, 2, {1: 1, 2: 1, 3: 0}),
        ({1: 2, 2: 1}, 50, {1: 2, 2: 1}),
    ],
)
def test_each_hamlet_gives_its_share(sizes: Any, total: int, given: Any) -> None:
    assert allocation(sizes, total) == given


# Compared with the interval published for these counts (Newcombe 1998, table I, method 3).
@pytest.mark.parametrize(
    ("wrong", "asked", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(wrong: int, asked: int, low: float, high: float) -> None:
    assert interval(wrong, asked) == pytest.approx((low, high), abs=0.0001)


def sent(field: Field) -> None:
    visits = field.visits()
    mark_gone(visits[3], why="lost", by=field.collaborator, on=DAY)
    for visit in visits[:3]:
        confirm(visit, by=field.collaborator, on=DAY)
    take(field.areas[0], "send", by=field.collaborator)


def drawn(field: Field, **asked: Any) -> Sample:
    return draw(field.round, field.commune, by=field.officer, **{"size": 4, **asked})


def of(sample: Sample, name: str) -> Recheck:
    return sample.rechecks.get(child__full_name=name)


def test_nothing_is_drawn_of_what_was_not_sent(field: Field) -> None:
    with pytest.raises(Problem, match="Chưa có thôn nào gửi"):
        drawn(field)


def test_the_same_seed_draws_the_same(field: Field) -> None:
    sent(field)
    first, again = (drawn(field, size=2, seed=7) for _ in range(2))
    keys = [list(one.rechecks.order_by("number").values_list("visit", flat=True)) for one in
            (first, again)]  # fmt: skip
    assert keys[0] == keys[1]
    assert len(keys[0]) == 2


def test_errors_are_counted_by_question_hamlet_and_person(field: Field) -> None:
    sent(field)
    sample, by = drawn(field), {"by": field.officer, "on": DAY}
    right = {"sex": "f", "ethnic_group": "01"}
    enter(of(sample, "Đặng H’Linh"), present=True, said=right, **by)
    enter(of(sample, "Nguyễn Văn Bảo"), present=True, said={"sex": "m", "ethnic_group": "01"}, **by)
    enter(of(sample, "Lê Minh"), present=True, said=right, **by)
    found = errors(sample)
    told = {one.name: (one.wrong, one.asked) for one in found.by_question}
    assert told == {"Còn ở đây": (1, 3), "Giới tính": (1, 2), "Dân tộc": (0, 2)}
    assert (found.entered, found.drawn) == (3, 4)
    assert [(one.name, one.wrong, one.asked) for one in found.by_hamlet] == [("Buôn Thử 1", 2, 7)]
    assert [one.name for one in found.by_person] == ["Người Buôn Thử 1"]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"full_name": "Đặng H’Linh", "head": "Chủ hộ của Đặng H’Linh"}, []),
        ({"full_name": "đặng  h’linh"}, []),
        ({"full_name": "Đặng H’Lan", "head": "Y Thoan"}, ["full_name", "head"]),
        ({"head": ""}, ["head"]),
    ],
)
def test_the_names_are_compared_too(field: Field, said: dict[str, str], wrong: list[str]) -> None:
    sent(field)
    one = of(drawn(field), "Đặng H’Linh")
    enter(one, present=True, said=said, by=field.officer, on=DAY)
    one.refresh_from_db()
    assert (one.asked, one.wrong) == (["presence", *said], wrong)
    told = {rate.name: (rate.wrong, rate.asked) for rate in errors(one.sample).by_question}
    assert told.get("Họ và tên", (0, 0))[0] == ("full_name" in wrong)


def test_a_name_spelt_by_another_school_is_not_wrong(field: Field) -> None:
    sent(field)
    one = of(drawn(field), "Lê Minh")
    type(one.child).objects.filter(pk=one.child_id).update(full_name="Lê Thị Hòa")
    enter(one, present=True, said={"full_name": "Lê Thị Hoà"}, by=field.officer, on=DAY)
    assert "full_name" not in Recheck.objects.get(pk=one.pk).wrong


def test_a_child_is_asked_again_once(field: Field) -> None:
    sent(field)
    one = of(drawn(field), "Đặng H’Linh")
    enter(one, present=False, said={}, by=field.officer, on=DAY)
    with pytest.raises(Problem, match="đã được phúc tra"):
        enter(one, present=True, said={}, by=field.officer, on=DAY)
