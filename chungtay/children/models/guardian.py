"""Parents and carers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.children.models.birth import not_before_birth
from chungtay.lib.dated import DatedQuerySet, period_field, real_period
from chungtay.lib.history import kept


@kept()
class Guardian(models.Model):
    """A parent or other person who answers for a child in a period."""

    class Relation(models.TextChoices):
        MOTHER = "mother", "mẹ"
        FATHER = "father", "cha"
        GRANDPARENT = "grandparent", "ông, bà"
        RELATIVE = "relative", "người thân thích"
        CARER = "carer", "người chăm sóc thay thế"

    child = models.ForeignKey("children.Child", models.CASCADE, related_name="guardians")
    relation = models.CharField("quan hệ", max_length=12, choices=Relation)
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.SmallIntegerField("năm sinh", null=True, blank=True)
    is_main = models.BooleanField("chăm sóc chính", default=False)
    # No reason is told: one is that this person is suspected of harming the child.
    is_contact = models.BooleanField(
        "liên hệ về trẻ", default=True, db_default=True, editable=False
    )
    period = period_field()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "người chăm sóc"
        verbose_name_plural = "người chăm sóc"
        constraints = [real_period("guardian_period_real")]

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.full_name}"

    def clean(self) -> None:
        not_before_birth(self)
        if self.child_id and self.birth_year and self.birth_year >= self.child.birth_date.year:
            told = _("Năm sinh của người chăm sóc phải trước năm sinh của trẻ.")
            raise ValidationError({"birth_year": told})
