"""Models of care and protection (mô hình): where each runs, and in which period."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.lib.dated import DatedQuerySet, period_field, real_period
from chungtay.lib.searched import search_index, searched_by
from chungtay.places.models import Unit


class ModelKind(models.Model):
    """A kind of model; the list is kept by the province, the first ones come with the software."""

    class Counted(models.TextChoices):
        UNIT = "unit", "đơn vị có mô hình"
        SITE = "site", "điểm, câu lạc bộ"

    code = models.SlugField("mã", max_length=24, primary_key=True)
    name = models.CharField("tên mô hình", max_length=200)
    counted = models.CharField("đếm theo", max_length=4, choices=Counted)
    ground = models.CharField("văn bản", max_length=120, blank=True)

    class Meta:
        verbose_name = "loại mô hình"
        verbose_name_plural = "loại mô hình"

    def __str__(self) -> str:
        return self.name


class CareModelQuerySet(DatedQuerySet):
    def under(self, unit: Unit) -> Self:
        key = f"unit__{unit.ancestor_field}" if unit.ancestor_field else None
        return self.filter(**{key: unit.pk}) if key else self


class CareModel(models.Model):
    """A model at work in a unit, or at one site of it, from a day to a day."""

    kind = models.ForeignKey(
        ModelKind, models.PROTECT, related_name="places", verbose_name="mô hình"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="models", verbose_name="đơn vị")
    site = models.CharField("điểm, câu lạc bộ, trường", max_length=160, blank=True)
    period = period_field()
    decision = models.CharField("quyết định, kế hoạch", max_length=60, blank=True)
    partner = models.CharField("dự án, đơn vị hỗ trợ", max_length=160, blank=True)
    children = models.PositiveIntegerField("số trẻ em tham gia, thụ hưởng", default=0)
    reviewed_on = models.DateField("sơ kết, tổng kết ngày", null=True, blank=True)
    review = models.TextField("kết quả sơ kết, tổng kết", blank=True)
    search_key = searched_by("site", "partner")

    objects = CareModelQuerySet.as_manager()

    class Meta:
        verbose_name = "mô hình ở đơn vị"
        verbose_name_plural = "mô hình ở đơn vị"
        indexes = [search_index("care_model_search")]
        constraints = [
            real_period("care_model_period_real"),
            models.UniqueConstraint(
                fields=["kind", "unit", "site", "period"],
                name="care_model_once",
                violation_error_message=_("Mô hình này ở đơn vị đã được ghi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.site or self.unit.title}"

    def clean(self) -> None:
        if not (self.kind_id and self.unit_id and self.period and self.period.lower):
            return
        if self.kind.counted == ModelKind.Counted.SITE and not self.site:
            raise ValidationError({"site": _("Hãy ghi tên điểm, câu lạc bộ hoặc trường.")})
        if not self.unit.valid_on(self.period.lower):
            raise ValidationError({"unit": _("Ngày bắt đầu, đơn vị này không có.")})
        if self.reviewed_on and self.reviewed_on < self.period.lower:
            raise ValidationError({"reviewed_on": _("Ngày sơ kết trước ngày bắt đầu mô hình.")})
