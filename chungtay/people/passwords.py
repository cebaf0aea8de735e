"""What a password must be (NIST SP 800-63B): long, not known to others, not about its owner.

No rule on letters, digits or signs, and no expiry: both make people choose worse.
"""

import re

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from chungtay.lib.vietnamese import fold
from chungtay.people.models import User
from chungtay.people.sign_in import phone_digits

LEAST, MOST = 10, 128
OURS = ("chungtay", "treem", "matkhau", "password")
ROWS = ("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")


class Argon2(Argon2PasswordHasher):
    """The least cost that OWASP advises: a province's server signs in thousands at eight."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1


class GoodPassword:
    """Raises ValidationError with the first thing that is wrong, in words."""

    def validate(self, password: str, user: User | None = None) -> None:
        if fault := _fault(password, user):
            raise ValidationError(fault, code="password")

    def get_help_text(self) -> str:
        return _("Từ 10 đến 128 ký tự. Một câu dễ nhớ là tốt nhất, có dấu và dấu cách được.")


def _fault(password: str, user: User | None) -> str:
    plain = _plain(password)
    if len(password) < LEAST:
        return _("Mật khẩu phải có ít nhất 10 ký tự.")
    if len(password) > MOST:
        return _("Mật khẩu không quá 128 ký tự.")
    if _is_common(password) or _is_a_row(plain):
        return _("Mật khẩu này nhiều người dùng, dễ bị đoán. Hãy chọn một câu khác.")
    if user and any(_mostly(word, plain) for word in _about(user)):
        return _("Mật khẩu không được là họ tên, số điện thoại hoặc mã cán bộ của anh/chị.")
    return ""


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _is_common(password: str) -> bool:
    return password.lower().strip() in CommonPasswordValidator().passwords


def _is_a_row(plain: str) -> bool:
    """Few different letters, a walk over the keyboard, or our own name with a number behind."""
    bare = plain.strip("0123456789")
    return (
        len(set(plain)) < 4
        or any(plain in row * 2 for row in ROWS)
        or any(bare and bare.replace(word, "") == "" for word in OURS)
    )


def _about(user: User) -> list[str]:
    words = (user.full_name, user.username, phone_digits(user.phone)[1:], user.email.split("@")[0])
    return [word for word in map(_plain, words) if len(word) >= 5]


def _mostly(word: str, plain: str) -> bool:
    """Whether the word makes up most of the password."""
    return word in plain and len(plain) - len(word) < 6
