"""What stands in an old unit's books goes along, stays as history, or is handed over."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Case, F, Sum, When

from chungtay.activities.models import Activity, CareModel, Counselling
from chungtay.cases.models import Notice
from chungtay.fund.books import balance
from chungtay.fund.models import Donation, Transfer
from chungtay.lib.problems import Problem
from chungtay.people.rearranging import carry_out, preview
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from chungtay.places.changing import Asked, Named
from chungtay.places.models import Change, Unit
from chungtay.plans.models import Plan, Target, Task
from tests.places.books import RAISED, RAISED_LATER, SPENT, fill
from tests.places.district import DAY, Place, build, person

BEFORE, END = date(2020, 8, 31), date(2020, 12, 31)
TEXT = "Nghị quyết số 12/NQ-HĐND ngày 20/8/2020"
LEFT = RAISED - SPENT
What = Change.What


@pytest.fixture
def place(db: None) -> Place:
    found = build()
    fill(found.a)
    fill(found.b)
    return found


def merge(place: Place) -> Asked:
    return Asked(
        What.MERGE, DAY, TEXT, (place.a.pk, place.b.pk), (Named("Hợp Nhất Thử", "phuong"),)
    )


def split(place: Place, **more: Any) -> Asked:
    into = (Named("Một", "xa"), Named("Hai", "xa", "99901"))
    parts = {place.hamlets["a1"].pk: 0, place.hamlets["a2"].pk: 1}
    return Asked(What.SPLIT, DAY, TEXT, (place.a.pk,), into=into, parts=parts, **more)


def done(asked: Asked, place: Place) -> Unit:
    """The unit that came of it, the first by name."""
    with of_person(place.admin.pk):
        carry_out(asked, by=place.admin)
    found = Unit.objects.filter(came_from__old=place.a, came_from__date=DAY).order_by("sort_key")
    return found.get() if asked.what != What.SPLIT else found.get(name="Một")


def told(rows: Any, *fields: str) -> list[tuple[Any, ...]]:
    return list(rows.order_by("pk").values_list(*fields))


def test_the_preview_names_each_with_its_count(place: Place) -> None:
    with of_person(place.admin.pk):
        shown = preview(merge(place), by=place.admin)
    found = [
        (row.old, row.heir.title if row.heir else "", row.balance, row.counts["plans"],
         row.counts["targets"], row.counts["tasks"], row.counts["activities"],
         row.counts["notices"])
        for row in shown.rows
    ]  # fmt: skip
    assert found == [
        (place.a, "Phường Hợp Nhất Thử", LEFT, 1, 2, 3, 2, 2),
        (place.b, "Phường Hợp Nhất Thử", LEFT, 1, 2, 3, 2, 2),
    ]


def test_the_balance_goes_over_whole_as_two_entries(place: Place) -> None:
    def everything(day: date) -> int:
        units = Unit.objects.filter(transfers__isnull=False) | Unit.objects.filter(
            donations__isnull=False
        )
        return sum(balance(unit, day) for unit in units.distinct())

    days = (BEFORE, DAY, END)
    was = [everything(day) for day in days]
    new = done(merge(place), place)
    assert [everything(day) for day in days] == was
    assert told(Transfer.objects, "fund", "flow", "other", "date", "amount", "ground") == [
        (place.a.pk, "out", new.pk, DAY, LEFT, TEXT),
        (new.pk, "in", place.a.pk, DAY, LEFT, TEXT),
        (place.b.pk, "out", new.pk, DAY, LEFT, TEXT),
        (new.pk, "in", place.b.pk, DAY, LEFT, TEXT),
    ]
    assert [balance(place.a, BEFORE), balance(place.a, DAY), balance(place.a, END)] == [LEFT, 0, 0]
    assert [balance(new, BEFORE), balance(new, DAY)] == [0, 2 * LEFT]
    assert balance(new, END) == 2 * (LEFT + RAISED_LATER)


def test_what_the_funds_raised_is_not_counted_again(place: Place) -> None:
    raised = Donation.objects.aggregate(sum=Sum("amount"))
    new = done(merge(place), place)
    assert Donation.objects.aggregate(sum=Sum("amount")) == raised
    assert Donation.objects.filter(fund=new).count() == 2


@pytest.mark.parametrize(
    ("more", "heir"), [({}, "Một"), ({"rest": 1}, "Hai"), ({"fund": 1}, "Hai"),
                       ({"rest": 1, "fund": 0}, "Một")],
)  # fmt: skip
def test_a_split_gives_the_balance_to_one(place: Place, more: dict[str, int], heir: str) -> None:
    with of_person(place.admin.pk):
        (row,) = preview(split(place, **more), by=place.admin).rows
    assert (row.heir and row.heir.name, row.balance) == (heir, LEFT)
    done(split(place, **more), place)
    assert told(Transfer.objects.filter(flow="in"), "fund__name", "amount") == [(heir, LEFT)]


def test_a_district_that_ends_leaves_its_fund_and_tasks_to_the_province(place: Place) -> None:
    Donation.objects.filter(fund=place.a).update(fund=place.district)
    Task.objects.filter(unit=place.a).update(unit=place.district)
    districts = Unit.objects.on(DAY).under(place.province).districts()
    asked = Asked(What.LEVEL_ENDED, DAY, TEXT, tuple(districts.values_list("pk", flat=True)))
    with of_person(place.admin.pk):
        carry_out(asked, by=place.admin)
    assert balance(place.district, DAY) == 0
    assert balance(place.province, DAY) == RAISED
    assert Task.objects.filter(unit=place.province).count() == 3


def test_books_with_more_spent_than_raised_go_over_too(place: Place) -> None:
    Donation.objects.filter(fund=place.a, date__lt=DAY).update(amount=1_000_000)
    new = done(split(place), place)
    assert balance(new, DAY) == 1_000_000 - SPENT


def test_the_same_receipt_in_both_books_is_refused_in_words(place: Place) -> None:
    Donation.objects.filter(date__gt=DAY).update(receipt="77")
    with of_person(place.admin.pk), pytest.raises(Problem) as fault:
        carry_out(merge(place), by=place.admin)
    assert "hai dòng cùng số" in fault.value.vi
    assert not Transfer.objects.exists()


def test_a_plan_goes_on_with_its_targets_and_its_text(place: Place) -> None:
    new = done(merge(place), place)
    assert told(Plan.objects.filter(unit=new), "number", "period__startswith", "parts__text") == [
        ("05/KH-UBND", DAY, "Truyền thông"),
        (f"05/KH-UBND ({place.b.name})", DAY, "Truyền thông"),
    ]
    assert set(Plan.objects.filter(unit=place.a).values_list("period__endswith")) == {(DAY,)}
    within = Target.objects.filter(plan__unit=new, within__isnull=False)
    same = within.annotate(own=Case(When(plan=F("within__plan"), then=1), default=0))
    assert [row.own for row in same] == [1, 1]
    assert Target.objects.filter(plan__unit__in=(place.a, place.b, new)).count() == 8


def test_open_tasks_are_handed_over_and_done_ones_stay(place: Place) -> None:
    new = done(split(place), place)
    assert told(Task.objects.filter(unit=place.a), "what", "status") == [
        ("Việc given", "handed_on"), ("Việc under_way", "handed_on"), ("Việc done", "done"),
    ]  # fmt: skip
    assert told(Task.objects.filter(unit=new), "what", "status", "plan__unit") == [
        ("Việc sau", "given", None), ("Việc given", "given", new.pk),
        ("Việc under_way", "under_way", new.pk),
    ]  # fmt: skip


def test_what_is_dated_later_is_the_new_units(place: Place) -> None:
    new = done(split(place), place)
    assert told(Activity.objects.filter(unit=new), "name") == [("Sắp tới",)]
    assert told(Activity.objects.filter(unit=place.a), "name") == [("Đã qua",), ("Đã xong",)]
    assert Counselling.objects.filter(unit=new).count() == 1
    assert told(Notice.objects.filter(unit=new), "received_at__month") == [(10,)]
    assert CareModel.objects.on(DAY).get(unit=new).children == 0


@pytest.mark.parametrize("at", ["Một", "Hai"])
def test_an_officer_of_what_it_became_reads_the_old_books(place: Place, at: str) -> None:
    done(split(place), place)
    one = officer(Unit.objects.get(name=at))
    with of_person(one.pk):
        assert Activity.objects.filter(unit=place.a).count() == 2
        assert Plan.objects.filter(unit=place.a).count() == 1
        assert Donation.objects.filter(fund=place.a).count() == 1
        assert Transfer.objects.filter(fund=place.a).count() == 1
        assert Notice.objects.filter(unit=place.a).count() == 2
        assert not Activity.objects.filter(unit=place.b).exists()


def officer(unit: Unit) -> Any:
    one = person(Role.COMMUNE_OFFICER, unit)
    one.works_as_of = END
    one.save()
    return one


def test_history_is_not_written_but_what_was_left_open_is(place: Place) -> None:
    new = done(split(place), place)
    with of_person(officer(new).pk):
        old = Activity.objects.filter(unit=place.a)
        assert old.filter(name="Đã qua").update(status="held", children=40) == 1
        assert old.update(children=99) == 0
        assert Plan.objects.filter(unit=place.a).update(title="Khác") == 0
        assert Donation.objects.filter(fund=place.a).update(amount=1) == 0
        assert Transfer.objects.update(amount=1) == 0
        notices = Notice.objects.filter(unit=place.a)
        assert notices.filter(passed_on_at=None).update(passed_on_at=F("received_at")) == 1
        assert notices.update(urgent=True) == 0


def test_before_the_day_nobody_reads_them_there(place: Place) -> None:
    new = done(split(place), place)
    one = person(Role.COMMUNE_OFFICER, new)  # works as of June
    with of_person(one.pk):
        assert not Activity.objects.filter(unit=place.a).exists()
