"""Households, and whether they are poor."""

import uuid

from django.db import models

from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.history import kept
from chungtay.places.models import Unit


@kept()
class Household(models.Model):
    """People who live and eat together; the household book is kept per hamlet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="households", verbose_name="thôn")
    head = models.CharField("chủ hộ", max_length=120)
    address = models.CharField("địa chỉ", max_length=200, blank=True)

    class Meta:
        verbose_name = "hộ gia đình"
        verbose_name_plural = "hộ gia đình"

    def __str__(self) -> str:
        return f"Hộ {self.head}"


@kept()
class Poverty(models.Model):
    """A household's poverty status, decided once a year by the review of the year before."""

    class Status(models.TextChoices):
        POOR = "poor", "hộ nghèo"
        NEAR_POOR = "near_poor", "hộ cận nghèo"

    household = models.ForeignKey(Household, models.CASCADE, related_name="poverty", db_index=False)
    status = models.CharField("diện", max_length=9, choices=Status)
    period = period_field()
    decision = models.CharField("quyết định công nhận", max_length=80, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "diện nghèo của hộ"
        verbose_name_plural = "diện nghèo của hộ"
        indexes = [models.Index(fields=["household"], name="poverty_household")]
        constraints = [
            no_overlap("one_poverty_status_at_a_time", "household"),
            real_period("poverty_period_real"),
        ]

    def __str__(self) -> str:
        return f"{self.household}: {self.get_status_display()}"
