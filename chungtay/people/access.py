"""Who may see what. The one place where rows are narrowed to a person's posts."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from chungtay.people.models import Post, User
from chungtay.people.roles import READS_CHILDREN, Role
from chungtay.places.models import Unit, UnitQuerySet


def posts(user: User, on: date) -> list[Post]:
    """The posts held on the day that let a person read records, highest unit first. A leader's
    post counts only for one who holds no other: it opens figures, never a child's record."""
    held = sorted(
        Post.objects.of(user, on).select_related("unit"), key=lambda post: post.unit.level
    )
    reading = [post for post in held if post.role in READS_CHILDREN]
    return reading or [post for post in held if post.role == Role.LEADER]


def reads_children(held: Iterable[Post]) -> bool:
    """Whether these posts open records of children, or figures only."""
    return any(post.role in READS_CHILDREN for post in held)


def scope(user: User, on: date) -> list[Unit]:
    """The roots of what the person may read on the day; empty: nothing."""
    return [post.unit for post in posts(user, on)]


def visible_units(user: User, on: date) -> UnitQuerySet:
    """Every unit of that day's tree within the person's posts."""
    return units_within(scope(user, on), on)


def units_within(roots: Iterable[Unit], on: date) -> UnitQuerySet:
    """Every unit of that day's tree that is one of these or below one."""
    within = Q(pk__in=[])
    for root in roots:
        within |= Q(**{root.ancestor_field: root.pk}) if root.ancestor_field else Q()
    return Unit.objects.on(on).filter(within)


def may_read(user: User, unit: Unit, on: date) -> bool:
    return visible_units(user, on).filter(pk=unit.pk).exists()
