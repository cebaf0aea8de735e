"""The register: a child, its home and family, and the circumstances it lives in."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from chungtay.law.age import born_after_to_be_child
from chungtay.law.circumstances import cases_of
from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.vietnamese import fold, person_sort_key
from chungtay.places.models import Level, Unit


class Sex(models.TextChoices):
    MALE = "m", "nam"
    FEMALE = "f", "nữ"


class BirthPrecision(models.TextChoices):
    """How much of the birth date is known; an unknown part is stored as 1."""

    DAY = "day", "đủ ngày, tháng, năm"
    MONTH = "month", "chỉ tháng, năm"
    YEAR = "year", "chỉ năm"
    ESTIMATED = "estimated", "ước lượng"


class Household(models.Model):
    """People who live and eat together; the household book is kept per hamlet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="households", verbose_name="thôn")
    head = models.CharField("chủ hộ", max_length=120)
    address = models.CharField("địa chỉ", max_length=200, blank=True)

    class Meta:
        verbose_name = "hộ gia đình"
        verbose_name_plural = "hộ gia đình"

    def __str__(self) -> str:
        return f"Hộ {self.head}"


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

    def in_households(self, *statuses: str, on: date) -> Self:
        homes = Residence.objects.on(on).filter(
            child=OuterRef("pk"),
            household__poverty__period__contains=on,
            household__poverty__status__in=statuses,
        )
        return self.filter(Exists(homes))

    def like(self, child: "Child", unit: Unit) -> Self:
        """Others of the same name, marks apart, and birth year who ever lived in the unit."""
        homes = Residence.objects.under(unit).filter(child=OuterRef("pk"))
        same = {"search_key": fold(child.full_name), "birth_date__year": child.birth_date.year}
        return self.filter(Exists(homes), **same).exclude(pk=child.pk)

    def matching(self, words: str) -> Self:
        """Names that hold every word, without regard to diacritics; a year matches the birth."""
        found = self
        for word in fold(words).split():
            if word.isdigit() and len(word) == 4:
                year = int(word)
                found = found.filter(
                    birth_date__gte=date(year, 1, 1), birth_date__lt=date(year + 1, 1, 1)
                )
            else:
                found = found.filter(search_key__contains=word)
        return found


class Child(models.Model):
    """A child of the register. Under 16 on a date: ask `.on(date)`, never the row alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField("họ và tên", max_length=120)
    search_key = models.CharField(max_length=120, editable=False, db_collation="C")
    sort_key = models.CharField(max_length=240, editable=False, db_collation="C")
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
    invented = models.BooleanField("trẻ hư cấu", default=False)

    objects = ChildQuerySet.as_manager()

    class Meta:
        verbose_name = "trẻ em"
        verbose_name_plural = "trẻ em"
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="child_search"),
            models.Index(fields=["sort_key", "id"], name="child_order"),
            models.Index(fields=["-birth_date", "id"], name="child_birth_order"),
        ]
        constraints = [
            models.CheckConstraint(
                name="child_number_of_12_digits",
                condition=Q(personal_number__isnull=True) | Q(personal_number__regex=r"^\d{12}$"),
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


def first_day(record: "Guardian | Residence | Circumstance") -> date | None:
    """The day the record's period begins, while it is still being typed: maybe none."""
    return record.period.lower if record.period else None


def not_before_birth(record: "Guardian | Residence | Circumstance") -> None:
    """Raises ValidationError at `period` if it begins before the child was born."""
    first = first_day(record)
    if record.child_id and first and first < record.child.birth_date:
        raise ValidationError({"period": _("Ngày này trước ngày sinh của trẻ.")})


class Guardian(models.Model):
    """A parent or other person who answers for a child in a period."""

    class Relation(models.TextChoices):
        MOTHER = "mother", "mẹ"
        FATHER = "father", "cha"
        GRANDPARENT = "grandparent", "ông, bà"
        RELATIVE = "relative", "người thân thích"
        CARER = "carer", "người chăm sóc thay thế"

    child = models.ForeignKey(Child, models.CASCADE, related_name="guardians")
    relation = models.CharField("quan hệ", max_length=12, choices=Relation)
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.SmallIntegerField("năm sinh", null=True, blank=True)
    is_main = models.BooleanField("chăm sóc chính", default=False)
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


class ResidenceQuerySet(DatedQuerySet):
    def under(self, unit: Unit) -> Self:
        key = f"unit__{unit.ancestor_field}" if unit.ancestor_field else None
        return self.filter(**{key: unit.pk}) if key else self


