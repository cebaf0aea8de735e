"""Where children live."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.children.models.birth import first_day, not_before_birth
from chungtay.children.models.household import Household
from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.history import kept
from chungtay.places.models import Level, Unit


class ResidenceQuerySet(DatedQuerySet):
    def under(self, unit: Unit) -> Self:
        key = f"unit__{unit.ancestor_field}" if unit.ancestor_field else None
        return self.filter(**{key: unit.pk}) if key else self


@kept()
class Residence(models.Model):
    """Where a child lives in a period, and with which household. One home at a time."""

    child = models.ForeignKey(
        "children.Child", models.CASCADE, related_name="residences", db_index=False
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="residences"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="residences", verbose_name="thôn")
    period = period_field()

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi ở"
        verbose_name_plural = "nơi ở"
        # With unit and period in it, the policies of row security read no row of the table.
        indexes = [
            models.Index(fields=["child"], include=["unit", "period"], name="residence_home")
        ]
        constraints = [
            no_overlap("one_home_at_a_time", "child"),
            real_period("residence_period_real"),
        ]

    def __str__(self) -> str:
        return f"{self.child} ở {self.unit}"

    def clean(self) -> None:
        not_before_birth(self)
        first = first_day(self)
        if self.unit_id and self.unit.level != Level.HAMLET:
            told = _("Nơi ở phải là thôn, buôn, tổ dân phố.")
            raise ValidationError({"unit": told})
        if self.unit_id and first and not self.unit.valid_on(first):
            raise ValidationError({"unit": _("Thôn này không có vào ngày bắt đầu ở.")})
        self._with_its_household()

    def _with_its_household(self) -> None:
        """A household follows its hamlet when that becomes another: only the present is checked."""
        present = bool(self.period) and self.period.upper is None
        household = self.household if self.household_id and self.unit_id and present else None
        if household is not None and household.unit_id != self.unit_id:
            raise ValidationError({"household": _("Hộ này không ở thôn đã ghi.")})
