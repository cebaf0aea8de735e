"""The Child Protection Fund's books at each level: what came in, from whom, what went out."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child
from chungtay.lib.dated import DatedQuerySet, no_overlap, period_field, real_period
from chungtay.lib.history import kept
from chungtay.lib.searched import search_index, searched_by
from chungtay.places.models import Unit
from chungtay.support.models import Support


class Fund(models.Model):
    """A Child Protection Fund set up at a unit; its books are the unit's own."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="funds", verbose_name="đơn vị")
    period = period_field()
    decision = models.CharField("quyết định thành lập", max_length=60)
    account = models.CharField("tài khoản, nơi mở", max_length=120, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "Quỹ Bảo trợ trẻ em"
        verbose_name_plural = "Quỹ Bảo trợ trẻ em"
        constraints = [
            no_overlap("one_fund_of_a_unit", "unit"),
            real_period("fund_period_real"),
        ]

    def __str__(self) -> str:
        return f"Quỹ Bảo trợ trẻ em {self.unit.title}"


class Donor(models.Model):
    class Kind(models.TextChoices):
        AGENCY = "agency", "cơ quan, đơn vị"
        FIRM = "firm", "doanh nghiệp"
        GROUP = "group", "tập thể, tổ chức"
        PERSON = "person", "cá nhân"

    name = models.CharField("tên", max_length=160)
    kind = models.CharField("loại", max_length=8, choices=Kind)
    inside_province = models.BooleanField("trong tỉnh", default=True)
    invented = models.BooleanField("hư cấu", default=False)
    search_key = searched_by("name")

    class Meta:
        verbose_name = "nhà tài trợ"
        verbose_name_plural = "nhà tài trợ"
        indexes = [
            models.Index(fields=["search_key", "id"], name="donor_order"),
            search_index("donor_search"),
        ]

    def __str__(self) -> str:
        return self.name


class Donation(models.Model):
    """What a Fund raised: cash, goods at their value, or help given straight to children."""

    class Form(models.TextChoices):
        CASH = "cash", "tiền mặt"
        IN_KIND = "in_kind", "hiện vật"
        DIRECT = "direct", "hỗ trợ trực tiếp cho trẻ em"

    fund = models.ForeignKey(Unit, models.PROTECT, related_name="donations", verbose_name="Quỹ của")
    donor = models.ForeignKey(
        Donor, models.PROTECT, related_name="donations", verbose_name="nhà tài trợ"
    )
    form = models.CharField("hình thức", max_length=8, choices=Form)
    date = models.DateField("ngày")
    amount = models.BigIntegerField("trị giá, đồng")
    receipt = models.CharField("số chứng từ", max_length=40)

    class Meta:
        verbose_name = "khoản vận động"
        verbose_name_plural = "khoản vận động"
        indexes = [
            models.Index(fields=["fund", "date"], name="donation_fund_date"),
            models.Index(fields=["-date", "-id"], name="donation_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="donation_positive",
                condition=models.Q(amount__gt=0),
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
            models.UniqueConstraint(
                fields=["fund", "receipt"],
                name="receipt_once_per_fund",
                violation_error_message=_("Số chứng từ này đã dùng trong sổ của Quỹ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt}: {self.donor}"


class Spending(models.Model):
    """A decision to spend the Fund's money; the children who gained are its Benefits."""

    fund = models.ForeignKey(Unit, models.PROTECT, related_name="spendings", verbose_name="Quỹ của")
    date = models.DateField("ngày")
    purpose = models.CharField("mục đích", max_length=200)
    decision = models.CharField("quyết định chi", max_length=60)

    class Meta:
        verbose_name = "khoản chi"
        verbose_name_plural = "khoản chi"
        indexes = [models.Index(fields=["-date", "-id"], name="spending_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "decision"],
                name="spending_decision_once",
                violation_error_message=_("Số quyết định chi này đã dùng trong sổ của Quỹ."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.purpose}"


class Benefit(models.Model):
    """One time a child gained from the Fund: ties a support to the spending that paid it."""

    spending = models.ForeignKey(
        Spending, models.PROTECT, related_name="benefits", verbose_name="khoản chi"
    )
    support = models.OneToOneField(
        Support, models.PROTECT, related_name="benefit", verbose_name="lần hỗ trợ"
    )

    class Meta:
        verbose_name = "lượt trẻ hưởng lợi"
        verbose_name_plural = "lượt trẻ hưởng lợi"

    def __str__(self) -> str:
        return f"{self.spending}: {self.support}"


class Transfer(models.Model):
    """One entry of a Fund's balance handed over when its unit became another: out of the one's
    books, into the other's, both of the day of the change, so that the sum of all books stands."""

    class Flow(models.TextChoices):
        OUT = "out", "chuyển số dư đi"
        IN = "in", "nhận số dư chuyển đến"

    fund = models.ForeignKey(Unit, models.PROTECT, related_name="transfers", verbose_name="Quỹ của")
    flow = models.CharField("chuyển, nhận", max_length=3, choices=Flow)
    other = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="Quỹ bên kia")
    date = models.DateField("ngày")
    amount = models.BigIntegerField("số dư, đồng", help_text="Âm nếu sổ đã chi quá thu")
    ground = models.CharField("theo văn bản", max_length=300)

    class Meta:
        verbose_name = "chuyển số dư Quỹ"
        verbose_name_plural = "chuyển số dư Quỹ"
        indexes = [models.Index(fields=["-date", "-id"], name="transfer_newest")]
        constraints = [
            models.CheckConstraint(
                name="transfer_some",
                condition=~models.Q(amount=0),
                violation_error_message=_("Không có số dư để chuyển."),
            ),
            models.CheckConstraint(
                name="transfer_between_two",
                condition=~models.Q(fund=models.F("other")),
                violation_error_message=_("Số dư chuyển giữa hai Quỹ khác nhau."),
            ),
            models.UniqueConstraint(
                fields=["fund", "other", "flow", "date"],
                name="transfer_once",
                violation_error_message=_("Số dư này đã chuyển."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_flow_display()}: {self.fund.title}, {self.other.title}"


class SponsorshipQuerySet(DatedQuerySet):
    def under(self, unit: Unit) -> Self:
        key = f"unit__{unit.ancestor_field}" if unit.ancestor_field else None
        return self.filter(**{key: unit.pk}) if key else self


@kept()
class Sponsorship(models.Model):
    """A union, firm or person who takes on a child in hardship (nhận đỡ đầu), in a period."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="sponsorships", verbose_name="nơi nhận đỡ đầu"
    )
    donor = models.ForeignKey(
        Donor, models.PROTECT, related_name="sponsorships", verbose_name="người, tổ chức đỡ đầu"
    )
    child = models.ForeignKey(
        Child, models.PROTECT, related_name="sponsorships", verbose_name="trẻ em"
    )
    period = period_field()
    monthly_amount = models.BigIntegerField("mức hằng tháng, đồng", default=0)
    help = models.CharField("hình thức giúp đỡ", max_length=200)

    objects = SponsorshipQuerySet.as_manager()

    class Meta:
        verbose_name = "nhận đỡ đầu"
        verbose_name_plural = "nhận đỡ đầu"
        constraints = [
            no_overlap("one_sponsorship_of_a_donor_at_a_time", "donor", "child"),
            real_period("sponsorship_period_real"),
            models.CheckConstraint(
                name="sponsorship_amount_not_negative",
                condition=models.Q(monthly_amount__gte=0),
                violation_error_message=_("Số tiền không thể âm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.donor} đỡ đầu {self.child}"

    def clean(self) -> None:
        begins = self.period.lower if self.period else None
        if self.child_id and begins and begins < self.child.birth_date:
            raise ValidationError({"period": _("Ngày bắt đầu trước ngày sinh của trẻ.")})
