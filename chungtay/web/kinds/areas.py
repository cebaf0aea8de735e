"""The ten words of the navigation, and what stands under each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from chungtay.people.access import holding
from chungtay.people.models import Post
from chungtay.people.roles import Permission
from chungtay.web.kinds import (
    activities,
    care,
    conditions,
    fund,
    health,
    models,
    places,
    plans,
    protection,
    register,
    rights,
)
from chungtay.web.kinds.kind import Kind


@dataclass(frozen=True)
class Link:
    """A page of its own beside the lists of records; `name` is its name in urls.py, and any of
    `permissions` opens it."""

    name: str
    title: Any
    about: Any
    permissions: tuple[Permission, ...]


@dataclass(frozen=True)
class Area:
    """`front`: the page that the navigation opens, where it is not the area's own."""

    slug: str
    title: Any
    about: Any
    kinds: tuple[Kind, ...] = ()
    links: tuple[Link, ...] = ()
    front: str = ""

    def kinds_for(self, posts: Iterable[Post]) -> list[Kind]:
        """The lists that some of these posts read."""
        held = tuple(posts)
        return [kind for kind in self.kinds if kind.may_read(held)]

    def links_for(self, posts: Iterable[Post]) -> list[Link]:
        held = tuple(posts)
        return [link for link in self.links if holding(held, *link.permissions)]


