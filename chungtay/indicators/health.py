"""Indicators on insurance cards, growth, vaccines, examinations and injuries."""

from typing import Any

from chungtay.indicators.facts import EXAMINED, INJURY, YOUNG
from chungtay.indicators.registry import Measure, Time, indicator

SECTION = "VII. Y tế, dinh dưỡng, tai nạn thương tích"
CARD_LAW = (("L25", "Điều 12"), ("ND146", "Điều 3"))


@indicator(
    "Trẻ em dưới 6 tuổi được cấp thẻ bảo hiểm y tế",
    "Children under 6 issued an insurance card",
    unit="trẻ",
    time=Time.FLOW,
    fact=YOUNG,
    section=SECTION,
    law=CARD_LAW,
    serves=("C13",),
)
def cards_issued_under_6(young: Any) -> Measure:
    """Trong số trẻ dưới 6 tuổi vào ngày chốt được đề nghị cấp thẻ bảo hiểm y tế trong kỳ: số trẻ
    đã được cấp thẻ trong kỳ. Số còn lại có lý do ghi ở từng thẻ.

    Among children under 6 on the cut-off day for whom a card was asked in the period: those
    issued one in the period. The rest have a reason on each card.
    """
    return Measure(young.card_issued, among=young.card_asked)


@indicator(
    "Trẻ em 1 tuổi được tiêm chủng mở rộng đầy đủ",
    "One-year-olds fully immunised",
    unit="trẻ",
    time=Time.STOCK,
    fact=YOUNG,
    section=SECTION,
    law=(("TT38", "Điều 1"),),
    headline="share",
    serves=("C15",),
)
def fully_immunised(young: Any) -> Measure:
    """Trong số trẻ từ 12 đến 23 tháng tuổi vào ngày chốt: số trẻ đã có mọi mũi vắc xin phải có
    trước khi tròn 1 tuổi theo lịch tiêm chủng mở rộng của ngày chốt.

    Among children of 12 to 23 months on the cut-off day: those with every dose due before the
    first birthday by the expanded programme in force that day.
    """
    return Measure(one_year_old(young) & young.immunised, among=one_year_old(young))


@indicator(
    "Trẻ em từ 6 đến 35 tháng tuổi được uống vitamin A",
    "Children of 6 to 35 months given vitamin A",
    unit="trẻ",
    time=Time.STOCK,
    fact=YOUNG,
    section=SECTION,
    headline="share",
    serves=("C15",),
)
def vitamin_a_given(young: Any) -> Measure:
    """Trong số trẻ từ 6 đến 35 tháng tuổi vào ngày chốt: số trẻ được uống vitamin A ít nhất một
    lần trong kỳ.

    Among children of 6 to 35 months on the cut-off day: those given vitamin A at least once in
    the period.
    """
    return Measure(of_vitamin_age(young) & young.vitamin_a, among=of_vitamin_age(young))


@indicator(
    "Trẻ em dưới 5 tuổi được cân, đo trong kỳ",
    "Children under 5 weighed and measured",
    unit="trẻ",
    time=Time.STOCK,
    fact=YOUNG,
    section=SECTION,
    headline="share",
    serves=("C14",),
)
def under_5_measured(young: Any) -> Measure:
    """Trong số trẻ dưới 60 tháng tuổi vào ngày chốt, sinh trước đó ít nhất 30 ngày: số trẻ được
    cân, đo ít nhất một lần trong kỳ.

    Among children under 60 months on the cut-off day who were born at least 30 days before it:
    those weighed and measured at least once in the period.
    """
    return Measure(under_five(young) & young.measured, among=under_five(young))


@indicator(
    "Trẻ em dưới 2 tuổi được cân, đo 3 tháng một lần, có biểu đồ tăng trưởng",
    "Children under 2 measured every three months with a growth chart",
    unit="trẻ",
    time=Time.STOCK,
    fact=YOUNG,
    section=SECTION,
    headline="share",
    serves=("C14",),
)
def under_2_measured_quarterly(young: Any) -> Measure:
    """Trong số trẻ dưới 24 tháng tuổi vào ngày chốt có ít nhất một quý trọn trong kỳ bắt đầu từ
    khi trẻ sinh: số trẻ mà mọi quý đó đều được cân, đo và chấm biểu đồ tăng trưởng.

    Among children under 24 months on the cut-off day with at least one whole quarter of the
    period begun since birth: those measured, with the growth chart kept, in every such quarter.
    """
    return Measure(under_two(young) & young.measured_quarterly, among=under_two(young))


@indicator(
    "Trẻ em đi khám, chữa bệnh được bảo đảm quyền lợi bảo hiểm y tế",
    "Children whose insurance rights were kept when examined or treated",
    unit="trẻ",
    time=Time.FLOW,
    fact=EXAMINED,
    section=SECTION,
    law=(("L25", "Điều 22"),),
    headline="share",
    serves=("C13",),
)
def insurance_rights_kept(examined: Any) -> Measure:
    """Trong số trẻ của đơn vị được khám, chữa bệnh trong kỳ: số trẻ mà mọi lượt đều được hưởng đủ
    quyền lợi bảo hiểm y tế.

    Among children of the unit examined or treated in the period: those whose insurance rights
    were kept at every visit.
    """
    return Measure(examined.rights_kept, among=examined.child_id.notnull())


@indicator(
    "Lượt trẻ em bị tai nạn, thương tích",
    "Injuries of children",
    unit="lượt",
    time=Time.FLOW,
    fact=INJURY,
    section=SECTION,
    serves=(
        "C11",
        "C28",
    ),
)
def injuries(injury: Any) -> Measure:
    """Số lượt trẻ em bị tai nạn, thương tích trong kỳ, tính ở nơi xảy ra.

    Accidents and injuries of children in the period, counted where they happened.
    """
    return Measure(injury.injury_id.notnull())


@indicator(
    "Trẻ em tử vong do đuối nước",
    "Children who drowned",
    unit="trẻ",
    time=Time.FLOW,
    fact=INJURY,
    section=SECTION,
    serves=(
        "C11",
        "C28",
    ),
)
def drowning_deaths(injury: Any) -> Measure:
    """Số trẻ em tử vong do đuối nước trong kỳ, tính ở nơi xảy ra.

    Children who died of drowning in the period, counted where it happened.
    """
    return Measure((injury.cause == "drowning") & injury.fatal)


def one_year_old(young: Any) -> Any:
    return (young.months >= 12) & (young.months < 24)


def of_vitamin_age(young: Any) -> Any:
    return (young.months >= 6) & (young.months < 36)


def under_five(young: Any) -> Any:
    return (young.months < 60) & young.weighable


def under_two(young: Any) -> Any:
    return (young.months < 24) & young.quarterly_due
