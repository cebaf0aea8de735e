"""What a child is entitled to and what it received."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child, Residence
from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.history import kept
from chungtay.lib.searched import search_index, searched_by
from chungtay.places.models import Unit


@kept()
class Grant(models.Model):
    """A decision to pay a child a monthly social allowance."""

    child = models.ForeignKey(
        Child, models.PROTECT, related_name="grants", db_index=False, verbose_name="trẻ em"
    )
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


class GiftDrive(models.Model):
    """Visits and gifts of a unit on an occasion; the children who got one are its Supports."""

    class Occasion(models.TextChoices):
        LUNAR_NEW_YEAR = "tet", "Tết Nguyên đán"
        CHILDREN_DAY = "children_day", "Tết Thiếu nhi 1/6"
        MID_AUTUMN = "mid_autumn", "Tết Trung thu"
        MONTH_OF_ACTION = "month_of_action", "Tháng hành động vì trẻ em"
        OTHER = "other", "dịp khác"

    class Source(models.TextChoices):
        BUDGET = "budget", "ngân sách nhà nước"
        FUND = "fund", "Quỹ Bảo trợ trẻ em"
        PROGRAMME = "programme", "chương trình, nhà tài trợ ngoài địa phương"

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="gift_drives", verbose_name="đơn vị tổ chức"
    )
    name = models.CharField("tên đợt", max_length=200)
    occasion = models.CharField("dịp", max_length=16, choices=Occasion)
    date = models.DateField("ngày tặng")
    source = models.CharField("nguồn", max_length=10, choices=Source)
    partner = models.CharField("chương trình, đơn vị phối hợp", max_length=160, blank=True)
    hard_area = models.BooleanField("ở địa bàn khó khăn", default=False)
    decision = models.CharField("quyết định, kế hoạch", max_length=60, blank=True)
    search_key = searched_by("name", "partner")

    class Meta:
        verbose_name = "đợt thăm, tặng quà"
        verbose_name_plural = "đợt thăm, tặng quà"
        indexes = [
            models.Index(fields=["-date", "-id"], name="drive_date"),
            search_index("drive_search"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.unit_id and self.date and not self.unit.valid_on(self.date):
            raise ValidationError({"unit": _("Ngày tặng quà, đơn vị này không có.")})


class SupportQuerySet(models.QuerySet):
    def under(self, unit: Unit) -> Self:
        """Of children who lived in the unit on the day they were helped."""
        homes = Residence.objects.under(unit).filter(
            child=OuterRef("child"), period__contains=OuterRef("date")
        )
        return self.filter(Exists(homes))


@kept()
class Support(models.Model):
    """Anything a child received, once: an allowance of a month, a gift, a service."""

    class Kind(models.TextChoices):
        ALLOWANCE = "allowance", "trợ cấp hằng tháng"
        GIFT = "gift", "quà"
        SCHOLARSHIP = "scholarship", "học bổng"
        SURGERY = "surgery", "phẫu thuật, khám chữa bệnh"
        CARE = "care", "chăm sóc, tư vấn tại cộng đồng"
        OTHER = "other", "hỗ trợ khác"

    class Source(models.TextChoices):
        STATE = "state", "Nhà nước"
        FUND = "fund", "Quỹ Bảo trợ trẻ em"
        COMMUNITY = "community", "cộng đồng, nhà tài trợ"

    child = models.ForeignKey(Child, models.PROTECT, related_name="supports", verbose_name="trẻ em")
    kind = models.CharField("hình thức", max_length=12, choices=Kind)
    date = models.DateField("ngày nhận")
    amount = models.BigIntegerField("trị giá, đồng", default=0)
    grant = models.ForeignKey(
        Grant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name="quyết định trợ cấp",
    )
    source = models.CharField("nguồn", max_length=9, choices=Source, default=Source.COMMUNITY)
    drive = models.ForeignKey(
        GiftDrive,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gifts",
        verbose_name="đợt tặng quà",
    )
    provider = models.CharField("nơi hỗ trợ", max_length=160, blank=True)

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = "lần hỗ trợ trẻ"
        verbose_name_plural = "lần hỗ trợ trẻ"
        indexes = [models.Index(fields=["-date", "-id"], name="support_newest")]
        constraints = [
            models.CheckConstraint(
                name="support_amount_not_negative", condition=models.Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="allowance_has_its_grant",
                condition=models.Q(kind="allowance", grant__isnull=False)
                | (~models.Q(kind="allowance") & models.Q(grant__isnull=True)),
                violation_error_message=_("Trợ cấp hằng tháng phải theo một quyết định trợ cấp."),
            ),
            models.CheckConstraint(
                name="gifts_of_a_drive",
                condition=models.Q(drive__isnull=True) | models.Q(kind="gift"),
                violation_error_message=_("Đợt tặng quà chỉ gồm quà."),
            ),
            models.UniqueConstraint(
                fields=["drive", "child"],
                name="one_gift_of_a_drive",
                violation_error_message=_("Trẻ này đã có quà của đợt này."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.get_kind_display()}: {self.child}"

    def clean(self) -> None:
        if not (self.child_id and self.date):
            return
        homes = Residence.objects.on(self.date).filter(child=self.child)
        if self.drive_id and not homes.under(self.drive.unit).exists():  # type: ignore[union-attr]
            raise ValidationError(
                {
                    "child": _("Trẻ này không sống ở %(unit)s ngày tặng quà.")
                    % {"unit": self.drive.unit.title}  # type: ignore[union-attr]
                }
            )
