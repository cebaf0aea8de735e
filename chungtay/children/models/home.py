"""Where children live."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
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

    def arriving(self) -> Self:
        """Homes of children handed over, until their hamlet and household are said: also where
        the commune they were handed to became another meanwhile."""
        came = self.filter(began__in=CAME, household=None, period__upper_inf=True)
        unsaid = ~Q(unit__level=Level.HAMLET) | Q(lives_with__in=HOUSED)
        before = self.model._default_manager.filter(child=OuterRef("child"), ended=Ended.MOVED)
        return came.filter(unsaid, Exists(before.exclude(pk=OuterRef("pk"))))


class LivesWith(models.TextChoices):
    """With whom a child lives at a home."""

    FAMILY = "family", "gia đình"
    KIN = "kin", "người thân thích"
    CARER = "carer", "cá nhân, gia đình chăm sóc thay thế"
    FACILITY = "facility", "cơ sở trợ giúp xã hội"
    SCHOOL = "school", "trường nội trú"
    ALONE = "alone", "không có người lớn"


HOUSED = (LivesWith.FAMILY, LivesWith.KIN)


class Began(models.TextChoices):
    """Why a home began; empty: it was so when the child was first listed."""

    BORN = "born", "sinh"
    MOVED = "moved", "chuyển đến"
    FOUND = "found", "tìm thấy lại"
    UNIT = "unit", "đơn vị thay đổi"


CAME = (Began.MOVED, Began.UNIT)


class Ended(models.TextChoices):
    """Why a home ended; empty: it has not, or nobody said."""

    MOVED = "moved", "chuyển đi nơi khác trong hệ thống"
    LEFT = "left", "chuyển ra ngoài hệ thống"
    DIED = "died", "chết"
    LOST = "lost", "không rõ nơi ở"
    UNIT = "unit", "đơn vị thay đổi"


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
    lives_with = models.CharField(
        "sống với", max_length=10, choices=LivesWith, default=LivesWith.FAMILY,
        db_default=LivesWith.FAMILY.value,
    )  # fmt: skip
    began = models.CharField(
        "đến vì", max_length=10, choices=Began, blank=True, default="", db_default=""
    )
    ended = models.CharField(
        "đi vì", max_length=10, choices=Ended, blank=True, default="", db_default=""
    )
    # Of one that left the system: where to, as told, and its province if that is known.
    left_to = models.CharField("đi đến", max_length=200, blank=True, default="", db_default="")
    left_province = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, blank=True, db_index=False,
        verbose_name="đi đến tỉnh",
    )  # fmt: skip

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi ở"
        verbose_name_plural = "nơi ở"
        # With unit and period in it, the policies of row security read no row of the table.
        indexes = [
            models.Index(fields=["child"], include=["unit", "period"], name="residence_home"),
            # The month's movements: what began, what ended.
            models.Index(Func("period", function="lower"), name="residence_began"),
            models.Index(Func("period", function="upper"), name="residence_ended"),
            models.Index(
                fields=["unit"], name="residence_arriving",
                condition=Q(began__in=("moved", "unit"), household=None, period__upper_inf=True),
            ),
        ]  # fmt: skip
        constraints = [
            no_overlap("one_home_at_a_time", "child"),
            real_period("residence_period_real"),
            models.CheckConstraint(
                name="residence_left_for_somewhere",
                condition=Q(ended=Ended.LEFT) | Q(left_to="", left_province=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} ở {self.unit}"

    @property
    def left_for(self) -> str:
        """Where a child went that left the system: “Dĩ An, Tỉnh Bình Dương”; empty: not known."""
        province = self.left_province.title if self.left_province else ""
        return ", ".join(part for part in (self.left_to, province) if part)

    def clean(self) -> None:
        not_before_birth(self)
        if self.unit_id and self.unit.level not in self._levels():
            told = _("Nơi ở phải là thôn, buôn, tổ dân phố.")
            raise ValidationError({"unit": told})
        if self.unit_id and not self._unit_was_there():
            raise ValidationError({"unit": _("Thôn này không có vào ngày bắt đầu ở.")})
        self._with_its_household()

    def _unit_was_there(self) -> bool:
        """On the first day; one who only puts something else right is not asked about it anew."""
        first = first_day(self)
        if first is None or self.unit.valid_on(first):
            return True
        kept = type(self).objects.filter(pk=self.pk, unit=self.unit_id)
        return kept.filter(period__startswith=first).exists()

    def _levels(self) -> tuple[Level, ...]:
        """A child handed over stands in the commune until its people say which hamlet."""
        handed = self.began == Began.MOVED and self.household_id is None
        return (Level.HAMLET, Level.COMMUNE) if handed else (Level.HAMLET,)

    def _with_its_household(self) -> None:
        """A household follows its hamlet when that becomes another: only the present is checked."""
        present = bool(self.period) and self.period.upper is None
        household = self.household if self.household_id and self.unit_id and present else None
        if household is not None and household.unit_id != self.unit_id:
            raise ValidationError({"household": _("Hộ này không ở thôn đã ghi.")})
