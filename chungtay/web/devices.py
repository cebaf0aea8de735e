"""The devices a person is signed in on."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from chungtay.people.invitations import subject
from chungtay.people.models import User
from chungtay.people.trail import note

# The first that the browser's own line names; many claim to be several.
BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("SamsungBrowser", "Samsung"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Device:
    pk: int
    name: str
    address: str
    since: datetime
    seen: datetime
    here: bool


def of(person: User, key: str | None) -> list[Device]:
    """The person's devices, this one first, then the last seen; `key`: this one's session."""
    open_now = Session.objects.values("session_key")
    kept = UserSession.objects.filter(user=person, session_key__in=open_now)
    found = [_device(one, key) for one in kept]
    return sorted(found, key=lambda one: (not one.here, -one.seen.timestamp()))


def _device(one: UserSession, key: str | None) -> Device:
    here = one.session_key == key
    return Device(one.pk, told(one.user_agent), one.ip, one.created_at, one.last_seen_at, here)


def told(line: str) -> str:
    """A browser's own line in two words: "Chrome, Android"."""
    words = [
        next((name for sign, name in signs if re.search(sign, line)), "")
        for signs in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, words)) or _("Thiết bị không rõ")


@transaction.atomic
def end_device(person: User, pk: int) -> None:
    """Signs it out. Raises Http404 unless it is the person's own."""
    one = UserSession.objects.filter(user=person, pk=pk).first()
    if one is None:
        raise Http404(_("Không có thiết bị này."))
    Session.objects.filter(session_key=one.session_key).delete()
    one.delete()
    note("device_ended", subject(person), by=person.username)
