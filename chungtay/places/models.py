"""Where: a unit of the State's tree as it was in a period, and how one became another."""

from collections.abc import Container
from datetime import date
from functools import cached_property
from typing import Self

from django.db import models
from django.db.models import Q

from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.searched import search_index, searched_by


class Level(models.IntegerChoices):
    """Rank in the tree. A level may be missing at a date: no districts from 1 July 2025."""

    NATION = 0, "cả nước"
    PROVINCE = 1, "cấp tỉnh"
    DISTRICT = 2, "cấp huyện"
    COMMUNE = 3, "cấp xã"
    HAMLET = 4, "thôn, buôn, tổ dân phố"


class Kind(models.TextChoices):
    """What the unit is called by law; the label is written before its name."""

    NATION = "nuoc", "Nước"
    PROVINCE = "tinh", "Tỉnh"
    CENTRAL_CITY = "thanh_pho_tw", "Thành phố"
    URBAN_DISTRICT = "quan", "Quận"
    DISTRICT = "huyen", "Huyện"
    TOWN = "thi_xa", "Thị xã"
    CITY = "thanh_pho", "Thành phố"
    WARD = "phuong", "Phường"
    COMMUNE = "xa", "Xã"
    TOWNLET = "thi_tran", "Thị trấn"
    SPECIAL_ZONE = "dac_khu", "Đặc khu"
    THON = "thon", "Thôn"
    BUON = "buon", "Buôn"
    STREET_GROUP = "to_dan_pho", "Tổ dân phố"
    XOM = "xom", "Xóm"
    BAN = "ban", "Bản"
    AP = "ap", "Ấp"
    KHOM = "khom", "Khóm"
    LANG = "lang", "Làng"


class Confidence(models.TextChoices):
    """How well the row's name and dates are supported by its source."""

    CONFIRMED = "confirmed", "có nguồn"
    DATE_ASSUMED = "date-assumed", "tên có nguồn, ngày đặt theo quy ước"
    ILLUSTRATIVE = "illustrative", "minh họa"


class UnitQuerySet(DatedQuerySet):
    def under(self, unit: "Unit") -> Self:
        """The unit itself and all below it, in the tree the unit's own row stands in."""
        return self.filter(**{unit.ancestor_field: unit.pk}) if unit.ancestor_field else self

    def communes(self) -> Self:
        return self.filter(level=Level.COMMUNE)

    def districts(self) -> Self:
        return self.filter(level=Level.DISTRICT)

    def hamlets(self) -> Self:
        return self.filter(level=Level.HAMLET)


class Unit(models.Model):
    """One unit in one period. After a merger the same code may name another area,
    so the key is the code together with the period."""

    code = models.CharField("mã", max_length=24, help_text="Mã Tổng cục Thống kê; thôn: mã riêng")
    name = models.CharField("tên", max_length=120)
    kind = models.CharField("loại", max_length=16, choices=Kind)
    level = models.SmallIntegerField("cấp", choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    period = period_field()
    # Filled by a trigger from the parent (see the first migration), so that "all below a
    # district" is one indexed equality on every engine, for a tree of any number of levels.
    province = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+"
    )
    district = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+"
    )
    commune = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    sort_key = models.CharField(max_length=160, db_collation="C", default="", editable=False)
    latitude = models.FloatField("vĩ độ", null=True, blank=True)
    longitude = models.FloatField("kinh độ", null=True, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=16, choices=Confidence)
    source = models.CharField("nguồn", max_length=200, blank=True)
    search_key = searched_by("name")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        indexes = [search_index("unit_search")]
        constraints = [
            no_overlap("unit_code_once_a_day", "code"),
            real_period("unit_period_real"),
            models.CheckConstraint(
                name="unit_has_parent",
                condition=models.Q(level=Level.NATION) | models.Q(parent__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Kind and name as written in a document: Xã Ea Tam, Phường 1. A hamlet's name is whole."""
        if self.level in (Level.NATION, Level.HAMLET):
            return self.name
        return f"{Kind(self.kind).label} {self.name}"

    @property
    def ancestor_field(self) -> str | None:
        """The column of a unit below this one that holds this unit; None for the nation."""
        return {
            Level.NATION: None,
            Level.PROVINCE: "province",
            Level.DISTRICT: "district",
            Level.COMMUNE: "commune",
            Level.HAMLET: "id",
        }[Level(self.level)]

    def valid_on(self, day: date) -> bool:
        return day in self.period

    @cached_property
    def origins(self) -> "list[Unit]":
        """Units of earlier days that became this one or one below it, in turn; those that stand
        below another of them, or below this one, are not named. A change is in force while what it
        made is there, so no day is asked for."""
        key = self.ancestor_field
        if key is None:
            return []
        found: dict[int, Unit] = {}
        wave = Unit.objects.filter(
            Q(became__new=self.pk)
            | Q(became__new__level__lt=Level.HAMLET, **{f"became__new__{key}": self.pk})
        ).exclude(**{key: self.pk})
        while new := {one.pk: one for one in wave.distinct() if one.pk not in found}:
            found |= new
            wave = Unit.objects.filter(became__new__in=list(new)).exclude(**{key: self.pk})
        return [one for one in found.values() if not one.stands_below(found)]

    def stands_below(self, units: "Container[int]") -> bool:
        above = {self.commune_id, self.district_id, self.province_id} - {self.pk, None}
        return any(one in units for one in above if one is not None)

    def became_by(self, day: date) -> "list[Unit]":
        """What the unit is on a day after its end: itself no longer, but what it became, and what
        that became in turn. Empty where no change tells."""
        if self.valid_on(day) or self.period.upper is None or self.period.upper > day:
            return [self] if self.valid_on(day) else []
        became = Unit.objects.filter(came_from__old=self, came_from__date__lte=day)
        parts = [part for unit in became.select_related("parent") for part in unit.became_by(day)]
        return list(dict.fromkeys(parts))


class Change(models.Model):
    """One old unit became (part of) one new unit on a day, on the ground of a text."""

    class What(models.TextChoices):
        MERGE = "merge", "sáp nhập"
        SPLIT = "split", "chia tách"
        RENAME = "rename", "đổi tên, đổi loại"
        TRANSFER = "transfer", "chuyển về cấp trên khác"
        LEVEL_ENDED = "level_ended", "kết thúc cấp hành chính"

    what = models.CharField("việc", max_length=16, choices=What)
    date = models.DateField("ngày hiệu lực")
    old = models.ForeignKey(Unit, models.PROTECT, related_name="became")
    new = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="came_from")
    legal_text = models.CharField("văn bản", max_length=300)
    confidence = models.CharField("độ tin cậy", max_length=16, choices=Confidence)

    class Meta:
        verbose_name = "thay đổi đơn vị"
        verbose_name_plural = "thay đổi đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["old", "new", "date"], name="change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y}: {self.old} → {self.new or 'kết thúc'}"
