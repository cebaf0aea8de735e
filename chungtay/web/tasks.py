"""What is to be done at a desk today, from the register itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext

from chungtay.law.deadlines import next_report
from chungtay.lib import vietnamese
from chungtay.lib.periods import Period
from chungtay.people.models import Post
from chungtay.people.roles import Role
from chungtay.places.models import Unit, UnitQuerySet
from chungtay.web.figures import Counted, value
from chungtay.web.register import SOON, Search
from chungtay.web.templatetags.vietnamese import spoken

SOON_DAYS = 30


@dataclass(frozen=True)
class ToDo:
    """`due` is empty for what has no day; `late` colours nothing but the word of the tag."""

    count: int
    title: str
    why: str
    href: str
    tag: str = ""
    due: date | None = None
    soon: bool = False


def hamlets_without_collaborator(unit: Unit, day: date) -> UnitQuerySet:
    posts = Post.objects.on(day).filter(role=Role.COLLABORATOR, unit=OuterRef("pk"))
    return Unit.objects.on(day).under(unit).hamlets().filter(~Exists(posts))


def support(unit: Unit, period: Period, counted: Counted) -> Iterator[ToDo]:
    """Children who should have received something in the period and have not."""
    told = {
        "allowance_paid_in_full": (
            gettext("Trẻ thuộc diện trợ cấp chưa được hưởng đủ"),
            gettext("Chưa có quyết định, hồ sơ chưa hoàn chỉnh hoặc chưa chi đủ các tháng"),
        ),
        "special_supported": (
            gettext("Trẻ có hoàn cảnh đặc biệt chưa được hỗ trợ trong kỳ"),
            gettext("Chưa nhận trợ cấp, quà, học bổng hay dịch vụ nào từ {start}").format(
                start=vietnamese.date(period.start)
            ),
        ),
    }
    for code, (title, why) in told.items():
        left = value(counted, code).remaining or 0
        yield ToDo(left, title, why, _list(unit, f"so-lieu={code}&ky={period.code}&phan=con-lai"))


def network(unit: Unit, period: Period, counted: Counted) -> Iterator[ToDo]:
    """Gaps in the people and boards that do the work."""
    told = {
        "communes_with_officer": gettext("Xã chưa bố trí người làm công tác trẻ em"),
        "communes_with_board_and_plan": gettext("Xã chưa có ban chỉ đạo hoặc kế hoạch"),
    }
    for code, title in told.items():
        left = value(counted, code).remaining or 0
        href = reverse("figure", args=[unit.pk, period.code, code]) + "?phan=con-lai"
        yield ToDo(left, title, gettext("Đếm trên cây đơn vị của ngày chốt số liệu"), href)
    yield ToDo(
        hamlets_without_collaborator(unit, period.last_day).count(),
        gettext("Thôn, buôn, tổ dân phố chưa có cộng tác viên"),
        gettext("Không có người giữ vị trí cộng tác viên trẻ em"),
        f"{reverse('hamlets')}?don-vi={unit.pk}",
    )


def register(unit: Unit, day: date) -> Iterator[ToDo]:
    """Records to mend, and children about to leave the register."""
    told = {
        "tron-16": (
            gettext("Trẻ sắp tròn 16 tuổi trong 30 ngày tới"),
            gettext("Rà lại trợ cấp, thẻ bảo hiểm y tế và kế hoạch hỗ trợ"),
        ),
        "nam-sinh": (
            gettext("Trẻ chỉ biết năm sinh"),
            gettext("Cần đối chiếu giấy khai sinh để ghi đủ ngày, tháng"),
        ),
        "so-dinh-danh": (
            gettext("Trẻ chưa có số định danh cá nhân"),
            gettext("Cần đề nghị công an xã cấp hoặc đối chiếu"),
        ),
    }
    for name, (title, why) in told.items():
        due = day + SOON if name == "tron-16" else None
        yield ToDo(
            Search(unit, day, mend=name).count(),
            title,
            why,
            _list(unit, f"viec={name}"),
            gettext("Trong 30 ngày") if due else "",
            due,
        )


def report(unit: Unit, day: date) -> Iterator[ToDo]:
    """The next six-month report."""
    if (due := next_report(unit.level, day)) is None:
        return
    left = due.left(day)
    yield ToDo(
        1,
        gettext("Báo cáo {period}").format(period=spoken(due.period)),
        gettext("Số liệu đã đếm sẵn từ hồ sơ; ngày hạn theo thiết lập của hệ thống"),
        reverse("report", args=[unit.pk, due.period.code]),
        gettext("Còn {days} ngày").format(days=left) if left else gettext("Hôm nay"),
        due.day,
        soon=left <= SOON_DAYS,
    )


def _list(unit: Unit, query: str) -> str:
    return f"{reverse('children')}?don-vi={unit.pk}&{query}"


def some(tasks: Iterator[ToDo]) -> list[ToDo]:
    return [task for task in tasks if task.count]
