"""Changes of units: what becomes what, who goes along, what is refused, and the way back."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.models import Residence
from chungtay.fund.models import Donation, Donor, Fund
from chungtay.lib.problems import Problem
from chungtay.people import rearranging
from chungtay.people.deeds import undo
from chungtay.people.jobs import defer
from chungtay.people.models import Board, Job, Post
from chungtay.people.rearranging import carry_out, preview
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from chungtay.people.working import run_waiting
from chungtay.places.changing import Asked, Named
from chungtay.places.models import Change, Level, Unit
from tests.children.state import said
from tests.places.books import fill
from tests.places.district import DAY, SINCE, Place, build, child, homes, person

BEFORE, AFTER = date(2020, 8, 31), date(2020, 9, 2)
REFORM = date(2025, 7, 1)
TEXT = "Nghị quyết số 12/NQ-HĐND ngày 20/8/2020"
What = Change.What
APPS = ("places_", "people_", "children_", "support_", "health_", "activities_", "fund_", "plans_",
        "cases_", "survey_", "rights_")  # fmt: skip
KEPT = {"people_deed", "people_deedrow", "people_auditlink", "people_job"}


@pytest.fixture
def place(db: None) -> Place:
    return build()


def state() -> dict[str, Any]:
    """What the rows of every table say, but for what is kept of the deeds themselves."""
    tables = {model._meta.db_table for model in apps.get_models()}
    return said([
        table
        for table in sorted(tables)
        if table.startswith(APPS) and not table.endswith("event") and table not in KEPT
    ])  # fmt: skip


def merge(place: Place, **more: Any) -> Asked:
    olds = (place.a.pk, place.b.pk)
    return Asked(What.MERGE, DAY, TEXT, olds, (Named("Hợp Nhất Thử", "phuong"),), **more)


def done(asked: Asked, place: Place) -> Any:
    with of_person(place.admin.pk):
        return carry_out(asked, by=place.admin)


def test_a_merger_carries_children_hamlets_and_posts(place: Place) -> None:
    was = homes(BEFORE)
    done(merge(place), place)
    new = Unit.objects.get(name="Hợp Nhất Thử")
    assert (new.code, new.parent, new.period) == (
        place.a.code, place.district, DateRange(DAY, REFORM),
    )  # fmt: skip
    assert homes(BEFORE) == was
    assert homes(DAY) == was | {
        f"Trẻ {one}": f"Thôn {one}, Phường Hợp Nhất Thử" for one in ("a1", "a2", "b1")
    }
    posts = Post.objects.on(AFTER).under(new).values_list("role", flat=True)
    assert sorted(posts) == ["collaborator"] * 3 + ["commune_officer"] * 2
    assert not Post.objects.on(AFTER).under(place.a).exists()


def test_the_old_tree_is_read_as_it_was(place: Place) -> None:
    def listed(on: date) -> list[str]:
        communes = Unit.objects.on(on).filter(parent=place.district).order_by("sort_key")
        counts = [Residence.objects.on(on).under(one).count() for one in communes]
        return [f"{one.title}: {n}" for one, n in zip(communes, counts, strict=True) if n]

    before = listed(BEFORE)
    done(merge(place), place)
    assert listed(BEFORE) == before
    assert "Phường Hợp Nhất Thử: 3" in listed(AFTER)
    assert len(listed(AFTER)) == len(before) - 1


def test_whoever_follows_the_old_unit_finds_the_new_one(place: Place) -> None:
    done(merge(place), place)
    old = Unit.objects.get(pk=place.a.pk)
    assert [one.title for one in old.became_by(AFTER)] == ["Phường Hợp Nhất Thử"]
    hamlet = Unit.objects.get(pk=place.hamlets["b1"].pk)
    assert [one.parent.title for one in hamlet.became_by(AFTER)] == ["Phường Hợp Nhất Thử"]


def test_what_the_data_know_of_2025_comes_to_the_new_unit(place: Place) -> None:
    old = {place.a.pk, place.b.pk}
    became = set(Change.objects.filter(old__in=old, date=REFORM).values_list("new", flat=True))
    done(merge(place), place)
    new = Unit.objects.get(name="Hợp Nhất Thử")
    later = Change.objects.filter(date=REFORM)
    assert set(later.filter(old=new).values_list("new", flat=True)) == became
    assert not later.filter(old__in=old).exists()


def test_the_preview_counts_what_moves_and_writes_nothing(place: Place) -> None:
    Board.objects.create(unit=place.a, decision="1", period=SINCE)
    Board.objects.create(unit=place.b, decision="2", period=SINCE)
    Fund.objects.create(unit=place.a, decision="3", period=SINCE)
    donor = Donor.objects.create(name="Nhà tài trợ", kind="firm")
    Donation.objects.create(fund=place.a, donor=donor, form="cash", date=BEFORE, amount=7_000_000,
                            receipt="1")  # fmt: skip
    before = state()
    with of_person(place.admin.pk):
        shown = preview(merge(place), by=place.admin)
    assert state() == before
    told = [(row.old, [n.title for n in row.news], row.below, row.counts["children"],
             row.counts["households"], row.counts["posts"], row.counts["raised"])
            for row in shown.rows]  # fmt: skip
    assert told == [
        (place.a, ["Phường Hợp Nhất Thử"], 2, 2, 2, 3, 7_000_000),
        (place.b, ["Phường Hợp Nhất Thử"], 1, 1, 1, 2, 0),
    ]
    assert shown.ending == {"posts": 0, "boards": 2, "funds": 0}


def test_one_board_goes_on_and_of_two_none(place: Place) -> None:
    Board.objects.create(unit=place.a, decision="1", period=SINCE)
    Board.objects.create(unit=place.b, decision="2", period=SINCE)
    Fund.objects.create(unit=place.a, decision="3", period=SINCE)
    done(merge(place), place)
    new = Unit.objects.get(name="Hợp Nhất Thử")
    assert (Board.objects.on(AFTER).filter(unit=new).count(), Board.objects.on(AFTER).filter(
        unit__in=(place.a, place.b)).count()) == (0, 0)  # fmt: skip
    assert Fund.objects.on(AFTER).get(unit=new).decision == "3"
    assert Board.objects.on(BEFORE).filter(unit__in=(place.a, place.b)).count() == 2


def split(place: Place, **more: Any) -> Asked:
    into = (Named("Một", "xa"), Named("Hai", "xa", "99901"))
    parts = {place.hamlets["a1"].pk: 0, place.hamlets["a2"].pk: 1}
    return Asked(What.SPLIT, DAY, TEXT, (place.a.pk,), **{"into": into, "parts": parts, **more})


def test_a_split_sends_each_hamlet_where_it_was_said(place: Place) -> None:
    done(split(place), place)
    now = homes(DAY)
    assert (now["Trẻ a1"], now["Trẻ a2"]) == ("Thôn a1, Xã Một", "Thôn a2, Xã Hai")
    assert [one.title for one in Unit.objects.get(pk=place.a.pk).became_by(DAY)] == [
        "Xã Một", "Xã Hai",
    ]  # fmt: skip
    assert Post.objects.on(AFTER).filter(unit__name="Một", role=Role.COMMUNE_OFFICER).count() == 1


def test_a_new_name_is_a_new_row_and_everything_goes_along(place: Place) -> None:
    asked = Asked(What.RENAME, DAY, TEXT, (place.a.pk,), (Named("Tên Mới", place.a.kind),))
    done(asked, place)
    assert homes(DAY)["Trẻ a1"].endswith("Tên Mới")
    assert homes(BEFORE)["Trẻ a1"].endswith(place.a.title)


def test_a_transfer_changes_the_unit_above(place: Place) -> None:
    other = Unit.objects.on(DAY).under(place.province).districts().exclude(pk=place.district.pk)[0]
    done(Asked(What.TRANSFER, DAY, TEXT, (place.a.pk,), parent=other.pk), place)
    new = Residence.objects.on(DAY).get(child__full_name="Trẻ a1").unit
    assert (new.district, new.commune.name) == (other, place.a.name)  # type: ignore[union-attr]


def test_the_level_of_districts_ends(place: Place) -> None:
    officer = person(Role.DISTRICT_OFFICER, place.district)
    districts = Unit.objects.on(DAY).under(place.province).districts()
    asked = Asked(What.LEVEL_ENDED, DAY, TEXT, tuple(districts.values_list("pk", flat=True)))
    communes = Unit.objects.on(BEFORE).under(place.province).communes().count()
    done(asked, place)
    now = Unit.objects.on(DAY).under(place.province)
    assert (now.districts().count(), now.communes().count()) == (0, communes)
    assert homes(DAY)["Trẻ a1"] == f"Thôn a1, {place.a.title}"
    assert Residence.objects.on(DAY).get(child__full_name="Trẻ a1").unit.district is None
    assert not Post.objects.on(DAY).filter(person=officer).exists()


def known(place: Place) -> Asked:
    return Asked("known", REFORM, "Nghị quyết số 1671/NQ-UBTVQH15", (place.province.pk,))


def test_the_change_of_2025_is_replayed_from_the_data(place: Place) -> None:
    expected = {}
    for name, one in place.hamlets.items():
        (new,) = Unit.objects.filter(came_from__old=one.parent, came_from__date=REFORM)
        expected[f"Trẻ {name}"] = f"Thôn {name}, {new.title}"
    units = Unit.objects.exclude(level=Level.HAMLET).count()
    was = homes(date(2025, 6, 30))
    done(known(place), place)
    assert homes(REFORM) == was | expected
    assert homes(date(2025, 6, 30)) == was
    assert Unit.objects.exclude(level=Level.HAMLET).count() == units
    assert Unit.objects.get(pk=place.province.pk).became_by(REFORM)[0].posts.count() == 1


ASKED = {
    "merge": merge,
    "split": split,
    "known": known,
    "rename": lambda place: Asked(
        What.RENAME, DAY, TEXT, (place.a.pk,), (Named("Tên Mới", "phuong"),)
    ),
    "level": lambda place: Asked(What.LEVEL_ENDED, DAY, TEXT, (place.district.pk,)),
    "hamlets": lambda place: Asked(
        What.MERGE, DAY, TEXT, (place.hamlets["a1"].pk, place.hamlets["a2"].pk),
        (Named("Thôn Chung", "thon"),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_undone_every_row_is_as_it_was(place: Place, name: str) -> None:
    fill(place.a)
    fill(place.b)
    before = state()
    deed = done(ASKED[name](place), place)
    assert state() != before
    with of_person(place.admin.pk):
        undo(deed, by=place.admin)
    assert state() == before


def test_it_is_not_undone_over_a_later_change(place: Place) -> None:
    deed = done(merge(place), place)
    new = Unit.objects.get(name="Hợp Nhất Thử", level=Level.COMMUNE)
    person(Role.COMMUNE_OFFICER, new)
    with of_person(place.admin.pk), pytest.raises(Problem):
        undo(deed, by=place.admin)


def test_done_twice_it_is_refused(place: Place) -> None:
    done(merge(place), place)
    with pytest.raises(ValidationError) as told:
        done(merge(place), place)
    assert "đã kết thúc từ ngày 01/09/2020" in str(told.value)


def bad(place: Place, **changed: Any) -> Asked:
    from dataclasses import replace

    return replace(merge(place), **changed)


REFUSED = {
    "no text": (lambda p: bad(p, text=" "), "text"),
    "unknown unit": (lambda p: bad(p, olds=(p.a.pk, 2**40)), "olds"),
    "one unit alone": (lambda p: bad(p, olds=(p.a.pk,)), "olds"),
    "the same twice": (lambda p: bad(p, olds=(p.a.pk, p.a.pk)), "olds"),
    "before it existed": (lambda p: bad(p, day=date(2000, 1, 1)), "day"),
    "after its end": (lambda p: bad(p, day=date(2026, 1, 1)), "day"),
    "two levels": (lambda p: bad(p, olds=(p.a.pk, p.hamlets["b1"].pk)), "olds"),
    "two provinces": (lambda p: bad(p, olds=(p.a.pk, far().pk)), "olds"),
    "a province": (lambda p: bad(p, olds=(p.province.pk, p.a.pk)), "olds"),
    "no name": (lambda p: bad(p, into=(Named(" ", "xa"),)), "name"),
    "a kind of another level": (lambda p: bad(p, into=(Named("Hợp", "thon"),)), "kind"),
    "a code in use": (lambda p: bad(p, into=(Named("Hợp", "xa", p.c.code),)), "code"),
    "a hamlet left out": (lambda p: split(p, parts={p.hamlets["a1"].pk: 0}), "part_"),
    "a part that is not there": (
        lambda p: split(p, parts={p.hamlets["a1"].pk: 0, p.hamlets["a2"].pk: 7}), "part_",
    ),
    "no second code": (lambda p: split(p, into=(Named("Một", "xa"), Named("Hai", "xa"))), "code_2"),
    "to another province": (
        lambda p: Asked(What.TRANSFER, DAY, TEXT, (p.a.pk,), parent=far().parent_id), "parent",
    ),
    "to where it is": (
        lambda p: Asked(What.TRANSFER, DAY, TEXT, (p.a.pk,), parent=p.district.pk), "parent",
    ),
    "the same name": (
        lambda p: Asked(What.RENAME, DAY, TEXT, (p.a.pk,), (Named(p.a.name, p.a.kind),)), "name",
    ),
    "a day without a change": (
        lambda p: Asked("known", date(2024, 7, 1), TEXT, (p.province.pk,)), "day",
    ),
}  # fmt: skip


def far() -> Unit:
    other = Unit.objects.on(DAY).communes().exclude(province__code="68").first()
    assert other is not None
    return other


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_at_its_field(place: Place, what: str) -> None:
    make, field = REFUSED[what]
    before = state()
    with pytest.raises(ValidationError) as told:
        done(make(place), place)
    (named,) = told.value.message_dict
    assert named.startswith(field)
    assert state() == before


def test_children_without_a_hamlet_must_be_told_where(place: Place) -> None:
    child("Trẻ xã", place.a)
    with pytest.raises(ValidationError) as told:
        done(split(place), place)
    assert "rest" in told.value.message_dict
    done(split(place, rest=1), place)
    assert Residence.objects.on(DAY).get(child__full_name="Trẻ xã").unit.name == "Hai"


@pytest.mark.parametrize(
    ("role", "at", "may"),
    [
        (Role.ADMINISTRATOR, "province", True),
        (Role.PROVINCE_OFFICER, "province", True),
        (Role.ADMINISTRATOR, "district", True),
        (Role.ADMINISTRATOR, "a", False),
        (Role.COMMUNE_OFFICER, "a", False),
        (Role.DISTRICT_OFFICER, "district", False),
        (Role.LEADER, "province", False),
    ],
)
def test_it_takes_the_right_at_the_unit_above_all(
    place: Place, role: str, at: str, may: bool
) -> None:
    one = person(role, getattr(place, at))
    with of_person(one.pk):
        if may:
            assert carry_out(merge(place), by=one).pk
        else:
            with pytest.raises(Problem):
                carry_out(merge(place), by=one)


@pytest.mark.parametrize("deed", [True, False])
def test_the_database_refuses_it_too(place: Place, deed: bool) -> None:
    """Whatever the application says: another's units, or no deed to take it back by."""
    who = place.admin if not deed else person(Role.COMMUNE_OFFICER, place.a)
    with of_person(who.pk), pytest.raises(Problem):
        rearranging._asked("units.carry(%s, %s::bigint[], %s)", [place.a.pk], [place.b.pk], DAY)
    assert homes(DAY) == homes(BEFORE)


