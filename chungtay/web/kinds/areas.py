"""The ten words of the navigation, and what stands under each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from chungtay.web.kinds import (
    activities,
    care,
    fund,
    health,
    models,
    places,
    plans,
    protection,
    register,
)
from chungtay.web.kinds.kind import Kind


@dataclass(frozen=True)
class Link:
    """A page of its own beside the lists of records; `name` is its name in urls.py."""

    name: str
    title: Any
    about: Any


@dataclass(frozen=True)
class Area:
    """`front`: the page that the navigation opens, where it is not the area's own."""

    slug: str
    title: Any
    about: Any
    kinds: tuple[Kind, ...] = ()
    links: tuple[Link, ...] = ()
    front: str = ""


CHILDREN = (
    Link("children", _("Sổ trẻ em"), _("Tất cả trẻ em của đơn vị, tìm theo tên, hoàn cảnh.")),
    Link("risks", _("Nhóm hoàn cảnh và nguy cơ"), _("Nhóm theo luật; danh mục nguy cơ của tỉnh.")),
)
REPORTS = (
    Link("overview", _("Tổng quan"), _("Tám số liệu chính so với mục tiêu, trên một trang.")),
    Link("reports", _("Báo cáo"), _("Số liệu và báo cáo của đơn vị trong kỳ, tải Word, PDF.")),
)

AREAS = {
    area.slug: area
    for area in (
        Area(
            "tre-em",
            _("Trẻ em"),
            _("Sổ trẻ em: hoàn cảnh, gia đình, nơi ở, thẻ bảo hiểm, sức khỏe, tai nạn."),
            (*register.KINDS, *health.KINDS),
            CHILDREN,
            "children",
        ),
        Area(
            "bao-ve",
            _("Bảo vệ"),
            _("Tin báo, hồ sơ vụ việc và tư vấn cho trẻ và gia đình."),
            protection.KINDS,
        ),
        Area(
            "cham-soc",
            _("Chăm sóc"),
            _("Trợ cấp, quà, học bổng, đỡ đầu: những gì trẻ được nhận."),
            care.KINDS,
        ),
        Area(
            "quy",
            _("Quỹ"),
            _("Sổ của Quỹ Bảo trợ trẻ em: vận động, chi, trẻ hưởng lợi."),
            fund.KINDS,
        ),
        Area(
            "hoat-dong",
            _("Hoạt động"),
            _("Tập huấn, truyền thông, diễn đàn và các sự kiện vì trẻ em."),
            activities.KINDS,
        ),
        Area(
            "mo-hinh",
            _("Mô hình"),
            _("Mô hình bảo vệ, chăm sóc và xã, phường phù hợp với trẻ em."),
            models.KINDS,
        ),
        Area(
            "ke-hoach",
            _("Kế hoạch"),
            _("Kế hoạch, mục tiêu, nhiệm vụ giao ngành và sổ văn bản."),
            plans.KINDS,
        ),
        Area("bao-cao", _("Báo cáo"), _("Số liệu và báo cáo."), (), REPORTS, "reports"),
        Area(
            "don-vi",
            _("Đơn vị"),
            _("Đơn vị hành chính, cán bộ, cộng tác viên và ban chỉ đạo."),
            places.KINDS,
        ),
    )
}
KINDS = {kind.slug: kind for area in AREAS.values() for kind in area.kinds}
AREA_OF = {kind.slug: area for area in AREAS.values() for kind in area.kinds}


def kind_of(record: Any) -> Kind | None:
    """The kind whose page shows this record, if there is one."""
    return BY_MODEL.get(type(record))


BY_MODEL = {kind.model: kind for kind in KINDS.values()}
