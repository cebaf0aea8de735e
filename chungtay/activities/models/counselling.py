"""Consultations (tư vấn) on children's matters."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child, Compartment
from chungtay.places.models import Unit


class Counselling(models.Model):
    """One consultation; who came is not named unless a child of the register is its subject."""

    class Place(models.TextChoices):
        CENTRE = "centre", "trung tâm công tác xã hội"
        SCHOOL = "school", "điểm tư vấn trong trường học"
        COMMUNITY = "community", "cộng đồng, tại nhà"
        LINE = "line", "qua điện thoại"

    class Asker(models.TextChoices):
        CHILD = "child", "trẻ em"
        PARENT = "parent", "cha, mẹ, người chăm sóc"
        TEACHER = "teacher", "giáo viên"
        OTHER = "other", "người khác"

    class Topic(models.TextChoices):
        VIOLENCE = "violence", "bạo lực, xâm hại"
        PSYCHOLOGY = "psychology", "tâm lý, tình cảm"
        FAMILY = "family", "quan hệ gia đình"
        SCHOOLING = "schooling", "học tập"
        LAW = "law", "pháp luật, chính sách"
        HEALTH = "health", "sức khỏe, dinh dưỡng"
        OTHER = "other", "khác"

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="counsellings", verbose_name="đơn vị"
    )
    date = models.DateField("ngày")
    place = models.CharField("nơi tư vấn", max_length=9, choices=Place)
    site = models.CharField("tên điểm, trường", max_length=160, blank=True)
    asker = models.CharField("người được tư vấn", max_length=7, choices=Asker)
    topic = models.CharField("nội dung", max_length=10, choices=Topic)
    child = models.ForeignKey(
        Child,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="counsellings",
        verbose_name="trẻ em",
    )
    minutes = models.PositiveSmallIntegerField("số phút", null=True, blank=True)
    outcome = models.CharField("kết quả, giới thiệu tới", max_length=240, blank=True)

    class Meta:
        verbose_name = "lượt tư vấn"
        verbose_name_plural = "lượt tư vấn"
        indexes = [models.Index(fields=["-date", "-id"], name="counselling_newest")]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.get_topic_display()}"

    @property
    def compartment(self) -> str:
        """One that names a child is kept as its case is."""
        return Compartment.CASE if self.child_id else ""

    def clean(self) -> None:
        if self.unit_id and self.date and not self.unit.valid_on(self.date):
            raise ValidationError({"unit": _("Ngày tư vấn, đơn vị này không có.")})
