"""What happens in a child's life: each act changes what it says, and can be taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.actions import (
    come_back,
    die,
    due_at_16,
    enrol,
    homes,
    join_household,
    leave_system,
    lose,
    move_out,
    put_right,
    settle,
    split_household,
    turn_16,
)
from chungtay.children.models import Child, Circumstance, Guardian, Household, Residence
from chungtay.children.movements import counts, counts_below, deeds_of, movements
from chungtay.lib.problems import Problem
from chungtay.people import scope
from chungtay.people.deeds import undo
from chungtay.people.models import Deed, User
from chungtay.people.roles import Role
from chungtay.places.models import Unit
from tests.children.state import register
from tests.security.world import DAY, SINCE, World, build

pytestmark = pytest.mark.django_db
MAY = date(2020, 5, 10)
MONTH = (date(2020, 5, 1), date(2020, 5, 31))


@pytest.fixture(autouse=True)
def _no_deeds(db: None) -> None:
    """A browser's requests are committed, and what is counted here is this test's."""
    Deed.objects.all().delete()


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def officer(world: World) -> User:
    return world.person(Role.COMMUNE_OFFICER, world.communes["own"])


@pytest.fixture
def child(world: World) -> Child:
    return world.children["own"]


def home(child: Child) -> Residence:
    return child.residences.order_by("-period")[0]


Act = Callable[[World, Child, User], Any]
ACTS: dict[str, tuple[Act, dict[str, int]]] = {
    "to another commune": (
        lambda w, c, by: move_out(c, to=w.communes["other"], on=MAY, by=by), {"moved_out": 1}),
    "to another hamlet": (
        lambda w, c, by: move_out(c, to=w.hamlets["sibling"], on=MAY, by=by), {"moved_out": 1}),
    "out of the system": (lambda w, c, by: leave_system(c, on=MAY, by=by), {"moved_out": 1}),
    "lost": (lambda w, c, by: lose(c, on=MAY, by=by), {"lost": 1}),
    "died": (lambda w, c, by: die(c, on=MAY, by=by), {"died": 1}),
    "split": (lambda w, c, by: split_household(home(c).household, children=[c], head="Chủ Mới",
                                               on=MAY, by=by), {"household_split": 1}),
    "joined": (lambda w, c, by: join_household(home(c).household, into=neighbours(w), on=MAY,
                                               by=by), {"household_joined": 1}),
}  # fmt: skip


def neighbours(world: World) -> Household:
    return Household.objects.get_or_create(unit=world.hamlets["own"], head="Hàng Xóm")[0]


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_counted_in_its_month_and_taken_back(
    world: World, officer: User, child: Child, name: str
) -> None:
    neighbours(world)
    act, counted = ACTS[name]
    before = register()
    with scope.of_person(officer.pk):
        act(world, Child.objects.get(pk=child.pk), officer)
        assert dict(counts(world.communes["own"], *MONTH)) == counted
    assert register() != before
    deed = Deed.objects.get()
    assert (deed.day, deed.by, deed.unit) == (MAY, officer, world.hamlets["own"])
    with scope.of_person(officer.pk):
        undo(deed, by=officer)
        assert not counts(world.communes["own"], *MONTH)
    assert register() == before


def test_a_child_is_handed_over_not_copied(world: World, officer: User, child: Child) -> None:
    theirs = world.person(Role.COMMUNE_OFFICER, world.communes["other"])
    with scope.of_person(officer.pk):
        move_out(child, to=world.communes["other"], on=MAY, by=officer)
        # The old commune still knows the child, and where to; it has a home there no more.
        assert Child.objects.filter(pk=child.pk).exists()
        assert {one.unit for one in child.residences.all()} == {
            world.hamlets["own"], world.communes["other"],
        }  # fmt: skip
    assert Child.objects.filter(pk=child.pk).count() == 1
    with scope.of_person(theirs.pk):
        new = Residence.objects.arriving().under(world.communes["other"]).get()
        assert counts(world.communes["other"], *MONTH) == {"moved_in": 1}
        head = Household(unit=world.hamlets["other"], head="Chủ Mới")
        settle(new, unit=world.hamlets["other"], household=head, lives_with="kin", by=theirs)
        assert not Residence.objects.arriving().exists()
        assert Child.objects.living_under(world.hamlets["other"], DAY).filter(pk=child.pk).exists()


def test_what_the_new_commune_wrote_keeps_the_child_there(
    world: World, officer: User, child: Child
) -> None:
    theirs = world.person(Role.COMMUNE_OFFICER, world.communes["other"])
    with scope.of_person(officer.pk):
        move_out(child, to=world.communes["other"], on=MAY, by=officer)
    moved = Deed.objects.get()
    with scope.of_person(theirs.pk):
        new, head = Residence.objects.arriving().get(), Household(unit=world.hamlets["other"])
        head.head = "Chủ Mới"
        settle(new, unit=world.hamlets["other"], household=head, lives_with="family", by=theirs)
    with scope.of_person(officer.pk), pytest.raises(Problem, match="thay đổi khác"):
        undo(moved, by=officer)


def test_later_moves_are_not_the_old_communes_to_see(
    world: World, officer: User, child: Child
) -> None:
    theirs = world.person(Role.COMMUNE_OFFICER, world.communes["sibling"])
    with scope.of_person(officer.pk):
        move_out(child, to=world.communes["sibling"], on=MAY, by=officer)
    with scope.of_person(theirs.pk):
        move_out(child, to=world.communes["other"], on=date(2020, 6, 1), by=theirs)
        Circumstance.objects.filter(child=child).exists()
    with scope.of_person(officer.pk):
        june = movements(world.communes["own"], date(2020, 6, 1), DAY, [], slice(0, 50))
        assert june == []


def test_nobody_hands_over_a_child_of_another(world: World, officer: User) -> None:
    foreign = world.children["sibling"]
    with scope.of_person(officer.pk), pytest.raises(Problem):
        move_out(foreign, to=world.communes["own"], on=MAY, by=officer)
    assert home(foreign).unit == world.hamlets["sibling"]


def test_a_child_that_was_lost_is_found(world: World, officer: User, child: Child) -> None:
    with scope.of_person(officer.pk):
        lose(child, on=date(2020, 4, 1), by=officer)
        come_back(child, unit=world.hamlets["own"], on=MAY, by=officer)
        assert counts(world.communes["own"], *MONTH) == {"found": 1}
    assert (home(child).began, home(child).period) == ("found", DateRange(MAY, None))


def test_a_child_that_left_comes_back(world: World, officer: User, child: Child) -> None:
    with scope.of_person(officer.pk):
        leave_system(child, on=date(2020, 4, 1), by=officer)
        come_back(child, unit=world.hamlets["own"], on=MAY, by=officer)
        assert counts(world.communes["own"], *MONTH) == {"moved_in": 1}


def test_a_birth_and_an_arrival_are_movements(world: World, officer: User) -> None:
    for name, born, since in (("Bé Mới", MAY, MAY), ("Bé Đến", date(2015, 2, 3), MAY)):
        new = Child(full_name=name, sex="f", birth_date=born, ethnic_group="01")
        with scope.of_person(officer.pk):
            enrol(new, unit=world.hamlets["own"], since=since, by=officer)
    assert counts(world.communes["own"], *MONTH) == {"born": 1, "moved_in": 1}
    assert list(Deed.objects.values_list("kind", flat=True)) == ["born", "moved_in"]


def test_what_moves_within_a_unit_is_no_movement_of_it(
    world: World, officer: User, child: Child
) -> None:
    district = world.person(Role.DISTRICT_OFFICER, world.district)
    with scope.of_person(district.pk):
        move_out(child, to=world.hamlets["sibling"], on=MAY, by=district)
        assert not counts(world.district, *MONTH)
        told = counts_below(world.district, "commune_id", *MONTH)
    own, sibling = world.communes["own"].pk, world.communes["sibling"].pk
    assert told == {own: {"moved_out": 1}, sibling: {"moved_in": 1}}


def test_two_households_that_part_on_a_day_have_each_its_own_deed(
    world: World, officer: User
) -> None:
    by, first = world.person(Role.DISTRICT_OFFICER, world.district), world.children["own"]
    with scope.of_person(by.pk):
        for place in ("own", "sibling"):
            hamlet = world.hamlets[place]
            both = [world.children[place], sister(hamlet, first)]
            old = home(world.children[place]).household
            Residence.objects.filter(child__in=both).update(household=old)
            split_household(old, children=both, head="Chủ Mới", on=MAY, by=by)
        found = movements(world.district, *MONTH, ["household_split"], slice(0, 9))
        deeds = deeds_of(found)
        assert len(found) == 2
        assert {deeds[one.key].unit_id for one in found} == {one.unit for one in found}


def sister(hamlet: Unit, of: Child) -> Child:
    made = Child.objects.create(
        full_name="Em Cùng Hộ", sex="f", birth_date=of.birth_date, ethnic_group="01"
    )
    Residence.objects.create(child=made, unit=hamlet, period=SINCE)
    return made


def test_death_ends_what_was_open(world: World, officer: User, child: Child) -> None:
    with scope.of_person(officer.pk):
        die(child, on=MAY, by=officer)
    after = date(2020, 5, 11)
    episode = child.circumstances.get()
    assert (episode.period.upper, episode.end_reason) == (after, "Trẻ chết")
    assert (home(child).period.upper, home(child).ended) == (after, "died")
    assert child.schooling.get().period.upper == after
    assert child.grants.get().period.upper is None


def test_at_16_open_circumstances_end_with_the_birthday(
    world: World, officer: User, child: Child
) -> None:
    hamlet = world.hamlets["own"]
    grown = Child.objects.create(
        full_name="Lớn Rồi", sex="m", birth_date=date(2004, 5, 20), ethnic_group="01"
    )
    Residence.objects.create(child=grown, unit=hamlet, period=SINCE)
    Circumstance.objects.create(child=grown, group_id="04", case=1, period=SINCE)
    with scope.of_person(officer.pk):
        assert list(due_at_16(world.communes["own"], DAY)) == [grown]
        assert counts(hamlet, *MONTH) == {"turned_16": 1}
        turn_16(grown, by=officer)
        assert not due_at_16(world.communes["own"], DAY).exists()
        with pytest.raises(Problem, match="Không còn"):
            turn_16(grown, by=officer)
        with pytest.raises(Problem, match="chưa đủ 16"):
            turn_16(child, by=officer)
    assert grown.circumstances.get().period.upper == date(2020, 5, 20)


def test_what_began_after_the_birthday_is_not_due_with_it(world: World) -> None:
    grown = Child.objects.create(
        full_name="Lớn Rồi", sex="m", birth_date=date(2004, 5, 20), ethnic_group="01"
    )
    Residence.objects.create(child=grown, unit=world.hamlets["own"], period=SINCE)
    late = DateRange(date(2020, 5, 20), None)
    Circumstance.objects.create(child=grown, group_id="04", case=1, period=late)
    assert not due_at_16(world.communes["own"], DAY).exists()


REFUSED: dict[str, Act] = {
    "in the future": lambda w, c, by: lose(c, on=date(2020, 7, 1), by=by),
    "on the day the home began": lambda w, c, by: lose(c, on=home(c).period.lower, by=by),
    "before the home": lambda w, c, by: leave_system(c, on=date(2018, 1, 1), by=by),
    "a death before birth": lambda w, c, by: die(c, on=date(2018, 4, 30), by=by),
    "a death before what is told": lambda w, c, by: die(c, on=date(2018, 6, 1), by=by),
    "to where it lives": lambda w, c, by: move_out(c, to=w.hamlets["own"], on=MAY, by=by),
    "to a district": lambda w, c, by: move_out(c, to=w.district, on=MAY, by=by),
    "back while at home": lambda w, c, by: come_back(c, unit=w.hamlets["own"], on=MAY, by=by),
    "a household without children": lambda w, c, by: split_household(
        neighbours(w), children=[], head="A", on=MAY, by=by),
    "one of another household": lambda w, c, by: split_household(
        neighbours(w), children=[c], head="A", on=MAY, by=by),
    "into itself": lambda w, c, by: join_household(
        home(c).household, into=home(c).household, on=MAY, by=by),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_is_refused_in_words(
    world: World, officer: User, child: Child, name: str
) -> None:
    neighbours(world)
    before = register()
    with scope.of_person(officer.pk), pytest.raises(Problem):
        REFUSED[name](world, child, officer)
    assert register() == before
    assert not Deed.objects.exists()


def test_what_another_wrote_while_one_waited_is_seen(
    world: World, officer: User, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The home is read, the other's writing ends it, and then its lock is given."""
    with scope.of_person(officer.pk):
        before = home(child)
        lose(child, on=MAY, by=officer)
        monkeypatch.setattr(homes, "last_home", lambda _child: before)
        with pytest.raises(Problem, match="không còn ở"):
            die(child, on=DAY, by=officer)
    assert Child.objects.get(pk=child.pk).died_on is None


