"""What a child is entitled to and what it received."""

from django.db import models

from chungtay.children.models import Child
from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period


class Grant(models.Model):
    """A decision to pay a child a monthly social allowance."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="grants", db_index=False)
    ground = models.CharField("căn cứ hưởng", max_length=20, help_text="Mã trong entitlements.yaml")
    period = period_field()
    decision = models.CharField("quyết định", max_length=60)
    dossier_complete_on = models.DateField("hồ sơ hoàn chỉnh ngày", null=True, blank=True)
    monthly_amount = models.BigIntegerField("mức hằng tháng, đồng")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định trợ cấp"
        verbose_name_plural = "quyết định trợ cấp"
        indexes = [models.Index(fields=["child"], name="grant_child")]
        constraints = [
            no_overlap("one_grant_of_a_ground_at_a_time", "child", "ground"),
            real_period("grant_period_real"),
            models.CheckConstraint(
                name="grant_amount_positive", condition=models.Q(monthly_amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.decision}"


class Support(models.Model):
    """Anything a child received, once: an allowance of a month, a gift, a service."""

    class Kind(models.TextChoices):
        ALLOWANCE = "allowance", "trợ cấp hằng tháng"
        GIFT = "gift", "quà"
        SCHOLARSHIP = "scholarship", "học bổng"
        SURGERY = "surgery", "phẫu thuật, khám chữa bệnh"
        CARE = "care", "chăm sóc, tư vấn tại cộng đồng"
        OTHER = "other", "hỗ trợ khác"

    child = models.ForeignKey(Child, models.PROTECT, related_name="supports")
    kind = models.CharField("hình thức", max_length=12, choices=Kind)
    date = models.DateField("ngày nhận")
    amount = models.BigIntegerField("trị giá, đồng", default=0)
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, blank=True, related_name="payments")
    provider = models.CharField("nơi hỗ trợ", max_length=160, blank=True)

    class Meta:
        verbose_name = "lần hỗ trợ trẻ"
        verbose_name_plural = "lần hỗ trợ trẻ"
        indexes = [models.Index(fields=["date"], name="support_date")]
        constraints = [
            models.CheckConstraint(
                name="support_amount_not_negative", condition=models.Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="allowance_has_its_grant",
                condition=models.Q(kind="allowance", grant__isnull=False)
                | (~models.Q(kind="allowance") & models.Q(grant__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.get_kind_display()}: {self.child}"
