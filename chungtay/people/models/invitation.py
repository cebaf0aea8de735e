"""A slip that lets one person in, once."""

from django.db import models
from django.db.models import Q

from chungtay.people.models.user import User


class Invitation(models.Model):
    """A slip handed to a person. The token on it is kept nowhere, only its SHA-256."""

    class Purpose(models.TextChoices):
        FIRST = "first", "Đặt mật khẩu"
        PHONE = "phone", "Đổi điện thoại"

    person = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField("để làm gì", max_length=8, choices=Purpose)
    created_at = models.DateTimeField("làm lúc", auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người làm")
    expires_at = models.DateTimeField("hết hạn lúc")
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)
    ended_at = models.DateTimeField("hủy lúc", null=True, blank=True)

    class Meta:
        verbose_name = "phiếu vào hệ thống"
        verbose_name_plural = "phiếu vào hệ thống"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="one_open_slip",
                condition=Q(used_at__isnull=True, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="slip_used_or_ended",
                condition=Q(used_at__isnull=True) | Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_purpose_display()}"
