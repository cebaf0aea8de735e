"""The figures of Lạc Sơn, Bắc Kạn, An Giang and Văn Chấn are counted: in a village known by
heart, each change of one record moves exactly the figures it should, by exactly that much."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chungtay.activities.models import Activity, CareModel, Counselling
from chungtay.cases.models import Case, Notice
from chungtay.children.actions import end_circumstance
from chungtay.fund.models import Benefit, Donor, Fund, Spending, Sponsorship
from chungtay.health.models import (
    Examination,
    Injury,
    InsuranceCard,
    Measurement,
    Vaccination,
    VitaminA,
)
from chungtay.indicators.registry import INDICATORS
from chungtay.law.vaccines import full_set
from chungtay.people.models import Post
from chungtay.plans.models import Assessment, Task
from chungtay.support.models import GiftDrive, Support
from tests.indicators.conftest import ON, PERIOD, SINCE, Village

START, NEXT = PERIOD.start, PERIOD.end
Moves = dict[str, tuple[int, int]]
MAY, MARCH = date(2020, 5, 4), date(2020, 3, 2)


# Support, gifts, sponsors


def support(child: str, **more: Any) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        Support.objects.create(child=v.children[child], kind="other", **{"date": MAY, **more})

    return change


def end_hardship(v: Village) -> None:
    episode = v.children["hard"].circumstances.get()
    end_circumstance(episode, on=ON, reason="đã ổn định", by=v.person)


def benefit_of_the_fund(v: Village) -> None:
    spending = Spending.objects.create(fund=v.province, date=MAY, purpose="Quà", decision="1")
    given = Support.objects.create(
        child=v.children["hard"], kind="gift", date=MAY, amount=500_000, source="fund"
    )
    Benefit.objects.create(spending=spending, support=given)


def gift(occasion: str, source: str = "budget", *, hard: bool = False, day: date = MAY) -> Any:
    def change(v: Village) -> None:
        drive = GiftDrive.objects.create(
            unit=v.province, name="Đợt", occasion=occasion, date=day, source=source, hard_area=hard
        )
        Support.objects.create(
            child=v.children["ten"], kind="gift", date=day, amount=300_000, drive=drive
        )

    return change


def two_gifts_to_one_child(v: Village) -> None:
    gift("tet")(v)
    gift("mid_autumn")(v)


def sponsor(v: Village, period: Any = SINCE) -> None:
    donor = Donor.objects.create(name="Hội Phụ nữ thử", kind="group")
    Sponsorship.objects.create(
        unit=v.commune, donor=donor, child=v.children["hard"], period=period, help="Gạo, sách vở"
    )


def sponsor_in_the_past(v: Village) -> None:
    sponsor(v, (date(2019, 1, 1), ON))


# Health


def card(child: str, *, issued: date | None, asked: date = START) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        InsuranceCard.objects.create(
            child=v.children[child],
            date=asked,
            issued_on=issued,
            missing_reason="" if issued else "name",
        )

    return change


def weigh(child: str, *days: date, on_chart: bool = True) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        for day in days:
            Measurement.objects.create(
                child=v.children[child],
                date=day,
                weight="9.5",
                height="75",
                posture="lying",
                on_chart=on_chart,
            )

    return change


def immunise(child: str, *, but: int = 0) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        doses = full_set(ON)
        for vaccine, dose in doses[: len(doses) - but]:
            Vaccination.objects.create(
                child=v.children[child], vaccine=vaccine, dose=dose, date=MAY
            )

    return change


def vitamin(child: str, day: date) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        VitaminA.objects.create(child=v.children[child], date=day, dose=200_000)

    return change


def examine(*kept: bool) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        for rights in kept:
            Examination.objects.create(
                child=v.children["ten"], date=MAY, facility="Trạm y tế", rights_kept=rights
            )

    return change


def injure(cause: str, *, fatal: bool = False, day: date = MAY) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        Injury.objects.create(
            child=v.children["ten"], date=day, unit=v.hamlet, cause=cause, place="home", fatal=fatal
        )

    return change


# Protection


def case(child: str = "ten", **more: Any) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        fields = {"harm": "violence", "found_on": MAY, **more}
        Case.objects.create(child=v.children[child], unit=v.commune, **fields)

    return change


def notice(channel: str, at: datetime) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        Notice.objects.create(unit=v.commune, received_at=at, channel=channel, harm="violence")

    return change


def consult(place: str) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        Counselling.objects.create(
            unit=v.province, date=MAY, place=place, asker="parent", topic="family"
        )

    return change


# Units, activities, plans


def hold(level: str, kind: str, status: str = "held", **more: Any) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        Activity.objects.create(
            unit=getattr(v, level), kind=kind, name="Hoạt động", starts_on=MAY, ends_on=MAY,
            status=status, reason="" if status == "held" else "dịch bệnh", **more,
        )  # fmt: skip

    return change


def model(kind: str, level: str = "commune", period: Any = SINCE, site: str = "") -> Any:
    def change(v: Village) -> None:
        CareModel.objects.create(kind_id=kind, unit=getattr(v, level), period=period, site=site)

    return change


def assess(result: str, year: int, decided: date | None = None) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        Assessment.objects.create(
            unit=v.commune, year=year, standard="QD06", registered_on=date(year, 1, 10),
            result=result, decided_on=decided, decision="1/QĐ" if decided else "",
        )  # fmt: skip

    return change


def recognised_then_refused(v: Village) -> None:
    assess("recognised", 2018, date(2018, 12, 1))(v)
    assess("refused", 2019, date(2019, 12, 1))(v)


def found_fund(v: Village) -> None:
    Fund.objects.create(unit=v.commune, period=SINCE, decision="2/QĐ-UBND")


def task(**more: Any) -> Callable[[Village], None]:
    def change(v: Village) -> None:
        Task.objects.create(
            unit=v.province, sector="health", what="Việc", **{"given_on": START, **more}
        )

    return change


def staff_the_empty_hamlet(v: Village) -> None:
    Post.objects.create(person=v.person, role="collaborator", unit=v.empty_hamlet, period=SINCE)


def collaborator_leaves(v: Village) -> None:
    Post.objects.filter(unit=v.hamlet).update(period=(date(2019, 1, 1), ON))


MOVES: dict[str, tuple[Callable[[Village], Any], Moves]] = {
    "a State support of a special child": (
        support("hard", source="state"),
        {"special_supported": (1, 0), "special_state_supported": (1, 0)},
    ),
    "a community support of a special child": (
        support("hard", source="community"), {"special_supported": (1, 0)}
    ),
    "a support of a severely disabled child": (
        support("disabled"), {"special_supported": (1, 0), "severely_disabled_supported": (1, 0)}
    ),
    "a support of an orphan": (
        support("orphan"), {"special_supported": (1, 0), "orphaned_or_abandoned_supported": (1, 0)}
    ),
    "hardship that has ended": (
        end_hardship,
        {
            "special_circumstances": (-1, 0),
            "special_supported": (0, -1),
            "special_state_supported": (0, -1),
        },
    ),
    "a benefit of the Fund": (
        benefit_of_the_fund,
        {"fund_benefits": (1, 0), "fund_spent": (500_000, 0), "special_supported": (1, 0)},
    ),
    "a support next period": (support("orphan", date=NEXT), {}),
    "a gift at the lunar new year": (
        gift("tet"), {"festival_gift_children": (1, 0), "festival_gift_cost": (300_000, 0)}
    ),
    "two gifts to one child": (
        two_gifts_to_one_child,
        {"festival_gift_children": (1, 0), "festival_gift_cost": (600_000, 0)},
    ),
    "a gift next period": (gift("tet", day=NEXT), {}),
    "a gift of an outside programme": (
        gift("tet", "programme"), {"programme_gift_children": (1, 0)}
    ),
    "a gift in a hard area in the Month of Action": (
        gift("month_of_action", hard=True),
        {"month_of_action_gift_communes": (1, 0), "month_of_action_gift_cost": (300_000, 0)},
    ),
    "a gift elsewhere in the Month of Action": (gift("month_of_action"), {}),
    "a sponsor": (sponsor, {"children_sponsored": (1, 0)}),
    "a sponsor who has stopped": (sponsor_in_the_past, {}),
    "a card issued": (card("two", issued=MAY), {"cards_issued_under_6": (1, 1)}),
    "a card missing": (card("two", issued=None), {"cards_issued_under_6": (0, 1)}),
    "a card asked last year": (card("two", issued=MAY, asked=date(2019, 12, 31)), {}),
    "a card of an older child": (card("ten", issued=MAY), {}),
    "a full set of vaccines": (immunise("one"), {"fully_immunised": (1, 0)}),
    "a set less one": (immunise("one", but=1), {}),
    "a full set of an older child": (immunise("two"), {}),
    "vitamin A": (vitamin("two", MAY), {"vitamin_a_given": (1, 0)}),
    "vitamin A last year": (vitamin("two", date(2019, 12, 1)), {}),
    "vitamin A of an older child": (vitamin("five", MAY), {}),
    "weighed once": (weigh("two", MAY), {"under_5_measured": (1, 0)}),
    "weighed at five": (weigh("five", MAY), {}),
    "weighed in each quarter": (
        weigh("one", MARCH, MAY), {"under_5_measured": (1, 0), "under_2_measured_quarterly": (1, 0)}
    ),
    "weighed twice in one quarter": (
        weigh("one", MAY, MAY + timedelta(days=9)), {"under_5_measured": (1, 0)}
    ),
    "weighed in each quarter without a chart": (
        weigh("one", MARCH, MAY, on_chart=False), {"under_5_measured": (1, 0)}
    ),
    "a baby weighed in its first whole quarter": (
        weigh("baby", MAY), {"under_5_measured": (1, 0), "under_2_measured_quarterly": (1, 0)}
    ),
    "examined with its rights": (examine(True), {"insurance_rights_kept": (1, 1)}),
    "examined twice, once without": (examine(True, False), {"insurance_rights_kept": (0, 1)}),
    "a fall": (injure("fall"), {"injuries": (1, 0)}),
    "a child drowned": (
        injure("drowning", fatal=True), {"injuries": (1, 0), "drowning_deaths": (1, 0)}
    ),
    "an injury next period": (injure("fall", day=NEXT), {}),
    "a case without a file": (
        case(), {"abused_children": (1, 0), "cases_filed_and_supported": (0, 1)}
    ),
    "a case filed and supported in 7 working days": (
        case(filed_on=MAY, supported_on=date(2020, 5, 13)),
        {"abused_children": (1, 0), "cases_filed_and_supported": (1, 1)},
    ),
    "a case supported on the 8th working day": (
        case(filed_on=MAY, supported_on=date(2020, 5, 14)),
        {"abused_children": (1, 0), "cases_filed_and_supported": (0, 1)},
    ),
    "a case handed to substitute care": (
        case(outcome="substitute"),
        {
            "abused_children": (1, 0),
            "cases_filed_and_supported": (0, 1),
            "substitute_care": (1, 0),
        },
    ),
    "a case found next period": (case(found_on=NEXT), {}),
    "a call to 111": (
        notice("111", datetime(2020, 5, 4, 3, tzinfo=UTC)), {"notices_of_lines": (1, 0)}
    ),
    "a call after midnight in Viet Nam, the first of July": (
        notice("111", datetime(2020, 6, 30, 17, 30, tzinfo=UTC)), {}
    ),
    "word from the police": (notice("police", datetime(2020, 5, 4, 3, tzinfo=UTC)), {}),
    "a consultation at the centre": (consult("centre"), {"consultations": (1, 0)}),
    "a consultation at a school": (consult("school"), {}),
    "a class in the commune": (
        hold("commune", "training"),
        {"training_classes": (1, 0), "communes_trained": (1, 0), "activities_held": (1, 1)},
    ),
    "a class called off": (
        hold("commune", "training", "cancelled"), {"activities_held": (0, 1)}
    ),
    "a forum of the district": (
        hold("district", "forum", children=80),
        {"forum_districts": (1, 0), "forum_children": (80, 0), "activities_held": (1, 1)},
    ),
    "a forum of the commune with a project": (
        hold("commune", "forum", children=50, partner="Dự án"),
        {"project_forum_communes": (1, 0), "forum_children": (50, 0), "activities_held": (1, 1)},
    ),
    "a forum of the commune alone": (
        hold("commune", "forum", children=50),
        {"forum_children": (50, 0), "activities_held": (1, 1)},
    ),
    "an inspection": (
        hold("district", "inspection"), {"inspections": (1, 0), "activities_held": (1, 1)}
    ),
    "a safe home": (model("safe_home"), {"safe_home_communes": (1, 0)}),
    "a safe home that has closed": (model("safe_home", period=(date(2019, 1, 1), ON)), {}),
    "protection in a district": (
        model("community_protection", "district"), {"community_protection_districts": (1, 0)}
    ),
    "protection in a commune": (
        model("community_protection"), {"community_protection_communes": (1, 0)}
    ),
    "rehabilitation": (model("rehabilitation"), {"rehabilitation_communes": (1, 0)}),
    "care of children affected by HIV": (model("hiv_care"), {"hiv_care_communes": (1, 0)}),
    "a club": (model("children_club", site="Măng non"), {"children_clubs": (1, 0)}),
    "a school's counselling point": (
        model("school_counselling", site="Trường"), {"school_counselling_points": (1, 0)}
    ),
    "a commune registered": (assess("registered", 2020), {"child_friendly_registered": (1, 0)}),
    "a commune recognised": (
        assess("recognised", 2019, date(2019, 12, 1)), {"child_friendly_communes": (1, 0)}
    ),
    "a commune recognised, then refused": (recognised_then_refused, {}),
    "a commune's Fund": (found_fund, {"communes_with_fund": (1, 0)}),
    "a task given": (task(), {"tasks_done": (0, 1)}),
    "a task done": (task(status="done", done_on=MAY), {"tasks_done": (1, 1)}),
    "a task dropped": (task(status="dropped"), {}),
    "a collaborator for the empty hamlet": (
        staff_the_empty_hamlet, {"hamlets_with_collaborator": (1, 0)}
    ),
    "a collaborator leaves": (
        collaborator_leaves, {"hamlets_with_collaborator": (-1, 0), "collaborators": (-1, 0)}
    ),
}  # fmt: skip


@pytest.mark.parametrize("named", MOVES)
def test_one_change_moves_just_its_figures(village: Village, named: str) -> None:
    change, moves = MOVES[named]
    assert village.moved(change) == moves


def test_every_figure_is_moved_by_some_change() -> None:
    from tests.indicators.test_figures_are_counted import MOVES as IN_DAK_LAK

    here = {code for _, moves in MOVES.values() for code in moves}
    there = {code for _, moves in IN_DAK_LAK for code in moves}
    assert here | there == set(INDICATORS)
