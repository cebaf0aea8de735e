"""Two records that may be of one child."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, When

from chungtay.people.models import Deed, User

# Of a merged pair, the record that was taken out: as the view access.merged says it.
GONE = Case(When(kept_id=F("first_id"), then="second_id"), default="first_id")


class SamePersonQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Those that somebody has still to judge, the likeliest first."""
        return self.filter(state=SamePerson.State.OPEN).order_by("-weight", "pk")


class SamePerson(models.Model):
    """A pair that the nightly search or a person found, and what was judged of it.

    `weight`: the power of two by which the odds speak for one child. `reasons`: codes of
    duplicates/levels.py. Once judged, the pair is not proposed again. The record that a merge
    took out is gone, so the pair's keys are no constraints.
    """

    class State(models.TextChoices):
        OPEN = "open", "chờ xem"
        LATER = "later", "để sau"
        NOT_SAME = "not_same", "không phải một trẻ"
        MERGED = "merged", "đã gộp"

    first = models.ForeignKey(
        "children.Child", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    second = models.ForeignKey(
        "children.Child", models.DO_NOTHING, related_name="+", db_constraint=False
    )
    weight = models.FloatField("độ giống")
    reasons = ArrayField(models.CharField(max_length=20), default=list, verbose_name="căn cứ")
    found_on = models.DateField("ngày tìm thấy")
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.OPEN)
    kept_id = models.UUIDField("hồ sơ được giữ", null=True, blank=True)
    deed = models.ForeignKey(Deed, models.PROTECT, related_name="+", null=True, blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="người xem"
    )
    at = models.DateTimeField("xem lúc", null=True, blank=True)

    objects = SamePersonQuerySet.as_manager()

    class Meta:
        verbose_name = "cặp hồ sơ nghi trùng"
        verbose_name_plural = "cặp hồ sơ nghi trùng"
        indexes = [
            models.Index(
                fields=["-weight", "id"], name="same_person_open", condition=Q(state="open")
            ),
            # Which record stands for one that is gone, and which are gone into one.
            models.Index(GONE, name="same_person_gone", condition=Q(state="merged")),
            models.Index(fields=["kept_id"], name="same_person_kept", condition=Q(state="merged")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="same_person_once"),
            models.CheckConstraint(name="same_person_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="same_person_judged_by_somebody",
                condition=Q(state__in=["open"]) | Q(by__isnull=False, at__isnull=False),
            ),
            models.CheckConstraint(
                name="same_person_merged_into_one",
                condition=Q(state="merged") & Q(kept_id__isnull=False)
                | ~Q(state="merged") & Q(kept_id__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
