"""Indicators on notices, cases and counselling."""

from typing import Any

from chungtay.indicators.facts import CASE, CHILD, COUNSELLING, NOTICE
from chungtay.indicators.registry import Measure, Time, indicator

SECTION = "VI. Bảo vệ trẻ em"
PROCEDURE = (("ND56", "Điều 25–30"),)


@indicator(
    "Trẻ em bị xâm hại được phát hiện",
    "Children found abused",
    unit="trẻ",
    time=Time.FLOW,
    fact=CHILD,
    section=SECTION,
    law=PROCEDURE,
    sealed=True,
    serves=(
        "C6",
        "C11",
    ),
)
def abused_children(child: Any) -> Measure:
    """Số trẻ của đơn vị có ít nhất một hồ sơ vụ việc phát hiện trong kỳ; mỗi trẻ tính một lần. So
    với tổng số trẻ em, nói theo 10.000 trẻ.

    Children of the unit with at least one case found in the period; each counts once. Set against
    all children, told per 10,000.
    """
    return Measure(child.abused, among=child.child_id.notnull())


@indicator(
    "Trẻ em bị xâm hại khi phát hiện được lập hồ sơ, hỗ trợ phù hợp, kịp thời",
    "Abused children found who have a case file and timely support",
    unit="vụ",
    time=Time.FLOW,
    fact=CASE,
    section=SECTION,
    law=PROCEDURE,
    headline="share",
    sealed=True,
    serves=(
        "C6",
        "C8",
    ),
)
def cases_filed_and_supported(case: Any) -> Measure:
    """Trong số vụ việc phát hiện trong kỳ: số vụ đã lập hồ sơ và có hỗ trợ đầu tiên trong số ngày
    làm việc mà quy trình cho phép, tính đến ngày chốt.

    Among cases found in the period: those with a case file and a first support within the working
    days that the procedure allows, by the cut-off day.
    """
    return Measure(case.filed & case.supported_in_time, among=case.case_id.notnull())


@indicator(
    "Vụ việc chuyển chăm sóc thay thế",
    "Cases handed to substitute care",
    unit="vụ",
    time=Time.FLOW,
    fact=CASE,
    section=SECTION,
    law=(("L2016", "Điều 60–69"),),
    sealed=True,
    serves=("C7",),
)
def substitute_care(case: Any) -> Measure:
    """Số vụ việc phát hiện trong kỳ mà trẻ được chuyển chăm sóc thay thế.

    Cases found in the period whose child was handed to substitute care.
    """
    return Measure(case.outcome == "substitute")


@indicator(
    "Thông báo qua Tổng đài 111 và đường dây nóng địa phương",
    "Notices through line 111 and local lines",
    unit="tin",
    time=Time.FLOW,
    fact=NOTICE,
    section=SECTION,
    law=(("ND56", "Điều 22–25"),),
    sealed=True,
    serves=("C9",),
)
def notices_of_lines(notice: Any) -> Measure:
    """Số thông báo, tố giác về trẻ em tiếp nhận trong kỳ qua Tổng đài 111 hoặc đường dây nóng của
    địa phương.

    Notices on children received in the period through line 111 or a local line.
    """
    return Measure(notice.channel.isin(["111", "local_line"]))


@indicator(
    "Lượt tư vấn của trung tâm công tác xã hội",
    "Consultations of the social work centre",
    unit="lượt",
    time=Time.FLOW,
    fact=COUNSELLING,
    section=SECTION,
    serves=("C10",),
)
def consultations(counselling: Any) -> Measure:
    """Số lượt tư vấn về các vấn đề trẻ em tại trung tâm công tác xã hội trong kỳ.

    Consultations on children's matters at the social work centre in the period.
    """
    return Measure(counselling.place == "centre")
