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
    serves=("C1", "C4"),
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
    serves=("C1", "C5"),
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
    serves=("C5",),
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
    serves=("C3",),
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
    serves=("C3",),
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
    serves=("C12",),
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
    serves=("C2", "C12"),
)
def special_supported(child: Any) -> Measure:
    """Trong số trẻ có hoàn cảnh đặc biệt vào ngày chốt: số trẻ nhận ít nhất một trợ cấp, quà,
    học bổng, dịch vụ hay hỗ trợ khác trong kỳ.

    Among children in special circumstances on the cut-off day: those who received at least
    one allowance, gift, scholarship, service or other support in the period.
    """
    return Measure(child.special & child.supported, among=child.special)


@indicator(
    "Trẻ em có hoàn cảnh đặc biệt được chăm sóc, hưởng chính sách của Nhà nước",
    "Children in special circumstances cared for and receiving State support",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=AID,
    law=(("L2016", "Điều 10"), ("ND56", "Điều 17–21")),
    headline="share",
    serves=(
        "C3",
        "C12",
    ),
)
def special_state_supported(child: Any) -> Measure:
    """Trong số trẻ có hoàn cảnh đặc biệt vào ngày chốt: số trẻ nhận ít nhất một trợ cấp hay hỗ
    trợ của Nhà nước trong kỳ.

    Among children in special circumstances on the cut-off day: those who received at least one
    allowance or other support of the State in the period.
    """
    return Measure(child.special & child.state_supported, among=child.special)


@indicator(
    "Trẻ em khuyết tật nặng, đặc biệt nặng được chăm sóc, hỗ trợ",
    "Children with severe disabilities cared for",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=AID,
    law=(("L51", "Điều 3"),),
    headline="share",
    serves=("C12",),
)
def severely_disabled_supported(child: Any) -> Measure:
    """Trong số trẻ khuyết tật mức độ nặng hoặc đặc biệt nặng vào ngày chốt: số trẻ nhận ít nhất
    một hỗ trợ dưới mọi hình thức trong kỳ.

    Among children with a severe or especially severe disability on the cut-off day: those who
    received support of any form in the period.
    """
    return Measure(child.severe & child.supported, among=child.severe)


@indicator(
    "Trẻ em mồ côi không nơi nương tựa, bị bỏ rơi được giúp đỡ, chăm sóc",
    "Orphans with nobody to rely on and abandoned children helped",
    unit="trẻ",
    time=Time.STOCK,
    fact=CHILD,
    section=AID,
    law=(("L2016", "Điều 10"),),
    headline="share",
    serves=("C12",),
)
def orphaned_or_abandoned_supported(child: Any) -> Measure:
    """Trong số trẻ mồ côi, bị bỏ rơi hoặc không nơi nương tựa vào ngày chốt: số trẻ nhận ít nhất
    một hỗ trợ dưới mọi hình thức trong kỳ.

    Among children orphaned, abandoned or with nobody to rely on, on the cut-off day: those who
    received support of any form in the period.
    """
    return Measure(child.alone & child.supported, among=child.alone)
