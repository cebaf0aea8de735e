"""A session ends when nobody used it for a while, and at the latest after a set time."""

import time
from collections.abc import Callable
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from chungtay.people.accounts import only_collaborator
from chungtay.people.trail import note
from chungtay.web.desk import desk

Answer = Callable[[HttpRequest], HttpResponse]
BEGUN, SEEN = "session_begun", "session_seen"
WRITTEN_EVERY = 60  # seconds: not every page writes the session
SKEW = 5  # seconds two machines may differ by


def limited(answer: Answer) -> Answer:
    def within(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = time.time()
            if _is_over(request, now):
                return _ended(request)
            _stamp(request, now)
        return answer(request)

    return within


def _is_over(request: HttpRequest, now: float) -> bool:
    """A stamp from the future is a clock that was set back: no telling how old it is."""
    begun, seen = (request.session.get(name, now) for name in (BEGUN, SEEN))
    if max(begun, seen) > now + SKEW:
        return True
    idle, age = now - seen, now - begun
    limits = settings.SESSION_LIMITS
    if idle <= limits["officer"][0] and age <= limits["officer"][1]:
        return False  # no longer than anybody's: nothing to ask the database
    who = "collaborator" if only_collaborator(desk(request).posts) else "officer"
    return bool(idle > limits[who][0] or age > limits[who][1])


def _stamp(request: HttpRequest, now: float) -> None:
    request.session.setdefault(BEGUN, now)
    if now - request.session.get(SEEN, 0) >= WRITTEN_EVERY:
        request.session[SEEN] = now
        mine = UserSession.objects.filter(session_key=request.session.session_key)
        mine.update(last_seen_at=timezone.now())


def _ended(request: HttpRequest) -> HttpResponse:
    note("session_ended", f"user:{request.user.pk}", by=request.user.get_username())
    logout(request)
    told = gettext("Phiên làm việc đã hết để giữ kín hồ sơ của trẻ. Hãy đăng nhập lại.")
    messages.info(request, told)
    address = reverse("sign_in")
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    if request.method == "GET":
        address += "?" + urlencode({"next": request.get_full_path()})
    return redirect(address)
