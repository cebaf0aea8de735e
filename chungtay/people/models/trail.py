"""The trail: what was done, what was read and what was refused, and the chain that holds it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class AuditEvent(models.Model):
    """What was done, by whom, to what. No foreign keys: it never blocks or follows a deletion.

    `post`: the role's code, a colon and the unit's name as both were then. `shown`: the children
    whose names stood on the list that was read. Written by `people.trail.note` and by nothing
    else; the database refuses to change or remove a line.
    """

    class Kind(models.TextChoices):
        ACTION = "action", "đã làm"
        READ = "read", "đã xem"
        REFUSAL = "refusal", "bị từ chối"

    at = models.DateTimeField("lúc", auto_now_add=True)
    kind = models.CharField("loại", max_length=8, choices=Kind, default=Kind.ACTION)
    by = models.CharField("tài khoản", max_length=150)
    post = models.CharField("vị trí công tác", max_length=240, blank=True, default="")
    unit_id = models.BigIntegerField("mã đơn vị", null=True, blank=True)
    verb = models.CharField("việc", max_length=60)
    subject = models.CharField("hồ sơ", max_length=120)
    child_id = models.UUIDField("mã trẻ", null=True, blank=True)
    shown = ArrayField(models.UUIDField(), default=list, blank=True, verbose_name="trẻ có tên")
    reason = models.TextField("lý do", blank=True, default="")
    details = models.JSONField("chi tiết", default=dict)

    class Meta:
        verbose_name = "việc đã làm"
        verbose_name_plural = "việc đã làm"
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_subject"),
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(
                fields=["child_id", "-at"],
                name="audit_child",
                condition=models.Q(child_id__isnull=False),
            ),
            GinIndex(fields=["shown"], name="audit_shown", condition=~models.Q(shown=[])),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.by} {self.verb} {self.subject}"


class AuditLink(models.Model):
    """One line's place in the chain: its hash covers the line and the hash before it.

    The database writes it as the line's transaction ends. The first link of a day hangs on the
    last one before that day.
    """

    pk = models.CompositePrimaryKey("day", "position")
    day = models.DateField("ngày")
    position = models.IntegerField("thứ tự trong ngày")
    event_id = models.BigIntegerField("mã việc", unique=True)
    hash = models.BinaryField("mã băm SHA-256")

    class Meta:
        verbose_name = "mắt xích nhật ký"
        verbose_name_plural = "mắt xích nhật ký"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.position}"
