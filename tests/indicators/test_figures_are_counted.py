"""The 19 figures of Đắk Lắk are counted: each change of one record moves exactly the figures
it should, by exactly that much, and no other."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Q

from chungtay.activities.models import Activity, Attendance, Product
from chungtay.children.actions import end_circumstance, remove_mistaken
from chungtay.children.models import Child, Circumstance, Group, Poverty, Residence
from chungtay.demo.figures import figures
from chungtay.demo.places import describe
from chungtay.fund.models import Benefit, Donation, Donor, Spending
from chungtay.indicators.compute import compute, keys, records
from chungtay.indicators.registry import INDICATORS
from chungtay.lib.periods import parse_period
from chungtay.people.models import Board, Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Unit
from chungtay.plans.models import Plan
from chungtay.support.models import Grant, Support

PERIOD = parse_period("2020-H1")
ON = PERIOD.last_day
pytestmark = pytest.mark.usefixtures("dak_lak")


def province() -> Unit:
    return Unit.objects.on(ON).get(code="66")


def counted() -> dict[str, tuple[int, int]]:
    values = compute(province(), PERIOD)
    return {code: (v.numerator, v.denominator or 0) for code, v in values.items()}


def someone() -> User:
    return User.objects.create(username="tester", full_name="Người Thử", invented=True)


def register() -> Any:
    return Child.objects.on(ON).living_under(province(), ON)


def untouched() -> Any:
    """Children past six of whom nothing is recorded but their circumstances."""
    nothing = dict.fromkeys(
        ("supports", "examinations", "injurys", "cases", "notices", "sponsorships", "counsellings")
    )
    return register().filter(birth_date__lt=date(2014, 1, 1), **nothing)


def plain() -> Child:
    """A child of no group, no poverty, no support."""
    return (
        untouched()
        .filter(circumstances=None)
        .exclude(pk__in=poor_children())
        .order_by("pk")
        .first()
    )


def poor_children() -> Any:
    return (
        Residence.objects.on(ON)
        .filter(household__poverty__in=Poverty.objects.on(ON))
        .values("child")
    )


def special(**more: Any) -> Circumstance:
    wanted = {"group__in": ("06", "13", "08"), **more}
    open_now = Circumstance.objects.on(ON).special().filter(child__in=register(), **wanted)
    return open_now.order_by("pk").first()


def test_every_figure_equals_the_document() -> None:
    lines = figures(describe("dak-lak-2020-h1"))
    assert [line.id for line in lines] == [f"DL{n}" for n in range(1, 20)]
    assert [line for line in lines if not line.equal] == []


def delete_plain_child() -> None:
    remove_mistaken(plain(), reason="ghi nhầm", by=someone())


def delete_poor_child_at_risk() -> None:
    poor = Residence.objects.on(ON).filter(
        household__poverty__in=Poverty.objects.on(ON).filter(status="poor")
    )
    child = untouched().at_risk(ON).filter(pk__in=poor.values("child")).order_by("pk").first()
    remove_mistaken(child, reason="ghi nhầm", by=someone())


def end_special_entitled() -> None:
    episode = special(group__in=("04",), child__grants__isnull=False)
    end_circumstance(episode, on=ON, reason="đã ổn định", by=someone())


def end_special_tomorrow() -> None:
    episode = special()
    end_circumstance(episode, on=ON + timedelta(days=1), reason="đã ổn định", by=someone())


def end_risk() -> None:
    once = Circumstance.objects.on(ON).risk().filter(child__in=register())
    episode = next(e for e in once.order_by("pk")[:50] if e.child.circumstances.count() == 1)
    end_circumstance(episode, on=ON, reason="hết nguy cơ", by=someone())


def risk_becomes_special() -> None:
    child = register().at_risk(ON).filter(supports=None).order_by("pk").first()
    Circumstance.objects.create(
        child=child, group=Group.objects.get(code="08"), case=1, period=(ON, None)
    )


def second_group_of_a_special_child() -> None:
    Circumstance.objects.create(
        child=special(group="13").child,
        group=Group.objects.get(code="06"),
        case=1,
        period=(ON, None),
    )


def donate() -> None:
    Donation.objects.create(
        fund=province(),
        donor=Donor.objects.create(name="Nhà tài trợ thử", kind="person"),
        form="cash",
        date=ON,
        amount=1_234_567,
        receipt="THU-1",
    )


def donate_next_day() -> None:
    donate()
    Donation.objects.filter(receipt="THU-1").update(date=PERIOD.end)


def benefit_of(child: Child) -> None:
    given = Support.objects.create(child=child, kind="gift", date=ON, amount=500_000)
    Benefit.objects.create(spending=Spending.objects.order_by("pk").first(), support=given)


def benefit_plain_child() -> None:
    benefit_of(plain())


def lose_a_month_of_allowance() -> None:
    full = Grant.objects.filter(payments__date__month=1).order_by("pk").first()
    full.payments.filter(date__month=3).delete()


def household_no_longer_poor() -> None:
    child_of = (
        Residence.objects.on(ON)
        .filter(household__poverty__in=Poverty.objects.on(ON).filter(status="poor"))
        .filter(child__in=register())
    )
    homes = [r.household for r in child_of.order_by("pk")[:400]]
    alone = next(h for h in homes if h.residences.count() == 1)
    Poverty.objects.on(ON).get(household=alone).delete()


def one_more_class() -> None:
    Activity.objects.create(
        unit=province(), kind="training", name="Lớp", starts_on=ON, ends_on=ON, status="held"
    )


def one_more_trained() -> None:
    post = Post.objects.on(ON).filter(role=Role.COLLABORATOR).order_by("pk").first()
    commune = Unit.objects.get(pk=post.unit.parent_id)
    Post.objects.create(
        person=post.person,
        role=Role.SERVICE_PROVIDER,
        unit=commune,
        period=(date(2019, 1, 1), None),
    )
    post.delete()
    held = Activity.objects.filter(kind="training", status="held", starts_on__gte=PERIOD.start)
    Attendance.objects.create(activity=held.order_by("pk").first(), person=post.person)


def attends_twice() -> None:
    first, second = Activity.objects.filter(
        kind="training", status="held", starts_on__gte=PERIOD.start
    ).order_by("pk")
    only = first.attendances.exclude(person__in=second.attendances.values("person"))
    Attendance.objects.create(activity=second, person=only.order_by("pk").first().person)


def hang_banners() -> None:
    held = Activity.objects.get(campaign="month_of_action", status="held")
    Product.objects.create(activity=held, medium="banner", place="cổng chợ", quantity=3)


def put_up_slogans() -> None:
    held = Activity.objects.get(campaign="month_of_action", status="held")
    Product.objects.create(activity=held, medium="slogan", place="cổng trường", quantity=7)


def interpreter_leaves() -> None:
    Post.objects.on(ON).filter(role=Role.INTERPRETER).delete()


def board_dissolved() -> None:
    Board.objects.on(ON).filter(unit__level=3).order_by("pk").first().delete()


def plan_withdrawn() -> None:
    Plan.objects.on(ON).filter(unit__level=3).order_by("pk").first().delete()


def leave(post: Post) -> None:
    post.period = (post.period.lower, ON)
    post.save()


def collaborator_leaves() -> None:
    leave(Post.objects.on(ON).filter(role=Role.COLLABORATOR).order_by("pk").last())


def commune_officer_leaves() -> None:
    leave(Post.objects.on(ON).filter(role=Role.COMMUNE_OFFICER).order_by("pk").first())


def district_officer_leaves() -> None:
    posts = Post.objects.on(ON).filter(role=Role.DISTRICT_OFFICER)
    leave(posts.exclude(person__posts__role=Role.INTERPRETER).order_by("pk").first())


MOVES: list[tuple[Callable[[], None], dict[str, tuple[int, int]]]] = [
    (
        delete_plain_child,
        {
            "children": (-1, 0),
            "special_circumstances": (0, -1),
            "at_risk": (0, -1),
            "poor_households": (0, -1),
            "near_poor_households": (0, -1),
            "abused_children": (0, -1),
        },
    ),
    (
        delete_poor_child_at_risk,
        {
            "children": (-1, 0),
            "special_circumstances": (0, -1),
            "at_risk": (-1, -1),
            "poor_households": (-1, -1),
            "near_poor_households": (0, -1),
            "abused_children": (0, -1),
        },
    ),
    (
        end_special_entitled,
        {
            "special_circumstances": (-1, 0),
            "special_supported": (-1, -1),
            "special_state_supported": (-1, -1),
            "severely_disabled_supported": (-1, -1),
            "allowance_paid_in_full": (-1, -1),
        },
    ),
    (end_special_tomorrow, {}),
    (end_risk, {"at_risk": (-1, 0)}),
    (
        risk_becomes_special,
        {
            "at_risk": (-1, 0),
            "special_circumstances": (1, 0),
            "special_supported": (0, 1),
            "special_state_supported": (0, 1),
        },
    ),
    (second_group_of_a_special_child, {}),
    (donate, {"fund_raised": (1_234_567, 0)}),
    (donate_next_day, {}),
    (benefit_plain_child, {"fund_benefits": (1, 0), "fund_spent": (500_000, 0)}),
    (lose_a_month_of_allowance, {"allowance_paid_in_full": (-1, 0)}),
    (household_no_longer_poor, {"poor_households": (-1, 0)}),
    (one_more_class, {"training_classes": (1, 0), "activities_held": (1, 1)}),
    (
        one_more_trained,
        {"staff_trained": (1, 0), "collaborators": (-1, 0), "hamlets_with_collaborator": (-1, 0)},
    ),
    (attends_twice, {}),
    (hang_banners, {"banners": (3, 0)}),
    (put_up_slogans, {"slogans": (7, 0)}),
    (interpreter_leaves, {"interpreters": (-1, 0)}),
    (board_dissolved, {"communes_with_board_and_plan": (-1, 0)}),
    (plan_withdrawn, {"communes_with_board_and_plan": (-1, 0)}),
    (collaborator_leaves, {"collaborators": (-1, 0), "hamlets_with_collaborator": (-1, 0)}),
    (commune_officer_leaves, {"communes_with_officer": (-1, 0)}),
    (district_officer_leaves, {"districts_with_officer": (-1, 0)}),
]


@pytest.mark.parametrize(("change", "moves"), MOVES, ids=lambda case: getattr(case, "__name__", ""))
def test_one_change_moves_just_its_figures(
    change: Callable[[], None], moves: dict[str, tuple[int, int]]
) -> None:
    before = counted()
    change()
    after = counted()
    moved = {
        code: (after[code][0] - before[code][0], after[code][1] - before[code][1])
        for code in before
        if after[code] != before[code]
    }
    assert moved == moves


@pytest.mark.parametrize("code", INDICATORS)
def test_a_figure_opens_to_just_the_rows_it_counts(code: str) -> None:
    one = INDICATORS[code]
    value = compute(province(), PERIOD, [code])[code]
    measure = one.measure(one.fact.table)
    rows = records(one, province(), PERIOD, limit=100_000)
    found = (
        sum(row[measure.total] for row in rows)
        if measure.total
        else len({row[measure.distinct] for row in rows})
        if measure.distinct
        else len(rows)
    )
    assert found == value.numerator
    if value.remaining is not None:
        rest = records(one, province(), PERIOD, rest=True, limit=100_000)
        assert len(rest) == value.remaining


def test_the_children_behind_a_figure_are_those_of_the_register() -> None:
    found = set(register().in_special_circumstances(ON).values_list("pk", flat=True))
    assert set(keys(INDICATORS["special_circumstances"], province(), PERIOD)) == found


def test_parts_make_the_whole() -> None:
    from chungtay.indicators.compute import compute_by

    whole = compute(province(), PERIOD)
    by_commune = compute_by(province(), PERIOD, "commune_id", ["children", "special_circumstances"])
    for code in ("children", "special_circumstances"):
        assert sum(v[code].numerator for v in by_commune.values()) == whole[code].numerator


def test_those_who_left_or_grew_up_are_not_counted() -> None:
    everyone = Child.objects.filter(residences__unit__province=province()).distinct().count()
    grown = Q(birth_date__lte=date(2004, 6, 30))
    assert everyone > counted()["children"][0]
    assert not register().filter(grown).exists()
