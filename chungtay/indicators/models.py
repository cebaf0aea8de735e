"""Indicators on models of care and on child-friendly communes."""

from typing import Any

from chungtay.indicators.facts import CARE_MODEL, UNIT
from chungtay.indicators.registry import Measure, Time, indicator

SECTION = "IX. Mô hình, xã phù hợp với trẻ em"
DISTRICT, COMMUNE = 2, 3


@indicator(
    "Xã có mô hình Ngôi nhà an toàn, phòng, chống tai nạn thương tích",
    "Communes with the Safe Home model",
    unit="xã",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    headline="of",
    serves=("C24",),
)
def safe_home_communes(unit: Any) -> Measure:
    """Trong số xã, phường, thị trấn của cây đơn vị ngày chốt: số có mô hình Ngôi nhà an toàn đang
    hoạt động.

    Among the communes of the tree of the cut-off day: those where the model Safe Home is at work.
    """
    return Measure((unit.level == COMMUNE) & unit.safe_home, among=unit.level == COMMUNE)


@indicator(
    "Huyện có mô hình hệ thống bảo vệ trẻ em dựa vào cộng đồng",
    "Districts with the community-based protection model",
    unit="huyện",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    headline="of",
    serves=("C24",),
)
def community_protection_districts(unit: Any) -> Measure:
    """Trong số đơn vị cấp huyện của cây đơn vị ngày chốt: số có mô hình hệ thống bảo vệ trẻ em
    dựa vào cộng đồng đang hoạt động.

    Among the districts of the tree of the cut-off day: those where the model of community-based
    child protection is at work.
    """
    return Measure(
        (unit.level == DISTRICT) & unit.community_protection, among=unit.level == DISTRICT
    )


@indicator(
    "Xã có mô hình hệ thống bảo vệ trẻ em dựa vào cộng đồng",
    "Communes with the community-based protection model",
    unit="xã",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    headline="of",
    serves=("C24",),
)
def community_protection_communes(unit: Any) -> Measure:
    """Trong số xã, phường, thị trấn của cây đơn vị ngày chốt: số có mô hình hệ thống bảo vệ trẻ
    em dựa vào cộng đồng đang hoạt động.

    Among the communes of the tree of the cut-off day: those where the model of community-based
    child protection is at work.
    """
    return Measure((unit.level == COMMUNE) & unit.community_protection, among=unit.level == COMMUNE)


@indicator(
    "Xã có mô hình phục hồi chức năng cho trẻ em khuyết tật",
    "Communes with community-based rehabilitation",
    unit="xã",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    headline="of",
    serves=("C24",),
)
def rehabilitation_communes(unit: Any) -> Measure:
    """Trong số xã, phường, thị trấn của cây đơn vị ngày chốt: số có mô hình phục hồi chức năng
    cho trẻ em khuyết tật dựa vào cộng đồng đang hoạt động.

    Among the communes of the tree of the cut-off day: those where the model of community-based
    rehabilitation is at work.
    """
    return Measure((unit.level == COMMUNE) & unit.rehabilitation, among=unit.level == COMMUNE)


@indicator(
    "Xã có mô hình chăm sóc, tư vấn trẻ em bị ảnh hưởng bởi HIV/AIDS",
    "Communes with care and counselling for children affected by HIV",
    unit="xã",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    headline="of",
    serves=("C24",),
)
def hiv_care_communes(unit: Any) -> Measure:
    """Trong số xã, phường, thị trấn của cây đơn vị ngày chốt: số có mô hình chăm sóc tại nhà,
    chăm sóc thay thế và tư vấn cho trẻ em bị ảnh hưởng bởi HIV/AIDS đang hoạt động.

    Among the communes of the tree of the cut-off day: those where the model of care and
    counselling for children affected by HIV is at work.
    """
    return Measure((unit.level == COMMUNE) & unit.hiv_care, among=unit.level == COMMUNE)


@indicator(
    "Câu lạc bộ trẻ em",
    "Children's clubs",
    unit="câu lạc bộ",
    time=Time.STOCK,
    fact=CARE_MODEL,
    section=SECTION,
    serves=("C24",),
)
def children_clubs(care_model: Any) -> Measure:
    """Số câu lạc bộ trẻ em đang hoạt động ngày chốt.

    Children's clubs at work on the cut-off day.
    """
    return Measure(care_model.kind == "children_club")


@indicator(
    "Điểm tư vấn tại trường học",
    "Counselling points in schools",
    unit="điểm",
    time=Time.STOCK,
    fact=CARE_MODEL,
    section=SECTION,
    serves=(
        "C10",
        "C24",
    ),
)
def school_counselling_points(care_model: Any) -> Measure:
    """Số điểm tư vấn trong trường học đang hoạt động ngày chốt.

    Counselling points in schools at work on the cut-off day.
    """
    return Measure(care_model.kind == "school_counselling")


@indicator(
    "Xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em",
    "Communes that meet the child-friendly standard",
    unit="xã",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    law=(("QD06-2019", ""),),
    headline="of",
    serves=("C25",),
)
def child_friendly_communes(unit: Any) -> Measure:
    """Trong số xã, phường, thị trấn của cây đơn vị ngày chốt: số mà quyết định gần nhất, ban hành
    đến ngày chốt, công nhận phù hợp với trẻ em.

    Among the communes of the tree of the cut-off day: those that the latest decision made by that
    day recognises as child-friendly.
    """
    return Measure((unit.level == COMMUNE) & unit.child_friendly, among=unit.level == COMMUNE)


@indicator(
    "Xã, phường, thị trấn đăng ký xây dựng xã phù hợp với trẻ em",
    "Communes registered to become child-friendly",
    unit="xã",
    time=Time.STOCK,
    fact=UNIT,
    section=SECTION,
    law=(("QD06-2019", ""),),
    headline="of",
    serves=("C25",),
)
def child_friendly_registered(unit: Any) -> Measure:
    """Trong số xã, phường, thị trấn của cây đơn vị ngày chốt: số đã đăng ký cho năm của ngày
    chốt.

    Among the communes of the tree of the cut-off day: those registered for the year of that day.
    """
    return Measure((unit.level == COMMUNE) & unit.registered, among=unit.level == COMMUNE)
