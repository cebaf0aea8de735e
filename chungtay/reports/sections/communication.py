"""Training of those who work for children, and what was put out to the public."""

from collections.abc import Iterator

from chungtay.activities.models import Product
from chungtay.indicators.facts import PRODUCT
from chungtay.lib.vietnamese import number
from chungtay.places.models import Level
from chungtay.reports.chapters import Matter
from chungtay.reports.said import counted, kinds
from chungtay.reports.tables import Tables

NOT_OF_THE_MONTH = """
SELECT medium, sum(quantity)::bigint FROM product
WHERE status = 'held' AND NOT (campaign = 'month_of_action' AND medium IN ('banner', 'slogan'))
GROUP BY medium
"""


def communication(tables: Tables) -> Iterator[str]:
    """2. Truyền thông, tập huấn."""
    classes, trained = tables.count("training_classes"), tables.count("staff_trained")
    if classes:
        yield _trained(tables, classes, trained)
    else:
        yield "Trong kỳ không ghi nhận lớp tập huấn nào do đơn vị tổ chức."
    banners, slogans = tables.count("banners"), tables.count("slogans")
    if banners or slogans:
        yield (
            f"Hưởng ứng Tháng hành động vì trẻ em, đã treo {number(banners)} băng rôn và "
            f"{number(slogans)} khẩu hiệu."
        )
    if put_out := tables.rows(PRODUCT, NOT_OF_THE_MONTH):
        said = counted((Product.Medium(medium).label, n) for medium, n in put_out)
        every = number(sum(n for _, n in put_out))
        yield f"Sản phẩm truyền thông khác trong kỳ: {every} ({said})."
    if interpreters := tables.count("interpreters"):
        yield (
            f"Có {number(interpreters)} cán bộ cấp huyện tham gia hệ thống cộng tác viên của Tổng "
            "đài Quốc gia bảo vệ trẻ em 111, phiên dịch tiếng dân tộc thiểu số."
        )


def _trained(tables: Tables, classes: int, trained: int) -> str:
    said = (
        f"Trong kỳ đã tổ chức {number(classes)} lớp tập huấn cho người làm công tác bảo vệ trẻ em"
    )
    if trained:
        said += f", với {number(trained)} cán bộ {_staff_levels(tables)} tham dự"
    communes = tables.value("communes_trained")
    if communes and tables.unit.level < Level.COMMUNE:
        words = kinds(tables.communes, Level.COMMUNE)
        said += f"; {number(communes.numerator)} {words} là nơi mở lớp"
    return f"{said}."


def _staff_levels(tables: Tables) -> str:
    return "cấp huyện, cấp xã" if tables.districts else "cấp xã"


COMMUNICATION = Matter("Truyền thông, tập huấn", communication, serves=("C9", "C21", "C27"))
