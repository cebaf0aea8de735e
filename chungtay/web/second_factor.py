"""Whoever must have a second factor sets it up before anything else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chungtay.people.access import posts
from chungtay.people.accounts import has_second_factor, needs_second_factor
from chungtay.people.models import User
from chungtay.people.posts import working_day
from chungtay.web.desk import desk

Answer = Callable[[HttpRequest], HttpResponse]
# Pages that lead to it, and out.
OPEN = {
    "second_factor",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "sign_in",
    "account_login",
    "sign_out",
    "account_logout",
    "set_language",
    "slip_open",
}


class SecondFactor:
    """Leads a person whose posts demand a second factor to its page until there is one. The demo
    and the tests relax it by one setting, SECOND_FACTOR."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_page: Any) -> HttpResponse | None:
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        if not request.user.is_authenticated or name in OPEN or name.startswith("mfa_"):
            return None
        return redirect("second_factor") if is_missing(request) else None


def is_missing(request: HttpRequest) -> bool:
    """Whether the person must have one and has none."""
    if settings.SECOND_FACTOR == "optional" or not needs_second_factor(desk(request).posts):
        return False
    return not has_second_factor(desk(request).user)


def is_compulsory(person: User) -> bool:
    held = posts(person, working_day(person))
    return settings.SECOND_FACTOR != "optional" and needs_second_factor(held)
