"""Indicators on boards, plans and the people who do the work."""

from typing import Any

from chungtay.indicators.facts import POST, UNIT
from chungtay.indicators.registry import Measure, Time, indicator

SECTION = "V. Bộ máy, nhân lực"
DISTRICT, COMMUNE, HAMLET = 2, 3, 4


@indicator(
    "Cán bộ cấp huyện làm cộng tác viên phiên dịch của Tổng đài 111",
    "District officers who interpret for the 111 hotline",
    unit="người",
    time=Time.STOCK,
    fact=POST,
    section="III. Tập huấn, truyền thông",
    law=(("ND56", "Điều 22"),),
    serves=("C9",),
)
def interpreters(post: Any) -> Measure:
    """Số người ở cấp huyện giữ vị trí phiên dịch tiếng dân tộc cho Tổng đài Quốc gia bảo vệ
    trẻ em 111 vào ngày chốt; mỗi người tính một lần.

    People at district level who hold the post of interpreter for the national child
    protection line 111 on the cut-off day; each counts once.
    """
    return Measure((post.role == "interpreter") & (post.level == DISTRICT), distinct="person_id")


@indicator(
    "Xã, phường, thị trấn có ban chỉ đạo và kế hoạch riêng hoặc lồng ghép",
    "Communes with a steering board and a plan",
    unit="xã",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    headline="of",
    serves=("C22", "C23"),
)
def communes_with_board_and_plan(unit: Any) -> Measure:
    """Trong số xã, phường, thị trấn của cây đơn vị ngày chốt: số có ban chỉ đạo đang hoạt động
    và có kế hoạch riêng hoặc lồng ghép cho thời gian trong kỳ.

    Among the communes of the tree of the cut-off day: those with a steering board at work and
    a plan of their own or within another for time in the period.
    """
    commune = unit.level == COMMUNE
    return Measure(commune & unit.has_board & unit.has_plan, among=commune)


@indicator(
    "Cộng tác viên trẻ em ở thôn, buôn, tổ dân phố",
    "Collaborators in hamlets",
    unit="người",
    time=Time.STOCK,
    fact=POST,
    section=SECTION,
    serves=("C20",),
)
def collaborators(post: Any) -> Measure:
    """Số người giữ vị trí cộng tác viên trẻ em ở thôn, buôn, tổ dân phố vào ngày chốt; người
    phụ trách nhiều thôn tính một lần.

    People who hold the post of collaborator in a hamlet on the cut-off day; one who serves
    several hamlets counts once.
    """
    return Measure((post.role == "collaborator") & (post.level == HAMLET), distinct="person_id")


@indicator(
    "Xã, phường, thị trấn bố trí người làm công tác trẻ em",
    "Communes with a person in charge of child work",
    unit="xã",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    headline="of",
    serves=("C20",),
)
def communes_with_officer(unit: Any) -> Measure:
    """Trong số xã, phường, thị trấn của cây đơn vị ngày chốt: số có người giữ vị trí làm công
    tác trẻ em.

    Among the communes of the tree of the cut-off day: those where someone holds the post for
    child work.
    """
    return Measure((unit.level == COMMUNE) & unit.has_officer, among=unit.level == COMMUNE)


@indicator(
    "Huyện, thị xã, thành phố bố trí công chức tham mưu công tác trẻ em",
    "Districts with an officer who advises on child work",
    unit="huyện",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    headline="of",
    serves=("C20",),
)
def districts_with_officer(unit: Any) -> Measure:
    """Trong số đơn vị cấp huyện của cây đơn vị ngày chốt: số có công chức tham mưu công tác
    bảo vệ, chăm sóc trẻ em. Từ ngày 01/7/2025 không còn cấp huyện.

    Among the districts of the tree of the cut-off day: those with an officer who advises on
    child work. There are no districts from 1 July 2025.
    """
    return Measure((unit.level == DISTRICT) & unit.has_officer, among=unit.level == DISTRICT)


@indicator(
    "Thôn, xóm, bản có cộng tác viên trẻ em",
    "Hamlets that have a collaborator",
    unit="thôn",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    headline="share",
    serves=("C20",),
)
def hamlets_with_collaborator(unit: Any) -> Measure:
    """Trong số thôn, xóm, bản, buôn, tổ dân phố của cây đơn vị ngày chốt: số có người giữ vị trí
    cộng tác viên trẻ em.

    Among the hamlets of the tree of the cut-off day: those where someone holds the post of
    collaborator.
    """
    return Measure((unit.level == HAMLET) & unit.has_collaborator, among=unit.level == HAMLET)
