"""Plans of a unit for children's work, of its own or within a wider plan."""

from django.db import models

from chungtay.lib.dated import DatedQuerySet, period_field, real_period
from chungtay.places.models import Unit


class Plan(models.Model):
    class Form(models.TextChoices):
        OWN = "own", "kế hoạch riêng"
        INTEGRATED = "integrated", "lồng ghép trong kế hoạch khác"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name="đơn vị")
    period = period_field()
    form = models.CharField("hình thức", max_length=10, choices=Form)
    number = models.CharField("số, ký hiệu", max_length=40)
    title = models.CharField("trích yếu", max_length=240)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        constraints = [
            real_period("plan_period_real"),
            models.UniqueConstraint(fields=["unit", "number", "period"], name="plan_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"
