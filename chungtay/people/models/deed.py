"""What was done in the register as one act, and can be taken back as one."""

from django.db import models
from django.db.models import Q

from chungtay.people.models.user import User
from chungtay.people.roles import Permission
from chungtay.places.models import Unit


class Deed(models.Model):
    """One act of a person that changed records: a birth, a move, a merge, an import.

    `day`: from when it holds. `unit`: where it is counted, and whose people may take it back.
    What it changed stands in `people_deedrow`, which the database writes and nobody reads.
    """

    class Kind(models.TextChoices):
        BORN = "born", "sinh"
        MOVED_IN = "moved_in", "chuyển đến"
        MOVED_OUT = "moved_out", "chuyển đi"
        HOUSEHOLD_SPLIT = "household_split", "tách hộ"
        HOUSEHOLD_JOINED = "household_joined", "nhập hộ"
        DIED = "died", "chết"
        TURNED_16 = "turned_16", "đủ 16 tuổi"
        FOUND = "found", "tìm thấy lại"
        LOST = "lost", "không rõ nơi ở"
        CIRCUMSTANCE = "circumstance", "ghi hoàn cảnh"
        CIRCUMSTANCE_ENDED = "circumstance_ended", "kết thúc hoàn cảnh"
        CORRECTED = "corrected", "sửa thông tin"
        MERGE = "merge", "gộp hồ sơ trùng"
        IMPORT = "import", "nhập từ tệp"
        UNITS = "units", "thay đổi đơn vị"
        SURVEY = "survey", "rà soát"

    kind = models.CharField("việc", max_length=20, choices=Kind)
    day = models.DateField("ngày")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    child_id = models.UUIDField("mã trẻ", null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc", auto_now_add=True)
    until = models.DateTimeField("hoàn tác được đến", null=True, blank=True)
    permission = models.CharField("ai hoàn tác được", max_length=12, default=Permission.ENROL)
    details = models.JSONField("chi tiết", default=dict)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="người hoàn tác"
    )

    class Meta:
        verbose_name = "việc trong sổ"
        verbose_name_plural = "việc trong sổ"
        indexes = [
            models.Index(fields=["unit", "-day"], name="deed_unit_day"),
            models.Index(
                fields=["child_id", "-at"], name="deed_child", condition=Q(child_id__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="deed_undone_by_somebody",
                condition=Q(undone_at__isnull=True) | Q(undone_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day:%d/%m/%Y}"


class DeedRow(models.Model):
    """A row as it was before and after a statement of a deed; `old` is empty for a new row.

    Written by the triggers of people/migrations/deeds.sql. `step`: the statement, in order.
    """

    # Written by the triggers alone, for a deed that stands: a check per row costs an import of a
    # hundred thousand children as much as keeping the rows.
    deed = models.ForeignKey(
        Deed, models.CASCADE, related_name="rows", db_index=False, db_constraint=False
    )
    step = models.BigIntegerField()
    table = models.CharField(max_length=63)
    key = models.CharField(max_length=64)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    class Meta:
        verbose_name = "dòng của việc trong sổ"
        verbose_name_plural = "dòng của việc trong sổ"
        indexes = [models.Index(fields=["deed", "step"], name="deedrow_step")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"
