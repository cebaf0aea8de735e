"""What allauth asks of us: no sign-up, no mail, our own sentences."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chungtay.lib.sealing import seal, unseal
from chungtay.people.accounts import FACTORS
from chungtay.people.invitations import subject
from chungtay.people.models import User
from chungtay.people.sealed_columns import FACTORS as SEALED_IN
from chungtay.people.trail import note
from chungtay.web.second_factor import is_compulsory

WRONG_CODE = _(
    "Mã không đúng hoặc đã dùng. Hãy lấy mã mới rồi nhập lại; nếu vẫn sai, hãy bật đặt giờ tự động "
    "trên điện thoại."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": _("Mật khẩu không đúng."),
        "enter_current_password": _("Mật khẩu hiện nay không đúng."),
        "too_many_login_attempts": _("Đã sai nhiều lần. Hãy đợi 15 phút rồi thử lại."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """The pages say themselves what was done."""

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        note("signed_in", subject(user), by=user.username)

    def send_notification_mail(self, template_prefix: str, user: Any, *_: Any, **__: Any) -> None:
        """No mail is sent; what allauth would write about (password_changed, totp_activated …)
        becomes a line of the trail."""
        note(template_prefix.rpartition("/")[2], subject(user), by=user.username)

    def respond_user_inactive(self, _request: HttpRequest, _user: Any) -> HttpResponse:
        return redirect("sign_in")

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        return reverse("account")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _(
            "Vị trí công tác của anh/chị bắt buộc có lớp bảo vệ thứ hai: "
            "hãy thêm cách khác trước khi bỏ cách này."
        ),
        "cannot_generate_recovery_codes": _("Chưa có lớp bảo vệ thứ hai nên chưa có mã dự phòng."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, SEALED_IN)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, SEALED_IN)

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        return "Chung Tay"

    def generate_authenticator_name(self, user: Any, _type: Any) -> str:
        return str(_("Khóa %(number)s")) % {"number": self._keys(user).count() + 1}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where the post makes it compulsory. Two that are taken away at the
        same moment wait for one another."""
        person = User.objects.select_for_update().get(pk=authenticator.user_id)
        others = Authenticator.objects.filter(user=person, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists() or not is_compulsory(person)

    def _keys(self, user: User) -> Any:
        return Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
