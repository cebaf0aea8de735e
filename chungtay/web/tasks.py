"""What is to be done at a desk today, from the register itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from chungtay.children.actions import due_at_16
from chungtay.children.models import Residence, SamePerson
from chungtay.law.deadlines import next_report
from chungtay.lib import vietnamese
from chungtay.lib.periods import Period
from chungtay.people.models import Post
from chungtay.people.roles import Role
from chungtay.places.models import Unit, UnitQuerySet
from chungtay.rights.models import DataRequest, Incident
from chungtay.web import owed
from chungtay.web.figures import Counted, value
from chungtay.web.kinds import KINDS
from chungtay.web.pairs import under
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


def life(unit: Unit, day: date) -> Iterator[ToDo]:
    """Children handed over to the unit, and circumstances to end."""
    yield ToDo(
        Residence.objects.arriving().under(unit).count(),
        gettext("Trẻ chuyển đến chờ xác nhận thôn, hộ"),
        gettext("Nơi cũ đã bàn giao trẻ"),
        f"{reverse('arrivals')}?don-vi={unit.pk}",
    )
    yield ToDo(
        under(SamePerson.objects.waiting(), unit).count(),
        gettext("Cặp hồ sơ nghi là một trẻ"),
        gettext("So hai hồ sơ, rồi gộp hoặc ghi là hai trẻ"),
        f"{reverse('duplicates')}?don-vi={unit.pk}",
    )
    yield ToDo(
        due_at_16(unit, day).count(),
        gettext("Trẻ đủ 16 tuổi còn hoàn cảnh đang mở"),
        gettext("Kết thúc hoàn cảnh vào ngày tròn 16 tuổi"),
        f"{reverse('turned_16')}?don-vi={unit.pk}",
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


def personal_data(unit: Unit, day: date) -> Iterator[ToDo]:
    """What the law on personal data wants soon: breaches in their 72 hours, requests near their
    day, and duties to look at again."""
    now, board = owed.moment(day), f"{reverse('data_board')}?don-vi={unit.pk}"
    breaches = KINDS["vi-pham-du-lieu"].within(Incident.objects.all(), unit)
    requests = KINDS["yeu-cau-du-lieu"].within(DataRequest.objects.all(), unit)
    near = [one for one in owed.of_requests(requests, now) if one.soon or one.late]
    yield _first_of(
        list(owed.of_incidents(breaches, now)),
        gettext("Vi phạm dữ liệu phải báo trong 72 giờ"),
        gettext("Báo cơ quan chuyên trách, và gia đình trẻ khi luật đòi"),
        board,
    )
    yield _first_of(
        near,
        gettext("Yêu cầu về dữ liệu sắp hết hạn, quá hạn"),
        gettext("Phản hồi trong 2 ngày làm việc, rồi thực hiện trong hạn của từng loại"),
        board,
    )
    late = sum(one.late for one in owed.standing(unit, day))
    title = gettext("Nghĩa vụ bảo vệ dữ liệu đến lúc xem lại")
    yield ToDo(late, title, gettext("Quy trình, rủi ro, kiểm tra, nơi nhận phản ánh"), board)


def _first_of(owing: list[owed.Owed], title: str, why: str, href: str) -> ToDo:
    """Things owed as one task, with the clock of the one that is due first."""
    if not owing:
        return ToDo(0, title, why, href)
    first = min(owing, key=lambda one: one.due)
    due = timezone.localdate(first.due)
    return ToDo(len(owing), title, why, href, capfirst(first.left), due, soon=True)


def _list(unit: Unit, query: str) -> str:
    return f"{reverse('children')}?don-vi={unit.pk}&{query}"


def some(tasks: Iterator[ToDo]) -> list[ToDo]:
    return [task for task in tasks if task.count]
