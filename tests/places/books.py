"""What a commune has in its books when it becomes another: the Fund, plans, activities, notices."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.activities.models import Activity, CareModel, Counselling, ModelKind
from chungtay.cases.models import Notice
from chungtay.children.models import Child
from chungtay.fund.models import Benefit, Donation, Donor, Fund, Spending
from chungtay.people.models import Board
from chungtay.places.models import Unit
from chungtay.plans.models import Plan, PlanPart, Target, Task
from chungtay.support.models import Support

EARLIER, LATER = date(2020, 6, 15), date(2020, 10, 15)
YEAR = DateRange(date(2020, 1, 1), date(2021, 1, 1))
RAISED, SPENT, RAISED_LATER = 7_000_000, 2_500_000, 1_000_000


def fill(unit: Unit) -> None:
    """Of every kind one row of before the change, one of after it, and what is open on the day."""
    Board.objects.create(unit=unit, decision="1", period=YEAR)
    kind, _ = ModelKind.objects.get_or_create(code="thu", name="Mô hình thử", counted="unit")
    CareModel.objects.create(kind=kind, unit=unit, period=YEAR)
    fund(unit)
    plan(unit)
    activities(unit)
    for month, passed in ((6, None), (5, 5), (10, None)):
        Notice.objects.create(
            unit=unit, received_at=at(month), channel="111", harm="violence",
            passed_on_at=passed and at(passed), account="Nội dung",
        )  # fmt: skip


def at(month: int) -> datetime:
    return datetime(2020, month, 15, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def fund(unit: Unit) -> None:
    Fund.objects.create(unit=unit, decision="3", period=YEAR)
    donor = Donor.objects.create(name=f"Nhà tài trợ {unit.name}", kind="firm")
    for number, day, amount in ((1, EARLIER, RAISED), (2, LATER, RAISED_LATER)):
        Donation.objects.create(
            fund=unit, donor=donor, form="cash", date=day, amount=amount,
            receipt=f"{number}/{unit.code}",
        )  # fmt: skip
    spending = Spending.objects.create(fund=unit, date=EARLIER, purpose="Học bổng",
                                       decision=f"9/{unit.code}")  # fmt: skip
    child = Child.objects.filter(residences__unit__commune=unit).first()
    assert child is not None
    gift = Support.objects.create(child=child, kind="scholarship", date=EARLIER,
                                  amount=SPENT)  # fmt: skip
    Benefit.objects.create(spending=spending, support=gift)


def plan(unit: Unit) -> None:
    one = Plan.objects.create(
        unit=unit, period=YEAR, form="own", number="05/KH-UBND", title="Kế hoạch năm"
    )
    PlanPart.objects.create(plan=one, kind="activity", order=1, heading="1", text="Truyền thông")
    whole = target(one, 1)
    target(one, 2, within=whole)
    for status, due in (("given", LATER), ("under_way", EARLIER), ("done", None)):
        Task.objects.create(
            unit=unit, sector="health", what=f"Việc {status}", given_on=date(2020, 3, 1),
            due_on=due, status=status, plan=one, done_on=EARLIER if status == "done" else None,
        )  # fmt: skip
    Task.objects.create(unit=unit, sector="health", what="Việc sau", given_on=LATER)


def target(one: Plan, order: int, **more: Any) -> Target:
    return Target.objects.create(plan=one, order=order, indicator="children", kind="count", value=5,
                                 wording="Mục tiêu", **more)  # fmt: skip


def activities(unit: Unit) -> None:
    for name, day, status in (("Đã qua", EARLIER, "planned"), ("Đã xong", EARLIER, "held"),
                              ("Sắp tới", LATER, "planned")):  # fmt: skip
        Activity.objects.create(unit=unit, kind="forum", name=name, starts_on=day, ends_on=day,
                                status=status)  # fmt: skip
    for day in (EARLIER, LATER):
        Counselling.objects.create(unit=unit, date=day, place="centre", asker="child",
                                   topic="health")  # fmt: skip
