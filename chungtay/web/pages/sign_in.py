"""Signing in, the slip that lets a person in once, and the second factor at the door."""

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from chungtay.people.invitations import SlipRefused, accept, opened, refuse
from chungtay.people.models import Invitation
from chungtay.web.inputs.accounts import FirstPasswordForm, SignInForm, let_in


class SignIn(LoginView):  # type: ignore[misc]
    """allauth's own way in, with one box for whatever a person is known by."""

    template_name = "registration/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        relaxed = {"relaxed": settings.SECOND_FACTOR == "optional"}
        shown: dict[str, Any] = super().get_context_data(**named) | relaxed
        return shown


def locked_out(_request: HttpRequest, response: HttpResponse, _credentials: Any) -> HttpResponse:
    """The page says so itself; axes asks what to answer."""
    response.status_code = 429
    return response


@login_not_required
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def slip_open(request: HttpRequest, token: str) -> HttpResponse:
    """What a slip's address opens. Looking does not burn it: programs look before people do."""
    try:
        slip = opened(token)
        form = _first_password(request, slip)
        if request.method == "POST" and (form is None or form.is_valid()):
            return _let_in(request, slip, token, form.cleaned_data["password1"] if form else "")
    except SlipRefused:
        refuse(token)
        return render(request, "account/slip_refused.html", status=404)
    shown, status = {"slip": slip, "form": form}, 400 if form and form.errors else 200
    return render(request, "account/slip_open.html", shown, status=status)


def _first_password(request: HttpRequest, slip: Invitation) -> FirstPasswordForm | None:
    if slip.purpose != Invitation.Purpose.FIRST:
        return None
    return FirstPasswordForm(request.POST or None, person=slip.person)


def _let_in(request: HttpRequest, slip: Invitation, token: str, password: str) -> HttpResponse:
    person = accept(token, password=password)
    logout(request)  # whoever sat here before
    if slip.purpose == Invitation.Purpose.FIRST:
        return let_in(request, person)
    return perform_login(request, Login(user=person))
