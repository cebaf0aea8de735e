"""The child, and the questions asked about children."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from chungtay.children.finding import WithInitials, condition
from chungtay.children.models.circumstance import Circumstance
from chungtay.children.models.home import Residence
from chungtay.law.age import born_after_to_be_child
from chungtay.lib.history import kept
from chungtay.lib.vietnamese import fold, person_sort_key
from chungtay.places.models import Unit


class Sex(models.TextChoices):
    MALE = "m", "nam"
    FEMALE = "f", "nữ"


class BirthPrecision(models.TextChoices):
    """How much of the birth date is known; an unknown part is stored as 1."""

    DAY = "day", "đủ ngày, tháng, năm"
    MONTH = "month", "chỉ tháng, năm"
    YEAR = "year", "chỉ năm"
    ESTIMATED = "estimated", "ước lượng"


class ChildQuerySet(models.QuerySet):
    """Every question about children names its day."""

    def on(self, day: date) -> Self:
        """Born by the day and still under the age of a child on it."""
        return self.filter(birth_date__gt=born_after_to_be_child(day), birth_date__lte=day)

    def living_under(self, unit: Unit, on: date) -> Self:
        homes = Residence.objects.on(on).under(unit).filter(child=OuterRef("pk"))
        return self.filter(Exists(homes))

    def in_special_circumstances(self, on: date) -> Self:
        return self.filter(
            Exists(Circumstance.objects.on(on).special().filter(child=OuterRef("pk")))
        )

    def at_risk(self, on: date) -> Self:
        """At risk and not already in special circumstances."""
        risk = Circumstance.objects.on(on).risk().filter(child=OuterRef("pk"))
        special = Circumstance.objects.on(on).special().filter(child=OuterRef("pk"))
        return self.filter(Exists(risk), ~Exists(special))

    def in_group(self, code: str, on: date) -> Self:
        episodes = Circumstance.objects.on(on).filter(child=OuterRef("pk"), group=code)
        return self.filter(Exists(episodes))

    def like(self, child: "Child", unit: Unit) -> Self:
        """Others of the same name, marks apart, and birth year who ever lived in the unit."""
        homes = Residence.objects.under(unit).filter(child=OuterRef("pk"))
        same = {"search_key": fold(child.full_name), "birth_date__year": child.birth_date.year}
        return self.filter(Exists(homes), **same).exclude(pk=child.pk)

    def matching(self, words: str) -> Self:
        """Names that hold every word, without regard to diacritics; a year matches the birth."""
        return self.filter(condition(words))


class NoNumber(models.TextChoices):
    """Why a child has no personal number."""

    UNREGISTERED = "unregistered", "chưa đăng ký khai sinh"
    NOT_ISSUED = "not_issued", "đã khai sinh, chưa được cấp số"
    PAPERS_LOST = "papers_lost", "đã có số, mất giấy tờ"
    FOREIGN = "foreign", "không có quốc tịch Việt Nam"
    OTHER = "other", "lý do khác"


@kept("search_key", "sort_key", "search_text")
class Child(models.Model):
    """A child of the register. Under 16 on a date: ask `.on(date)`, never the row alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField("họ và tên", max_length=120)
    search_key = models.CharField(max_length=120, editable=False, db_collation="C")
    sort_key = models.CharField(max_length=240, editable=False, db_collation="C")
    search_text = models.GeneratedField(
        expression=WithInitials(F("search_key")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
        editable=False,
    )
    sex = models.CharField("giới tính", max_length=1, choices=Sex)
    birth_date = models.DateField("ngày sinh")
    birth_precision = models.CharField(
        "ngày sinh biết đến", max_length=9, choices=BirthPrecision, default=BirthPrecision.DAY
    )
    ethnic_group = models.CharField(
        "dân tộc", max_length=2, help_text="Mã trong ethnic_groups.yaml"
    )
    personal_number = models.CharField(
        "số định danh cá nhân", max_length=12, null=True, blank=True, unique=True
    )
    no_number_reason = models.CharField(
        "lý do chưa có số", max_length=12, choices=NoNumber, blank=True, default="", db_default=""
    )
    died_on = models.DateField("ngày chết", null=True, blank=True)
    invented = models.BooleanField("trẻ hư cấu", default=False)

    objects = ChildQuerySet.as_manager()

    class Meta:
        verbose_name = "trẻ em"
        verbose_name_plural = "trẻ em"
        indexes = [
            models.Index(fields=["sort_key", "id"], name="child_order"),
            models.Index(fields=["-birth_date", "id"], name="child_birth_order"),
        ]
        constraints = [
            models.CheckConstraint(
                name="child_number_of_12_digits",
                condition=Q(personal_number__isnull=True) | Q(personal_number__regex=r"^\d{12}$"),
            ),
            models.CheckConstraint(
                name="child_died_after_birth",
                condition=Q(died_on__isnull=True) | Q(died_on__gte=F("birth_date")),
            ),
            models.CheckConstraint(
                name="child_birth_precision_kept",
                condition=~Q(birth_precision=BirthPrecision.YEAR)
                | Q(birth_date__month=1, birth_date__day=1),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self._write_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self._write_keys()
        super().clean_fields(exclude=exclude)

    def _write_keys(self) -> None:
        self.search_key = fold(self.full_name)
        self.sort_key = person_sort_key(self.full_name)
