"""Giving and ending posts: who may, and what then holds."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from chungtay.people.access import covers, holding, posts
from chungtay.people.invitations import end_sessions
from chungtay.people.models import Board, Post, User
from chungtay.people.roles import PERMISSIONS, Permission, Role
from chungtay.people.trail import note
from chungtay.places.models import Unit

# Whoever supervises cases appoints those who manage them, without managing any.
GIVES = {Permission.SUPERVISE: Permission.CASES}


class NotYours(ValidationError):  # noqa: N818
    """The post is not this person's to give or to end."""


def working_day(person: User) -> date:
    """The day the person works as of: today, or a demonstration account's own."""
    return person.works_as_of or timezone.localdate()


def gives(role: str, unit: Unit, *, by: User, on: date) -> bool:
    """Whether a person may give or end a post of the role at the unit on the day: no permission
    that they do not hold there themselves, save for an administrator of that unit."""
    here = [post for post in posts(by, on) if covers(post, unit)]
    if not holding(here, Permission.POSTS):
        return False
    if any(post.role == Role.ADMINISTRATOR for post in here):
        return True
    held = frozenset().union(*(PERMISSIONS[Role(post.role)] for post in here))
    return PERMISSIONS[Role(role)] <= held | {GIVES[one] for one in held if one in GIVES}


def check(role: str, unit: Unit, *, by: User, person: User | None = None) -> None:
    """Raises NotYours for a post that is not `by`'s to give to the person, or to end."""
    if not gives(role, unit, by=by, on=working_day(by)):
        raise NotYours(
            _("Anh/chị không có quyền giao hoặc thu vị trí “%(role)s” ở %(unit)s.")
            % {"role": Role(role).label, "unit": unit.title}
        )
    # It would give nothing they lack but time: a post one gave oneself outlasts one's own.
    if person is not None and person.pk == by.pk:
        raise NotYours(_("Không tự giao, tự sửa vị trí công tác của mình. Hãy nhờ cấp trên."))


@transaction.atomic
def assign(
    *,
    person: User,
    role: str,
    unit: Unit,
    since: date,
    by: User,
    decision: str = "",
    languages: list[str] | None = None,
) -> Post:
    """Gives the post from the day on, until it is ended.

    Raises NotYours if it is not `by`'s to give, ValidationError if the person holds it already.
    """
    check(role, unit, by=by, person=person)
    period = DateRange(since, unit.period.upper)
    if not unit.valid_on(since):
        raise ValidationError(_("Ngày bắt đầu, đơn vị này không có."))
    post = Post(person=person, role=role, unit=unit, period=period, decision=decision)
    post.languages = languages or []
    return _kept(post, "assign_post", by=by)


def _kept(post: Post, verb: str, *, by: User) -> Post:
    post.full_clean()
    post.save()
    told = {"person": post.person_id, "role": post.role, "unit": post.unit_id}
    until = post.period.upper and str(post.period.upper)
    told |= {"from": str(post.period.lower), "until": until}
    note(verb, f"post:{post.pk}", by=by.username, details=told)
    return post


@transaction.atomic
def end(post: Post, *, on: date, by: User) -> None:
    """The post no longer holds on the day `on`. One that had not begun by then is withdrawn.

    Raises NotYours, or ValidationError if it ended before.
    """
    now = Post.objects.select_for_update().select_related("unit").get(pk=post.pk)
    check(now.role, now.unit, by=by)
    if now.period.upper and now.period.upper <= on:
        raise ValidationError(_("Vị trí này đã kết thúc từ trước."))
    if on <= now.period.lower:
        withdraw(now, by=by)
        return
    now.period = DateRange(now.period.lower, on)
    _kept(now, "end_post", by=by)
    post.period = now.period
    _leave(now.person)


def _leave(person: User) -> None:
    """Whoever holds no post any more is signed out everywhere."""
    if not posts(person, working_day(person)):
        end_sessions(person)


def withdraw(post: Post, *, by: User) -> None:
    """Takes back a post that nobody has worked a whole day in."""
    told = {"person": post.person_id, "role": post.role, "unit": post.unit_id}
    note("withdraw_post", f"post:{post.pk}", by=by.username, details=told)
    post.delete()
    _leave(post.person)


@transaction.atomic
def keep_post(post: Post, *, by: User) -> Post:
    """What the form of a post ends in: the same rule as `assign` and `end`, for what the post
    was and for what it becomes."""
    added = post._state.adding
    check(post.role, post.unit, by=by, person=post.person)
    if not added:
        was = Post.objects.select_related("unit", "person").select_for_update().get(pk=post.pk)
        check(was.role, was.unit, by=by, person=was.person)
    return _kept(post, "add" if added else "change", by=by)


@transaction.atomic
def keep_board(board: Board, *, by: User) -> Board:
    """The chair of a board opens what is sealed: nobody makes themselves the chair."""
    was = Board.objects.filter(pk=board.pk).values_list("chair", flat=True).first()
    if board.chair_id == by.pk and was != by.pk:
        raise NotYours(_("Không tự ghi mình làm trưởng ban. Hãy nhờ cấp trên ghi."))
    verb = "add" if board._state.adding else "change"
    board.full_clean()
    board.save()
    note(verb, f"board:{board.pk}", by=by.username, details={"chair": board.chair_id})
    return board
