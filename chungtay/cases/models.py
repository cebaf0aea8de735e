"""Word of a child in danger, and the case opened for it. Sealed: rights decide who sees a row."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child, Compartment, Guardian
from chungtay.lib.history import kept
from chungtay.lib.sealed import SealedTextField
from chungtay.people.models import User
from chungtay.places.models import Unit


def compartment_of(harm: str) -> str:
    """What a case or notice of this harm is sealed in."""
    return Compartment.SEXUAL_ABUSE if harm == Harm.SEXUAL else Compartment.CASE


class SealedQuerySet(models.QuerySet):
    """Cases and notices, each sealed for those named on its child."""

    def sealed(self) -> Self:
        """With `sealed_in`, the compartment of each row; empty without a child."""
        by_harm = models.Case(
            models.When(child=None, then=models.Value("")),
            models.When(harm=Harm.SEXUAL, then=models.Value(Compartment.SEXUAL_ABUSE.value)),
            default=models.Value(Compartment.CASE.value),
        )
        return self.alias(sealed_in=by_harm)


class Harm(models.TextChoices):
    SEXUAL = "sexual", "xâm hại tình dục"
    VIOLENCE = "violence", "bạo lực"
    NEGLECT = "neglect", "bỏ rơi, bỏ mặc"
    EXPLOITATION = "exploitation", "bóc lột"
    TRAFFICKING = "trafficking", "mua bán"
    OTHER = "other", "hình thức gây tổn hại khác"


@kept()
class Notice(models.Model):
    """One report of a child in danger: a call to 111 or a local line, a letter, a visit."""

    class Channel(models.TextChoices):
        LINE_111 = "111", "Tổng đài 111"
        LOCAL_LINE = "local_line", "đường dây nóng địa phương"
        COMMUNE = "commune", "UBND xã, cộng tác viên"
        POLICE = "police", "công an"
        SCHOOL = "school", "trường học"
        HEALTH = "health", "cơ sở y tế"
        OTHER = "other", "nguồn khác"

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="notices", verbose_name="nơi xảy ra (xã)"
    )
    received_at = models.DateTimeField("tiếp nhận lúc")
    channel = models.CharField("nguồn tin", max_length=10, choices=Channel)
    harm = models.CharField("dạng tổn hại", max_length=12, choices=Harm)
    urgent = models.BooleanField("khẩn cấp", default=False)
    language = models.CharField(
        "thứ tiếng cần phiên dịch", max_length=2, blank=True, help_text="Mã dân tộc"
    )
    passed_on_at = models.DateTimeField("chuyển UBND xã lúc", null=True, blank=True)
    child = models.ForeignKey(
        Child, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="trẻ em"
    )
    account = SealedTextField(
        "nội dung tin báo", blank=True, default="", place="cases_notice.account"
    )
    informant = SealedTextField(
        "người báo tin",
        blank=True,
        default="",
        place="cases_notice.informant",
        help_text="Họ tên, cách liên hệ; để trống nếu không muốn nêu tên",
    )

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo, tố giác"
        verbose_name_plural = "thông báo, tố giác"
        indexes = [models.Index(fields=["-received_at", "-id"], name="notice_newest")]
        constraints = [
            models.CheckConstraint(
                name="notice_passed_on_after_received",
                condition=Q(passed_on_at__isnull=True)
                | Q(passed_on_at__gte=models.F("received_at")),
                violation_error_message=_("Không thể chuyển trước khi tiếp nhận."),
            )
        ]

    def __str__(self) -> str:
        at = timezone.localtime(self.received_at)
        return f"{at:%d/%m/%Y %H:%M} {self.get_channel_display()}"

    @property
    def compartment(self) -> str:
        return compartment_of(self.harm)


@kept()
class Case(models.Model):
    """A child found abused or in danger, followed from finding to closing.

    `filed_on`: a case file was opened. `supported_on`: the first measure of the support plan.
    In time: within the days of the law's procedure, kept in law/deadlines.yaml.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", "đang hỗ trợ"
        STABLE = "stable", "đã ổn định, kết thúc"
        SUBSTITUTE = "substitute", "chuyển chăm sóc thay thế"
        REFERRED = "referred", "chuyển gửi cơ quan khác"

    number = models.CharField("số hồ sơ", max_length=30, blank=True)
    child = models.ForeignKey(Child, models.PROTECT, related_name="cases", verbose_name="trẻ em")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="cases", verbose_name="xã quản lý hồ sơ"
    )
    notice = models.ForeignKey(
        Notice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name="thông báo ban đầu",
    )
    harm = models.CharField("dạng tổn hại", max_length=12, choices=Harm)
    found_on = models.DateField("phát hiện ngày")
    filed_on = models.DateField("lập hồ sơ ngày", null=True, blank=True)
    supported_on = models.DateField("hỗ trợ đầu tiên ngày", null=True, blank=True)
    outcome = models.CharField("tình trạng", max_length=10, choices=Outcome, default=Outcome.OPEN)
    closed_on = models.DateField("kết thúc ngày", null=True, blank=True)
    manager = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases_managed",
        verbose_name="người phụ trách",
        help_text="Để trống: người ghi hồ sơ",
    )
    account = SealedTextField("diễn biến", blank=True, default="", place="cases_case.account")
    suspect = models.ForeignKey(
        Guardian,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người chăm sóc bị nghi gây hại",
        help_text="Người này không còn là người liên hệ về trẻ",
    )
    suspect_told = SealedTextField(
        "về người bị nghi gây hại", blank=True, default="", place="cases_case.suspect_told"
    )

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ vụ việc"
        verbose_name_plural = "hồ sơ vụ việc"
        indexes = [models.Index(fields=["-found_on", "-id"], name="case_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"],
                condition=~Q(number=""),
                name="case_number_once",
                violation_error_message=_("Số hồ sơ này đã dùng ở xã."),
            ),
            models.CheckConstraint(
                name="case_dates_in_order",
                condition=(Q(filed_on__isnull=True) | Q(filed_on__gte=models.F("found_on")))
                & (Q(supported_on__isnull=True) | Q(supported_on__gte=models.F("found_on")))
                & (Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("found_on"))),
                violation_error_message=_("Các ngày của hồ sơ không thể trước ngày phát hiện."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"Vụ việc {self.found_on:%d/%m/%Y}"

    @property
    def compartment(self) -> str:
        return compartment_of(self.harm)

    def clean(self) -> None:
        if self.found_on and self.found_on > timezone.localdate():
            raise ValidationError({"found_on": _("Ngày này chưa tới.")})
        for name in ("filed_on", "supported_on", "closed_on"):
            day = getattr(self, name)
            if day and self.found_on and day < self.found_on:
                raise ValidationError({name: _("Ngày này không thể trước ngày phát hiện.")})
        if self.suspect_id and self.suspect and self.suspect.child_id != self.child_id:
            raise ValidationError({"suspect": _("Người này không phải người chăm sóc của trẻ.")})
        if self.unit_id and self.found_on and not self.unit.valid_on(self.found_on):
            raise ValidationError({"unit": _("Ngày phát hiện, đơn vị này không có.")})
