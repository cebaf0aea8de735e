"""Whose account may be looked after by whom, and what is done to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet

from chungtay.people.access import covers, holding
from chungtay.people.invitations import end_sessions, end_slips, subject
from chungtay.people.models import Post, User
from chungtay.people.posts import GIVES
from chungtay.people.roles import PERMISSIONS, Permission, Role
from chungtay.people.trail import note
from chungtay.places.models import Level

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
MANAGES = (Permission.ACCOUNTS, Permission.POSTS)


def needs_second_factor(posts: Iterable[Post]) -> bool:
    """Every role above the hamlet, and whoever administers or audits."""
    trusted = (Role.ADMINISTRATOR, Role.AUDITOR)
    return any(post.unit.level < Level.HAMLET or post.role in trusted for post in posts)


def has_second_factor(person: User) -> bool:
    return Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


def only_collaborator(posts: Iterable[Post]) -> bool:
    roles = {post.role for post in posts}
    return roles == {Role.COLLABORATOR}


def in_charge_of(posts: Iterable[Post]) -> Q:
    """Posts at the units of these and below: a filter on Post."""
    found = Q(pk__in=[])
    for post in holding(posts, *MANAGES):
        field = post.unit.ancestor_field
        found |= Q(**{f"unit__{field}": post.unit_id}) if field else Q(pk__isnull=False)
    return found


def may_manage(giver: User, held: Iterable[Post], person: User, on: date) -> bool:
    """Whether the giver's posts of the day reach over every post that the person holds or will
    hold: an administrator's any within the unit, another's only lesser ones. Never one's own."""
    return person.pk in managed(giver, held, [person.pk], on)


def managed(giver: User, held: Iterable[Post], people: Collection[int], on: date) -> set[int]:
    """Those of the people, by key, whose accounts the giver may look after (see may_manage)."""
    mine, theirs = holding(held, *MANAGES), defaultdict[int, list[Post]](list)
    for post in _standing(on).filter(person__in=people):
        theirs[post.person_id].append(post)
    reached = {
        key
        for key, posts in theirs.items()
        if all(any(_over(one, post) for one in mine) for post in posts)
    }
    return reached - {giver.pk}


def standing(person: User, on: date) -> list[Post]:
    """Posts that have not ended by the day: a successor's may begin tomorrow."""
    return list(_standing(on).filter(person=person).order_by("unit__level", "pk"))


def _standing(on: date) -> QuerySet[Post]:
    kept = Q(period__endswith__gt=on) | Q(period__upper_inf=True)
    return Post.objects.filter(kept).select_related("unit")


def _over(mine: Post, theirs: Post) -> bool:
    if not covers(mine, theirs.unit):
        return False
    own, given = PERMISSIONS[Role(mine.role)], PERMISSIONS[Role(theirs.role)]
    if Permission.ACCOUNTS in own:
        return True
    if theirs.unit.level == mine.unit.level:
        return given < own
    return given <= own | {GIVES[one] for one in own if one in GIVES}


@transaction.atomic
def lock(person: User, *, by: User) -> None:
    """Nobody signs in as the person any more, and whoever has is out at the next request."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_slips(person)
    end_sessions(person)
    note("account_locked", subject(person), by=by.username)


@transaction.atomic
def unlock(person: User, *, by: User) -> None:
    person.is_active = True
    person.save(update_fields=["is_active"])
    note("account_unlocked", subject(person), by=by.username)


@transaction.atomic
def reset_second_factor(person: User, *, by: User) -> None:
    """The telephone is lost: the second factor is set up anew at the next sign-in."""
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    note("second_factor_reset", subject(person), by=by.username)
