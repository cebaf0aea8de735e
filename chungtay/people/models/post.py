"""Posts: a role at a unit in a period."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.people.models.user import User
from chungtay.people.roles import Role
from chungtay.places.models import Unit


class PostQuerySet(DatedQuerySet):
    def under(self, unit: Unit) -> Self:
        key = f"unit__{unit.ancestor_field}" if unit.ancestor_field else None
        return self.filter(**{key: unit.pk}) if key else self

    def of(self, user: User, on: date) -> Self:
        return self.filter(person=user).on(on)


class Post(models.Model):
    """A role a person holds at a unit in a period. Rights follow the post of the day."""

    person = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name="người")
    role = models.CharField("vai trò", max_length=24, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="đơn vị")
    period = period_field()
    languages = ArrayField(
        models.CharField(max_length=2),
        default=list,
        blank=True,
        verbose_name="thứ tiếng",
        help_text="Mã dân tộc của thứ tiếng phiên dịch được (Tổng đài 111)",
    )
    decision = models.CharField("quyết định", max_length=60, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí công tác"
        verbose_name_plural = "vị trí công tác"
        indexes = [models.Index(fields=["unit", "role"], name="post_unit_role")]
        constraints = [
            no_overlap("post_once", "person", "role", "unit"),
            real_period("post_period_real"),
            models.CheckConstraint(
                name="interpreter_has_language",
                condition=~models.Q(role=Role.INTERPRETER) | ~models.Q(languages=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}, {self.unit}"
