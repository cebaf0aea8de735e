"""Accounts: whoever works for children."""

import secrets
import unicodedata

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac

from chungtay.lib.searched import search_index, searched_by


class Digits(models.Func):
    """A telephone number as its domestic digits (+84 912… and 0912… are one); "" for none."""

    template = (
        "regexp_replace(regexp_replace(%(expressions)s, '[^0-9]', '', 'g'), '^(00)?840?', '0')"
    )
    output_field = models.TextField(db_collation="C")


def _lot() -> str:
    return secrets.token_hex(8)


class User(AbstractUser):
    """A person who works for children. Most collaborators never sign in: no usable password."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    works_as_of = models.DateField(
        "làm việc như ngày",
        null=True,
        blank=True,
        help_text="Tài khoản trình diễn: mọi trang hiện số liệu của ngày này. Trống: hôm nay.",
    )
    invented = models.BooleanField("người hư cấu", default=False)
    search_key = searched_by("full_name")
    phone_key = models.GeneratedField(
        expression=Digits(models.F("phone")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
        editable=False,
    )
    # Every session bears it: a new one ends them all, wherever they are kept.
    session_lot = models.CharField(max_length=16, default=_lot, editable=False)

    class Meta:
        verbose_name = "người làm công tác trẻ em"
        verbose_name_plural = "người làm công tác trẻ em"
        indexes = [
            search_index("user_search"),
            models.Index(
                fields=["phone_key"], name="user_phone", condition=~models.Q(phone_key="")
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(_composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(_composed(raw_password) or "")

    def new_session_lot(self) -> None:
        self.session_lot = _lot()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        worn = f"{self.password}:{self.session_lot}"
        return salted_hmac(
            "people.User.session", worn, secret=secret, algorithm="sha256"
        ).hexdigest()


def _composed(password: str | None) -> str | None:
    """One keyboard writes ế as one letter, another as three."""
    return password and unicodedata.normalize("NFKC", password)
