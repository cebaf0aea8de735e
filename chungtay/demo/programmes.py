"""Models of care (`models:`), consultations, and events of the year (`activities:`)."""

from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.activities.models import Activity, Attendance, CareModel, Counselling
from chungtay.demo.offices import Offices
from chungtay.demo.plan import EPOCH, Plan, apportion
from chungtay.demo.where import units_at
from chungtay.people.models import Post
from chungtay.places.models import Unit

LIKELY = {
    "centre": ("parent", "child", "other"),
    "school": ("child", "child", "teacher"),
    "community": ("parent", "parent", "child"),
    "line": ("parent", "other", "child"),
}
ENDINGS = (
    "Đã hướng dẫn tại chỗ",
    "Giới thiệu tới trung tâm công tác xã hội",
    "Hẹn tư vấn tiếp",
    "Chuyển cán bộ trẻ em xã theo dõi",
)


def run_models(plan: Plan, offices: Offices) -> None:
    CareModel.objects.bulk_create(
        _model(row, unit)
        for row in plan.description.text.get("models") or ()
        for unit in units_at(row.get("at"), offices)
    )


def _model(row: dict[str, Any], unit: Unit) -> CareModel:
    return CareModel(
        kind_id=row["kind"],
        unit=unit,
        site=str(row.get("site", "")).format(unit=unit.name, title=unit.title),
        period=DateRange(max(row["since"], unit.period.lower), row.get("until")),
        decision=row.get("decision", ""),
        partner=row.get("partner", ""),
        children=row.get("children", 0),
        reviewed_on=row.get("reviewed_on"),
        review=row.get("review", ""),
    )


def counsel(plan: Plan, offices: Offices) -> None:
    """Consultations: at the centre as many as the figure, elsewhere as `counselling:` says."""
    places = {
        "centre": plan.total("consultations", 0),
        **(plan.description.text.get("counselling") or {}),
    }
    sites = list(CareModel.objects.under(offices.root).filter(kind="school_counselling"))
    made = [
        _consultation(plan, offices, sites, place, number)
        for place, count in places.items()
        for number in range(count)
    ]
    Counselling.objects.bulk_create(made)


def _consultation(
    plan: Plan, offices: Offices, sites: list[CareModel], place: str, number: int
) -> Counselling:
    rng = plan.rng(f"{place} {number}")
    site = sites[number % len(sites)] if place == "school" and sites else None
    commune = offices.communes[int(rng.integers(len(offices.communes)))]
    topics = list(Counselling.Topic)
    return Counselling(
        unit=site.unit if site else commune if place == "community" else offices.root,
        date=EPOCH + timedelta(days=int(rng.integers(plan.first, plan.last + 1))),
        place=place,
        site=site.site if site else "Trung tâm Công tác xã hội" if place == "centre" else "",
        asker=LIKELY[place][int(rng.integers(3))],
        topic=topics[int(rng.integers(len(topics)))],
        minutes=int(rng.integers(3, 13)) * 5,
        outcome=ENDINGS[int(rng.integers(len(ENDINGS)))],
    )


def hold_events(plan: Plan, offices: Offices) -> None:
    for row in plan.description.text.get("activities") or ():
        _event(plan, row, offices)


def _event(plan: Plan, row: dict[str, Any], offices: Offices) -> None:
    units = units_at(row.get("at"), offices)
    factor = plan.factor("forum_children") if row["kind"] == "forum" else 1.0
    shares = dict.fromkeys((str(unit.pk) for unit in units), 1.0)
    children = apportion(shares, round(row.get("children", 0) * factor))
    adults = apportion(shares, row.get("adults", 0))
    cost = apportion(shares, row.get("cost", 0) // 1000)
    held = Activity.objects.bulk_create(
        _activity(row, unit, n, children[str(unit.pk)], adults[str(unit.pk)], cost[str(unit.pk)])
        for n, unit in enumerate(units)
    )
    if row["kind"] == "training":
        _attend(held)


def _activity(
    row: dict[str, Any], unit: Unit, number: int, children: int, adults: int, cost: int
) -> Activity:
    on: date = row["date"] + timedelta(days=number * int(row.get("apart", 0)))
    status = row.get("status", "held")
    there = status == "held"
    return Activity(
        unit=unit,
        kind=row["kind"],
        name=row["name"].format(unit=unit.title),
        campaign=row.get("campaign", ""),
        theme=row.get("theme", ""),
        starts_on=on,
        ends_on=on + timedelta(days=int(row.get("days", 1)) - 1),
        status=status,
        reason=row.get("reason", ""),
        place=row.get("place", "").format(unit=unit.title),
        children=children if there else 0,
        adults=adults if there else 0,
        cost=cost * 1000 if there else 0,
        cost_source=row.get("cost_source", "") if there and cost else "",
        partner=row.get("partner", ""),
    )


def _attend(classes: list[Activity]) -> None:
    """Everyone who works for children in a commune comes to the commune's class."""
    for one in classes:
        posts = Post.objects.under(one.unit).on(one.starts_on).order_by("pk")[:60]
        people = {post.person_id for post in posts}
        Attendance.objects.bulk_create(
            Attendance(activity=one, person_id=person) for person in sorted(people)
        )
