"""Child-friendly communes (xã, phường phù hợp với trẻ em): registered, scored, decided."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungtay.law.child_friendly import standard, standard_names
from chungtay.places.models import Level, Unit


class Assessment(models.Model):
    """A commune's year under one version of the standard (law/child_friendly.yaml)."""

    class Result(models.TextChoices):
        REGISTERED = "registered", "đã đăng ký"
        SCORED = "scored", "đã tự chấm điểm"
        RECOGNISED = "recognised", "được công nhận"
        REFUSED = "refused", "chưa đạt"

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="assessments", verbose_name="xã, phường, thị trấn"
    )
    year = models.PositiveSmallIntegerField("năm")
    standard = models.CharField("bộ tiêu chuẩn", max_length=20, choices=standard_names())
    registered_on = models.DateField("đăng ký ngày", null=True, blank=True)
    total = models.DecimalField("tổng điểm", max_digits=6, decimal_places=1, null=True, blank=True)
    result = models.CharField("kết quả", max_length=10, choices=Result, default=Result.REGISTERED)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decision = models.CharField("quyết định công nhận", max_length=60, blank=True)

    class Meta:
        verbose_name = "đánh giá xã phù hợp với trẻ em"
        verbose_name_plural = "đánh giá xã phù hợp với trẻ em"
        indexes = [models.Index(fields=["-year", "-id"], name="assessment_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="assessed_once_a_year",
                violation_error_message=_("Đơn vị này đã có đánh giá của năm."),
            ),
            models.CheckConstraint(
                name="recognised_by_a_decision",
                condition=~Q(result="recognised") | (~Q(decision="") & Q(decided_on__isnull=False)),
                violation_error_message=_("Công nhận phải có số và ngày quyết định."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.title}, {self.year}"

    def clean(self) -> None:
        if self.unit_id and self.unit.level != Level.COMMUNE:
            raise ValidationError({"unit": _("Chỉ đánh giá xã, phường, thị trấn.")})
        if self.total is not None and self.standard:
            most = standard(self.standard).maximum
            if not 0 <= self.total <= most:
                raise ValidationError(
                    {"total": _("Tổng điểm phải từ 0 đến %(most)s.") % {"most": most}}
                )
        if self.result == self.Result.RECOGNISED and not (self.decision and self.decided_on):
            raise ValidationError({"decision": _("Công nhận phải có số và ngày quyết định.")})


class Score(models.Model):
    """Points of one criterion; `most` is the criterion's own maximum on the day of scoring."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="scores", verbose_name="đánh giá", db_index=False
    )
    criterion = models.PositiveSmallIntegerField("tiêu chí số")
    points = models.DecimalField("điểm", max_digits=5, decimal_places=1)
    most = models.PositiveSmallIntegerField("điểm tối đa")
    evidence = models.CharField("minh chứng", max_length=240, blank=True)

    class Meta:
        verbose_name = "điểm tiêu chí"
        verbose_name_plural = "điểm tiêu chí"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"],
                name="criterion_scored_once",
                violation_error_message=_("Tiêu chí này đã có điểm."),
            ),
            models.CheckConstraint(
                name="score_within_maximum",
                condition=Q(points__gte=0, points__lte=models.F("most")),
                violation_error_message=_("Điểm không thể âm hoặc quá điểm tối đa."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.criterion}"

    def clean(self) -> None:
        if not self.assessment_id or self.criterion is None:
            return
        criteria = standard(self.assessment.standard).criteria
        if self.criterion not in criteria:
            raise ValidationError({"criterion": _("Bộ tiêu chuẩn này không có tiêu chí đó.")})
        known = criteria[self.criterion].maximum
        if known is not None and self.most is not None and self.most != known:
            raise ValidationError(
                {"most": _("Điểm tối đa của tiêu chí này là %(most)s.") % {"most": known}}
            )
        if self.points is not None and self.most is not None and self.points > self.most:
            raise ValidationError({"points": _("Điểm quá điểm tối đa.")})
