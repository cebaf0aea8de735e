"""Signing in: one box for a staff code, a telephone number or an e-mail address."""

import re
from hashlib import sha256
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from chungtay.people.models import User

CODE = "second_factor"  # an attempt at the second factor, not at the password


def named(typed: str) -> User | None:
    """Whose code, number or address it is; nobody's where two active people share it."""
    typed = typed.strip()
    coded = list(User.objects.filter(username__iexact=typed)[:2]) if typed else []
    if len(coded) == 1:
        return coded[0]
    found = list(User.objects.filter(_reached(typed), is_active=True)[:2]) if typed else []
    return found[0] if len(found) == 1 else None


def _reached(typed: str) -> Q:
    if "@" in typed:
        return Q(email__iexact=typed)
    digits = phone_digits(typed)
    return Q(phone_key=digits) if len(digits) >= 9 else Q(pk__in=[])


def phone_digits(typed: str) -> str:
    """Domestic digits of a number, as `User.phone_key` holds them; "" for what is none."""
    if re.search(r"[^\d\s+().-]", typed):
        return ""
    return re.sub(r"^(00)?840?", "0", re.sub(r"\D", "", typed))


class StaffBackend(ModelBackend):
    """Tells nothing of who exists: an unknown name takes as long as a wrong password."""

    def authenticate(  # type: ignore[override]
        self, _request: HttpRequest | None, username: str = "", password: str = "", **_: Any
    ) -> User | None:
        person = named(username or "")
        if person is None:
            User().set_password(password)
            return None
        right = person.check_password(password or "")
        return person if right and self.user_can_authenticate(person) else None


def tried(_request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """What failures are counted under: the account however it was named, a digest for a name
    that is nobody's (a password is sometimes typed in the wrong box)."""
    given = credentials or {}
    if CODE in given:
        return f"{CODE}:{given[CODE]}"
    typed = str(given.get("username") or "")
    person = named(typed)
    return f"account:{person.pk}" if person else sha256(typed.lower().encode()).hexdigest()


def counted_by(of: Any, credentials: dict[str, Any] | None = None) -> list[str | list[str]]:
    """Per account and address; codes per account alone, for whoever gets there has a password."""
    under = str(getattr(of, "username", ""))
    code = CODE in (credentials or {}) or under.startswith(CODE)
    return ["username"] if code else [["username", "ip_address"]]
