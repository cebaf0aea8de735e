"""What was done for children: training, communication, events, and who took part."""

from django.db import models

from chungtay.people.models import User
from chungtay.places.models import Unit


class Activity(models.Model):
    class Kind(models.TextChoices):
        TRAINING = "training", "tập huấn"
        COMMUNICATION = "communication", "truyền thông"
        EVENT = "event", "sự kiện"

    class Status(models.TextChoices):
        PLANNED = "planned", "dự kiến"
        HELD = "held", "đã tổ chức"
        CANCELLED = "cancelled", "không tổ chức"
        REPLACED = "replaced", "thay bằng hình thức khác"

    class Campaign(models.TextChoices):
        NONE = "", "không theo đợt"
        MONTH_OF_ACTION = "month_of_action", "Tháng hành động vì trẻ em"
        LUNAR_NEW_YEAR = "tet", "Tết Nguyên đán"
        MID_AUTUMN = "mid_autumn", "Tết Trung thu"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=14, choices=Kind)
    name = models.CharField("tên", max_length=240)
    campaign = models.CharField("đợt", max_length=16, choices=Campaign, blank=True)
    theme = models.CharField("chủ đề", max_length=240, blank=True)
    starts_on = models.DateField("bắt đầu")
    ends_on = models.DateField("kết thúc")
    status = models.CharField("tình trạng", max_length=10, choices=Status)
    reason = models.CharField("lý do không tổ chức", max_length=240, blank=True)

    class Meta:
        verbose_name = "hoạt động"
        verbose_name_plural = "hoạt động"
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Attendance(models.Model):
    """A person who took part in an activity."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(User, models.PROTECT, related_name="attendances")

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

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="products")
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
