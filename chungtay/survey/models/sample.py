"""A supervisor's sample: some visits of a round asked again, without what was recorded."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chungtay.children.models import Child
from chungtay.lib.history import kept
from chungtay.people.models import User
from chungtay.places.models import Unit
from chungtay.survey.models.round import Area, Round
from chungtay.survey.models.visit import Visit


@kept()
class Sample(models.Model):
    """Visits drawn by lot, so many from each hamlet; the same seed draws the same ones."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="samples", verbose_name="đợt")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    size = models.PositiveIntegerField("số trẻ")
    seed = models.BigIntegerField("số gieo")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người rút mẫu")
    at = models.DateTimeField("rút lúc", auto_now_add=True)

    class Meta:
        verbose_name = "mẫu phúc tra"
        verbose_name_plural = "mẫu phúc tra"
        constraints = [
            models.CheckConstraint(name="sample_of_some", condition=Q(size__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.size} trẻ"


@kept()
class Recheck(models.Model):
    """One visit asked again. `asked`: the questions compared; `wrong`: those answered otherwise
    than the register says. `answers`: what was said where it differs, by question."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="rechecks")
    number = models.PositiveIntegerField("số thứ tự")
    area = models.ForeignKey(Area, models.CASCADE, related_name="rechecks")
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="rechecks")
    child = models.ForeignKey(Child, models.CASCADE, related_name="rechecks")
    asked = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    wrong = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    on = models.DateField("ngày hỏi lại", null=True, blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="người hỏi"
    )
    at = models.DateTimeField("ghi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lượt phúc tra"
        verbose_name_plural = "lượt phúc tra"
        constraints = [
            models.UniqueConstraint(fields=["sample", "number"], name="recheck_number_once"),
            models.UniqueConstraint(fields=["sample", "visit"], name="recheck_visit_once"),
            models.CheckConstraint(
                name="recheck_wrong_was_asked", condition=Q(asked__contains=models.F("wrong"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample}: {self.number}"
