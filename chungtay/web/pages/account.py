"""A person's own account: posts, devices, second factor, password."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import DeactivateTOTPForm
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chungtay.people.invitations import end_sessions, subject
from chungtay.people.trail import note
from chungtay.web.desk import desk
from chungtay.web.devices import end_device, of
from chungtay.web.second_factor import is_compulsory, is_missing


@never_cache
def account(request: HttpRequest) -> HttpResponse:
    here = desk(request)
    shown = {
        "posts": here.posts,
        "devices": of(here.user, request.session.session_key),
        "factors": _factors(request),
    }
    return render(request, "account/account.html", shown)


@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """The ways a person can prove a second time who it is, and those set up."""
    shown = {
        "factors": _factors(request),
        "missing": is_missing(request),
        "compulsory": is_compulsory(desk(request).user),
    }
    return render(request, "account/second_factor.html", shown)


class KeyEnd(RemoveWebAuthnView):  # type: ignore[misc]
    """Takes a security key away. allauth asks the adapter whether it may be of an app only, and
    takes DELETE without asking at all: here both go the same way."""

    form_class = DeactivateTOTPForm
    http_method_names = ["get", "post", "head", "options"]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Bound from the start, so that a page that cannot be carried out says so at once."""
        given: dict[str, Any] = super().get_form_kwargs()
        return {"data": {}, **given, "authenticator": self.get_object()}


def _factors(request: HttpRequest) -> dict[str, list[Authenticator]]:
    """The person's means, by kind: totp, webauthn, recovery_codes."""
    found: dict[str, list[Authenticator]] = {}
    for one in Authenticator.objects.filter(user=desk(request).user).order_by("pk"):
        found.setdefault(one.type, []).append(one)
    return found


@require_POST
def device_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs one device of the person's own out; 404 for a device of anybody else's."""
    end_device(desk(request).user, pk)
    messages.success(request, gettext("Thiết bị ấy đã bị đăng xuất."))
    return redirect("account")


@require_POST
def devices_end(request: HttpRequest) -> HttpResponse:
    """Signs every other device out."""
    person = desk(request).user
    end_sessions(person)
    update_session_auth_hash(request, person)  # this one goes on, under a new key
    UserSession.objects.create_from_request(request)
    note("devices_ended", subject(person), by=person.username)
    messages.success(request, gettext("Mọi thiết bị khác đã bị đăng xuất."))
    return redirect("account")
