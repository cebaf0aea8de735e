"""Parents and carers."""

from datetime import date
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.children.models.birth import not_before_birth
from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.history import kept
from chungtay.lib.searched import words_of


@kept("search_text")
class Guardian(models.Model):
    """A parent or other person who answers for a child in a period."""

    class Relation(models.TextChoices):
        MOTHER = "mother", "mẹ"
        FATHER = "father", "cha"
        GRANDPARENT = "grandparent", "ông, bà"
        RELATIVE = "relative", "người thân thích"
        CARER = "carer", "người chăm sóc thay thế"

    child = models.ForeignKey("children.Child", models.CASCADE, related_name="guardians")
    relation = models.CharField("quan hệ", max_length=12, choices=Relation)
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.SmallIntegerField("năm sinh", null=True, blank=True)
    is_main = models.BooleanField("chăm sóc chính", default=False)
    # No reason is told: one is that this person is suspected of harming the child.
    is_contact = models.BooleanField(
        "liên hệ về trẻ", default=True, db_default=True, editable=False
    )
    period = period_field()
    search_text = words_of("full_name")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "người chăm sóc"
        verbose_name_plural = "người chăm sóc"
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="guardian_text")
        ]
        constraints = [real_period("guardian_period_real")]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.full_name}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self._state.adding and self._is_shut_out():
            self.is_contact = False
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def _is_shut_out(self) -> bool:
        """Whether the same person stands on the child already, as one who is not to be called."""
        same = Guardian.objects.filter(child=self.child_id, full_name=self.full_name)
        return same.filter(is_contact=False).exists()

    def clean(self) -> None:
        not_before_birth(self)
        if self.child_id and (told := self.too_young(self.child.birth_date)):
            raise ValidationError({"birth_year": told})

    def too_young(self, born: date) -> Any:
        """In words, why this cannot be the carer of a child born on the day; empty if it can."""
        older = born.year - self.birth_year if self.birth_year else YOUNGEST_PARENT
        if older <= 0:
            return _("Năm sinh của người chăm sóc phải trước năm sinh của trẻ.")
        if self.relation in PARENTS and older < YOUNGEST_PARENT:
            return _("Cha, mẹ phải hơn trẻ ít nhất 10 tuổi: hãy xem lại năm sinh.")
        return ""


PARENTS = (Guardian.Relation.MOTHER, Guardian.Relation.FATHER)
YOUNGEST_PARENT = 10  # years older than the child; anything less is a slip of the pen


@kept()
class GuardianState(models.Model):
    """What keeps a parent or carer from caring for the child, from a day to a day.

    The states that the cases of group c name (law.md 1.3: NĐ 56/2017 Điều 5); from them a
    child's group is proposed, never written.
    """

    class State(models.TextChoices):
        DEAD = "dead", "đã chết"
        ABANDONED = "abandoned", "bỏ rơi trẻ"
        UNKNOWN = "unknown", "không xác định được"
        MISSING = "missing", "mất tích"
        IN_FACILITY = "facility", "đang được nuôi dưỡng tại cơ sở trợ giúp xã hội"
        IMPRISONED = "prison", "đang chấp hành án tù"
        REFORMATORY = "reform", "ở cơ sở giáo dục bắt buộc"
        REHABILITATION = "rehab", "đang cai nghiện bắt buộc"
        INCAPABLE = "incapable", "không còn khả năng chăm sóc"
        RESTRICTED = "restricted", "bị hạn chế quyền cha mẹ"

    guardian = models.ForeignKey(
        Guardian, models.CASCADE, related_name="states", verbose_name="người chăm sóc"
    )
    state = models.CharField("tình trạng", max_length=10, choices=State)
    period = period_field()
    evidence = models.CharField("căn cứ", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "tình trạng của người chăm sóc"
        verbose_name_plural = "tình trạng của người chăm sóc"
        constraints = [
            no_overlap("one_guardian_state_at_a_time", "guardian"),
            real_period("guardian_state_period_real"),
        ]

    def __str__(self) -> str:
        return f"{self.guardian}: {self.get_state_display()}"

    def clean(self) -> None:
        first = self.period.lower if self.period else None
        if self.guardian_id and first and first < self.guardian.child.birth_date:
            raise ValidationError({"period": _("Ngày này trước ngày sinh của trẻ.")})
