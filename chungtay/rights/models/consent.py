"""Consent to a purpose for which the law asks consent, and its withdrawal."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child
from chungtay.law.data_rights import assents, named, purposes
from chungtay.lib.history import kept
from chungtay.places.models import Unit
from chungtay.rights.models.who import SPEAKS_FOR_THE_CHILD, Suspect, Who, suspect_field

NOT_ASKED = _("Việc này là nhiệm vụ theo luật, không cần và không được hỏi đồng ý.")
NOT_BY_SUSPECT = _(
    "Người bị nghi xâm hại trẻ không được thay trẻ đồng ý. Hãy hỏi người đại diện khác và báo "
    "người quản lý trường hợp."
)

Fault = tuple[str, object]


class ConsentQuerySet(models.QuerySet):
    def standing(self) -> "ConsentQuerySet":
        """Not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


@kept()
class Consent(models.Model):
    """One purpose, one child. Kept as proof (NĐ356, Điều 6): it is withdrawn, never erased here."""

    class Method(models.TextChoices):
        PAPER = "paper", "văn bản"
        CALL = "call", "cuộc gọi ghi âm"
        MESSAGE = "message", "tin nhắn theo cú pháp"
        ONLINE = "online", "thư điện tử, trang mạng, ứng dụng"
        OTHER = "other", "cách khác in, kiểm chứng được"

    child = models.ForeignKey(Child, models.PROTECT, related_name="consents", verbose_name="trẻ em")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="consents", verbose_name="xã hỏi đồng ý"
    )
    purpose = models.CharField("mục đích", max_length=20, choices=named(purposes()))
    given_by = models.CharField("người đại diện đồng ý (họ và tên)", max_length=120)
    relation = models.CharField("quan hệ với trẻ", max_length=10, choices=Who)
    suspect = suspect_field()
    own_assent = models.BooleanField(
        "chính trẻ cũng đồng ý",
        default=False,
        help_text="Bắt buộc với trẻ từ đủ 7 tuổi khi đời tư của trẻ được nói với người khác",
    )
    text_version = models.CharField(
        "bản văn đã đọc cho nghe", max_length=60, help_text="Tên, ngày của mẫu đồng ý đã dùng"
    )
    method = models.CharField("cách đồng ý", max_length=8, choices=Method)
    told_sensitive = models.BooleanField("đã nói rõ đây là dữ liệu nhạy cảm", default=False)
    given_on = models.DateField("đồng ý ngày")
    withdrawn_on = models.DateField("rút lại ngày", null=True, blank=True)
    evidence = models.CharField(
        "chứng cứ", max_length=200, help_text="Số, ngày và nơi lưu của bản đồng ý"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "sự đồng ý"
        verbose_name_plural = "sự đồng ý"
        indexes = [models.Index(fields=["-given_on", "-id"], name="consent_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "purpose"],
                condition=Q(withdrawn_on__isnull=True),
                name="one_consent_per_purpose",
                violation_error_message=_("Trẻ này đã có sự đồng ý còn hiệu lực cho mục đích này."),
            ),
            models.CheckConstraint(
                name="consent_withdrawn_after_given",
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("given_on")),
                violation_error_message=_("Không thể rút lại trước ngày đồng ý."),
            ),
            models.CheckConstraint(
                name="consent_not_by_suspect",
                condition=Q(suspect=Suspect.NO),
                violation_error_message=NOT_BY_SUSPECT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.given_on:%d/%m/%Y}"

    def clean(self) -> None:
        """Raises ValidationError with every fault at its field."""
        if faults := dict(self._faults()):
            raise ValidationError(faults)

    def _faults(self) -> Iterator[Fault]:
        purpose = purposes().get(self.purpose)
        if purpose is None:
            return
        if not purpose.by_consent:
            yield "purpose", NOT_ASKED
            return
        if self.suspect == Suspect.YES:
            yield "suspect", NOT_BY_SUSPECT
        if self.relation in Who and self.relation not in SPEAKS_FOR_THE_CHILD - {Who.CHILD}:
            yield "relation", _("Người đại diện theo pháp luật của trẻ phải là người đồng ý.")
        if purpose.sensitive and not self.told_sensitive:
            yield "told_sensitive", _("Phải nói rõ đây là dữ liệu nhạy cảm trước khi hỏi đồng ý.")
        if purpose.publishes and not self.own_assent and self._old_enough():
            yield "own_assent", _("Trẻ đã đủ 7 tuổi: phải có sự đồng ý của chính trẻ.")

    def _old_enough(self) -> bool:
        known = self.child_id is not None and self.given_on is not None
        return known and assents(self.child.birth_date, self.given_on)
