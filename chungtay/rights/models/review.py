"""The four standing duties of who processes data without consent, and when each was looked at."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.law.data_rights import duties, named, review_again
from chungtay.lib.history import kept
from chungtay.places.models import Unit


@kept()
class Review(models.Model):
    """One look at one duty (L91/2025, Điều 19 khoản 2): what was found and on what paper."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="data_reviews", verbose_name="đơn vị"
    )
    duty = models.CharField("nghĩa vụ", max_length=8, choices=named(duties()))
    done_on = models.DateField("xem xét ngày")
    by = models.CharField("người chịu trách nhiệm", max_length=120)
    paper = models.CharField(
        "văn bản", max_length=120, blank=True, help_text="Quy chế, biên bản, đánh giá rủi ro"
    )
    found = models.TextField("kết quả, việc phải làm tiếp")

    class Meta:
        verbose_name = "lần rà soát"
        verbose_name_plural = "lần rà soát"
        indexes = [models.Index(fields=["-done_on", "-id"], name="data_review_newest")]

    def __str__(self) -> str:
        return f"{self.get_duty_display()}, {self.done_on:%d/%m/%Y}"

    @property
    def again_on(self) -> date:
        return review_again(self.duty, self.done_on)

    def clean(self) -> None:
        if self.unit_id and self.done_on and not self.unit.valid_on(self.done_on):
            raise ValidationError({"unit": _("Ngày này đơn vị không có.")})
