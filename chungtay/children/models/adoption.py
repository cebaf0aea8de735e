"""A child's adoption."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.children.models.sealed import Compartment
from chungtay.lib.history import kept
from chungtay.lib.sealed import SealedTextField
from chungtay.places.models import Unit


@kept()
class Adoption(models.Model):
    """A child handed over to adoptive parents: sealed for those named on it.

    Law on Adoption 52/2010/QH12: Art. 9 (who registers), 22 (registering, handing over), 23 (the
    commune that follows it), 25 (a court ends it).
    """

    class Kind(models.TextChoices):
        DOMESTIC = "domestic", "trong nước"
        FOREIGN = "foreign", "có yếu tố nước ngoài"

    child = models.ForeignKey(
        "children.Child", models.PROTECT, related_name="adoptions", verbose_name="trẻ em"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="adoptions", verbose_name="xã theo dõi"
    )
    kind = models.CharField("hình thức", max_length=8, choices=Kind, default=Kind.DOMESTIC)
    number = models.CharField("số quyết định, giấy chứng nhận", max_length=60)
    authority = models.CharField("cơ quan đăng ký", max_length=120)
    registered_on = models.DateField("đăng ký ngày")
    handed_on = models.DateField("giao nhận ngày", null=True, blank=True)
    from_carer = SealedTextField("bên giao con nuôi", place="children_adoption.from_carer")
    to_carer = SealedTextField("cha mẹ nuôi", place="children_adoption.to_carer")
    ended_on = models.DateField("chấm dứt ngày", null=True, blank=True)
    end_decision = models.CharField(
        "quyết định chấm dứt", max_length=120, blank=True, default="", help_text="Của Tòa án"
    )
    account = SealedTextField("ghi chú", blank=True, default="", place="children_adoption.account")

    class Meta:
        verbose_name = "việc nhận con nuôi"
        verbose_name_plural = "việc nhận con nuôi"
        indexes = [models.Index(fields=["-registered_on", "-id"], name="adoption_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(ended_on__isnull=True),
                name="one_adoption_at_a_time",
                violation_error_message=_("Trẻ đang được nhận làm con nuôi theo hồ sơ khác."),
            ),
            models.CheckConstraint(
                name="adoption_dates_in_order",
                condition=(Q(handed_on__isnull=True) | Q(handed_on__gte=F("registered_on")))
                & (Q(ended_on__isnull=True) | Q(ended_on__gte=F("registered_on"))),
                violation_error_message=_("Các ngày sau không thể trước ngày đăng ký."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def compartment(self) -> str:
        return Compartment.ADOPTION

    def clean(self) -> None:
        if self.child_id and self.registered_on and self.registered_on < self.child.birth_date:
            raise ValidationError({"registered_on": _("Ngày này trước ngày sinh của trẻ.")})
        if self.registered_on and self.unit_id and not self.unit.valid_on(self.registered_on):
            raise ValidationError({"unit": _("Ngày đăng ký, đơn vị này không có.")})
        if bool(self.ended_on) != bool(self.end_decision):
            told = _("Ghi cả ngày và quyết định chấm dứt, hoặc để trống cả hai.")
            raise ValidationError({"end_decision": told})
