"""Writes on the register that span models. Each is one transaction and one audit event."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError
from django.utils.translation import gettext

from chungtay.children.models import Child, Circumstance, Group, Guardian, Household, Residence
from chungtay.law.circumstances import compartments
from chungtay.law.data import law_file
from chungtay.lib import vietnamese
from chungtay.lib.problems import Problem
from chungtay.people.actions import keep
from chungtay.people.models import User
from chungtay.people.trail import note
from chungtay.places.models import Unit


def load_groups() -> int:
    """Brings the groups of law/groups.yaml into the database; a province's own risks stay."""
    groups = [_group(kind, law, row) for kind, law, row in _groups_of_law()]
    special = [group for group in groups if group.kind == Group.Kind.SPECIAL]
    kept = ["kind", "letter", "name", "text", "article", "confidence", "compartment", "period"]
    Group.objects.bulk_create(
        special, update_conflicts=True, unique_fields=["code"], update_fields=kept
    )
    Group.objects.bulk_create(
        [group for group in groups if group not in special], ignore_conflicts=True
    )
    for code, compartment in compartments().items():
        Group.objects.filter(code=code).update(compartment=compartment)
    return len(groups)


def _groups_of_law() -> list[tuple[str, dict, dict]]:
    lists = law_file("groups")
    return [
        (Group.Kind.RISK if name == "risk" else Group.Kind.SPECIAL, law, row)
        for name, law in lists.items()
        for row in law["groups"]
    ]


def _group(kind: str, law: dict, row: dict) -> Group:
    return Group(
        code=row["code"],
        kind=kind,
        letter=row.get("letter", ""),
        name=row["name"],
        text=law["text"] or "",
        article=row.get("article", ""),
        confidence=row["confidence"],
        compartment=row.get("sealed", ""),
        period=DateRange(law["from"], law["to"]),
    )


@transaction.atomic
def keep_risk(*, code: str, name: str, until: date | None, by: User) -> Group:
    """Adds a risk to the province's list (empty `code`) or renames and ends one of it.

    `until` is the first day it is no longer offered. Groups of the law are refused.
    """
    risks = Group.objects.select_for_update().filter(kind=Group.Kind.RISK)
    risk = risks.filter(code=code).first() if code else _new_risk(risks.count())
    if risk is None:
        raise Problem("Nhóm theo luật không sửa ở đây.", "A group of the law is not edited here.")
    if until is not None and until <= risk.period.lower:
        raise Problem(
            f"Ngày thôi dùng phải sau ngày {risk.period.lower:%d/%m/%Y}.",
            f"It must end after {risk.period.lower}.",
        )
    risk.name, risk.period = name, DateRange(risk.period.lower, until)
    # Two officers adding at once must not write over one another.
    risk.save(force_insert=not code)
    note("keep_risk", f"group:{risk.code}", by=by.username, details={"name": name})
    return risk


def _new_risk(known: int) -> Group:
    start = law_file("groups")["risk"]["from"]
    return Group(
        code=f"R{known + 1:02}",
        kind=Group.Kind.RISK,
        confidence="D",
        period=DateRange(start, None),
    )


@transaction.atomic
def end_circumstance(episode: Circumstance, *, on: date, reason: str, by: User) -> Circumstance:
    """Closes an episode: `on` is the first day the child is no longer in the group."""
    if not episode.period.lower < on:
        raise Problem(
            "Ngày kết thúc phải sau ngày bắt đầu của hoàn cảnh.",
            "An episode must end after it begins.",
        )
    episode.period = DateRange(episode.period.lower, on)
    episode.end_reason = reason
    episode.save(update_fields=["period", "end_reason"])
    note("end_circumstance", f"child:{episode.child_id}", by=by.username, reason=reason)
    return episode


