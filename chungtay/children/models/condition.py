"""What certificates say of a child's body and health: the ground of two groups of the law."""

from django.db import models

from chungtay.children.models.birth import not_before_birth
from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.history import kept


@kept()
class Disability(models.Model):
    """A certificate of disability (giấy xác nhận khuyết tật), from a day to a day.

    Kinds and degrees: Luật Người khuyết tật 51/2010/QH12, Điều 3; the degree is the case of
    NĐ 56/2017 Điều 6.
    """

    class Kind(models.TextChoices):
        MOVEMENT = "movement", "vận động"
        HEARING = "hearing", "nghe, nói"
        SIGHT = "sight", "nhìn"
        MENTAL = "mental", "thần kinh, tâm thần"
        INTELLECT = "intellect", "trí tuệ"
        OTHER = "other", "khác"

    class Degree(models.IntegerChoices):
        PROFOUND = 1, "đặc biệt nặng"
        SEVERE = 2, "nặng"
        MILD = 3, "nhẹ"

    child = models.ForeignKey(
        "children.Child", models.CASCADE, related_name="disabilities", verbose_name="trẻ em"
    )
    kind = models.CharField("dạng khuyết tật", max_length=10, choices=Kind)
    degree = models.SmallIntegerField("mức độ", choices=Degree)
    number = models.CharField("số giấy xác nhận", max_length=40, blank=True, default="")
    period = period_field()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy xác nhận khuyết tật"
        verbose_name_plural = "giấy xác nhận khuyết tật"
        constraints = [
            no_overlap("one_disability_of_a_kind_at_a_time", "child", "kind"),
            real_period("disability_period_real"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_degree_display()}"

    def clean(self) -> None:
        not_before_birth(self)


@kept()
class Illness(models.Model):
    """A grave illness, or one to be treated for long (NĐ 56/2017 Điều 15), from a day to a day."""

    class Kind(models.TextChoices):
        GRAVE = "grave", "bệnh hiểm nghèo"
        LONG = "long", "bệnh phải điều trị dài ngày"

    child = models.ForeignKey(
        "children.Child", models.CASCADE, related_name="illnesses", verbose_name="trẻ em"
    )
    kind = models.CharField("loại bệnh", max_length=5, choices=Kind)
    name = models.CharField("tên bệnh", max_length=120)
    evidence = models.CharField("căn cứ", max_length=200, blank=True, default="")
    period = period_field()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "bệnh của trẻ"
        verbose_name_plural = "bệnh của trẻ"
        constraints = [real_period("illness_period_real")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"

    def clean(self) -> None:
        not_before_birth(self)
