"""What a follow-up sheet and the yearly list tell, in words, within what opens to the reader."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst

from chungtay.children.models import Child, Circumstance, Residence, Schooling
from chungtay.health.models import InsuranceCard, Measurement
from chungtay.indicators.disclosure import SENSITIVE_GROUPS
from chungtay.law.data import law_file
from chungtay.lib import vietnamese
from chungtay.lib.periods import Period
from chungtay.people.models import Post
from chungtay.places.models import Unit
from chungtay.reports.follow_up import Line, Told
from chungtay.support.models import Grant
from chungtay.survey.models import Visit
from chungtay.web import record
from chungtay.web.templatetags.vietnamese import born

SHOWN = 5


def told_of(child: Child, day: date, posts: tuple[Post, ...]) -> Told:
    """Raises Residence.DoesNotExist for a child without a home on the day."""
    shown = record.of_child(child, day, posts)
    if shown["home"] is None:
        raise Residence.DoesNotExist
    names = {one["code"]: one["name"] for one in law_file("ethnic_groups")["groups"]}
    return Told(
        child=child,
        home=shown["home"],
        ethnic_group=str(names.get(child.ethnic_group, child.ethnic_group)),
        family=[_guardian(one) for one in shown["guardians"]],
        circumstances=[(e.name, _day(e.first), _day(e.last), e.evidence)
                       for e in shown["episodes"]],
        allowances=[_grant(*one) for one in shown["grants"]],
        received=[(_day(e.date), capfirst(str(e.get_kind_display())), _money(e.amount))
                  for e in shown["events"]],
        health=list(_health(child, day)),
        school=[_school(one) for one in Schooling.objects.filter(child=child).order_by("-period")],
        visits=list(_visits(child, day)),
    )  # fmt: skip


def _guardian(one: Any) -> Line:
    return capfirst(str(one.get_relation_display())), one.full_name, str(one.birth_year or "")


def _grant(grant: Grant, ground: str, last: date | None) -> Line:
    sum_of = f"{vietnamese.number(grant.monthly_amount)} đồng/tháng"
    first = grant.period.lower
    return sum_of, _day(first), _day(last), "; ".join(filter(None, (ground, grant.decision)))


def _health(child: Child, day: date) -> Iterator[Line]:
    card = InsuranceCard.objects.filter(child=child).order_by("-date").first()
    if card is not None:
        has = "Có thẻ bảo hiểm y tế" if card.issued_on else "Chưa có thẻ bảo hiểm y tế"
        why = f" ({card.get_missing_reason_display()})" if card.missing_reason else ""
        yield _day(card.date), has + why
    weighed = Measurement.objects.filter(child=child, date__lte=day).order_by("-date")
    for one in weighed[:SHOWN]:
        yield _day(one.date), f"Nặng {one.weight} kg, cao {one.height} cm".replace(".", ",")


def _school(one: Schooling) -> Line:
    parts = (one.get_status_display(), one.get_stage_display(), one.grade, one.school, one.reason)
    words = ", ".join(str(part) for part in parts if part)
    return f"Từ {_day(one.period.lower)}", str(capfirst(words))


def _visits(child: Child, day: date) -> Iterator[Line]:
    made = Visit.objects.made().filter(child=child, on__lte=day).order_by("on")
    for one in made:
        yield _day(one.on), f"Rà soát: {one.get_outcome_display()}"


def _day(day: date | None) -> str:
    return vietnamese.date(day) if day else ""


def _money(amount: Any) -> str:
    return vietnamese.number(int(amount)) if amount else ""


def in_special_circumstances(unit: Unit, period: Period) -> "QuerySet[Circumstance]":
    """Episodes of the groups of the law, none of them sealed, that held in the period of children
    who lived in the unit on its last day; by the children's names."""
    living = Residence.objects.on(period.last_day).under(unit).values("child")
    return (
        Circumstance.objects.special()
        .filter(period__overlap=(period.start, period.end), child__in=living)
        .exclude(group__in=SENSITIVE_GROUPS)
        .select_related("child", "group")
        .order_by("child__sort_key", "child_id", "group_id")
    )


def listed(episodes: Iterable[Circumstance], on: date) -> list[tuple[str, ...]]:
    """The cells of the yearly list, a line for each episode."""
    rows = list(episodes)
    keys = {one.child_id for one in rows}
    homes = {
        home.child_id: home
        for home in Residence.objects.on(on)
        .filter(child__in=keys)
        .select_related("unit", "household")
    }
    paid = dict(Grant.objects.on(on).filter(child__in=keys).values_list("child", "monthly_amount"))
    return [_line(one, homes[one.child_id], paid.get(one.child_id)) for one in rows]


def _line(one: Circumstance, home: Residence, paid: int | None) -> tuple[str, ...]:
    last = one.period.upper
    return (
        one.child.full_name,
        born(one.child),
        str(one.child.get_sex_display()),
        home.unit.title,
        home.household.head if home.household else "",
        str(one.group),
        _day(one.period.lower),
        _day(date.fromordinal(last.toordinal() - 1) if last else None),
        _money(paid),
    )
