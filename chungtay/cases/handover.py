"""Hand-over: the open work of a post, and its passing to a successor or to the unit's head."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.cases.models import Case, Notice
from chungtay.children.models import Child, Named, Residence
from chungtay.lib import vietnamese
from chungtay.people.models import HandOver, Post, User
from chungtay.people.posts import assign, check, end, withdraw, working_day
from chungtay.people.roles import PERMISSIONS, Permission, Role, roles_with
from chungtay.people.trail import note
from chungtay.plans.models import Plan, Task

# Who answers for a unit's work while nobody else does: its officer, not its administrator.
HEADS = roles_with(Permission.POSTS) & roles_with(Permission.WORK)
OPEN_TASKS = (Task.Status.GIVEN, Task.Status.UNDER_WAY)
TITLES = {
    "children": gettext_lazy("Trẻ em đang theo dõi"),
    "named": gettext_lazy("Hồ sơ cần bảo mật ghi tên người này"),
    "cases": gettext_lazy("Vụ việc đang hỗ trợ"),
    "notices": gettext_lazy("Thông báo, tố giác chưa chuyển"),
    "tasks": gettext_lazy("Nhiệm vụ chưa xong"),
    "drafts": gettext_lazy("Kế hoạch đang soạn, chưa ban hành"),
}


@dataclass(frozen=True)
class Work:
    """Some open work of a post: what it is, and how many pieces."""

    code: str
    rows: "QuerySet[Any]"

    @property
    def title(self) -> Any:
        return TITLES[self.code]

    @property
    def count(self) -> int:
        return self.rows.count()


def open_work(post: Post, on: date) -> list[Work]:
    """What stands open at the post's unit on the day and is the role's to do."""
    may, unit = PERMISSIONS[Role(post.role)], post.unit
    below = {f"unit__{unit.ancestor_field}": unit.pk} if unit.ancestor_field else {}
    found = {
        Permission.CHILDREN: Work("children", children_of(post, on)),
        Permission.CASES: Work("cases", Case.objects.filter(outcome="open", **below)),
        Permission.NOTICES: Work("notices", Notice.objects.filter(passed_on_at=None, **below)),
        Permission.WORK: Work("tasks", Task.objects.filter(unit=unit, status__in=OPEN_TASKS)),
    }
    work = [one for permission, one in found.items() if permission in may]
    if Permission.WORK in may:
        work.append(Work("drafts", Plan.objects.filter(unit=unit, issued_on=None)))
    return [*work, Work("named", named_for(post, on))]


def children_of(post: Post, on: date) -> "QuerySet[Child]":
    homes = Residence.objects.on(on).under(post.unit)
    return Child.objects.on(on).filter(pk__in=homes.values("child"))


def named_for(post: Post, on: date) -> "QuerySet[Named]":
    """The sealed records of children of the unit that name the post's holder."""
    homes = Residence.objects.on(on).under(post.unit)
    held = Named.objects.filter(Q(period__contains=on) | Q(period__startswith__gt=on))
    return held.filter(
        person=post.person_id,
        ground=Named.Ground.ASSIGNED,
        until=None,
        child__in=homes.values("child"),
    )


def head_of(post: Post, on: date) -> Post | None:
    """The officer of the unit, or of the nearest one above that has one, other than the holder."""
    unit = post.unit
    keys = [unit.pk, unit.commune_id, unit.district_id, unit.province_id]
    found = Post.objects.on(on).filter(unit__in=[key for key in keys if key], role__in=HEADS)
    others = found.exclude(person=post.person_id).select_related("person", "unit")
    return others.order_by("-unit__level", "pk").first()


@transaction.atomic
def hand_over(post: Post, *, to: User | None, on: date, by: User, decision: str = "") -> HandOver:
    """Ends the post on the day and passes its open work to the person, in a post of the same
    role at the same unit; to None: to the unit's head, in the post the head has.

    Raises NotYours, or ValidationError in words for a day or a person that cannot be.
    """
    _check(post, to, on)
    counts = {work.code: work.count for work in open_work(post, working_day(by))}
    until = post.period.upper and str(post.period.upper)
    namings = list(named_for(post, on))
    end(post, on=on, by=by)
    taking = _successor(post, to, on, by, decision) if to else _head(post, on)
    moved = {"until": until, "named": [_pass_on(one, taking, on, by) for one in namings]}
    told = {"to_head": to is None, "on": on, "by": by, "counts": counts, "moved": moved}
    record = HandOver.objects.create(post=post, to_post=taking, **told)
    note("hand_over", f"post:{post.pk}", by=by.username, details={"to": taking.pk, **counts})
    return record