def test_as_a_job_it_tells_how_far_it_is(place: Place) -> None:
    with of_person(place.admin.pk):
        one = defer("units", by=place.admin, unit=place.district, asked=merge(place).as_json())
    run_waiting()
    one.refresh_from_db()
    assert (one.state, one.done, one.of) == (Job.State.DONE, 3, 3)
    assert one.said == "Đã sắp xếp 2 đơn vị: 3 trẻ em, 5 vị trí công tác đã chuyển."
    assert Residence.objects.on(DAY).filter(unit__commune__name="Hợp Nhất Thử").count() == 3


# Events, statements and books stand in the unit of their own day; a province's list of risks is
# read by the one it became.
STAY = {
    "children_group.province_id", "children_stoppedrisk.province_id",
    "support_giftdrive.unit_id", "plans_assessment.unit_id", "plans_document.unit_id",
    "cases_case.unit_id", "fund_transfer.fund_id", "fund_transfer.other_id",
    "children_residence.left_province_id", "children_adoption.unit_id", "children_named.unit_id",
    "children_alert.unit_id", "health_injury.unit_id", "rights_consent.unit_id",
    "rights_incident.unit_id", "rights_datarequest.unit_id", "rights_review.unit_id",
    "people_deed.unit_id", "people_job.unit_id", "survey_round.unit_id", "survey_area.unit_id",
    "survey_sample.unit_id", "places_change.old_id", "places_change.new_id",
    "places_unit.parent_id", "places_unit.province_id", "places_unit.district_id",
    "places_unit.commune_id", "demo_locality.unit_id",
}  # fmt: skip
GO_ON = {
    "children_residence.unit_id", "children_household.unit_id", "people_post.unit_id",
    "people_board.unit_id", "fund_fund.unit_id", "fund_sponsorship.unit_id",
    "activities_caremodel.unit_id", "plans_plan.unit_id", "plans_task.unit_id",
}  # fmt: skip
# What is dated on the day of the change or later is the new unit's.
FOLLOW = {
    "fund_donation.fund_id", "fund_spending.fund_id", "activities_activity.unit_id",
    "activities_counselling.unit_id", "cases_notice.unit_id",
}  # fmt: skip


def test_every_table_with_a_unit_either_goes_on_or_stays() -> None:
    found = {
        f"{model._meta.db_table}.{one.column}"
        for model in apps.get_models()
        for one in model._meta.concrete_fields
        if one.related_model is Unit and not model._meta.db_table.endswith("event")
        and not model._meta.db_table.startswith("exchange_")
    }  # fmt: skip
    assert found - GO_ON - STAY - FOLLOW == set()
    assert found >= GO_ON | FOLLOW


def test_no_one_calls_the_inner_steps(place: Place) -> None:
    with of_person(place.admin.pk), connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('chungtay_web',"
                       " 'units.go_on(text, bigint[], bigint[], date, boolean, boolean)',"
                       " 'execute')")  # fmt: skip
        assert cursor.fetchone() == (False,)
