"""Steering boards."""

from django.db import models

from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.people.models.user import User
from chungtay.places.models import Unit


class Board(models.Model):
    """An inter-agency steering board on children at a unit (Ban chỉ đạo)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="boards", verbose_name="đơn vị")
    period = period_field()
    decision = models.CharField("quyết định thành lập", max_length=60)
    chair = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="trưởng ban"
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "ban chỉ đạo"
        verbose_name_plural = "ban chỉ đạo"
        constraints = [
            no_overlap("board_once_per_unit", "unit"),
            real_period("board_period_real"),
        ]

    def __str__(self) -> str:
        return f"Ban chỉ đạo {self.unit}"
