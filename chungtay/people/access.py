"""Who may see what. The one place where rows are narrowed to a person's posts."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Q

from chungtay.people.models import Post, User
from chungtay.people.roles import PERMISSIONS, Permission, Role
from chungtay.places.models import Level, Unit, UnitQuerySet


def posts(user: User, on: date) -> list[Post]:
    """Every post held on the day, highest unit first. What each opens is its role's to say."""
    above = ("unit__commune", "unit__district", "unit__province")
    held = Post.objects.of(user, on).select_related(*above)
    # Every page asks this, and a person has one post or two: sorted here, it is asked sooner.
    found = sorted(held, key=lambda post: (post.unit.level, post.pk))
    for post in found:
        post.person = user
    return found


def holding(held: Iterable[Post], *permissions: Permission) -> list[Post]:
    """Those of the posts whose role has any of the permissions."""
    wanted = frozenset(permissions)
    return [post for post in held if wanted & PERMISSIONS[Role(post.role)]]


def reads_children(held: Iterable[Post]) -> bool:
    """Whether these posts open records of children, or figures only."""
    return bool(holding(held, Permission.CHILDREN))


def covers(post: Post, unit: Unit) -> bool:
    """Whether the unit is the post's own or one below it, in the tree of the unit's own row."""
    above = (unit.pk, unit.commune_id, unit.district_id, unit.province_id)
    return post.unit.level == Level.NATION or post.unit_id in above


def scope(user: User, on: date, *permissions: Permission) -> list[Unit]:
    """The roots of where the person holds any of the permissions (of any at all, if none is
    named) on the day; empty: nowhere."""
    held = holding(posts(user, on), *(permissions or Permission))
    return [post.unit for post in held]


def visible_units(user: User, on: date) -> UnitQuerySet:
    """Every unit of that day's tree within the person's posts."""
    return units_within(scope(user, on), on)


def units_within(roots: Iterable[Unit], on: date) -> UnitQuerySet:
    """Every unit of that day's tree that is one of these or below one."""
    within = Q(pk__in=[])
    for root in roots:
        within |= Q(**{root.ancestor_field: root.pk}) if root.ancestor_field else Q()
    return Unit.objects.on(on).filter(within)


def came_before(roots: list[int], day: date) -> list[int]:
    """Keys of the communes and larger units that had become one of these, or one below it, by the
    day; what lies below them went along, or to another part of a divided one."""
    return _keys("SELECT access.before(%s::bigint[], %s)", roots, day)


def former_units(roots: Iterable[Unit], day: date) -> UnitQuerySet:
    """Units of any level that had become one of these, or one below it, by the day."""
    asked = "SELECT access.former(%s::bigint[], %s)"
    return Unit.objects.filter(pk__in=_keys(asked, [root.pk for root in roots], day))


def _keys(asked: str, roots: list[int], day: date) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(asked, [roots, day])
        (found,) = cursor.fetchone()
    return list(found)


def may_read(user: User, unit: Unit, on: date) -> bool:
    return visible_units(user, on).filter(pk=unit.pk).exists()
