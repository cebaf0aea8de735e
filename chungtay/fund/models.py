"""The Child Protection Fund's books at each level: what came in, from whom, what went out."""

from django.db import models

from chungtay.places.models import Unit
from chungtay.support.models import Support


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

    class Meta:
        verbose_name = "nhà tài trợ"
        verbose_name_plural = "nhà tài trợ"

    def __str__(self) -> str:
        return self.name


class Donation(models.Model):
    """What a Fund raised: cash, goods at their value, or help given straight to children."""

    class Form(models.TextChoices):
        CASH = "cash", "tiền mặt"
        IN_KIND = "in_kind", "hiện vật"
        DIRECT = "direct", "hỗ trợ trực tiếp cho trẻ em"

    fund = models.ForeignKey(Unit, models.PROTECT, related_name="donations", verbose_name="Quỹ của")
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="donations")
    form = models.CharField("hình thức", max_length=8, choices=Form)
    date = models.DateField("ngày")
    amount = models.BigIntegerField("trị giá, đồng")
    receipt = models.CharField("số chứng từ", max_length=40)

    class Meta:
        verbose_name = "khoản vận động"
        verbose_name_plural = "khoản vận động"
        indexes = [models.Index(fields=["fund", "date"], name="donation_fund_date")]
        constraints = [
            models.CheckConstraint(name="donation_positive", condition=models.Q(amount__gt=0)),
            models.UniqueConstraint(fields=["fund", "receipt"], name="receipt_once_per_fund"),
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
        constraints = [
            models.UniqueConstraint(fields=["fund", "decision"], name="spending_decision_once")
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.purpose}"


class Benefit(models.Model):
    """One time a child gained from the Fund: ties a support to the spending that paid it."""

    spending = models.ForeignKey(Spending, models.PROTECT, related_name="benefits")
    support = models.OneToOneField(Support, models.PROTECT, related_name="benefit")

    class Meta:
        verbose_name = "lượt trẻ hưởng lợi"
        verbose_name_plural = "lượt trẻ hưởng lợi"

    def __str__(self) -> str:
        return f"{self.spending}: {self.support}"
