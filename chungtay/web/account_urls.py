"""Addresses of signing in and of accounts: of allauth only what has a page of ours.

A page has a second name where allauth leads to it by its own.
"""

from typing import Any

from allauth.account.views import PasswordChangeView, PasswordSetView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path, reverse_lazy
from django.views.decorators.cache import never_cache

from chungtay.web.pages import account, sign_in, staff_accounts


def _page(route: str, view: Any, template: str, name: str, **given: Any) -> URLPattern:
    shown = view.as_view(template_name=f"account/{template}.html", **given)
    return path(route, never_cache(shown), name=name)


_sign_in, _sign_out = sign_in.SignIn.as_view(), LogoutView.as_view()
_MEANS = reverse_lazy("second_factor")

urlpatterns = [
    path("dang-nhap/", _sign_in, name="sign_in"),
    path("dang-nhap/", _sign_in, name="account_login"),
    _page("dang-nhap/lop-hai/", AuthenticateView, "code", "mfa_authenticate"),
    path("dang-xuat/", _sign_out, name="sign_out"),
    path("dang-xuat/", _sign_out, name="account_logout"),
    path("vao/<str:token>/", sign_in.slip_open, name="slip_open"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/thiet-bi/khac/dang-xuat/", account.devices_end, name="devices_end"),
    path("tai-khoan/thiet-bi/<int:pk>/dang-xuat/", account.device_end, name="device_end"),
    path("tai-khoan/lop-hai/", account.second_factor, name="second_factor"),
    path("tai-khoan/lop-hai/", account.second_factor, name="mfa_index"),
    path("tai-khoan/lop-hai/", account.second_factor, name="mfa_list_webauthn"),
    _page("tai-khoan/lop-hai/ung-dung/", ActivateTOTPView, "totp", "mfa_activate_totp"),
    _page("tai-khoan/lop-hai/ung-dung/bo/", DeactivateTOTPView, "totp_end", "mfa_deactivate_totp"),
    _page("tai-khoan/lop-hai/khoa/", AddWebAuthnView, "key", "mfa_add_webauthn"),
    _page(
        "tai-khoan/lop-hai/khoa/<int:pk>/bo/",
        account.KeyEnd, "key_end", "mfa_remove_webauthn",
        success_url=_MEANS,
    ),
    _page("tai-khoan/lop-hai/ma/", ViewRecoveryCodesView, "codes", "mfa_view_recovery_codes"),
    _page(
        "tai-khoan/lop-hai/ma/moi/",
        GenerateRecoveryCodesView, "codes_new", "mfa_generate_recovery_codes",
    ),
    _page("tai-khoan/mat-khau/", PasswordChangeView, "password", "account_change_password"),
    _page("tai-khoan/mat-khau/dat/", PasswordSetView, "password", "account_set_password"),
    _page("tai-khoan/xac-nhan/", ReauthenticateView, "again", "account_reauthenticate"),
    _page("tai-khoan/xac-nhan/ma/", CodeAgainView, "again", "mfa_reauthenticate"),
    _page(
        "tai-khoan/xac-nhan/khoa/",
        ReauthenticateWebAuthnView, "again", "mfa_reauthenticate_webauthn",
    ),
    path("can-bo/tai-khoan/", staff_accounts.accounts, name="accounts"),
    path("can-bo/<int:pk>/tai-khoan/", staff_accounts.person, name="person_account"),
    path("can-bo/<int:pk>/phieu/", staff_accounts.slip_new, name="slip_new"),
]  # fmt: skip