@transaction.atomic
def remove_mistaken(child: Child, *, reason: str, by: User) -> None:
    """Takes out a record that should never have been made. Refused once anything was paid or
    given to the child: such a record is closed, not removed."""
    subject = f"child:{child.pk}"
    try:
        child.delete()
    except ProtectedError as error:
        raise Problem(
            "Không xóa được: trẻ đã có quyết định trợ cấp hoặc đã nhận hỗ trợ. "
            "Hãy kết thúc nơi ở của trẻ thay vì xóa.",
            "Cannot be removed: the child has a grant or has received support.",
        ) from error
    note("remove_mistaken", subject, by=by.username, reason=reason)


class PerhapsKnown(Problem):
    """The child being entered may be one of `children`, already in the commune's register."""

    def __init__(self, children: list[Child]) -> None:
        super().__init__("Có thể là trẻ đã có trong sổ.", "The child may already be registered.")
        self.children = children


@transaction.atomic
def enrol(
    child: Child,
    *,
    unit: Unit,
    since: date,
    household: Household | None = None,
    carer: Guardian | None = None,
    despite: Collection[Any] = (),
    by: User,
) -> Child:
    """Enters a new child with its home in the hamlet `unit` from the day `since`.

    `household` may be a new one, and `carer` has its relation and name. Raises PerhapsKnown when
    the commune has children of the same name and birth year whose keys are not in `despite`, and
    ValidationError; nothing is saved then.
    """
    # Two who enter the same child at once must see each other's: one at a time in a commune.
    commune = Unit.objects.select_for_update(no_key=True).get(pk=unit.commune_id or unit.pk)
    others = Child.objects.like(child, commune).exclude(pk__in=despite)
    if found := list(others.order_by("sort_key", "pk")):
        raise PerhapsKnown(found)
    for record in _new_home(child, unit, DateRange(since, None), household, carer):
        record.full_clean()
        record.save()
    note("enrol", f"child:{child.pk}", by=by.username)
    return child


def _new_home(
    child: Child,
    unit: Unit,
    period: DateRange,
    household: Household | None,
    carer: Guardian | None,
) -> Iterator[models.Model]:
    """What is written for a new child, in the order that it can be."""
    yield child
    if household is not None and household._state.adding:
        yield household
    yield Residence(child=child, unit=unit, household=household, period=period)
    if carer is not None:
        carer.child, carer.period = child, period
        yield carer


@transaction.atomic
def put_right(child: Child, *, by: User) -> Child:
    """Saves a child's mended name, sex, birth date, ethnic group or number.

    What began on the birth date it had moves to the new one. Raises ValidationError if anything
    of the register would then begin before the birth.
    """
    was = Child.objects.select_for_update().get(pk=child.pk).birth_date
    if was != child.birth_date:
        _from_birth(child, was)
        _nothing_before_birth(child)
    return keep(child, by=by)


def _from_birth(child: Child, was: date) -> None:
    for model in (Residence, Guardian):
        for row in model.objects.filter(child=child, period__startswith=was):
            home = row.unit.period.lower if isinstance(row, Residence) else child.birth_date
            first, end = max(child.birth_date, home), row.period.upper
            if end is None or first < end:
                row.period = DateRange(first, end)
                row.save(update_fields=["period"])


def _nothing_before_birth(child: Child) -> None:
    for model in (Residence, Guardian, Circumstance):
        rows = model.objects.filter(child=child, period__startswith__lt=child.birth_date)
        if early := rows.order_by("period").first():
            told = gettext("Sổ đã ghi về trẻ từ ngày %(day)s, trước ngày sinh này.")
            day = vietnamese.date(early.period.lower)
            raise ValidationError({"birth_date": told % {"day": day}})


@transaction.atomic
def leave_home(child: Child, *, on: date, by: User) -> Residence | None:
    """Ends the home that a child has without an end, as it lives in another one from `on`.

    None if there is none that began before the day: nothing is changed then.
    """
    homes = Residence.objects.select_for_update().on(on).filter(child=child)
    old = homes.filter(period__upper_inf=True, period__startswith__lt=on).first()
    if old is None:
        return None
    old.period = DateRange(old.period.lower, on)
    old.save(update_fields=["period"])
    note("leave_home", f"child:{child.pk}", by=by.username)
    return old
