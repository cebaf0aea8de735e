"""Indicators on training and communication."""

from typing import Any

from chungtay.indicators.facts import ACTIVITY, ATTENDANCE, PRODUCT, TASK, UNIT
from chungtay.indicators.registry import Measure, Time, indicator

SECTION = "III. Tập huấn, truyền thông"
EVENTS = "VIII. Hoạt động, diễn đàn, phối hợp liên ngành"
DISTRICT, COMMUNE = 2, 3
FORUMS = (("TT29", "Diễn đàn trẻ em"),)
MONTH_OF_ACTION = ("TT28", "Tháng hành động vì trẻ em")


@indicator(
    "Lớp tập huấn cho người làm công tác bảo vệ trẻ em",
    "Training classes for child-protection staff",
    unit="lớp",
    time=Time.FLOW,
    fact=ACTIVITY,
    section=SECTION,
    serves=("C21",),
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
    serves=("C21",),
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
    serves=("C27",),
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
    serves=("C27",),
)
def slogans(product: Any) -> Measure:
    """Tổng số khẩu hiệu tại các nơi đặt, thuộc hoạt động truyền thông của Tháng hành động vì
    trẻ em đã tổ chức trong kỳ.

    Slogans over all places, of communication held in the period for the Month of Action for
    Children.
    """
    return Measure(_in_month_of_action(product, "slogan"), total="quantity")


@indicator(
    "Xã có lớp tập huấn cho người làm công tác trẻ em",
    "Communes where child-work staff are trained",
    unit="xã",
    time=Time.FLOW,
    fact=UNIT,
    section=SECTION,
    serves=("C21",),
)
def communes_trained(unit: Any) -> Measure:
    """Số xã, phường, thị trấn là nơi tổ chức ít nhất một lớp tập huấn trong kỳ.

    Communes that held at least one training class in the period.
    """
    return Measure((unit.level == COMMUNE) & unit.trained)


@indicator(
    "Huyện, thành phố tổ chức diễn đàn trẻ em",
    "Districts that held a children's forum",
    unit="huyện",
    time=Time.FLOW,
    fact=UNIT,
    section=EVENTS,
    law=FORUMS,
    serves=("C26",),
)
def forum_districts(unit: Any) -> Measure:
    """Số đơn vị cấp huyện đã tổ chức diễn đàn trẻ em trong kỳ.

    Districts that held a children's forum in the period.
    """
    return Measure((unit.level == DISTRICT) & unit.forum)


@indicator(
    "Xã thuộc vùng dự án tổ chức diễn đàn trẻ em",
    "Communes of a project area that held a children's forum",
    unit="xã",
    time=Time.FLOW,
    fact=UNIT,
    section=EVENTS,
    law=FORUMS,
    serves=("C26",),
)
def project_forum_communes(unit: Any) -> Measure:
    """Số xã, phường, thị trấn đã tổ chức diễn đàn trẻ em trong kỳ cùng một dự án, đơn vị phối
    hợp.

    Communes that held a children's forum in the period together with a project or partner.
    """
    return Measure((unit.level == COMMUNE) & unit.project_forum)


@indicator(
    "Trẻ em tham gia diễn đàn",
    "Children who took part in forums",
    unit="trẻ",
    time=Time.FLOW,
    fact=ACTIVITY,
    section=EVENTS,
    law=FORUMS,
    serves=("C26",),
)
def forum_children(activity: Any) -> Measure:
    """Tổng số trẻ em tham gia các diễn đàn trẻ em đã tổ chức trong kỳ; trẻ dự nhiều diễn đàn tính
    nhiều lần.

    Children at the children's forums held in the period; a child at several counts at each.
    """
    return Measure((activity.kind == "forum") & (activity.status == "held"), total="children")


@indicator(
    "Hoạt động theo kế hoạch đã tổ chức",
    "Planned activities held",
    unit="hoạt động",
    time=Time.FLOW,
    fact=ACTIVITY,
    section=EVENTS,
    serves=(
        "C26",
        "C27",
    ),
)
def activities_held(activity: Any) -> Measure:
    """Trong số hoạt động bắt đầu trong kỳ: số đã tổ chức. Còn lại là dự kiến, không tổ chức hoặc
    thay bằng hình thức khác.

    Among activities that began in the period: those held. The rest are planned, cancelled or
    replaced.
    """
    return Measure(activity.status == "held", among=activity.activity_id.notnull())


@indicator(
    "Cuộc kiểm tra, giám sát đã tiến hành",
    "Inspections made",
    unit="cuộc",
    time=Time.FLOW,
    fact=ACTIVITY,
    section=EVENTS,
    serves=("C30",),
)
def inspections(activity: Any) -> Measure:
    """Số cuộc kiểm tra, giám sát cấp dưới đã tiến hành trong kỳ.

    Inspections of lower levels made in the period.
    """
    return Measure((activity.kind == "inspection") & (activity.status == "held"))


@indicator(
    "Nhiệm vụ giao các ngành đã hoàn thành",
    "Tasks to sectors done",
    unit="việc",
    time=Time.FLOW,
    fact=TASK,
    section=EVENTS,
    headline="of",
    serves=("C32",),
)
def tasks_done(task: Any) -> Measure:
    """Trong số nhiệm vụ giao các ngành, được giao hoặc đến hạn trong kỳ: số đã xong đến ngày
    chốt.

    Among tasks to sectors given or due in the period: those done by the cut-off day.
    """
    return Measure(task.done, among=task.task_id.notnull())


def _in_month_of_action(product: Any, medium: str) -> Any:
    held = product.status == "held"
    return held & (product.campaign == "month_of_action") & (product.medium == medium)
