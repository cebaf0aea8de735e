"""Which records are taken for one child, and what is kept of a night's search."""

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.duplicates.entering import Typed, candidates
from chungtay.children.duplicates.reasons import WORDS, told
from chungtay.children.duplicates.register import TYPES, folded
from chungtay.children.duplicates.scoring import model
from chungtay.children.duplicates.search import pairs_of, search
from chungtay.children.models import Child, Guardian, Residence, SamePerson
from chungtay.lib.vietnamese import fold
from chungtay.people.scope import of_command, of_person
from tests.security.world import DAY, World, build

ONE = {
    "full_name": "Nguyễn Thị Bảo Ngọc", "born": date(2015, 3, 7), "dated": True, "number": None,
    "sex": "f", "mother": "Trần Thị Hoa", "father": "Nguyễn Văn Sơn", "hamlet": 11, "commune": 1,
    "province": 1,
}  # fmt: skip


def found(**other: Any) -> list[list[str]]:
    """The reasons by which a second record with these differences is taken for the same child,
    among others who bear the names of both."""
    names = ["Lê Bảo Ngọc", "Vũ Ngọc", "Bùi Ngọc", "Lê Bảo Ngân", "Vũ Ngân", "Bùi Ngân"]
    far = {"mother": "Lò Thị Pành", "father": None, "hamlet": 99, "commune": 9}
    others = [
        {**ONE, **far, "full_name": n, "born": date(2008, 1, i + 1)} for i, n in enumerate(names)
    ]
    rows = [ONE, {**ONE, **other}, *others]
    for key, row in enumerate(rows):
        row["id"], row["folded"] = str(key), fold(row["full_name"])
    table = pa.Table.from_pylist(rows, schema=pa.schema(TYPES))
    return [
        codes
        for first, second, _, codes in pairs_of(folded(table))
        if (first, second) == ("0", "1")
    ]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({}, "name_same"),
        ({"full_name": "Nguyen Thi Bao Ngoc"}, "name_bare"),
        ({"full_name": "Nguyễn Thị Bao Ngọc"}, "name_marks"),
        ({"full_name": "Nguyễn Bảo Ngọc"}, "name_short"),
        ({"full_name": "Nguyễn Thị Bảo Ngocj"}, "name_slip"),
        ({"born": date(2015, 7, 3)}, "birth_swapped"),
        ({"born": date(2015, 1, 1), "dated": False}, "birth_year"),
        ({"born": date(2015, 3, 17)}, "birth_slip"),
        ({"mother": "Tran Thi Hoa"}, "parents_same"),
        ({"mother": "Trần Hoa"}, "mother_slip"),
        ({"mother": None}, "father_same"),
        ({"hamlet": 12}, "place_commune"),
        ({"hamlet": 21, "commune": 2}, "place_province"),
    ],
)
def test_one_child_written_otherwise_is_found(other: dict, reason: str) -> None:
    (codes,) = found(**other)
    assert reason in codes


@pytest.mark.parametrize(
    "other",
    [
        {"full_name": "Nguyễn Thị Bảo Ngân"},  # twins
        {"full_name": "Nguyễn Văn Hải", "sex": "m"},  # twins, a girl and a boy
        {"full_name": "Nguyễn Thị Bảo Ngân", "born": date(2017, 9, 1)},  # sisters
        {"mother": "Phạm Thị Lan", "father": "Nguyễn Văn Tú", "born": date(2009, 5, 1)},
    ],
)
def test_another_child_is_not(other: dict) -> None:
    assert found(**other) == []


def test_every_level_has_its_chances_and_its_words() -> None:
    assert set(WORDS) | {"sex_same"} == set(model()["levels"])


def test_reasons_against_come_last() -> None:
    told_first, told_last = told(["birth_other", "name_same", "sex_same"])
    assert (told_first.against, told_last.against) == (False, True)


@pytest.fixture
def world(db: None) -> World:
    return build()


def again(world: World, place: str, at: str) -> Child:
    """A second record of the place's child, in the hamlet of another place."""
    one = world.children[place]
    child = Child.objects.create(
        full_name=one.full_name, birth_date=one.birth_date, sex="f", ethnic_group="01"
    )
    since = DateRange(date(2020, 1, 1), None)
    Residence.objects.create(child=child, unit=world.hamlets[at], period=since)
    mother = one.guardians.get().full_name
    Guardian.objects.create(child=child, relation="mother", full_name=mother, period=since)
    return child


def test_the_night_keeps_a_pair_once_and_what_was_judged(world: World) -> None:
    again(world, "own", "own")
    with of_command("duplicates"):
        first, second = search(DAY, world.province), search(DAY, world.province)
    assert (first.pairs, first.new, second.new) == (1, 1, 0)
    SamePerson.objects.update(
        state="not_same", by=world.person("leader", world.province), at="2020-06-30T00:00Z"
    )
    with of_command("duplicates"):
        assert search(DAY, world.province).new == 0
    assert SamePerson.objects.get().state == "not_same"


def test_a_search_of_an_earlier_day_forgets_nothing_found_since(world: World) -> None:
    again(world, "own", "own")
    with of_command("duplicates"):
        search(DAY)
        assert search(DAY.replace(year=DAY.year - 15)).pairs == 0
    assert SamePerson.objects.count() == 1


def test_only_children_born_by_the_day_are_compared(world: World) -> None:
    born = world.children["own"].birth_date
    again(world, "own", "own")
    with of_command("duplicates"):
        told = [search(day).pairs for day in (born - timedelta(days=1), born)]
    assert told == [0, 1]


@pytest.mark.parametrize(("at", "pairs"), [("own", 0), ("parent", 1), ("sibling", 0), ("other", 0)])
def test_a_pair_is_seen_by_one_who_sees_both(world: World, at: str, pairs: int) -> None:
    again(world, "own", "sibling")
    with of_command("duplicates"):
        search(DAY, world.province)
    officer = world.person("commune_officer", world.unit(at))
    with of_person(officer.pk):
        assert SamePerson.objects.count() == pairs


def test_while_typing_the_child_of_the_commune_is_shown_with_reasons(world: World) -> None:
    officer = world.person("commune_officer", world.unit("own"))
    typed = Typed("Tre rieng own", date(2018, 1, 1), False, world.hamlets["own"])
    with of_person(officer.pk):
        (one,) = candidates(typed)
    assert one.child == world.children["own"]
    assert [str(reason.words) for reason in one.reasons][:1] == [
        "Họ tên giống nhau, một bên viết không dấu"
    ]


def test_while_typing_no_child_out_of_reach_is_shown(world: World) -> None:
    officer = world.person("commune_officer", world.unit("sibling"))
    typed = Typed("Trẻ Riêng own", date(2018, 5, 1), True, world.hamlets["own"])
    with of_person(officer.pk):
        assert candidates(typed) == []
