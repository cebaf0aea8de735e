"""What is typed to sign in, to choose a password and to prove a second factor."""

import time
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, ReauthenticateForm
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from chungtay.people.models import AuditEvent, User
from chungtay.people.sign_in import CODE
from chungtay.people.trail import note

SPENT_FOR = timedelta(seconds=120)
STEP = 30  # seconds that a code of an application stands for (RFC 6238)


def wrong() -> str:
    return gettext("Tên hoặc mật khẩu không đúng.")


def locked() -> str:
    return gettext("Đã sai 5 lần. Hãy đợi 15 phút rồi thử lại.")


class SignInForm(forms.Form):
    """One sentence for every failure: it never tells whether there is such an account."""

    username = forms.CharField(label=_("Mã cán bộ, số điện thoại hoặc thư điện tử"), max_length=254)
    password = forms.CharField(label=_("Mật khẩu"), strip=False, max_length=512)

    def __init__(self, *given: Any, request: HttpRequest, **named: Any) -> None:
        self.request = request
        self.person: User | None = None
        super().__init__(*given, **named)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not self.errors:
            self.person = authenticate(self.request, **told)
        if self.person is None:
            note("sign_in_refused", "sign_in", by="", kind=AuditEvent.Kind.REFUSAL)
            shut = getattr(self.request, "axes_locked_out", False)
            raise ValidationError(locked() if shut else wrong())
        return told

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        return let_in(request, self.person, redirect_url)


def let_in(request: HttpRequest, person: Any, redirect_url: str | None = None) -> HttpResponse:
    """Signs the person in, by way of the second factor if there is one."""
    record_authentication(request, person, "password", reauthenticated=True)
    return perform_login(request, Login(user=person, redirect_url=redirect_url))


class _Asked:
    """An empty box is asked for by its name."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            told = gettext("Chưa nhập mã.") if name == "code" else gettext("Chưa gõ mật khẩu.")
            field.error_messages["required"] = told


class _Code(_Asked):
    """Wrong codes are counted in the database, for the account as a whole; a right one is good
    once, whichever process is asked."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        request, tried = context.request, {"username": "", CODE: str(self.user.pk)}
        if not AxesProxyHandler.is_allowed(request, tried):
            request.axes_locked_out = True
            raise ValidationError(locked())
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            _spend(self.authenticator, code)
        except ValidationError:
            user_login_failed.send(sender=__name__, credentials=tried, request=request)
            subject = f"user:{self.user.pk}"
            note("code_refused", subject, by=self.user.username, kind=AuditEvent.Kind.REFUSAL)
            raise
        AxesProxyHandler.reset_attempts(username=f"{CODE}:{self.user.pk}")
        return code


def _spend(factor: Authenticator, code: str) -> None:
    """Raises ValidationError for a code that was used a moment ago."""
    if factor.type != Authenticator.Type.TOTP:
        return  # a recovery code is crossed out by allauth
    kept = Authenticator.objects.select_for_update().get(pk=factor.pk)
    digest = sha256(code.strip().encode()).hexdigest()
    just_now = kept.last_used_at and timezone.now() - kept.last_used_at < SPENT_FOR
    if just_now and kept.data.get("spent") == digest:
        raise factor_adapter().validation_error("incorrect_code")
    kept.data["spent"] = digest
    kept.save(update_fields=["data"])
    factor.data = kept.data


class CodeForm(_Code, factor_forms.AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgainForm(_Code, factor_forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class PasswordAgainForm(_Asked, ReauthenticateForm):  # type: ignore[misc]
    def clean_password(self) -> str:
        return _proven(self.user, self.cleaned_data.get("password", ""), "incorrect_password")


class NewPasswordForm(_Asked, ChangePasswordForm):  # type: ignore[misc]
    def clean_oldpassword(self) -> str:
        old = self.cleaned_data.get("oldpassword", "")
        return _proven(self.user, old, "enter_current_password")


class SetPasswordForm(_Asked, account_forms.SetPasswordForm):  # type: ignore[misc]
    pass


class FirstCodeForm(_Asked, ActivateTOTPForm):  # type: ignore[misc]
    """Whose telephone has another time than ours is told by how much: with such a clock no later
    code would let them in either."""

    def clean_code(self) -> str:
        code = self.cleaned_data.get("code", "")
        try:
            return str(super().clean_code())
        except ValidationError:
            if minutes := minutes_off(self.secret, code):
                told = {"minutes": minutes}
                raise ValidationError(
                    ngettext(
                        "Giờ trên điện thoại lệch chừng %(minutes)s phút nên mã không dùng được. "
                        "Hãy bật đặt giờ tự động trên điện thoại rồi lấy mã mới.",
                        "Giờ trên điện thoại lệch chừng %(minutes)s phút nên mã không dùng được. "
                        "Hãy bật đặt giờ tự động trên điện thoại rồi lấy mã mới.",
                        minutes,
                    )
                    % told
                ) from None
            raise


def minutes_off(secret: str, code: str) -> int:
    """How far off a clock is, up to an hour, that makes this code now; 0 for no such clock."""
    now = int(time.time()) // STEP
    for steps in range(2, 3600 // STEP):
        for counter in (now - steps, now + steps):
            made = format_hotp_value(hotp_value(secret, counter))
            if compare_digest(made.encode(), code.strip().encode()):
                return max(1, round(steps * STEP / 60))
    return 0


def _proven(person: User, password: str, fault: str) -> str:
    """The person's own password, guesses counted as at the sign-in."""
    given = {"username": person.username, "password": password}
    found = authenticate(context.request, **given)
    if found is None or found.pk != person.pk:
        raise get_adapter().validation_error(fault)
    return password


class FirstPasswordForm(_Asked, forms.Form):
    """For a slip: the password twice."""

    password1 = forms.CharField(label=_("Mật khẩu mới"), strip=False, max_length=512)
    password2 = forms.CharField(label=_("Gõ lại mật khẩu mới"), strip=False, max_length=512)

    def __init__(self, *given: Any, person: User, **named: Any) -> None:
        self.person = person
        super().__init__(*given, **named)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if "password1" in told and told["password1"] != told.get("password2"):
            self.add_error("password2", gettext("Hai lần gõ không giống nhau."))
        return told
