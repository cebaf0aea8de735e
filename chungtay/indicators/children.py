"""Indicators on children, their circumstances and their households."""

from typing import Any

from chungtay.indicators.facts import CHILD
from chungtay.indicators.registry import Measure, Time, indicator

SITUATION = "I. Tình hình trẻ em"
AID = "II. Trợ giúp trẻ em"
CHILD_LAW = ("L2016", "Điều 1")


@indicator(
    "Tổng số trẻ em",
    "Children",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=SITUATION,
    law=(CHILD_LAW,),
)
def children(child: Any) -> Measure:
    """Số trẻ em dưới 16 tuổi có nơi ở trong đơn vị vào ngày chốt số liệu.

    Children under 16 who have a home in the unit on the cut-off day.
    """
    return Measure(child.child_id.notnull())


@indicator(
    "Trẻ em có hoàn cảnh đặc biệt",
    "Children in special circumstances",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=SITUATION,
    law=(("L2016", "Điều 10"), ("ND56", "Điều 3–16")),
)
def special_circumstances(child: Any) -> Measure:
    """Số trẻ có ít nhất một giai đoạn hoàn cảnh đặc biệt còn hiệu lực vào ngày chốt;
    trẻ thuộc nhiều nhóm tính một lần. So với tổng số trẻ em.

    Children with at least one episode of special circumstances open on the cut-off day; a
    child in several groups counts once. Set against all children.
    """
    return Measure(child.special, among=child.child_id.notnull())


@indicator(
    "Trẻ em có nguy cơ rơi vào hoàn cảnh đặc biệt",
    "Children at risk of special circumstances",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=SITUATION,
)
def at_risk(child: Any) -> Measure:
    """Số trẻ có ít nhất một nguy cơ trong danh mục của tỉnh vào ngày chốt và không đang
    có hoàn cảnh đặc biệt. Luật không đóng danh mục này. So với tổng số trẻ em.

    Children with at least one risk of the province's list open on the cut-off day and no
    special circumstances. No law closes this list. Set against all children.
    """
    return Measure(child.at_risk, among=child.child_id.notnull())


@indicator(
    "Trẻ em trong hộ gia đình nghèo",
    "Children in poor households",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=SITUATION,
    law=(("QD59", ""),),
)
def poor_households(child: Any) -> Measure:
    """Số trẻ vào ngày chốt sống trong hộ được công nhận là hộ nghèo của năm đó.
    So với tổng số trẻ em.

    Children who on the cut-off day live in a household recognised as poor that year. Set
    against all children.
    """
    return Measure(child.poverty == "poor", among=child.child_id.notnull())


@indicator(
    "Trẻ em trong hộ gia đình cận nghèo",
    "Children in near-poor households",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=SITUATION,
    law=(("QD59", ""),),
)
def near_poor_households(child: Any) -> Measure:
    """Số trẻ vào ngày chốt sống trong hộ được công nhận là hộ cận nghèo của năm đó.
    So với tổng số trẻ em.

    Children who on the cut-off day live in a household recognised as near-poor that year. Set
    against all children.
    """
    return Measure(child.poverty == "near_poor", among=child.child_id.notnull())


@indicator(
    "Trẻ em thuộc diện trợ cấp xã hội đủ hồ sơ, được hưởng đủ chế độ",
    "Children entitled to social allowance with a full dossier, paid in full",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=AID,
    law=(("ND136", "Điều 5, 6"),),
    headline="share",
)
def allowance_paid_in_full(child: Any) -> Measure:
    """Trong số trẻ mà hoàn cảnh vào ngày chốt thuộc diện trợ cấp hằng tháng: số trẻ có quyết
    định còn hiệu lực, hồ sơ hoàn chỉnh, và tổng đã nhận trong kỳ không thấp hơn mức hằng tháng
    nhân với số tháng được hưởng trong kỳ.

    Among children whose circumstances on the cut-off day entitle to a monthly allowance:
    those with a decision in force, a complete dossier, and payments in the period not below
    the monthly amount times the months due.
    """
    return Measure(child.entitled & child.paid_in_full, among=child.entitled)


@indicator(
    "Trẻ em có hoàn cảnh đặc biệt được chăm sóc, hỗ trợ dưới mọi hình thức",
    "Children in special circumstances cared for or supported in any form",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=AID,
    law=(("L2016", "Điều 10"), ("ND56", "Điều 17–21")),
    headline="share",
)
def special_supported(child: Any) -> Measure:
    """Trong số trẻ có hoàn cảnh đặc biệt vào ngày chốt: số trẻ nhận ít nhất một trợ cấp, quà,
    học bổng, dịch vụ hay hỗ trợ khác trong kỳ.

    Among children in special circumstances on the cut-off day: those who received at least
    one allowance, gift, scholarship, service or other support in the period.
    """
    return Measure(child.special & child.supported, among=child.special)
