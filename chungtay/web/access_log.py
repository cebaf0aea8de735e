"""The access log of a child: who opened, listed, took or changed its records, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext, gettext_lazy

from chungtay.children.merged import Part
from chungtay.children.models import Child, Residence
from chungtay.people.access import covers, holding
from chungtay.people.models import AuditEvent, User
from chungtay.people.roles import Permission, Role
from chungtay.web.desk import Desk
from chungtay.web.kinds import cells
from chungtay.web.merged import said_of

VERBS = {
    "read_child": gettext_lazy("mở hồ sơ"),
    "read_case": gettext_lazy("mở hồ sơ vụ việc"),
    "read_sealed": gettext_lazy("mở phần giữ kín"),
    "read_named": gettext_lazy("xem danh sách người được mở phần giữ kín"),
    "read_list": gettext_lazy("xem danh sách có tên"),
    "read_figure": gettext_lazy("xem danh sách sau một số liệu"),
    "search": gettext_lazy("tìm, thấy tên trẻ"),
    "take_list": gettext_lazy("tải danh sách có tên trẻ"),
    "read_history": gettext_lazy("xem lịch sử sửa"),
    "read_unit_log": gettext_lazy("xem nhật ký truy cập của đơn vị"),
    "read_log": gettext_lazy("xem sổ này"),
    "read_pair": gettext_lazy("so hai hồ sơ nghi trùng"),
    "read_follow_up": gettext_lazy("xem phiếu theo dõi"),
    "take_follow_up": gettext_lazy("tải phiếu theo dõi"),
    "take_template": gettext_lazy("tải mẫu Excel có danh sách trẻ"),
    "take_file": gettext_lazy("tải tệp đã lưu"),
    "read_upload": gettext_lazy("xem tệp Excel đã gửi"),
    "print_log": gettext_lazy("in sổ này"),
    "enrol": gettext_lazy("ghi trẻ vào sổ"),
    "add": gettext_lazy("ghi thêm vào hồ sơ"),
    "change": gettext_lazy("sửa hồ sơ"),
    "end_circumstance": gettext_lazy("kết thúc một hoàn cảnh"),
    "leave_home": gettext_lazy("ghi trẻ chuyển đi"),
    "pass_on": gettext_lazy("bàn giao việc về trẻ"),
    "break_glass": gettext_lazy("mở phần giữ kín trong trường hợp khẩn"),
    "alert_seen": gettext_lazy("xem tin báo mở phần giữ kín"),
    "name_also": gettext_lazy("thêm người được mở phần giữ kín"),
    "end_naming": gettext_lazy("thôi cho mở phần giữ kín"),
    "suspect_asked": gettext_lazy("xem xét người liên quan"),
    "refused": gettext_lazy("bị từ chối"),
    "undo": gettext_lazy("hoàn tác một việc"),
    "deed_born": gettext_lazy("ghi trẻ mới sinh"),
    "deed_moved_in": gettext_lazy("ghi trẻ chuyển đến"),
    "deed_moved_out": gettext_lazy("ghi trẻ chuyển đi"),
    "deed_household_split": gettext_lazy("tách hộ"),
    "deed_household_joined": gettext_lazy("nhập hộ"),
    "deed_died": gettext_lazy("ghi trẻ chết"),
    "deed_turned_16": gettext_lazy("ghi trẻ đủ 16 tuổi"),
    "deed_found": gettext_lazy("ghi tìm thấy trẻ"),
    "deed_lost": gettext_lazy("ghi không rõ nơi ở của trẻ"),
    "deed_circumstance": gettext_lazy("ghi hoàn cảnh"),
    "deed_circumstance_ended": gettext_lazy("kết thúc hoàn cảnh"),
    "deed_corrected": gettext_lazy("sửa thông tin của trẻ"),
    "deed_merge": gettext_lazy("gộp hồ sơ trùng"),
    "merge": gettext_lazy("đưa những điều đã ghi về hồ sơ được giữ"),
    "deed_survey": gettext_lazy("rà soát trẻ"),
    "recheck": gettext_lazy("phúc tra trẻ"),
    "same_person_not_same": gettext_lazy("xác nhận không phải một trẻ"),
    "same_person_later": gettext_lazy("để cặp nghi trùng lại sau"),
    "same_person_merged": gettext_lazy("xác nhận là một trẻ"),
    "open_round": gettext_lazy("mở đợt điều tra, rà soát"),
    "draw_sample": gettext_lazy("rút mẫu phúc tra"),
    "signed_in": gettext_lazy("đăng nhập"),
    "slip_made": gettext_lazy("làm phiếu vào hệ thống"),
    "slip_used": gettext_lazy("vào bằng phiếu"),
    "account_locked": gettext_lazy("khóa tài khoản"),
    "account_unlocked": gettext_lazy("mở khóa tài khoản"),
    "deed_import": gettext_lazy("nhập từ tệp"),
    "deed_units": gettext_lazy("thay đổi đơn vị"),
}
# Not on the paper: whoever asks for it on the child's behalf may be the one it is hidden from.
SEALED_VERBS = (
    "read_case",
    "read_sealed",
    "read_named",
    "break_glass",
    "alert_seen",
    "name_also",
    "end_naming",
    "suspect_asked",
)
SEALED_SUBJECTS = ("case:", "notice:", "named:", "alert:")


@dataclass(frozen=True)
class Line:
    when: str
    who: str
    post: str
    what: str
    reason: str
    of: str = ""  # the record merged into the child's that the line is about, in words


def may_read(child: Child, here: Desk) -> bool:
    """Who supervises or audits where the child lives, and its own commune's officer."""
    homes = Residence.objects.on(here.day).filter(child=child).select_related("unit")
    unit = next((home.unit for home in homes), None)
    if unit is None:
        return False
    overseers = holding(here.posts, Permission.AUDIT, Permission.SUPERVISE)
    own = [post for post in here.posts if post.role == Role.COMMUNE_OFFICER]
    return any(covers(post, unit) for post in [*overseers, *own])


