"""A breach of personal data: found, reported within 72 hours, repaired, kept on file."""

from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chungtay.law.data_rights import keep_breach_until, report_by, tell_persons_by
from chungtay.lib.history import kept
from chungtay.places.models import Unit

Fault = tuple[str, object]


class IncidentQuerySet(models.QuerySet):
    def unreported(self) -> "IncidentQuerySet":
        return self.filter(reported_at__isnull=True)

    def untold(self) -> "IncidentQuerySet":
        """Those whose persons must be told and are not."""
        return self.filter(located=True, told_persons_at__isnull=True)


@kept()
class Incident(models.Model):
    """A breach. No names of children stand in it: who is concerned is on the unit's own list."""

    class Nature(models.TextChoices):
        DISCLOSED = "disclosed", "lộ, tiết lộ dữ liệu"
        LOST = "lost", "mất thiết bị, giấy tờ, tệp"
        ACCESSED = "accessed", "xem, lấy dữ liệu trái phép"
        ALTERED = "altered", "sửa, xóa trái phép"
        MISUSED = "misused", "dùng sai mục đích"
        REFUSED = "refused", "không bảo đảm quyền của chủ thể dữ liệu"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="incidents", verbose_name="đơn vị")
    number = models.CharField("số biên bản", max_length=30, blank=True)
    detected_at = models.DateTimeField("phát hiện lúc")
    nature = models.CharField("loại vi phạm", max_length=10, choices=Nature)
    place = models.CharField("xảy ra lúc nào, ở đâu", max_length=200)
    what = models.TextField("hành vi, tổ chức, cá nhân liên quan", help_text="Không ghi tên trẻ")
    data = models.CharField("loại dữ liệu", max_length=200)
    persons = models.PositiveIntegerField("số trẻ em, người liên quan")
    located = models.BooleanField("có dữ liệu vị trí hoặc sinh trắc học", default=False)
    harm = models.TextField("hậu quả, thiệt hại có thể xảy ra")
    measures = models.TextField("biện pháp đã, đang và sẽ làm")
    contact = models.CharField("người phụ trách bảo vệ dữ liệu, điện thoại", max_length=200)
    reported_at = models.DateTimeField("đã báo cơ quan chuyên trách lúc", null=True, blank=True)
    report_number = models.CharField("số thông báo", max_length=40, blank=True)
    told_persons_at = models.DateTimeField("đã báo gia đình trẻ lúc", null=True, blank=True)
    repaired_on = models.DateField("khắc phục xong ngày", null=True, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = "vi phạm dữ liệu"
        verbose_name_plural = "vi phạm dữ liệu"
        indexes = [models.Index(fields=["-detected_at", "-id"], name="incident_newest")]
        constraints = [
            models.CheckConstraint(
                name="incident_in_order",
                condition=(Q(reported_at__isnull=True) | Q(reported_at__gte=F("detected_at")))
                & (Q(told_persons_at__isnull=True) | Q(told_persons_at__gte=F("detected_at"))),
                violation_error_message=_("Không thể báo trước khi phát hiện."),
            ),
            models.UniqueConstraint(
                fields=["unit", "number"],
                condition=~Q(number=""),
                name="incident_number_once",
                violation_error_message=_("Số biên bản này đã dùng ở đơn vị."),
            ),
        ]

    def __str__(self) -> str:
        at = timezone.localtime(self.detected_at)
        return f"{self.get_nature_display()}, {at:%H:%M %d/%m/%Y}"

    @property
    def report_by(self) -> datetime:
        return report_by(self.detected_at)

    @property
    def tell_persons_by(self) -> datetime | None:
        """When the persons must have been told; None where the law does not ask it."""
        return tell_persons_by(self.detected_at) if self.located else None

    @property
    def keep_until(self) -> date | None:
        return keep_breach_until(self.repaired_on) if self.repaired_on else None

    def late(self, now: datetime) -> bool:
        """Reported after its 72 hours, or not yet while they are over."""
        return (self.reported_at or now) > self.report_by

    def clean(self) -> None:
        """Raises ValidationError with every fault at its field."""
        if faults := dict(self._faults()):
            raise ValidationError(faults)

    def _faults(self) -> Iterator[Fault]:
        found = self.detected_at
        for name in ("reported_at", "told_persons_at"):
            told = getattr(self, name)
            if found and told and told < found:
                yield name, _("Không thể báo trước khi phát hiện.")
        if found and self.repaired_on and self.repaired_on < timezone.localdate(found):
            yield "repaired_on", _("Không thể khắc phục xong trước khi phát hiện.")
        if self.persons == 0:
            yield (
                "persons",
                _("Hãy ghi ít nhất 1 người; chưa rõ thì ghi số nhiều nhất có thể."),
            )
