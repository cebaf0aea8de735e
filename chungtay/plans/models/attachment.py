"""Files kept with a document: its scan, its annex. They lie in the database, so that a backup
holds them and the rules of its rows hold for them too."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from chungtay.people.models import User
from chungtay.plans.models.document import Document

MOST_BYTES = 5_000_000
MOST_FILES = 10
KINDS = {"pdf": "PDF", "jpg": "ảnh JPEG", "png": "ảnh PNG", "xlsx": "Excel", "csv": "CSV"}


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def listed(self) -> "AttachmentQuerySet":
        """Everything but the bytes, in the order they came."""
        return self.select_related("uploaded_by").defer("data").order_by("pk")


class Attachment(models.Model):
    """A file that passed the check of `chungtay.lib.uploads`, as it came."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="attachments", verbose_name="văn bản"
    )
    name = models.CharField("tên tệp", max_length=120)
    kind = models.CharField("loại tệp", max_length=4, choices=list(KINDS.items()))
    data = models.BinaryField("nội dung")
    sha256 = models.CharField("mã kiểm SHA-256", max_length=64)
    size = models.GeneratedField(
        expression=Func(F("data"), function="octet_length"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
        verbose_name="dung lượng, byte",
    )
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="người gửi tệp"
    )
    uploaded_at = models.DateTimeField("gửi lúc", auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "sha256"],
                name="attachment_once",
                violation_error_message=_("Tệp này đã được đính kèm."),
            ),
            models.CheckConstraint(
                name="attachment_of_some_size",
                condition=Q(size__gt=0, size__lte=MOST_BYTES),
                violation_error_message=_("Tệp trống hoặc quá 5 MB."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        others = Attachment.objects.filter(document=self.document_id).exclude(pk=self.pk)
        if others.filter(sha256=self.sha256).exists():
            raise ValidationError(_("Tệp này đã được đính kèm."))
        if others.count() >= MOST_FILES:
            raise ValidationError(
                _("Một văn bản có nhiều nhất %(most)s tệp.") % {"most": MOST_FILES}
            )