def test_the_dead_do_not_move(world: World, officer: User, child: Child) -> None:
    with scope.of_person(officer.pk):
        die(child, on=MAY, by=officer)
        for act in (
            lambda: lose(child, on=DAY, by=officer),
            lambda: come_back(child, unit=world.hamlets["own"], on=DAY, by=officer),
        ):
            with pytest.raises(Problem):
                act()


def test_a_correction_is_taken_back(world: World, officer: User, child: Child) -> None:
    before = register()
    with scope.of_person(officer.pk):
        mended = Child.objects.get(pk=child.pk)
        mended.full_name = "Tên Đã Sửa"
        put_right(mended, by=officer)
        undo(Deed.objects.get(), by=officer)
    assert register() == before


@pytest.mark.parametrize(("relation", "year", "fits"), [
    ("mother", 2009, False), ("mother", 2008, True), ("father", 2012, False),
    ("relative", 2012, True), ("relative", 2018, False),
])  # fmt: skip
def test_a_parent_is_ten_years_older(child: Child, relation: str, year: int, fits: bool) -> None:
    carer = Guardian(child=child, relation=relation, full_name="A", birth_year=year, period=SINCE)
    if fits:
        carer.full_clean()
        return
    with pytest.raises(ValidationError) as told:
        carer.full_clean()
    assert list(told.value.error_dict) == ["birth_year"]
