"""Indicators on training and communication."""

from typing import Any

from chungtay.indicators.facts import ACTIVITY, ATTENDANCE, PRODUCT
from chungtay.indicators.registry import Measure, Time, indicator

SECTION = "III. Tập huấn, truyền thông"
MONTH_OF_ACTION = ("TT28", "Tháng hành động vì trẻ em")


@indicator(
    "Lớp tập huấn cho người làm công tác bảo vệ trẻ em",
    "Training classes for child-protection staff",
    unit="lớp",
    time=Time.FLOW,
    fact=ACTIVITY,
    section=SECTION,
)
def training_classes(activity: Any) -> Measure:
    """Số lớp tập huấn bắt đầu trong kỳ và đã tổ chức.

    Training classes that began in the period and were held.
    """
    return Measure((activity.kind == "training") & (activity.status == "held"))


@indicator(
    "Cán bộ cấp huyện, cấp xã được tập huấn",
    "District and commune staff trained",
    unit="người",
    time=Time.FLOW,
    fact=ATTENDANCE,
    section=SECTION,
)
def staff_trained(attendance: Any) -> Measure:
    """Số người công tác ở cấp huyện hoặc cấp xã có tên trong ít nhất một lớp tập huấn đã tổ
    chức trong kỳ; người dự nhiều lớp tính một lần.

    People serving at district or commune level who attended at least one training class held
    in the period; a person at several classes counts once.
    """
    return Measure(
        (attendance.kind == "training")
        & (attendance.status == "held")
        & attendance.level.isin([2, 3]),
        distinct="person_id",
    )


@indicator(
    "Băng rôn trong Tháng hành động vì trẻ em",
    "Banners hung in the Month of Action",
    unit="băng rôn",
    time=Time.FLOW,
    fact=PRODUCT,
    section=SECTION,
    law=(MONTH_OF_ACTION,),
)
def banners(product: Any) -> Measure:
    """Tổng số băng rôn tại các nơi đặt, thuộc hoạt động truyền thông của Tháng hành động vì
    trẻ em đã tổ chức trong kỳ.

    Banners over all places, of communication held in the period for the Month of Action for
    Children.
    """
    return Measure(_in_month_of_action(product, "banner"), total="quantity")


@indicator(
    "Khẩu hiệu trong Tháng hành động vì trẻ em",
    "Slogans put up in the Month of Action",
    unit="khẩu hiệu",
    time=Time.FLOW,
    fact=PRODUCT,
    section=SECTION,
    law=(MONTH_OF_ACTION,),
)
def slogans(product: Any) -> Measure:
    """Tổng số khẩu hiệu tại các nơi đặt, thuộc hoạt động truyền thông của Tháng hành động vì
    trẻ em đã tổ chức trong kỳ.

    Slogans over all places, of communication held in the period for the Month of Action for
    Children.
    """
    return Measure(_in_month_of_action(product, "slogan"), total="quantity")


def _in_month_of_action(product: Any, medium: str) -> Any:
    held = product.status == "held"
    return held & (product.campaign == "month_of_action") & (product.medium == medium)
