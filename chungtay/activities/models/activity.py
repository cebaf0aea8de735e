"""What was done for children: training, communication, events, and who took part."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.lib.searched import search_index, searched_by
from chungtay.people.models import User
from chungtay.places.models import Unit


class Activity(models.Model):
    class Kind(models.TextChoices):
        TRAINING = "training", "tập huấn"
        COMMUNICATION = "communication", "truyền thông"
        FORUM = "forum", "diễn đàn trẻ em"
        CAMPAIGN = "campaign", "chiến dịch, tháng hành động"
        FESTIVAL = "festival", "ngày hội, ngày lễ"
        LAUNCH = "launch", "lễ phát động"
        MEETING = "meeting", "hội nghị, sơ kết, tổng kết"
        INSPECTION = "inspection", "kiểm tra, giám sát"

    class Status(models.TextChoices):
        PLANNED = "planned", "dự kiến"
        HELD = "held", "đã tổ chức"
        CANCELLED = "cancelled", "không tổ chức"
        REPLACED = "replaced", "thay bằng hình thức khác"

    class Campaign(models.TextChoices):
        NONE = "", "không theo đợt"
        MONTH_OF_ACTION = "month_of_action", "Tháng hành động vì trẻ em"
        LUNAR_NEW_YEAR = "tet", "Tết Nguyên đán"
        CHILDREN_DAY = "children_day", "Tết Thiếu nhi 1/6"
        FAMILY_DAY = "family_day", "Ngày Gia đình Việt Nam"
        SUMMER = "summer", "Hè"
        MID_AUTUMN = "mid_autumn", "Tết Trung thu"

    class CostSource(models.TextChoices):
        BUDGET = "budget", "ngân sách nhà nước"
        FUND = "fund", "Quỹ Bảo trợ trẻ em"
        PARTNER = "partner", "đơn vị phối hợp, dự án"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=14, choices=Kind)
    name = models.CharField("tên", max_length=240)
    campaign = models.CharField("đợt", max_length=16, choices=Campaign, blank=True)
    theme = models.CharField("chủ đề", max_length=240, blank=True)
    starts_on = models.DateField("bắt đầu")
    ends_on = models.DateField("kết thúc")
    status = models.CharField("tình trạng", max_length=10, choices=Status)
    reason = models.CharField("lý do không tổ chức, cách thay", max_length=240, blank=True)
    place = models.CharField("địa điểm", max_length=160, blank=True)
    children = models.PositiveIntegerField("số trẻ em tham gia", default=0)
    adults = models.PositiveIntegerField("số người lớn tham gia", default=0)
    cost = models.PositiveBigIntegerField("kinh phí, đồng", default=0)
    cost_source = models.CharField("nguồn kinh phí", max_length=9, choices=CostSource, blank=True)
    partner = models.CharField("đơn vị phối hợp, dự án", max_length=160, blank=True)
    search_key = searched_by("name", "theme", "partner")

    class Meta:
        verbose_name = "hoạt động"
        verbose_name_plural = "hoạt động"
        indexes = [
            models.Index(fields=["-starts_on", "-id"], name="activity_newest"),
            search_index("activity_search"),
        ]
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("Ngày kết thúc không thể trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                name="activity_called_off_with_reason",
                condition=~models.Q(status__in=("cancelled", "replaced")) | ~models.Q(reason=""),
                violation_error_message=_("Không tổ chức hoặc thay hình thức: hãy ghi lý do."),
            ),
            models.CheckConstraint(
                name="activity_cost_has_source",
                condition=models.Q(cost=0) | ~models.Q(cost_source=""),
                violation_error_message=_("Có kinh phí thì ghi nguồn kinh phí."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.unit_id and self.starts_on and not self.unit.valid_on(self.starts_on):
            raise ValidationError({"unit": _("Ngày tổ chức, đơn vị này không có.")})
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Ngày kết thúc không thể trước ngày bắt đầu.")})
        off = self.status in (self.Status.CANCELLED, self.Status.REPLACED)
        if off and not self.reason:
            raise ValidationError(
                {"reason": _("Không tổ chức hoặc thay hình thức: hãy ghi lý do.")}
            )
        if self.cost and not self.cost_source:
            raise ValidationError({"cost_source": _("Có kinh phí thì ghi nguồn kinh phí.")})


class Attendance(models.Model):
    """A person who took part in an activity."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="attendances", verbose_name="hoạt động"
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="attendances", verbose_name="người tham gia"
    )

    class Meta:
        verbose_name = "người tham gia"
        verbose_name_plural = "người tham gia"
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="attends_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.activity}"


class Product(models.Model):
    """Something put out in a communication activity, at one place: banners, slogans, broadcasts."""

    class Medium(models.TextChoices):
        BANNER = "banner", "băng rôn"
        SLOGAN = "slogan", "khẩu hiệu"
        SCREEN = "screen", "bảng điện tử"
        BROADCAST = "broadcast", "phát thanh, truyền hình"
        ARTICLE = "article", "tin, bài"
        TALK = "talk", "nói chuyện chuyên đề"

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="products", verbose_name="hoạt động"
    )
    medium = models.CharField("loại", max_length=10, choices=Medium)
    place = models.CharField("nơi đặt", max_length=160)
    quantity = models.PositiveIntegerField("số lượng")

    class Meta:
        verbose_name = "sản phẩm truyền thông"
        verbose_name_plural = "sản phẩm truyền thông"
        constraints = [
            models.CheckConstraint(name="product_some", condition=models.Q(quantity__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.get_medium_display()}, {self.place}"
