"""One child in one round: what was found at its home."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chungtay.children.models import Child
from chungtay.lib.history import kept
from chungtay.people.models import User
from chungtay.survey.codes import of_visit
from chungtay.survey.models.round import Area


class Outcome(models.TextChoices):
    """What a visit found; empty: not visited yet."""

    UNCHANGED = "unchanged", "còn đúng"
    CHANGED = "changed", "có thay đổi"
    GONE = "gone", "không còn ở đây"
    NEW = "new", "trẻ mới"


class Gone(models.TextChoices):
    """Why a child of the list is no longer there."""

    MOVED = "moved", "chuyển đi nơi khác"
    DIED = "died", "chết"
    LOST = "lost", "không rõ ở đâu"
    MISTAKEN = "mistaken", "ghi nhầm, ghi trùng"


class Channel(models.TextChoices):
    SCREEN = "screen", "trên máy"
    PAPER = "paper", "từ sổ giấy"


class VisitQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(outcome="")

    def made(self) -> Self:
        return self.exclude(outcome="")


@kept()
class Visit(models.Model):
    """A child on the list of a hamlet in a round. Its key is the code printed in the paper book.

    `changed`: the questions whose answer was put right in the register with this visit.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="visits", db_index=False)
    child = models.ForeignKey(Child, models.CASCADE, related_name="visits")
    outcome = models.CharField("kết quả", max_length=9, choices=Outcome, blank=True, default="")
    changed = ArrayField(
        models.CharField(max_length=16), default=list, blank=True, verbose_name="mục đã sửa"
    )
    gone = models.CharField("vì sao không còn", max_length=8, choices=Gone, blank=True, default="")
    gone_to = models.CharField("đi đâu", max_length=200, blank=True, default="")
    on = models.DateField("ngày đến", null=True, blank=True)
    at = models.DateTimeField("ghi lúc", null=True, blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="người ghi"
    )
    channel = models.CharField("ghi bằng", max_length=6, choices=Channel, default=Channel.SCREEN)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt rà soát trẻ"
        verbose_name_plural = "lượt rà soát trẻ"
        indexes = [
            models.Index(fields=["area"], include=["outcome", "child"], name="visit_area"),
            # A province's half a million visits are counted from this alone (coverage.py).
            models.Index(fields=["area", "outcome"], name="visit_outcome"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["area", "child"], name="visit_once_in_an_area"),
            models.CheckConstraint(
                name="visit_gone_for_a_reason",
                condition=(Q(outcome="gone") & ~Q(gone=""))
                | (~Q(outcome="gone") & Q(gone="", gone_to="")),
            ),
            models.CheckConstraint(
                name="visit_made_by_somebody",
                condition=Q(outcome="") | Q(on__isnull=False, at__isnull=False, by__isnull=False),
            ),
            models.CheckConstraint(
                name="visit_changed_somehow",
                condition=Q(outcome="changed") & ~Q(changed=[])
                | ~Q(outcome="changed") & Q(changed=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.get_outcome_display()}"

    @property
    def code(self) -> str:
        """What stands beside the child in the paper book."""
        return of_visit(self.pk)
