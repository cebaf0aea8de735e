"""Training classes, the Month of Action, and what was called off."""

from datetime import date, timedelta

import numpy as np

from chungtay.activities.models import Activity, Attendance, Product
from chungtay.demo.plan import Plan
from chungtay.lib.periods import Period
from chungtay.people.models import User
from chungtay.places.models import Unit

SUBJECTS = (
    "Kỹ năng bảo vệ trẻ em, phòng, chống xâm hại trẻ em",
    "Thu thập, cập nhật dữ liệu trẻ em và quản lý trường hợp",
    "Phòng, chống tai nạn, thương tích và đuối nước trẻ em",
)
STREETS = ("trục đường chính", "nhà văn hóa", "cổng trường", "chợ trung tâm", "trụ sở UBND")


def hold(plan: Plan, root: Unit, communes: list[Unit], trained: list[User]) -> None:
    _classes(plan, root, trained)
    _month_of_action(plan, root, communes)


def _classes(plan: Plan, root: Unit, trained: list[User]) -> None:
    count = plan.total("training_classes", 1 if trained else 0)
    period = plan.description.period
    span = (period.end - period.start).days
    classes = Activity.objects.bulk_create(
        _activity(root, SUBJECTS[n % len(SUBJECTS)], period.start + timedelta(days=day), n + 1)
        for n, day in enumerate((span * (k + 1) // (count + 1)) for k in range(count))
    )
    before = _activity(root, SUBJECTS[0], period.start - timedelta(days=40), count + 1)
    before.save()  # last year's: not counted
    put_off = _activity(root, SUBJECTS[-1], period.last_day - timedelta(days=9), count + 2)
    put_off.status, put_off.reason = Activity.Status.CANCELLED, _put_off_to(period)
    put_off.save()
    if classes:
        Attendance.objects.bulk_create(
            Attendance(activity=classes[n % len(classes)], person=person)
            for n, person in enumerate(trained)
        )
        # Some came to a second class: a person is counted once.
        Attendance.objects.bulk_create(
            Attendance(activity=classes[(n + 1) % len(classes)], person=person)
            for n, person in enumerate(trained[:20])
            if len(classes) > 1
        )


def _put_off_to(period: Period) -> str:
    half = period.months() < 12
    return "Hoãn sang 6 tháng cuối năm" if half else "Hoãn sang năm sau"


def _activity(root: Unit, name: str, day: date, number: int) -> Activity:
    return Activity(
        unit=root,
        kind=Activity.Kind.TRAINING,
        name=f"Lớp tập huấn số {number}: {name}",
        starts_on=day,
        ends_on=day + timedelta(days=1),
        status=Activity.Status.HELD,
    )


def _month_of_action(plan: Plan, root: Unit, communes: list[Unit]) -> None:
    june = date(plan.description.period.last_day.year, 6, 1)
    day = june if june in _days(plan) else plan.description.period.start
    held = Activity.objects.create(
        unit=root,
        kind=Activity.Kind.COMMUNICATION,
        name=f"Truyền thông Tháng hành động vì trẻ em năm {day.year}",
        campaign=Activity.Campaign.MONTH_OF_ACTION,
        theme=plan.description.mixes["month_of_action_theme"],
        starts_on=day,
        ends_on=day + timedelta(days=29),
        status=Activity.Status.HELD,
    )
    rng = plan.rng("products")
    for medium, indicator, otherwise, usual in (
        (Product.Medium.BANNER, "banners", 10, 3),
        (Product.Medium.SLOGAN, "slogans", 40, 6),
        (Product.Medium.SCREEN, "", 8, 1),
    ):
        total = plan.total(indicator, otherwise) if indicator else otherwise
        Product.objects.bulk_create(_products(rng, held, medium, total, usual, communes))
    if plan.description.mixes["cancelled"]:
        Activity.objects.create(
            unit=root,
            kind=Activity.Kind.LAUNCH,
            name=f"Lễ phát động Tháng hành động vì trẻ em năm {day.year}",
            campaign=Activity.Campaign.MONTH_OF_ACTION,
            starts_on=day,
            ends_on=day,
            status=Activity.Status.REPLACED,
            reason=plan.description.mixes["cancelled"],
        )


def _days(plan: Plan) -> range | list[date]:
    period = plan.description.period
    return [period.start + timedelta(days=n) for n in range((period.end - period.start).days)]


def _products(
    rng: np.random.Generator,
    activity: Activity,
    medium: str,
    total: int,
    usual: int,
    communes: list[Unit],
) -> list[Product]:
    """One row per place, a few pieces each, up to the total."""
    made: list[Product] = []
    while total > 0:
        quantity = min(int(rng.integers(1, 2 * usual)), total)
        commune = communes[int(rng.integers(len(communes)))]
        place = f"{STREETS[len(made) % len(STREETS)]}, {commune.title}"
        made.append(Product(activity=activity, medium=medium, place=place, quantity=quantity))
        total -= quantity
    return made
