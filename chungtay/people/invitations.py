"""Slips that let a person in once, and the ends of sessions."""

import secrets
from datetime import timedelta
from hashlib import sha256

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from chungtay.people.models import AuditEvent, Invitation, User
from chungtay.people.trail import note

LASTS = timedelta(hours=72)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a hand mistakes for another
LENGTH, GROUP = 20, 5


class SlipRefused(Exception):  # noqa: N818
    """The slip is unknown, used, ended or expired, or the account is locked: no saying which."""


@transaction.atomic
def invite(person: User, *, purpose: str, by: User) -> str:
    """A new slip for the person; the old one ends. Returns the token, which is not kept."""
    now = timezone.now()
    User.objects.select_for_update().get(pk=person.pk)
    end_slips(person)
    token = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    Invitation.objects.create(
        person=person,
        purpose=purpose,
        created_by=by,
        token_hash=_hash(token),
        expires_at=now + LASTS,
    )
    note("slip_made", subject(person), by=by.username, details={"purpose": purpose})
    return "-".join(token[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def opened(token: str, *, lock: bool = False) -> Invitation:
    """The slip that a token opens, unburnt. Raises SlipRefused."""
    slips = Invitation.objects.select_related("person")
    if lock:
        slips = slips.select_for_update(of=("self",))
    now = timezone.now()
    slip = slips.filter(token_hash=_hash(token), used_at=None, ended_at=None).first()
    if slip is None or not slip.created_at <= now < slip.expires_at or not slip.person.is_active:
        raise SlipRefused
    return slip


@transaction.atomic
def accept(token: str, *, password: str = "") -> User:
    """Burns the slip, sets the password where it is for that, ends every session of the person.

    Raises SlipRefused; of two at the same moment one is refused.
    """
    slip = opened(token, lock=True)
    person = slip.person
    slip.used_at = timezone.now()
    slip.save(update_fields=["used_at"])
    if slip.purpose == Invitation.Purpose.FIRST:
        person.set_password(password)
        person.save(update_fields=["password"])
    end_sessions(person)
    note("slip_used", subject(person), by=person.username, details={"purpose": slip.purpose})
    return person


def refuse(token: str) -> None:
    """Leaves a line of a slip that was refused: of whose it was, if anybody's, never the token."""
    slip = Invitation.objects.filter(token_hash=_hash(token)).select_related("person").first()
    of = subject(slip.person) if slip else "slip"
    note("slip_refused", of, by="", kind=AuditEvent.Kind.REFUSAL)


def end_sessions(person: User) -> None:
    """Whoever is signed in as the person is out at the next request."""
    person.new_session_lot()
    person.save(update_fields=["session_lot"])
    seen = UserSession.objects.filter(user=person)
    keys = list(seen.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    seen.delete()


def end_slips(person: User) -> None:
    open_ones = Invitation.objects.filter(person=person, used_at=None, ended_at=None)
    open_ones.update(ended_at=timezone.now())


def subject(person: User) -> str:
    return f"user:{person.pk}"


def _hash(token: str) -> str:
    plain = "".join(letter for letter in token.lower() if letter in LETTERS)
    return sha256(plain.encode()).hexdigest()
