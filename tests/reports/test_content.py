"""What is said to be lacking follows from records, and only from them."""

from datetime import date
from fractions import Fraction

import pytest

from chungtay.children.models import Circumstance
from chungtay.lib.problems import Problem
from chungtay.people.models import Board, Post
from chungtay.people.roles import Role
from chungtay.places.models import Unit
from chungtay.reports.genres.six_month import content
from chungtay.reports.layout import shown
from chungtay.reports.offices import office
from tests.reports.conftest import PERIOD


def section(unit: Unit, title: str) -> str:
    return " ".join(
        text
        for part in content(unit, PERIOD).sections
        if title in part.title
        for text in part.paragraphs
    )


def without_board(commune: Unit) -> None:
    Board.objects.filter(unit=commune).delete()


def without_officer(commune: Unit) -> None:
    Post.objects.filter(unit=commune, role=Role.COMMUNE_OFFICER).delete()


def without_collaborators(commune: Unit) -> None:
    Post.objects.under(commune).filter(role=Role.COLLABORATOR).delete()


LACKS = [
    (without_board, "chưa có đủ ban chỉ đạo và kế hoạch", "Thành lập ban chỉ đạo"),
    (without_officer, "chưa bố trí người làm công tác trẻ em", "Bố trí người làm công tác"),
    (without_collaborators, "chưa có cộng tác viên trẻ em", "Kiện toàn đội ngũ cộng tác viên"),
]


@pytest.mark.parametrize(("take_away", "limit", "task"), LACKS)
def test_what_is_taken_away_is_said_to_lack(
    take_away: object, limit: str, task: str, units: dict[str, Unit]
) -> None:
    assert limit not in section(units["district"], "HẠN CHẾ")
    take_away(units["commune"])  # type: ignore[operator]
    assert limit in section(units["district"], "HẠN CHẾ")
    assert task in section(units["district"], "NHIỆM VỤ")


def test_a_lacking_commune_is_named(units: dict[str, Unit]) -> None:
    without_board(units["commune"])
    assert units["commune"].name in section(units["province"], "HẠN CHẾ")


def test_a_unit_with_nothing_lacking_says_so(units: dict[str, Unit]) -> None:
    Circumstance.objects.all().delete()
    told = section(units["hamlet"], "HẠN CHẾ")
    assert told == "Các nội dung được đếm trong kỳ không cho thấy mặt nào còn thiếu."


def test_sections_are_numbered_without_gaps(units: dict[str, Unit]) -> None:
    for unit in units.values():
        numbers = [
            part.title.partition(".")[0]
            for part in content(unit, PERIOD).sections
            if part.level == 2
        ]
        assert numbers == [str(i) for i in range(1, len(numbers) + 1)]


def test_before_the_first_known_office_there_is_no_report(units: dict[str, Unit]) -> None:
    with pytest.raises(Problem, match="cơ quan ban hành"):
        office(units["province"], date(2001, 1, 1))


CELLS = [
    (492832, "492.832"),
    (Fraction(986, 1000), "98,6"),
    (Fraction(1), "100,0"),
    (Fraction(2198, 2199), "99,955"),
    (None, ""),
    ("Xã", "Xã"),
    (0, "0"),
]


@pytest.mark.parametrize(("cell", "text"), CELLS)
def test_cells_are_shown_as_an_office_writes(cell: object, text: str) -> None:
    assert shown(cell) == text  # type: ignore[arg-type]
