"""Tasks that a unit hands to a sector, and what came of them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungtay.lib.searched import search_index, searched_by
from chungtay.places.models import Unit
from chungtay.plans.models.document import Document
from chungtay.plans.models.plan import Plan


class Task(models.Model):
    class Sector(models.TextChoices):
        LABOUR = "labour", "Lao động - Thương binh và Xã hội"
        EDUCATION = "education", "Giáo dục và Đào tạo"
        HEALTH = "health", "Y tế"
        POLICE = "police", "Công an"
        JUSTICE = "justice", "Tư pháp, Tòa án, Viện kiểm sát"
        CULTURE = "culture", "Văn hóa, Thông tin, Truyền thông"
        INSURANCE = "insurance", "Bảo hiểm xã hội"
        FINANCE = "finance", "Tài chính, Kế hoạch"
        FRONT = "front", "Mặt trận Tổ quốc"
        WOMEN = "women", "Hội Liên hiệp Phụ nữ"
        YOUTH = "youth", "Đoàn Thanh niên"
        LOWER = "lower", "UBND cấp dưới"
        OTHER = "other", "ngành, đoàn thể khác"

    class Status(models.TextChoices):
        GIVEN = "given", "đã giao"
        UNDER_WAY = "under_way", "đang thực hiện"
        DONE = "done", "đã xong"
        DROPPED = "dropped", "thôi giao"
        HANDED_ON = "handed_on", "đã chuyển đơn vị mới"

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="tasks", verbose_name="đơn vị giao việc"
    )
    sector = models.CharField("ngành được giao", max_length=10, choices=Sector)
    what = models.CharField("việc phải làm", max_length=300)
    given_on = models.DateField("ngày giao")
    due_on = models.DateField("hạn", null=True, blank=True)
    status = models.CharField("tình trạng", max_length=9, choices=Status, default=Status.GIVEN)
    done_on = models.DateField("xong ngày", null=True, blank=True)
    result = models.TextField("kết quả", blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="theo văn bản",
    )
    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="theo kế hoạch",
    )
    search_key = searched_by("what")

    class Meta:
        verbose_name = "nhiệm vụ giao ngành"
        verbose_name_plural = "nhiệm vụ giao ngành"
        indexes = [
            models.Index(fields=["-given_on", "-id"], name="task_newest"),
            search_index("task_search"),
        ]
        constraints = [
            models.CheckConstraint(
                name="task_done_has_day",
                condition=(Q(status="done") & Q(done_on__isnull=False))
                | (~Q(status="done") & Q(done_on__isnull=True)),
                violation_error_message=_("Việc đã xong phải có ngày xong, và chỉ khi đã xong."),
            ),
            models.CheckConstraint(
                name="task_days_in_order",
                condition=(Q(due_on__isnull=True) | Q(due_on__gte=models.F("given_on")))
                & (Q(done_on__isnull=True) | Q(done_on__gte=models.F("given_on"))),
                violation_error_message=_("Hạn và ngày xong không thể trước ngày giao."),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        if self.given_on and self.due_on and self.due_on < self.given_on:
            raise ValidationError({"due_on": _("Hạn không thể trước ngày giao.")})
        if (self.status == self.Status.DONE) != bool(self.done_on):
            raise ValidationError(
                {"done_on": _("Việc đã xong phải có ngày xong, và chỉ khi đã xong.")}
            )

    def overdue(self, on: date) -> bool:
        """Still open on the day, past its term."""
        is_open = self.status in (self.Status.GIVEN, self.Status.UNDER_WAY)
        return bool(is_open and self.due_on and self.due_on < on)
