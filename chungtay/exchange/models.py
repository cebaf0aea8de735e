"""A workbook that a person has sent, what was found in it, and what became of it."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from chungtay.people.models import Deed, User
from chungtay.places.models import Unit

KEPT_FOR = timedelta(days=30)


class UploadQuerySet(models.QuerySet["Upload"]):
    def listed(self) -> "UploadQuerySet":
        """Everything but the bytes, the newest first."""
        without = self.defer("data", "texts", "rows", "faults")
        return without.select_related("unit", "deed").order_by("-pk")

    def expired(self) -> "UploadQuerySet":
        """Those whose thirty days are over."""
        return self.filter(made_at__lt=timezone.now() - KEPT_FOR)


class Upload(models.Model):
    """One file of children. It holds names: its sender alone reads it, and it goes in 30 days.

    `texts`: the rows of its sheet as text, by place; `rows` and `faults`: what the dry run made
    of them; all three as Parquet. `choices`: row (as text) to what a person decided of it.
    """

    class State(models.TextChoices):
        COLUMNS = "columns", "chờ ghép cột"
        WAITING = "waiting", "chờ kiểm tra"
        CHECKED = "checked", "đã kiểm tra"
        ACCEPTED = "accepted", "đã ghi vào sổ"
        UNDONE = "undone", "đã hoàn tác"

    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="người gửi")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    day = models.DateField("ngày của sổ")
    name = models.CharField("tên tệp", max_length=120)
    kind = models.CharField("loại tệp", max_length=4)
    sha256 = models.CharField("mã kiểm SHA-256", max_length=64)
    data = models.BinaryField("nội dung")
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.COLUMNS)
    sheet = models.JSONField("trang tính", default=dict)
    mapping = models.JSONField("cột đã ghép", default=dict)
    texts = models.BinaryField(default=b"")
    rows = models.BinaryField(default=b"")
    faults = models.BinaryField(default=b"")
    counts = models.JSONField("số dòng", default=dict)
    choices = models.JSONField("đã chọn", default=dict)
    deed = models.ForeignKey(
        Deed, models.SET_NULL, null=True, related_name="+", verbose_name="việc trong sổ"
    )
    made_at = models.DateTimeField("gửi lúc", auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp nhập vào sổ"
        verbose_name_plural = "tệp nhập vào sổ"
        indexes = [models.Index(fields=["person", "-id"], name="upload_of_person")]

    def __str__(self) -> str:
        return self.name

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of its sheet, by place."""
        return tuple(self.sheet.get("titles", ()))


class SheetMapping(models.Model):
    """How the columns of an office's own sheet were matched, for the next one like it.

    `signature`: SHA-256 of its titles in order. Of no person: titles only.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="đơn vị")
    signature = models.CharField("dấu của dòng tiêu đề", max_length=64)
    mapping = models.JSONField("cột đã ghép")

    class Meta:
        verbose_name = "cách ghép cột"
        verbose_name_plural = "cách ghép cột"
        constraints = [
            models.UniqueConstraint(fields=["unit", "signature"], name="mapping_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {len(self.mapping)}"
