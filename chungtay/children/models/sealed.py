"""Sealed matters of a child: in which compartment, to whom they open, and who is told of it."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from chungtay.lib.dated import DatedQuerySet, period_field, real_period
from chungtay.lib.sealed import SealedTextField
from chungtay.people.models import User
from chungtay.places.models import Unit


class Compartment(models.TextChoices):
    """What is sealed apart; law/compartments.yaml says on what ground."""

    CASE = "case", "hồ sơ trẻ em bị xâm hại"
    HIV = "hiv", "thông tin về HIV"
    SEXUAL_ABUSE = "sexual_abuse", "trẻ em bị xâm hại tình dục"
    ADOPTION = "adoption", "nhận con nuôi"


class NamedQuerySet(DatedQuerySet):
    def holding(self, day: date) -> Self:
        """In force on the working day, and not yet run out by the clock."""
        return self.on(day).filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))


class Named(models.Model):
    """A person to whom a compartment of a child opens in a period.

    `until` ends it within the day by the real clock: the glass that was broken closes by itself.
    """

    class Ground(models.TextChoices):
        ASSIGNED = "assigned", "được giao phụ trách"
        SUPERVISOR = "supervisor", "người giám sát"
        BREAK_GLASS = "break_glass", "tự mở niêm phong"

    # Made here, not by the database: who writes a name may not be one who reads it.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(
        "children.Child", models.CASCADE, related_name="named", verbose_name="trẻ em"
    )
    compartment = models.CharField("phần được mở", max_length=12, choices=Compartment)
    person = models.ForeignKey(User, models.PROTECT, related_name="named", verbose_name="người")
    period = period_field()
    until = models.DateTimeField("mở đến", null=True, blank=True)
    ground = models.CharField("lý do", max_length=12, choices=Ground, default=Ground.ASSIGNED)
    reason = SealedTextField("nói rõ", blank=True, default="", place="children_named.reason")
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = "người được mở hồ sơ bảo mật"
        verbose_name_plural = "người được mở hồ sơ bảo mật"
        indexes = [
            models.Index(fields=["child", "compartment"], name="named_child"),
        ]
        constraints = [
            real_period("named_period_real"),
            models.CheckConstraint(
                name="broken_glass_closes",
                condition=~Q(ground="break_glass") | Q(until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Alert(models.Model):
    """Word to those who supervise a unit that a child's sealed records were opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    child = models.ForeignKey("children.Child", models.CASCADE, related_name="alerts")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người mở")
    reason = SealedTextField("lý do", place="children_alert.reason")
    at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField("mở đến")
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "báo tin mở niêm phong"
        verbose_name_plural = "báo tin mở niêm phong"
        indexes = [
            models.Index(fields=["unit"], condition=Q(seen_at__isnull=True), name="alert_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.by}"