AUDITED = (
    Link(
        "unit_log",
        _("Nhật ký truy cập"),
        _("Ai đã xem, tải, sửa, bị từ chối gì trong đơn vị; sổ người xem của từng trẻ."),
        (Permission.AUDIT,),
    ),
)
READING, COUNTED = (Permission.CHILDREN,), (Permission.FIGURES,)
DATA = (
    Link(
        "data_board",
        _("Việc đến hạn về dữ liệu cá nhân"),
        _("Yêu cầu, vi phạm còn mở, việc nào hết hạn trước đứng trước; căn cứ của từng mục đích."),
        (Permission.RIGHTS,),
    ),
)
POSTS = (
    Link(
        "hamlets",
        _("Thôn chưa có cộng tác viên"),
        _("Thôn, buôn, tổ dân phố đang trống cộng tác viên, nơi đông trẻ xếp trước."),
        (Permission.FIGURES, Permission.POSTS),
    ),
    Link(
        "unit_changes",
        _("Sắp xếp đơn vị"),
        _("Nhập, tách, đổi tên đơn vị; trẻ em, cán bộ, hộ chuyển theo; hoàn tác được."),
        (Permission.UNITS,),
    ),
    Link(
        "accounts",
        _("Tài khoản"),
        _("Cấp phiếu đăng nhập, khóa, mở tài khoản của cán bộ trong đơn vị."),
        (Permission.ACCOUNTS, Permission.POSTS),
    ),
    Link(
        "rights_matrix",
        _("Vai trò và quyền"),
        _("Mỗi vai trò được xem gì, làm gì trong đơn vị của mình và cấp dưới."),
        (Permission.RECORDS, Permission.POSTS, Permission.ACCOUNTS, Permission.AUDIT),
    ),
)
FUND = (
    Link(
        "fund_book",
        _("Số dư Quỹ"),
        _("Quỹ còn bao nhiêu; số dư nhận từ đơn vị cũ, chuyển sang đơn vị mới khi sắp xếp."),
        (Permission.BOOKS,),
    ),
)
SEALED = (
    Link(
        "sealed_list",
        _("Hồ sơ cần bảo mật mở cho tôi"),
        _("Trẻ có phần giữ kín ghi tên anh/chị, hoặc của xã mà anh/chị làm trưởng ban."),
        (Permission.CASES, Permission.SUPERVISE),
    ),
)
# In the order of how often an officer of a commune opens them.
CHILDREN = (
    Link(
        "children", _("Sổ trẻ em"), _("Tất cả trẻ em của đơn vị, tìm theo tên, hoàn cảnh."), READING
    ),
    Link(
        "movements",
        _("Biến động trong tháng"),
        _("Trẻ sinh, chuyển đến, chuyển đi, chết, đủ 16 tuổi; tách, nhập hộ; theo tháng, đơn vị."),
        READING,
    ),
    Link(
        "exchange",
        _("Nhập, xuất Excel"),
        _("Tải danh sách của đơn vị về sửa trong Excel, gửi lại để kiểm tra rồi ghi vào sổ."),
        (Permission.ENROL,),
    ),
    Link(
        "proposals",
        _("Đề xuất hoàn cảnh"),
        _("Trẻ mà dữ liệu cho thấy thuộc một nhóm, hoặc không còn thuộc: chờ người xác nhận."),
        (Permission.ENROL,),
    ),
    Link(
        "survey_rounds",
        _("Điều tra, rà soát"),
        _("Các đợt rà soát trẻ em: giao việc, tiến độ từng thôn, sổ giấy, phúc tra."),
        COUNTED,
    ),
    Link(
        "cleaning",
        _("Làm sạch dữ liệu"),
        _("Trẻ còn thiếu hoặc sai số định danh, ngày sinh, cha mẹ, theo từng thôn."),
        (Permission.ENROL,),
    ),
    Link(
        "duplicates",
        _("Hồ sơ nghi trùng"),
        _("Hai hồ sơ có thể là một trẻ: so cạnh nhau, gộp lại hoặc ghi là hai trẻ."),
        (Permission.ENROL,),
    ),
    Link(
        "special_list",
        _("Danh sách theo dõi trong năm"),
        _("Trẻ có hoàn cảnh đặc biệt của xã, của thôn trong năm; in danh sách, in phiếu theo dõi."),
        READING,
    ),
    Link(
        "trends",
        _("Xu hướng từng nhóm"),
        _("Số trẻ của từng nhóm qua các năm; chuỗi số ngắt nơi luật đổi."),
        COUNTED,
    ),
    Link(
        "children_then",
        _("Sổ của những ngày trước"),
        _("Số trẻ và danh sách ngày đó, đọc theo xã, thôn cũ đã nhập, tách, đổi tên."),
        (Permission.CHILDREN, Permission.FIGURES),
    ),
    Link(
        "risks",
        _("Nhóm hoàn cảnh và nguy cơ"),
        _("Nhóm theo luật; danh mục nguy cơ của tỉnh."),
        READING,
    ),
)
REPORTS = (
    Link(
        "overview", _("Tổng quan"), _("Tám số liệu chính so với mục tiêu, trên một trang."), COUNTED
    ),
    Link(
        "reports",
        _("Báo cáo"),
        _("Số liệu và báo cáo của đơn vị trong kỳ, tải Word, PDF."),
        COUNTED,
    ),
)

AREAS = {
    area.slug: area
    for area in (
        Area(
            "tre-em",
            _("Trẻ em"),
            _("Sổ trẻ em: hoàn cảnh, gia đình, nơi ở, thẻ bảo hiểm, sức khỏe, tai nạn."),
            (*register.KINDS, *conditions.KINDS, *health.KINDS),
            CHILDREN,
            "children",
        ),
        Area(
            "bao-ve",
            _("Bảo vệ"),
            _("Tin báo, hồ sơ vụ việc và tư vấn cho trẻ và gia đình."),
            protection.KINDS,
            SEALED,
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
            FUND,
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
            POSTS,
        ),
        Area(
            "du-lieu",
            _("Dữ liệu cá nhân"),
            _("Quyền của trẻ với dữ liệu về mình: yêu cầu, đồng ý, vi phạm, rà soát."),
            rights.KINDS,
            (*DATA, *AUDITED),
        ),
    )
}
KINDS = {kind.slug: kind for area in AREAS.values() for kind in area.kinds}
AREA_OF = {kind.slug: area for area in AREAS.values() for kind in area.kinds}


def kind_of(record: Any) -> Kind | None:
    """The kind whose page shows this record, if there is one."""
    return BY_MODEL.get(type(record))


BY_MODEL = {kind.model: kind for kind in KINDS.values()}
