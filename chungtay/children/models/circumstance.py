"""Groups of circumstances, and the episodes of children in them."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from chungtay.children.models.birth import first_day, not_before_birth
from chungtay.children.models.sealed import Compartment
from chungtay.law.circumstances import cases_of
from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.history import kept
from chungtay.lib.sealed import SealedTextField
from chungtay.places.models import Level, Unit


class GroupQuerySet(DatedQuerySet):
    def of(self, unit: Unit, day: date) -> Self:
        """Groups of the law, and the risks of the unit's province; of the nation, of every one."""
        if unit.level == Level.NATION:
            return self
        return self.filter(Q(province=None) | _of_province(unit, day))

    def used(self, unit: Unit, day: date) -> Self:
        """Those `of` the unit that its province has not stopped using by the day."""
        stopped = StoppedRisk.objects.of(unit, day).filter(since__lte=day)
        return self.of(unit, day).exclude(pk__in=stopped.values("group"))

    def offered(self, unit: Unit, day: date) -> Self:
        """Those `used` that hold on the day."""
        return self.used(unit, day).on(day)


def _of_province(unit: Unit, day: date) -> Q:
    """Rows of the unit's province, or of one that became it: their lists are its own."""
    root = unit.province_id or unit.pk
    asked = "SELECT unnest(access.before(ARRAY[%s]::bigint[], %s))"
    return Q(province=root) | Q(province__in=RawSQL(asked, [root, day]))  # noqa: S611


class Group(models.Model):
    """A group of circumstances: by law (rows come from law/groups.yaml and are not edited)
    or at risk, as no law closes that list: common ones to begin with, which a province may stop
    using, and each province's own."""

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
    compartment = models.CharField(
        "niêm trong", max_length=12, choices=Compartment, blank=True, default=""
    )
    province = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="risks", verbose_name="của tỉnh"
    )
    period = period_field()

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm hoàn cảnh"
        verbose_name_plural = "nhóm hoàn cảnh"
        constraints = [real_period("group_period_real")]

    def __str__(self) -> str:
        return f"{self.letter}. {self.name}" if self.letter else self.name


class StoppedRiskQuerySet(models.QuerySet):
    def of(self, unit: Unit, day: date) -> Self:
        return self.filter(_of_province(unit, day))


class StoppedRisk(models.Model):
    """A common risk that a province no longer offers from a day on; what was recorded stays."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="stopped", verbose_name="nguy cơ")
    province = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="tỉnh")
    since = models.DateField("thôi dùng từ ngày")

    objects = StoppedRiskQuerySet.as_manager()

    class Meta:
        verbose_name = "nguy cơ thôi dùng"
        verbose_name_plural = "nguy cơ thôi dùng"
        constraints = [
            models.UniqueConstraint(fields=["group", "province"], name="risk_stopped_once")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.province}"


class CircumstanceQuerySet(DatedQuerySet):
    def special(self) -> Self:
        return self.filter(group__kind=Group.Kind.SPECIAL)

    def risk(self) -> Self:
        return self.filter(group__kind=Group.Kind.RISK)


@kept()
class Circumstance(models.Model):
    """A dated episode: the child is in a group from a day to a day, on some evidence."""

    child = models.ForeignKey(
        "children.Child", models.CASCADE, related_name="circumstances", db_index=False
    )
    group = models.ForeignKey(Group, models.PROTECT, related_name="episodes", verbose_name="nhóm")
    case = models.SmallIntegerField(
        "trường hợp", default=0, help_text="Khoản trong điều của nhóm; 0: điều không chia khoản"
    )
    period = period_field()
    evidence = models.CharField("căn cứ", max_length=200, blank=True)
    end_reason = models.CharField("lý do kết thúc", max_length=200, blank=True)
    # Where the evidence of a sealed group stands; `evidence` is empty then.
    sealed_evidence = SealedTextField(
        blank=True,
        default="",
        db_default="",
        editable=False,
        place="children_circumstance.sealed_evidence",
    )

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

    def save(self, *args: object, **kwargs: object) -> None:
        if self.evidence and self.group.compartment:
            self.sealed_evidence, self.evidence = self.evidence, ""
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        not_before_birth(self)
        first = first_day(self)
        if self.group_id and first and first not in self.group.period:
            told = _("Luật của ngày bắt đầu không có nhóm này. Hãy chọn nhóm có hiệu lực khi đó.")
            raise ValidationError({"group": told})
        if self.group_id and self.child_id and first and self.group.province_id:
            self._check_province(first)
        if self.group_id and self.case not in cases_of(self.group_id):
            raise ValidationError({"case": self._cases_told()})

    def _check_province(self, first: date) -> None:
        """A province's own risk is recorded of the children who live there."""
        homes = self.child.residences.filter(period__contains=first).select_related("unit")
        home = homes.first()
        if home and not Group.objects.of(home.unit, first).filter(pk=self.group_id).exists():
            told = _("Nguy cơ này thuộc danh mục của tỉnh khác. Hãy chọn trong danh mục tỉnh mình.")
            raise ValidationError({"group": told})

    @property
    def compartment(self) -> str:
        """What it is sealed in; empty for a group that is not."""
        return self.group.compartment

    @property
    def ground(self) -> str:
        """The evidence, wherever it stands."""
        return self.evidence or self.sealed_evidence

    def _cases_told(self) -> str:
        cases = cases_of(self.group_id)
        if cases == [0]:
            return str(_("Nhóm này không chia trường hợp: hãy để 0."))
        listed = ", ".join(str(case) for case in cases)
        return str(_("Nhóm này chia theo khoản %(cases)s: hãy ghi một khoản.")) % {"cases": listed}
