"""What a browser sends of a security key. What no key made gets a sentence, not a fault."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.webauthn import forms as key_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

LONGEST_NAME = 60
# What parsing raises on bytes that no key made.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError)


@contextmanager
def _as_refusal() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as fault:
        told = gettext("Không nhận được khóa này. Hãy thử lại, hoặc dùng cách khác.")
        raise ValidationError(told) from fault


class AddKeyForm(key_forms.AddWebAuthnForm):  # type: ignore[misc]
    def clean_name(self) -> str:
        return str(super().clean_name())[:LONGEST_NAME]

    def clean(self) -> Any:
        with _as_refusal():
            return super().clean()


class KeyForm(key_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        with _as_refusal():
            return super().clean_credential()


class KeyAgainForm(KeyForm, key_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass
