"""The roles a post can hold, and what each permits within the post's own unit and below it."""

from django.db import models


class Role(models.TextChoices):
    COLLABORATOR = "collaborator", "Cộng tác viên trẻ em"
    COMMUNE_OFFICER = "commune_officer", "Người làm công tác trẻ em cấp xã"
    CASE_MANAGER = "case_manager", "Người quản lý trường hợp"
    DISTRICT_OFFICER = "district_officer", "Công chức cấp huyện tham mưu công tác trẻ em"
    PROVINCE_OFFICER = "province_officer", "Cán bộ trẻ em cấp tỉnh"
    FUND_ACCOUNTANT = "fund_accountant", "Kế toán Quỹ Bảo trợ trẻ em"
    HOTLINE_OPERATOR = "hotline_operator", "Nhân viên trực Tổng đài 111"
    HEALTH_WORKER = "health_worker", "Nhân viên y tế"
    SERVICE_PROVIDER = "service_provider", "Cán bộ cung cấp dịch vụ bảo vệ trẻ em"
    INTERPRETER = "interpreter", "Cộng tác viên phiên dịch Tổng đài 111"
    LEADER = "leader", "Lãnh đạo"
    AUDITOR = "auditor", "Người kiểm tra, giám sát"
    ADMINISTRATOR = "administrator", "Người quản trị hệ thống"


class Permission(models.TextChoices):
    """What a post lets its holder do, at its unit and below."""

    FIGURES = "figures", "Xem số liệu, báo cáo"
    CHILDREN = "children", "Xem sổ trẻ em và hồ sơ về trẻ"
    ENROL = "enrol", "Ghi, sửa sổ trẻ em"
    EXPORT = "export", "Tải danh sách"
    HEALTH = "health", "Ghi sổ y tế của trẻ"
    RECORDS = "records", "Xem hoạt động, kế hoạch, văn bản"
    WORK = "work", "Ghi hoạt động, kế hoạch, văn bản"
    BOOKS = "books", "Xem sổ Quỹ Bảo trợ trẻ em"
    ACCOUNTING = "accounting", "Ghi sổ Quỹ Bảo trợ trẻ em"
    NOTICES = "notices", "Tiếp nhận, chuyển thông báo về trẻ bị xâm hại"
    CASES = "cases", "Quản lý hồ sơ vụ việc có ghi tên mình"
    SUPERVISE = "supervise", "Giám sát hồ sơ cần bảo mật"
    POSTS = "posts", "Giao, thu vị trí công tác; bàn giao"
    ACCOUNTS = "accounts", "Cấp, khóa tài khoản"
    RIGHTS = "rights", "Giải quyết yêu cầu về dữ liệu cá nhân"
    AUDIT = "audit", "Xem nhật ký truy cập"
    UNITS = "units", "Sắp xếp đơn vị hành chính, thôn"


_P = Permission
_OFFICER = frozenset(
    {
        _P.FIGURES,
        _P.CHILDREN,
        _P.ENROL,
        _P.EXPORT,
        _P.HEALTH,
        _P.RECORDS,
        _P.WORK,
        _P.BOOKS,
        _P.ACCOUNTING,
        _P.NOTICES,
        _P.POSTS,
        _P.RIGHTS,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.COLLABORATOR: frozenset({_P.FIGURES, _P.CHILDREN, _P.ENROL, _P.HEALTH, _P.RECORDS}),
    Role.COMMUNE_OFFICER: _OFFICER | {_P.CASES},
    Role.CASE_MANAGER: frozenset({_P.FIGURES, _P.CHILDREN, _P.RECORDS, _P.NOTICES, _P.CASES}),
    Role.DISTRICT_OFFICER: _OFFICER | {_P.SUPERVISE},
    Role.PROVINCE_OFFICER: _OFFICER | {_P.SUPERVISE, _P.UNITS},
    Role.FUND_ACCOUNTANT: frozenset({_P.FIGURES, _P.RECORDS, _P.BOOKS, _P.ACCOUNTING}),
    Role.HOTLINE_OPERATOR: frozenset({_P.NOTICES}),
    Role.HEALTH_WORKER: frozenset({_P.FIGURES, _P.CHILDREN, _P.HEALTH}),
    Role.SERVICE_PROVIDER: frozenset(),
    Role.INTERPRETER: frozenset(),
    Role.LEADER: frozenset({_P.FIGURES}),
    Role.AUDITOR: frozenset({_P.FIGURES, _P.AUDIT}),
    Role.ADMINISTRATOR: frozenset({_P.ACCOUNTS, _P.POSTS, _P.UNITS}),
}


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that hold the permission."""
    return frozenset(role for role, held in PERMISSIONS.items() if permission in held)


# Roles that read the children of their unit; an interpreter or a service provider does not.
READS_CHILDREN = roles_with(Permission.CHILDREN)