def _check(post: Post, to: User | None, on: date) -> None:
    if to is not None and to.pk == post.person_id:
        raise ValidationError({"person": _("Người nhận phải là người khác.")})
    if on <= post.period.lower:
        first = vietnamese.date(post.period.lower)
        told = _("Vị trí này bắt đầu từ ngày %(day)s: chỉ bàn giao được từ ngày sau đó.")
        raise ValidationError({"on": told % {"day": first}})


def _successor(post: Post, to: User, on: date, by: User, decision: str) -> Post:
    return assign(
        person=to,
        role=post.role,
        unit=post.unit,
        since=on,
        by=by,
        decision=decision,
        languages=post.languages,
    )


def _head(post: Post, on: date) -> Post:
    if (found := head_of(post, on)) is None:
        raise ValidationError({"to_head": _("Đơn vị và cấp trên chưa có người phụ trách.")})
    return found


def _pass_on(one: Named, taking: Post, on: date, by: User) -> dict[str, Any]:
    """The naming ends for the one who leaves and begins for the one who takes over."""
    first, upper = one.period.lower, one.period.upper
    begins = max(first, on)
    new = Named(child_id=one.child_id, compartment=one.compartment, person=taking.person, by=by)
    new.period = DateRange(begins, upper)
    new.save(force_insert=True)
    if first < on:
        one.period = DateRange(first, on)
    else:
        one.until = timezone.now()
    one.save(update_fields=["period", "until"])
    note("pass_on", f"child:{one.child_id}", by=by.username, details={"to": taking.person_id})
    return {"old": str(one.pk), "new": str(new.pk), "upper": upper and str(upper)}


@transaction.atomic
def undo(record: HandOver, *, by: User) -> None:
    """Puts everything back as it was. Raises ValidationError after the day it was written."""
    now = HandOver.objects.select_for_update(of=("self",)).select_related("post__unit", "to_post")
    record = now.get(pk=record.pk)
    _check_undo(record, by)
    post, until = record.post, record.moved["until"]
    _take_back(record.moved["named"])
    if record.to_post is not None and not record.to_head:
        withdraw(record.to_post, by=by)
        record.to_post = None
    post.period = DateRange(post.period.lower, until and date.fromisoformat(until))
    post.save(update_fields=["period"])
    record.undone_at = timezone.now()
    record.save(update_fields=["undone_at", "to_post"])
    note("undo_hand_over", f"post:{post.pk}", by=by.username)


def may_undo(record: HandOver) -> bool:
    """Within the day, and unless the successor has handed on already."""
    today = timezone.localdate(record.at) == timezone.localdate()
    handed_on = record.to_post is not None and record.to_post.hand_overs.filter(undone_at=None)
    return record.undone_at is None and today and not (handed_on and handed_on.exists())


def _check_undo(record: HandOver, by: User) -> None:
    check(record.post.role, record.post.unit, by=by)
    if not may_undo(record):
        raise ValidationError(_("Chỉ hoàn tác được trong ngày bàn giao, khi chưa bàn giao tiếp."))


def _take_back(moved: Iterable[dict[str, Any]]) -> None:
    for told in moved:
        Named.objects.filter(pk=told["new"]).delete()
        one = Named.objects.get(pk=told["old"])
        upper = told["upper"] and date.fromisoformat(told["upper"])
        one.period, one.until = DateRange(one.period.lower, upper), None
        one.save(update_fields=["period", "until"])


def unseen(person: User) -> "QuerySet[HandOver]":
    """Hand-overs that the one who gave or the one who took has not yet marked as seen."""
    given = Q(post__person=person, given_seen_at=None)
    taken = Q(to_post__person=person, taken_seen_at=None)
    found = HandOver.objects.filter(given | taken, undone_at=None)
    return found.select_related("post__person", "post__unit", "to_post__person").order_by("-at")


def see(record: HandOver, *, by: User) -> None:
    """Marks it as seen by whichever side the person is."""
    now = timezone.now()
    if record.post.person_id == by.pk:
        record.given_seen_at = record.given_seen_at or now
    if record.to_post is not None and record.to_post.person_id == by.pk:
        record.taken_seen_at = record.taken_seen_at or now
    record.save(update_fields=["given_seen_at", "taken_seen_at"])
