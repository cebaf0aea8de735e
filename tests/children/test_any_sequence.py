"""Whatever two hundred acts are done in the register: taken back from the last, it is as before."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chungtay.children.actions import (
    PerhapsKnown,
    come_back,
    die,
    end_circumstance,
    enrol,
    join_household,
    leave_system,
    lose,
    move_out,
    put_right,
    settle,
    split_household,
    turn_16,
)
from chungtay.children.merging import merge
from chungtay.children.models import (
    Child,
    Circumstance,
    Guardian,
    GuardianState,
    Household,
    Poverty,
    Residence,
    Schooling,
)
from chungtay.exchange import actions as exchange
from chungtay.exchange.models import Upload
from chungtay.lib.problems import Problem
from chungtay.people import scope
from chungtay.people.deeds import undo
from chungtay.people.models import Deed, User
from chungtay.people.roles import Role
from chungtay.web.kinds import KINDS
from tests.children.state import register, tables
from tests.security.world import DAY, World, build

pytestmark = pytest.mark.django_db
FIRST = date(2019, 2, 1)
MANY = 200
# What an act may say when the day or the child does not allow it: then nothing is done.
REFUSALS = (Problem, ValidationError, PerhapsKnown, DatabaseError)
Act = Callable[[World, Random, User], Any]


def a_day(of: Random) -> date:
    return FIRST + timedelta(days=of.randrange((DAY - FIRST).days + 1))


def a_child(of: Random) -> Child:
    return of.choice(list(Child.objects.order_by("full_name", "pk")))


def a_household(of: Random) -> Household:
    return of.choice(list(Household.objects.order_by("head", "pk")))


def a_hamlet(world: World, of: Random) -> Any:
    return world.hamlets[of.choice(["own", "sibling"])]


def one(of: Random, rows: Any) -> Any:
    found = list(rows.order_by("pk"))
    if not found:
        raise Problem("Không có.", "None.")
    return of.choice(found)


def _enrol(world: World, of: Random, by: User) -> None:
    unit, born = a_hamlet(world, of), a_day(of)
    here = list(Household.objects.filter(unit=unit).order_by("head", "pk"))
    home = of.choice([None, Household(unit=unit, head=f"Chủ {of.random()}"), *here])
    carer = of.choice([None, Guardian(relation="mother", full_name="Mẹ Mới", is_main=True)])
    child = Child(full_name=f"Bé {of.random()}", sex="f", birth_date=born, ethnic_group="01")
    since = of.choice([born, DAY])
    enrol(child, unit=unit, since=since, household=home, carer=carer, by=by)


def _move_out(world: World, of: Random, by: User) -> None:
    to = of.choice([*world.communes.values(), *world.hamlets.values()])
    move_out(a_child(of), to=to, on=a_day(of), by=by)


def _come_back(world: World, of: Random, by: User) -> None:
    gone = Child.objects.filter(residences__ended__in=("lost", "left")).distinct()
    come_back(one(of, gone), unit=a_hamlet(world, of), on=a_day(of), by=by)


def _settle(world: World, of: Random, by: User) -> None:
    home, unit = one(of, Residence.objects.arriving()), a_hamlet(world, of)
    head = Household(unit=unit, head=f"Chủ {of.random()}")
    settle(home, unit=unit, household=head, lives_with="kin", by=by)


def _split(_world: World, of: Random, by: User) -> None:
    household = a_household(of)
    homes = household.residences.filter(period__upper_inf=True).select_related("child")
    chosen = [home.child for home in homes if of.random() < 0.7]
    head = f"Chủ {of.random()}"
    split_household(household, children=chosen, head=head, on=a_day(of), by=by)


def _join(_world: World, of: Random, by: User) -> None:
    join_household(a_household(of), into=a_household(of), on=a_day(of), by=by)


def _put_right(_world: World, of: Random, by: User) -> None:
    child = a_child(of)
    child.full_name = f"Tên {of.random()}"
    if of.random() < 0.5:
        child.birth_date += timedelta(days=of.randrange(-40, 40))
    put_right(child, by=by)


def _merge(_world: World, of: Random, by: User) -> None:
    values = {name: of.choice(["kept", "other"]) for name in ("full_name", "birth_date", "mother")}
    merge(a_child(of), a_child(of), values, by=by)


def _end_circumstance(_world: World, of: Random, by: User) -> None:
    episode = one(of, Circumstance.objects.filter(period__upper_inf=True))
    end_circumstance(episode, on=a_day(of), reason="đã ổn định", by=by)


HEAD = "__id;Họ và tên;Ngày sinh;Giới tính;Dân tộc;Xã;Thôn;Chủ hộ;Diện hộ;Họ và tên mẹ"


def _row(world: World, of: Random) -> str:
    """A child of the register, found again by its key and changed, or a new one."""
    place = of.choice(["own", "sibling"])
    child = of.choice([None, a_child(of)])
    cells = (
        child.pk if child else "", f"Tên {of.random()}" if of.random() < 0.7 or not child else "",
        f"{a_day(of):%d/%m/%Y}", of.choice(["Nam", "Nữ"]), of.choice(["Kinh", "Ê Đê"]),
        world.communes[place].title, world.hamlets[place].name,
        of.choice(["", f"Chủ {of.randrange(4)}"]), of.choice(["", "Hộ nghèo", "Không"]),
        of.choice(["", "Mẹ Của Tệp"]),
    )  # fmt: skip
    return ";".join(map(str, cells))


def _import(world: World, of: Random, by: User) -> None:
    """A file sent, matched, checked and written, and then taken away: the deed stays."""
    words = "\n".join([HEAD, *(_row(world, of) for _ in range(of.randrange(1, 6)))])
    upload = exchange.receive("a.csv", f"{words}\n".encode(), unit=world.district, day=DAY, by=by)
    if upload.state == Upload.State.COLUMNS:
        exchange.match_columns(upload, upload.mapping, by=by)
    exchange.accept(exchange.check(upload), mode="good", by=by)
    exchange.remove(upload, by=by)


def _written(slug: str, make: Callable[[World, Random], Any]) -> Act:
    """A record of the kind written as its form writes it."""

    def act(world: World, of: Random, by: User) -> None:
        KINDS[slug].keeps(make(world, of), by=by)

    return act


def _period(of: Random) -> DateRange:
    return DateRange(a_day(of), of.choice([None, DAY + timedelta(days=1)]))


def _circumstance(_world: World, of: Random) -> Circumstance:
    group, case = of.choice([("04", 1), ("04", 2), ("08", 1), ("05", 0), ("R01", 0)])
    child, period = a_child(of), _period(of)
    return Circumstance(child=child, group_id=group, case=case, period=period, evidence="Giấy 1")


def _mended_circumstance(_world: World, of: Random) -> Circumstance:
    episode: Circumstance = one(of, Circumstance.objects.all())
    episode.evidence = f"Giấy {of.random()}"
    return episode


def _guardian(_world: World, of: Random) -> Guardian:
    return Guardian(
        child=a_child(of), relation="grandparent", full_name="Bà Ngoại", period=_period(of)
    )


def _state(_world: World, of: Random) -> GuardianState:
    carer = one(of, Guardian.objects.all())
    return GuardianState(guardian=carer, state="prison", period=_period(of))


def _school(_world: World, of: Random) -> Schooling:
    return Schooling(child=a_child(of), status="learning", period=_period(of))


def _home(world: World, of: Random) -> Residence:
    return Residence(child=a_child(of), unit=a_hamlet(world, of), period=_period(of))


def _address(_world: World, of: Random) -> Household:
    household = a_household(of)
    household.address = f"Số {of.random()}"
    return household


def _poverty(_world: World, of: Random) -> Poverty:
    year = of.choice([2018, 2019, 2020, 2021])
    period = DateRange(date(year, 1, 1), date(year + 1, 1, 1))
    return Poverty(household=a_household(of), status="near_poor", period=period)


ACTS: dict[str, Act] = {
    "enrol": _enrol,
    "move out": _move_out,
    "leave": lambda w, of, by: leave_system(a_child(of), on=a_day(of), by=by),
    "lose": lambda w, of, by: lose(a_child(of), on=a_day(of), by=by),
    "come back": _come_back,
    "settle": _settle,
    "die": lambda w, of, by: die(a_child(of), on=a_day(of), by=by),
    "turn 16": lambda w, of, by: turn_16(a_child(of), by=by),
    "split": _split,
    "join": _join,
    "put right": _put_right,
    "merge": _merge,
    "end circumstance": _end_circumstance,
    "import": _import,
    "circumstance": _written("hoan-canh", _circumstance),
    "circumstance mended": _written("hoan-canh", _mended_circumstance),
    "carer": _written("nguoi-cham-soc", _guardian),
    "state of a carer": _written("tinh-trang", _state),
    "school": _written("viec-hoc", _school),
    "home": _written("noi-o", _home),
    "household": _written("ho-gia-dinh", _address),
    "poverty": _written("dien-ngheo", _poverty),
}
SEQUENCES = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 10**9)),
    min_size=MANY,
    max_size=MANY,
)


@pytest.fixture
def world() -> World:
    made = build()
    for n in range(8):
        _another(made, n)
    return made


def _another(world: World, n: int) -> None:
    """A few more children; the eldest turn 16 meanwhile."""
    unit = world.hamlets[("own", "sibling")[n % 2]]
    child = Child.objects.create(
        full_name=f"Trẻ {n}", sex="m", birth_date=date(2003 + 2 * n, 3, 4), ethnic_group="01"
    )
    home = Household.objects.create(unit=unit, head=f"Chủ {n}")
    began = DateRange(max(child.birth_date, date(2019, 1, 1)), None)
    Residence.objects.create(child=child, unit=unit, household=home, period=began)
    if n == 0:
        Circumstance.objects.create(child=child, group_id="04", case=1, period=began)


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(sequence=SEQUENCES)
def test_undone_from_the_last_the_register_is_as_before(
    world: World, sequence: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        by = world.person(Role.DISTRICT_OFFICER, world.district)
        before, done = register(), _all_done(world, sequence, by)
        assert register() != before
        with scope.of_person(by.pk):
            for deed in reversed(done):
                undo(deed, by=by)
        assert register() == before
        transaction.set_rollback(True)


def _all_done(world: World, sequence: list[tuple[str, int]], by: User) -> list[Deed]:
    last = Deed.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with scope.of_person(by.pk):
        for name, seed in sequence:
            _done(ACTS[name], world, Random(seed), by)
    deeds = list(Deed.objects.filter(pk__gt=last).order_by("pk"))
    assert len(deeds) > MANY // 5
    return deeds


def _done(act: Act, world: World, of: Random, by: User) -> None:
    try:
        with transaction.atomic():
            act(world, of, by)
    except REFUSALS:
        return


@pytest.mark.parametrize("name", sorted(ACTS))
def test_every_act_is_done_at_times(world: World, name: str) -> None:
    """Else the sequences would say less than they seem to."""
    by = world.person(Role.DISTRICT_OFFICER, world.district)
    with scope.of_person(by.pk):
        for seed in range(60):
            _done(_before.get(name, ACTS["enrol"]), world, Random(seed), by)
            was = Deed.objects.count()
            _done(ACTS[name], world, Random(seed + 1000), by)
            if Deed.objects.count() > was:
                return
    pytest.fail(f"{name} was always refused")


# What must have been before an act can be.
_before: dict[str, Act] = {
    "come back": ACTS["lose"],
    "settle": ACTS["move out"],
    "turn 16": ACTS["circumstance"],
}


def test_every_table_is_compared() -> None:
    known = {"children_child", "children_residence", "children_household", "children_guardian",
             "children_guardianstate", "children_schooling", "children_circumstance",
             "children_poverty", "children_named", "health_injury", "support_grant"}  # fmt: skip
    assert known <= set(tables())