def audited(key: UUID) -> Child | None:
    """The child of an auditor's units, with its name and day of birth alone: the log is handed to
    it on paper. None to whoever does not audit where it lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access.audited(%s)", [key])
        row = cursor.fetchone()
    names = ("full_name", "birth_date", "birth_precision")
    return Child(pk=key, **dict(zip(names, row, strict=True))) if row else None


def events(child: Child, parts: Iterable[Part] = ()) -> "QuerySet[AuditEvent]":
    """Lines about the child, or about a record merged into its own, and pages that named it, the
    newest first."""
    keys = [child.pk, *(one.key for one in parts)]
    about = RawSQL("SELECT access.lines_about(%s)", [keys])
    return AuditEvent.objects.filter(pk__in=about).order_by("-at", "-pk")


def on_paper(found: "QuerySet[AuditEvent]") -> "QuerySet[AuditEvent]":
    """Without what would tell that something is sealed."""
    found = found.exclude(verb__in=SEALED_VERBS)
    for begins in SEALED_SUBJECTS:
        found = found.exclude(subject__startswith=begins)
    return found


def lines(found: Iterable[AuditEvent], parts: Iterable[Part] = ()) -> list[Line]:
    """The lines in words; `parts`: the records that the child's is made of."""
    page, told = list(found), {one.key: said_of(one) for one in parts}
    people = User.objects.filter(username__in={one.by for one in page})
    names = {one.username: str(one) for one in people}
    return [_line(one, names, _of(one, told)) for one in page]


def _of(one: AuditEvent, told: dict[UUID, str]) -> str:
    named = [one.child_id, *one.shown]
    return next((told[key] for key in named if key in told), "")


def _line(one: AuditEvent, names: dict[str, str], of: str) -> Line:
    what = VERBS.get(one.verb) or gettext(one.get_kind_display())
    who = names.get(one.by, one.by)
    return Line(cells.shown(one.at), who, _post(one.post), str(what), one.reason, of)


def _post(told: str) -> str:
    """`commune_officer:xã Ea Tu` as a person reads it."""
    role, _, unit = told.partition(":")
    words: Any = gettext(Role(role).label) if role in Role.values else role
    return f"{words}, {unit}" if unit else str(words)
