"""Two records of one child are made one, and judged not to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from chungtay.children.actions.correcting import put_right
from chungtay.children.actions.homes import last_home
from chungtay.children.models import Child, Guardian, SamePerson
from chungtay.children.sealed import working_day
from chungtay.lib.problems import Problem
from chungtay.people.actions import keep
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User
from chungtay.people.trail import note

State = SamePerson.State
# What may be taken from either record. A field that says more of another goes with it.
FIELDS: dict[str, tuple[str, ...]] = {
    "full_name": ("full_name",),
    "sex": ("sex",),
    "birth_date": ("birth_date", "birth_precision"),
    "ethnic_group": ("ethnic_group",),
    "personal_number": ("personal_number", "no_number_reason"),
}
PARENTS = ("mother", "father")


@dataclass(frozen=True)
class Merged:
    """The one record, the deed that can be taken back, and how many rows the kept record had
    already and so were not taken over."""

    child: Child
    deed: Deed
    left_out: int


def merge(kept: Child, other: Child, values: Mapping[str, str], *, by: User) -> Merged:
    """Moves all that is known of `other` to `kept`, and takes `other` out of the register.

    `values`: for a key of FIELDS or PARENTS "other", where its value is the right one. Raises
    Problem when it is not theirs to do or only one of the records says that the child died,
    ValidationError when a value cannot stand.
    """
    _may(kept, other)
    _both_live(kept, other)
    theirs = {key for key, whose in values.items() if whose == "other"}
    unit, day = last_home(kept).unit, working_day(by)
    keys = {"other": str(other.pk)}
    with doing(Deed.Kind.MERGE, by=by, unit=unit, day=day, child=kept.pk, details=keys) as deed:
        judged(_pair(kept, other, day), State.MERGED, by=by, kept=kept, deed=deed)
        _take(kept, other, theirs - {"personal_number"}, by)
        left_out = _moved(kept, other)
        _take(kept, other, theirs & {"personal_number"}, by)
        said = {**keys, "left_out": left_out}
        note("merge", f"child:{kept.pk}", by=by.username, details=said)
    return Merged(kept, deed, left_out)


def _pair(kept: Child, other: Child, day: Any) -> SamePerson:
    """The pair of the search, or one that a person found."""
    first, second = sorted((kept.pk, other.pk))
    told = {"weight": 0, "found_on": day}
    return SamePerson.objects.get_or_create(first_id=first, second_id=second, defaults=told)[0]


def judged(
    pair: SamePerson, state: str, *, by: User, kept: Child | None = None, deed: Deed | None = None
) -> SamePerson:
    """Keeps what somebody made of a pair. Raises Problem if another has merged it meanwhile."""
    with transaction.atomic():
        one = SamePerson.objects.select_for_update().filter(pk=pair.pk).first()
        if one is None or one.state == State.MERGED:
            raise Problem("Cặp hồ sơ này đã được gộp.", "These records are already one.")
        one.state, one.by, one.at = state, by, timezone.now()
        one.kept_id, one.deed = getattr(kept, "pk", None), deed
        one.save(update_fields=["state", "by", "at", "kept_id", "deed"])
        note(f"same_person_{state}", f"sameperson:{one.pk}", by=by.username)
    return one


def _take(kept: Child, other: Child, keys: set[str], by: User) -> None:
    """Takes these values of the other record into the kept one."""
    names = [name for key in keys for name in FIELDS.get(key, ())]
    for name in names:
        setattr(kept, name, getattr(other, name))
    if names:
        kept.full_clean()
        put_right(kept, by=by)
    for relation in sorted(keys & set(PARENTS)):
        _take_parent(kept, other, relation, by)


def _take_parent(kept: Child, other: Child, relation: str, by: User) -> None:
    """A parent whom the kept record does not know comes over with everything else."""
    rows = Guardian.objects.filter(relation=relation).order_by("-period")
    mine, theirs = rows.filter(child=kept).first(), rows.filter(child=other).first()
    if mine is not None and theirs is not None:
        mine.full_name, mine.birth_year = theirs.full_name, theirs.birth_year
        mine.full_clean()
        keep(mine, by=by)


def _moved(kept: Child, other: Child) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT merging.merge(%s, %s)", [kept.pk, other.pk])
        return int(cursor.fetchone()[0])


def may_merge(kept: Child, other: Child) -> bool:
    """Whether the caller keeps the register where both children live: asked of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT merging.may(%s) AND merging.may(%s)", [kept.pk, other.pk])
        return bool(cursor.fetchone()[0])


def _may(kept: Child, other: Child) -> None:
    if not may_merge(kept, other):
        raise Problem(
            "Không gộp được: một trong hai trẻ sống ngoài phạm vi công tác của anh/chị. "
            "Hãy đề nghị cấp trên của cả hai đơn vị gộp.",
            "Cannot be merged: one of the children lives outside your area.",
        )


def _both_live(kept: Child, other: Child) -> None:
    """A death that only the other record tells would be lost with it."""
    if kept.died_on != other.died_on:
        raise Problem(
            "Không gộp được: hai hồ sơ không ghi cùng một ngày chết. Hãy ghi, hoặc hoàn tác việc "
            "ghi trẻ chết, cho giống nhau rồi gộp.",
            "Cannot be merged: the records do not tell the same day of death. Make them agree.",
        )
