"""The register of documents (sổ văn bản) that a unit issued or received."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from chungtay.lib.searched import search_index, searched_by
from chungtay.places.models import Unit


class Document(models.Model):
    """One document in the register of a unit. A number is used once in a year by one issuer
    (NĐ 30/2020, Điều 15)."""

    class Flow(models.TextChoices):
        ISSUED = "issued", "văn bản đi"
        RECEIVED = "received", "văn bản đến"

    class Kind(models.TextChoices):
        DECISION = "decision", "quyết định"
        DIRECTIVE = "directive", "chỉ thị"
        PLAN = "plan", "kế hoạch"
        REPORT = "report", "báo cáo"
        LETTER = "letter", "công văn"
        PROGRAMME = "programme", "chương trình"
        NOTICE = "notice", "thông báo"
        OTHER = "other", "loại khác"

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="documents", verbose_name="sổ văn bản của"
    )
    flow = models.CharField("đi, đến", max_length=8, choices=Flow)
    kind = models.CharField("loại", max_length=9, choices=Kind)
    number = models.CharField("số", max_length=20)
    sign = models.CharField("ký hiệu", max_length=40, help_text="Ví dụ: KH-UBND")
    issuer = models.CharField("cơ quan ban hành", max_length=160)
    date = models.DateField("ngày ban hành")
    summary = models.CharField("trích yếu", max_length=400)
    search_key = searched_by("number", "sign", "summary")

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        indexes = [
            models.Index(fields=["-date", "-id"], name="document_newest"),
            search_index("document_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                "unit",
                "flow",
                "issuer",
                "number",
                "sign",
                ExtractYear("date"),
                name="document_number_once_a_year",
                violation_error_message=_("Số văn bản này đã dùng trong năm."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.sign}"

    def clean(self) -> None:
        if not (self.unit_id and self.number and self.date):
            return
        same = Document.objects.filter(
            unit=self.unit_id,
            flow=self.flow,
            issuer=self.issuer,
            number=self.number,
            sign=self.sign,
            date__year=self.date.year,
        ).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"number": _("Số văn bản này đã dùng trong năm.")})
