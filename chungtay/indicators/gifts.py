"""Indicators on visits and gifts at the festivals, and on sponsors."""

from typing import Any

from chungtay.indicators.facts import GIFT, SPONSORSHIP
from chungtay.indicators.registry import Measure, Time, indicator

SECTION = "II. Trợ giúp trẻ em"
FESTIVALS = ("tet", "children_day", "mid_autumn")


@indicator(
    "Trẻ em được thăm, tặng quà dịp Tết Nguyên đán, 1/6, Trung thu",
    "Children visited and given gifts at the festivals",
    unit="trẻ",
    time=Time.FLOW,
    fact=GIFT,
    section=SECTION,
    serves=(
        "C17",
        "C26",
    ),
)
def festival_gift_children(gift: Any) -> Measure:
    """Số trẻ của đơn vị nhận ít nhất một suất quà trong kỳ ở các đợt dịp Tết Nguyên đán, Tết
    Thiếu nhi 1/6, Tết Trung thu; mỗi trẻ tính một lần. Không tính quà của chương trình ngoài địa
    phương chuyển tới.

    Children of the unit who got at least one gift in the period in drives at the lunar new year,
    1 June and Mid-Autumn; each counts once. Gifts handed on from outside programmes are left out.
    """
    return Measure(of_festivals(gift), distinct="child_id")


@indicator(
    "Kinh phí thăm, tặng quà dịp Tết Nguyên đán, 1/6, Trung thu",
    "Cost of those gifts",
    unit="đồng",
    time=Time.FLOW,
    fact=GIFT,
    section=SECTION,
    serves=(
        "C17",
        "C26",
    ),
)
def festival_gift_cost(gift: Any) -> Measure:
    """Tổng trị giá các suất quà của những đợt đó trong kỳ.

    Value of the gifts of those drives in the period.
    """
    return Measure(of_festivals(gift), total="amount")


@indicator(
    "Xã khó khăn có trẻ em được tặng quà Tháng hành động vì trẻ em",
    "Communes in hard areas with gifts in the Month of Action",
    unit="xã",
    time=Time.FLOW,
    fact=GIFT,
    section=SECTION,
    law=(("TT28", "Tháng hành động vì trẻ em"),),
    serves=("C26",),
)
def month_of_action_gift_communes(gift: Any) -> Measure:
    """Số xã nơi trẻ nhận quà sinh sống, của các đợt trong Tháng hành động vì trẻ em ở địa bàn khó
    khăn trong kỳ.

    Communes where children live who got gifts of drives in hard areas for the Month of Action in
    the period.
    """
    return Measure(of_month_of_action(gift), distinct="commune_id")


@indicator(
    "Kinh phí tặng quà Tháng hành động vì trẻ em ở địa bàn khó khăn",
    "Money spent on those gifts",
    unit="đồng",
    time=Time.FLOW,
    fact=GIFT,
    section=SECTION,
    serves=("C26",),
)
def month_of_action_gift_cost(gift: Any) -> Measure:
    """Tổng trị giá các suất quà của những đợt đó trong kỳ.

    Value of the gifts of those drives in the period.
    """
    return Measure(of_month_of_action(gift), total="amount")


@indicator(
    "Trẻ em được nhận quà của các chương trình ngoài địa phương",
    "Children given gifts of outside programmes",
    unit="trẻ",
    time=Time.FLOW,
    fact=GIFT,
    section=SECTION,
    serves=("C19",),
)
def programme_gift_children(gift: Any) -> Measure:
    """Số trẻ của đơn vị nhận ít nhất một suất quà trong kỳ của chương trình, nhà tài trợ ngoài
    địa phương; mỗi trẻ tính một lần.

    Children of the unit who got at least one gift of an outside programme or donor in the period;
    each counts once.
    """
    return Measure(gift.source == "programme", distinct="child_id")


@indicator(
    "Trẻ em được nhận đỡ đầu",
    "Children with a sponsor",
    unit="trẻ",
    time=Time.STOCK,
    fact=SPONSORSHIP,
    section=SECTION,
    serves=("C18",),
)
def children_sponsored(sponsorship: Any) -> Measure:
    """Số trẻ được cơ quan, đoàn thể, cá nhân nhận đỡ đầu còn hiệu lực ngày chốt; mỗi trẻ tính một
    lần.

    Children whom a body, union or person sponsors on the cut-off day; each counts once.
    """
    return Measure(sponsorship.child_id.notnull(), distinct="child_id")


def of_festivals(gift: Any) -> Any:
    return gift.occasion.isin(FESTIVALS) & (gift.source != "programme")


def of_month_of_action(gift: Any) -> Any:
    return (gift.occasion == "month_of_action") & gift.hard_area
