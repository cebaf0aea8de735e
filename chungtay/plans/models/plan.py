"""Plans of a unit for children's work, of its own or within a wider plan, and their targets."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungtay.lib.dated import DatedQuerySet, period_field, real_period
from chungtay.lib.searched import search_index, searched_by
from chungtay.places.models import Unit


class Plan(models.Model):
    """A plan as it is issued: head, goal, and signatory; its other parts are PlanParts."""

    class Form(models.TextChoices):
        OWN = "own", "kế hoạch riêng"
        INTEGRATED = "integrated", "lồng ghép trong kế hoạch khác"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name="đơn vị")
    period = period_field()
    form = models.CharField("hình thức", max_length=10, choices=Form)
    number = models.CharField("số, ký hiệu", max_length=40)
    title = models.CharField("trích yếu", max_length=240)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    general_goal = models.TextField("mục tiêu chung", blank=True)
    closing = models.TextField("đoạn kết", blank=True)
    signed_for = models.CharField("ký thay", max_length=60, blank=True, help_text="KT. CHỦ TỊCH")
    signer_title = models.CharField("chức vụ người ký", max_length=80, blank=True)
    signer = models.CharField("người ký", max_length=80, blank=True)
    search_key = searched_by("number", "title")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        indexes = [
            models.Index(fields=["-issued_on", "-id"], name="plan_newest"),
            search_index("plan_search"),
        ]
        constraints = [
            real_period("plan_period_real"),
            models.UniqueConstraint(
                fields=["unit", "number", "period"],
                name="plan_number_once",
                violation_error_message=_("Số kế hoạch này của đơn vị đã dùng trong kỳ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    def clean(self) -> None:
        if not (self.unit_id and self.period and self.period.lower):
            return
        ends = self.unit.period.upper
        if not self.unit.valid_on(self.period.lower):
            raise ValidationError({"unit": _("Ngày bắt đầu kế hoạch, đơn vị này không có.")})
        if ends and (self.period.upper is None or ends < self.period.upper):
            raise ValidationError(
                {
                    "unit": _("Đơn vị này chỉ còn đến hết ngày %(day)s, trước khi hết kế hoạch.")
                    % {"day": f"{ends - timedelta(days=1):%d/%m/%Y}"}
                }
            )


class PlanPart(models.Model):
    """One paragraph of a plan: a legal basis, an activity, a source of money, who does what."""

    class Kind(models.TextChoices):
        BASIS = "basis", "căn cứ"
        ACTIVITY = "activity", "hoạt động"
        BUDGET = "budget", "kinh phí"
        DUTY = "duty", "tổ chức thực hiện"
        RECIPIENT = "recipient", "nơi nhận"

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="parts", verbose_name="kế hoạch", db_index=False
    )
    kind = models.CharField("phần", max_length=9, choices=Kind)
    order = models.PositiveSmallIntegerField("thứ tự")
    heading = models.CharField(
        "đề mục, cơ quan thực hiện",
        max_length=240,
        blank=True,
        help_text="Có số thứ tự thì ghi cả số, ví dụ 2.1 Dự án truyền thông",
    )
    text = models.TextField("nội dung", blank=True)
    amount = models.PositiveBigIntegerField("số tiền, đồng", null=True, blank=True)

    class Meta:
        verbose_name = "nội dung kế hoạch"
        verbose_name_plural = "nội dung kế hoạch"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "order"],
                name="plan_part_order_once",
                violation_error_message=_("Số thứ tự này đã có trong phần này của kế hoạch."),
            ),
            models.CheckConstraint(
                name="plan_part_says_something",
                condition=~Q(heading="") | ~Q(text=""),
                violation_error_message=_("Hãy ghi đề mục hoặc nội dung."),
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.text[:80]


class Target(models.Model):
    """What a plan promises of one indicator. It is never a result: that is counted."""

    class Kind(models.TextChoices):
        COUNT = "count", "số lượng"
        SHARE = "share", "tỷ lệ phần trăm"
        OF = "of", "n trên tổng số"
        SUM = "sum", "số tiền"
        CHANGE = "change", "tăng, giảm so với năm gốc"

    class Direction(models.TextChoices):
        AT_LEAST = "at_least", "đạt từ"
        MORE_THAN = "more_than", "trên"
        AT_MOST = "at_most", "không quá"
        FALL = "fall", "giảm từ"

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="targets", verbose_name="kế hoạch", db_index=False
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    indicator = models.CharField("chỉ tiêu", max_length=60)
    kind = models.CharField("kiểu", max_length=6, choices=Kind)
    direction = models.CharField(
        "so sánh", max_length=9, choices=Direction, default=Direction.AT_LEAST
    )
    value = models.DecimalField("mức phải đạt", max_digits=18, decimal_places=2)
    of = models.PositiveIntegerField("trên tổng số", null=True, blank=True)
    of_what = models.CharField(
        "tỷ lệ tính trên", max_length=160, blank=True, help_text="Ví dụ: số xã, thị trấn"
    )
    base_year = models.PositiveSmallIntegerField("năm gốc", null=True, blank=True)
    within = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="trong đó, thuộc mục tiêu",
    )
    wording = models.CharField("lời văn trong kế hoạch", max_length=400)

    class Meta:
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="target_order_once",
                violation_error_message=_("Số thứ tự này đã có trong kế hoạch."),
            ),
            models.CheckConstraint(
                name="target_share_of_something",
                condition=~Q(kind="share") | (~Q(of_what="") & Q(value__lte=100)),
                violation_error_message=_("Tỷ lệ phải ghi tính trên số nào, và không quá 100%."),
            ),
            models.CheckConstraint(
                name="target_of_a_total",
                condition=~Q(kind="of") | Q(of__isnull=False, of__gt=0, value__lte=models.F("of")),
                violation_error_message=_("Hãy ghi tổng số, không nhỏ hơn mức phải đạt."),
            ),
            models.CheckConstraint(
                name="target_change_has_base_year",
                condition=~Q(kind="change") | Q(base_year__isnull=False),
                violation_error_message=_("Tăng, giảm phải ghi so với năm nào."),
            ),
            models.CheckConstraint(
                name="target_not_negative",
                condition=Q(value__gte=0),
                violation_error_message=_("Mức phải đạt không thể âm."),
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    def clean(self) -> None:
        if self.kind == self.Kind.SHARE and not self.of_what:
            raise ValidationError({"of_what": _("Tỷ lệ phải ghi tính trên số nào.")})
        if self.kind == self.Kind.SHARE and self.value is not None and self.value > 100:
            raise ValidationError({"value": _("Tỷ lệ không quá 100%.")})
        if self.kind == self.Kind.OF and not self.of:
            raise ValidationError({"of": _("Hãy ghi tổng số.")})
        if self.kind == self.Kind.OF and self.value is not None and self.value > (self.of or 0):
            raise ValidationError({"value": _("Mức phải đạt lớn hơn tổng số.")})
        if self.kind == self.Kind.CHANGE and not self.base_year:
            raise ValidationError({"base_year": _("Tăng, giảm phải ghi so với năm nào.")})
        if self.within_id and self.plan_id and self.within.plan_id != self.plan_id:  # type: ignore[union-attr]
            raise ValidationError({"within": _("Mục tiêu này thuộc kế hoạch khác.")})
