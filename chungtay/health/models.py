"""Insurance cards, growth, vaccines, examinations and injuries of children."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child, Residence
from chungtay.law.vaccines import VACCINES
from chungtay.lib.history import kept
from chungtay.lib.vietnamese import decimal
from chungtay.places.models import Unit

BIRTH_FIRST = _("Ngày này trước ngày sinh của trẻ.")


class OfChildren(models.QuerySet):
    """Rows about a child, each with a `date`."""

    def under(self, unit: Unit) -> Self:
        """Of children who lived in the unit on the day of the row."""
        homes = Residence.objects.under(unit).filter(
            child=OuterRef("child"), period__contains=OuterRef("date")
        )
        return self.filter(Exists(homes))


class AboutChild(models.Model):
    """What happened to a child on a day; never before its birth."""

    child = models.ForeignKey(
        Child, models.CASCADE, related_name="%(class)ss", verbose_name="trẻ em", db_index=False
    )
    date = models.DateField("ngày")

    objects = OfChildren.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.child_id and self.date and self.date < self.child.birth_date:
            raise ValidationError({"date": BIRTH_FIRST})
        if self.date and self.date > timezone.localdate():
            raise ValidationError({"date": _("Ngày này chưa tới.")})


@kept()
class InsuranceCard(AboutChild):
    """A card asked for on `date`: issued, or missing for a reason. The list that the commune
    and the social insurance office go over together."""

    class Reason(models.TextChoices):
        NAME = "name", "sai họ tên"
        BIRTH = "birth", "sai ngày sinh"
        NO_BIRTH_PAPER = "no_birth_paper", "chưa đăng ký khai sinh"
        NUMBER = "number", "thiếu hoặc sai số định danh"
        TWICE = "twice", "trùng với thẻ khác"
        MOVED = "moved", "đã chuyển đi nơi khác"
        WAITING = "waiting", "đang chờ cơ quan bảo hiểm xã hội"

    issued_on = models.DateField("ngày cấp thẻ", null=True, blank=True)
    number = models.CharField("mã thẻ", max_length=15, blank=True)
    valid_until = models.DateField("giá trị đến hết ngày", null=True, blank=True)
    missing_reason = models.CharField(
        "lý do chưa có thẻ", max_length=14, choices=Reason, blank=True
    )

    class Meta:
        verbose_name = "thẻ bảo hiểm y tế"
        verbose_name_plural = "thẻ bảo hiểm y tế"
        indexes = [
            models.Index(fields=["child", "date"], name="card_child"),
            models.Index(fields=["-date", "-id"], name="card_date"),
        ]
        constraints = [
            models.CheckConstraint(
                name="card_issued_or_reason",
                condition=Q(issued_on__isnull=False, missing_reason="")
                | (Q(issued_on__isnull=True) & ~Q(missing_reason="")),
                violation_error_message=_("Ghi ngày cấp thẻ, hoặc lý do chưa có thẻ."),
            ),
            models.CheckConstraint(
                name="card_issued_after_asked",
                condition=Q(issued_on__isnull=True) | Q(issued_on__gte=models.F("date")),
                violation_error_message=_("Ngày cấp thẻ không thể trước ngày đề nghị."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.number or self.get_missing_reason_display()}"

    def clean(self) -> None:
        super().clean()
        if not self.issued_on and not self.missing_reason:
            raise ValidationError({"missing_reason": _("Chưa có thẻ: hãy ghi lý do.")})
        if self.issued_on and self.missing_reason:
            raise ValidationError({"missing_reason": _("Đã cấp thẻ thì không ghi lý do.")})


class Measurement(AboutChild):
    """Weight and length or height, once."""

    class Posture(models.TextChoices):
        LYING = "lying", "đo nằm"
        STANDING = "standing", "đo đứng"

    weight = models.DecimalField("cân nặng, kg", max_digits=5, decimal_places=2)
    height = models.DecimalField("chiều dài, chiều cao, cm", max_digits=4, decimal_places=1)
    posture = models.CharField("cách đo", max_length=8, choices=Posture)
    on_chart = models.BooleanField("đã chấm biểu đồ tăng trưởng", default=True)

    class Meta:
        verbose_name = "lần cân, đo"
        verbose_name_plural = "lần cân, đo"
        indexes = [
            models.Index(fields=["-date", "-id"], name="measurement_date"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["child", "date"], name="measured_once_a_day"),
            models.CheckConstraint(
                name="weight_possible",
                condition=Q(weight__gte="0.5", weight__lte=150),
                violation_error_message=_("Cân nặng phải từ 0,5 đến 150 kg."),
            ),
            models.CheckConstraint(
                name="height_possible",
                condition=Q(height__gte=30, height__lte=210),
                violation_error_message=_("Chiều cao phải từ 30 đến 210 cm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child}: {decimal(self.weight, 1)} kg, {decimal(self.height, 1)} cm"


class Vaccination(AboutChild):
    """One dose given."""

    vaccine = models.CharField("vắc xin", max_length=20, choices=VACCINES)
    dose = models.PositiveSmallIntegerField("mũi thứ", default=1)
    place = models.CharField("nơi tiêm", max_length=120, blank=True)

    class Meta:
        verbose_name = "mũi tiêm chủng"
        verbose_name_plural = "mũi tiêm chủng"
        indexes = [models.Index(fields=["-date", "-id"], name="vaccination_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "vaccine", "dose"],
                name="dose_once",
                violation_error_message=_("Mũi này của trẻ đã được ghi."),
            ),
            models.CheckConstraint(
                name="dose_from_1_to_9",
                condition=Q(dose__gte=1, dose__lte=9),
                violation_error_message=_("Mũi tiêm đánh số từ 1 đến 9."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.get_vaccine_display()} mũi {self.dose}"


class VitaminA(AboutChild):
    """A capsule of vitamin A taken in a round (June or December)."""

    dose = models.PositiveIntegerField(
        "liều, đơn vị quốc tế", choices=((100_000, "100.000"), (200_000, "200.000"))
    )

    class Meta:
        verbose_name = "lần uống vitamin A"
        verbose_name_plural = "lần uống vitamin A"
        indexes = [models.Index(fields=["-date", "-id"], name="vitamin_date")]
        constraints = [models.UniqueConstraint(fields=["child", "date"], name="vitamin_once_a_day")]

    def __str__(self) -> str:
        return f"{self.child}: vitamin A {self.get_dose_display()}"


class Examination(AboutChild):
    """A visit to a health facility, and whether the child's insurance rights were kept."""

    facility = models.CharField("cơ sở khám chữa bệnh", max_length=160)
    treated = models.BooleanField("có điều trị nội trú", default=False)
    rights_kept = models.BooleanField("được hưởng đủ quyền lợi bảo hiểm y tế", default=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "lượt khám, chữa bệnh"
        verbose_name_plural = "lượt khám, chữa bệnh"
        indexes = [
            models.Index(fields=["child", "date"], name="examination_child"),
            models.Index(fields=["-date", "-id"], name="examination_date"),
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.facility}"


class Injury(AboutChild):
    """An accident or injury; drowning first, as it kills most."""

    class Cause(models.TextChoices):
        DROWNING = "drowning", "đuối nước"
        TRAFFIC = "traffic", "giao thông"
        FALL = "fall", "ngã"
        BURN = "burn", "bỏng, cháy"
        POISONING = "poisoning", "ngộ độc"
        CUT = "cut", "cắt, đâm"
        SUFFOCATION = "suffocation", "ngạt, hóc"
        ANIMAL = "animal", "súc vật cắn, húc"
        EXPLOSIVE = "explosive", "bom mìn, vật nổ"
        ELECTRICITY = "electricity", "điện giật"
        OTHER = "other", "khác"

    class Place(models.TextChoices):
        HOME = "home", "tại nhà"
        SCHOOL = "school", "trường học"
        COMMUNITY = "community", "cộng đồng"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="nơi xảy ra")
    cause = models.CharField("nguyên nhân", max_length=12, choices=Cause)
    place = models.CharField("địa điểm", max_length=9, choices=Place)
    fatal = models.BooleanField("tử vong", default=False)
    where = models.CharField("mô tả nơi xảy ra", max_length=200, blank=True)
    done = models.CharField("đã xử lý", max_length=240, blank=True)

    class Meta:
        verbose_name = "tai nạn, thương tích"
        verbose_name_plural = "tai nạn, thương tích"
        indexes = [
            models.Index(fields=["child"], name="injury_child"),
            models.Index(fields=["-date", "-id"], name="injury_date"),
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.get_cause_display()}"

    def clean(self) -> None:
        super().clean()
        if self.unit_id and self.date and not self.unit.valid_on(self.date):
            raise ValidationError({"unit": _("Ngày xảy ra, đơn vị này không có.")})