class Residence(models.Model):
    """Where a child lives in a period, and with which household. One home at a time."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="residences", db_index=False)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="residences"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="residences", verbose_name="thôn")
    period = period_field()

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi ở"
        verbose_name_plural = "nơi ở"
        indexes = [models.Index(fields=["child"], name="residence_child")]
        constraints = [
            no_overlap("one_home_at_a_time", "child"),
            real_period("residence_period_real"),
        ]

    def __str__(self) -> str:
        return f"{self.child} ở {self.unit}"

    def clean(self) -> None:
        not_before_birth(self)
        first = first_day(self)
        if self.unit_id and self.unit.level != Level.HAMLET:
            told = _("Nơi ở phải là thôn, buôn, tổ dân phố.")
            raise ValidationError({"unit": told})
        if self.unit_id and first and not self.unit.valid_on(first):
            raise ValidationError({"unit": _("Thôn này không có vào ngày bắt đầu ở.")})
        self._with_its_household()

    def _with_its_household(self) -> None:
        """A household follows its hamlet when that becomes another: only the present is checked."""
        present = bool(self.period) and self.period.upper is None
        household = self.household if self.household_id and self.unit_id and present else None
        if household is not None and household.unit_id != self.unit_id:
            raise ValidationError({"household": _("Hộ này không ở thôn đã ghi.")})


class Group(models.Model):
    """A group of circumstances: by law (rows come from law/groups.yaml and are not edited)
    or at risk (a list the province keeps, as no law closes it)."""

    class Kind(models.TextChoices):
        SPECIAL = "special", "hoàn cảnh đặc biệt"
        RISK = "risk", "nguy cơ rơi vào hoàn cảnh đặc biệt"

    code = models.CharField("mã", max_length=8, primary_key=True)
    kind = models.CharField("loại", max_length=8, choices=Kind)
    letter = models.CharField("điểm", max_length=2, blank=True)
    name = models.CharField("tên nhóm", max_length=240)
    text = models.CharField("văn bản", max_length=40, blank=True)
    article = models.CharField("điều, khoản", max_length=80, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=4)
    period = period_field()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm hoàn cảnh"
        verbose_name_plural = "nhóm hoàn cảnh"
        constraints = [real_period("group_period_real")]

    def __str__(self) -> str:
        return f"{self.letter}. {self.name}" if self.letter else self.name


class CircumstanceQuerySet(DatedQuerySet):
    def special(self) -> Self:
        return self.filter(group__kind=Group.Kind.SPECIAL)

    def risk(self) -> Self:
        return self.filter(group__kind=Group.Kind.RISK)


class Circumstance(models.Model):
    """A dated episode: the child is in a group from a day to a day, on some evidence."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="circumstances", db_index=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="episodes", verbose_name="nhóm")
    case = models.SmallIntegerField(
        "trường hợp", default=0, help_text="Khoản trong điều của nhóm; 0: điều không chia khoản"
    )
    period = period_field()
    evidence = models.CharField("căn cứ", max_length=200, blank=True)
    end_reason = models.CharField("lý do kết thúc", max_length=200, blank=True)

    objects = CircumstanceQuerySet.as_manager()

    class Meta:
        verbose_name = "hoàn cảnh"
        verbose_name_plural = "hoàn cảnh"
        indexes = [models.Index(fields=["child"], name="circumstance_child")]
        constraints = [
            no_overlap("one_episode_of_a_group_at_a_time", "child", "group"),
            real_period("circumstance_period_real"),
        ]

    def __str__(self) -> str:
        return f"{self.child}: {self.group}"

    def clean(self) -> None:
        not_before_birth(self)
        first = first_day(self)
        if self.group_id and first and first not in self.group.period:
            told = _("Luật của ngày bắt đầu không có nhóm này. Hãy chọn nhóm có hiệu lực khi đó.")
            raise ValidationError({"group": told})
        if self.group_id and self.case not in cases_of(self.group_id):
            raise ValidationError({"case": self._cases_told()})

    def _cases_told(self) -> str:
        cases = cases_of(self.group_id)
        if cases == [0]:
            return str(_("Nhóm này không chia trường hợp: hãy để 0."))
        listed = ", ".join(str(case) for case in cases)
        return str(_("Nhóm này chia theo khoản %(cases)s: hãy ghi một khoản.")) % {"cases": listed}


class Poverty(models.Model):
    """A household's poverty status, decided once a year by the review of the year before."""

    class Status(models.TextChoices):
        POOR = "poor", "hộ nghèo"
        NEAR_POOR = "near_poor", "hộ cận nghèo"

    household = models.ForeignKey(Household, models.CASCADE, related_name="poverty", db_index=False)
    status = models.CharField("diện", max_length=9, choices=Status)
    period = period_field()
    decision = models.CharField("quyết định công nhận", max_length=80, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "diện nghèo của hộ"
        verbose_name_plural = "diện nghèo của hộ"
        indexes = [models.Index(fields=["household"], name="poverty_household")]
        constraints = [
            no_overlap("one_poverty_status_at_a_time", "household"),
            real_period("poverty_period_real"),
        ]

    def __str__(self) -> str:
        return f"{self.household}: {self.get_status_display()}"
