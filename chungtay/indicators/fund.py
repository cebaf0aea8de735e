"""Indicators on the Child Protection Fund."""

from typing import Any

from chungtay.indicators.facts import BENEFIT, DONATION, UNIT
from chungtay.indicators.registry import Measure, Time, indicator

SECTION = "IV. Quỹ Bảo trợ trẻ em"
LAW = (("L2016", "Điều 95"),)
COMMUNE = 3


@indicator(
    "Quỹ Bảo trợ trẻ em vận động được (tiền mặt, hiện vật, hỗ trợ trực tiếp)",
    "Raised by the Child Protection Fund (cash, in kind, direct)",
    unit="đồng",
    time=Time.FLOW,
    fact=DONATION,
    section=SECTION,
    law=LAW,
    serves=("C16",),
)
def fund_raised(donation: Any) -> Measure:
    """Tổng trị giá các khoản Quỹ của đơn vị và cấp dưới vận động trong kỳ, gồm tiền mặt, hiện
    vật quy ra tiền và hỗ trợ trực tiếp cho trẻ em.

    Value of all that the Funds of the unit and of those below raised in the period: cash,
    goods at their value, and help given straight to children.
    """
    return Measure(donation.donation_id.notnull(), total="amount")


@indicator(
    "Lượt trẻ em được hỗ trợ, hưởng lợi từ Quỹ",
    "Times a child was supported by the Fund",
    unit="lượt",
    time=Time.FLOW,
    fact=BENEFIT,
    section=SECTION,
    law=LAW,
    serves=("C17",),
)
def fund_benefits(benefit: Any) -> Measure:
    """Số lượt trẻ nhận hỗ trợ từ các khoản chi của Quỹ trong kỳ; một trẻ nhận nhiều lần
    tính nhiều lượt.

    Times a child received support from the Fund's spending in the period; a child helped
    twice counts twice.
    """
    return Measure(benefit.benefit_id.notnull())


@indicator(
    "Kinh phí Quỹ đã hỗ trợ trẻ em",
    "Spent on that support",
    unit="đồng",
    time=Time.FLOW,
    fact=BENEFIT,
    section=SECTION,
    law=LAW,
    serves=("C17",),
)
def fund_spent(benefit: Any) -> Measure:
    """Tổng trị giá của các lượt trẻ nhận hỗ trợ từ Quỹ trong kỳ.

    Value of the support that children received from the Fund in the period.
    """
    return Measure(benefit.benefit_id.notnull(), total="amount")


@indicator(
    "Xã, phường, thị trấn có Quỹ Bảo trợ trẻ em",
    "Communes that have a Child Protection Fund",
    unit="xã",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    law=LAW,
    headline="of",
    serves=("C16",),
)
def communes_with_fund(unit: Any) -> Measure:
    """Trong số xã, phường, thị trấn của cây đơn vị ngày chốt: số có Quỹ Bảo trợ trẻ em đang hoạt
    động.

    Among the communes of the tree of the cut-off day: those with a Child Protection Fund at work.
    """
    return Measure((unit.level == COMMUNE) & unit.has_fund, among=unit.level == COMMUNE)
