"""The signed paper behind a consent, scanned or photographed: proof, and so kept sealed."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungtay.lib.sealed import SealedBytesField
from chungtay.people.models import User
from chungtay.rights.models.consent import Consent

MOST_BYTES = 5_000_000
MOST_PAPERS = 4
KINDS = {"pdf": "PDF", "jpg": "ảnh JPEG", "png": "ảnh PNG"}


class ConsentPaperQuerySet(models.QuerySet["ConsentPaper"]):
    def listed(self) -> "ConsentPaperQuerySet":
        """Everything but the bytes, in the order they came."""
        return self.select_related("uploaded_by").defer("data").order_by("pk")


class ConsentPaper(models.Model):
    """A file that passed the check of `chungtay.lib.uploads`. The name it came with is not kept:
    it is often the child's. `size` and `sha256` are of the paper, not of what stands sealed."""

    consent = models.ForeignKey(
        Consent, models.CASCADE, related_name="papers", verbose_name="sự đồng ý"
    )
    kind = models.CharField("loại tệp", max_length=4, choices=list(KINDS.items()))
    data = SealedBytesField("nội dung", place="rights_consentpaper.data")
    size = models.PositiveIntegerField("dung lượng, byte")
    sha256 = models.CharField("mã kiểm SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="người gửi tệp"
    )
    uploaded_at = models.DateTimeField("gửi lúc", auto_now_add=True)

    objects = ConsentPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "bản quét sự đồng ý"
        verbose_name_plural = "bản quét sự đồng ý"
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "sha256"],
                name="consent_paper_once",
                violation_error_message=_("Bản quét này đã có."),
            ),
            models.CheckConstraint(
                name="consent_paper_of_some_size",
                condition=Q(size__gt=0, size__lte=MOST_BYTES),
                violation_error_message=_("Tệp trống hoặc quá 5 MB."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.uploaded_at:%d/%m/%Y}"

    @property
    def child_id(self) -> uuid.UUID:
        """In whose access log it stands."""
        return self.consent.child_id

    def clean(self) -> None:
        others = ConsentPaper.objects.filter(consent=self.consent_id).exclude(pk=self.pk)
        if others.count() >= MOST_PAPERS:
            most = {"most": MOST_PAPERS}
            raise ValidationError(_("Một sự đồng ý có nhiều nhất %(most)s bản quét.") % most)
