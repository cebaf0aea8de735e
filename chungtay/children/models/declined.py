"""Proposals that a person did not take."""

from django.db import models

from chungtay.children.models.circumstance import Group
from chungtay.people.models import User


class Declined(models.Model):
    """A group that the data proposed for a child, or proposed to end, and somebody refused:
    not proposed again while the same reason stands."""

    child = models.ForeignKey(
        "children.Child", models.CASCADE, related_name="declined", db_index=False
    )
    group = models.ForeignKey(Group, models.CASCADE, related_name="+", verbose_name="nhóm")
    case = models.SmallIntegerField("trường hợp", default=0)
    ends = models.BooleanField("đề xuất kết thúc", default=False)
    reason = models.CharField("lý do", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "đề xuất không nhận"
        verbose_name_plural = "đề xuất không nhận"
        constraints = [
            models.UniqueConstraint(fields=["child", "group", "case", "ends"], name="declined_once")
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.group}"
