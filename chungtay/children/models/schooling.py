"""Where a child learns."""

from django.db import models

from chungtay.children.models.birth import not_before_birth
from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.history import kept


@kept()
class Schooling(models.Model):
    """Whether and where a child goes to school, from a day to a day."""

    class Status(models.TextChoices):
        LEARNING = "learning", "đang học"
        NEVER = "never", "chưa đi học"
        DROPPED = "dropped", "bỏ học"
        FINISHED = "finished", "thôi học vì đã xong cấp học"

    class Stage(models.TextChoices):
        NURSERY = "nursery", "nhà trẻ, mẫu giáo"
        PRIMARY = "primary", "tiểu học"
        LOWER = "lower", "trung học cơ sở"
        UPPER = "upper", "trung học phổ thông"
        VOCATIONAL = "vocational", "học nghề"

    child = models.ForeignKey("children.Child", models.CASCADE, related_name="schooling")
    status = models.CharField("tình trạng học", max_length=8, choices=Status)
    stage = models.CharField("cấp học", max_length=10, choices=Stage, blank=True, default="")
    grade = models.CharField("lớp", max_length=12, blank=True, default="")
    school = models.CharField("trường", max_length=120, blank=True, default="")
    reason = models.CharField("lý do bỏ học", max_length=200, blank=True, default="")
    period = period_field()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "việc học"
        verbose_name_plural = "việc học"
        constraints = [
            no_overlap("one_schooling_at_a_time", "child"),
            real_period("schooling_period_real"),
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.get_status_display()}"

    def clean(self) -> None:
        not_before_birth(self)
