"""What is owed about personal data, by when: breaches to report, requests to answer and to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from chungtay.law.data import text_title
from chungtay.law.data_rights import Duty, bases, duties, purposes
from chungtay.places.models import Unit
from chungtay.rights.models import DataRequest, Incident, Review
from chungtay.web.kinds import cells

SOON = timedelta(days=2)
MOST = 100  # of the kind that has the longest queue; the rest is in its own list


@dataclass(frozen=True)
class Owed:
    """One thing owed until the moment `due`. `left` and `late` are as of the desk's own moment."""

    title: str
    about: str
    address: str
    due: datetime
    left: str
    late: bool
    soon: bool
    by_the_hour: bool = False

    @property
    def due_said(self) -> str:
        return cells.shown(self.due if self.by_the_hour else timezone.localdate(self.due))


@dataclass(frozen=True)
class Standing:
    """Where one of the four duties stands at a unit; `last` is None where nobody looked yet."""

    duty: Duty
    ground: str
    last: Review | None
    late: bool


def moment(day: date) -> datetime:
    """Now, on the day that the desk works as of."""
    return timezone.make_aware(datetime.combine(day, timezone.localtime().time()))


def owed(
    requests: "QuerySet[DataRequest]", incidents: "QuerySet[Incident]", now: datetime
) -> list[Owed]:
    """Everything open among these, what is due first first."""
    found = [*of_incidents(incidents, now), *of_requests(requests, now)]
    return sorted(found, key=lambda one: one.due)


def of_incidents(incidents: Any, now: datetime) -> Iterator[Owed]:
    """What each breach still owes within its 72 hours, or has owed since."""
    for one in incidents.unreported().select_related("unit")[:MOST]:
        yield _clock(one, gettext("Báo cơ quan chuyên trách"), one.report_by, now)
    for one in incidents.untold().select_related("unit")[:MOST]:
        yield _clock(one, gettext("Báo gia đình trẻ"), one.tell_persons_by, now)


def _clock(one: Incident, what: str, due: datetime, now: datetime) -> Owed:
    late = now > due
    about = f"{capfirst(gettext(one.get_nature_display()))}, {one.unit.title}"
    address = reverse("record", args=["vi-pham-du-lieu", one.pk])
    return Owed(what, about, address, due, hours_left(due, now), late, True, by_the_hour=True)


def of_requests(requests: Any, now: datetime) -> Iterator[Owed]:
    """The next day that each open request owes."""
    for one in requests.open().select_related("child", "unit").order_by("due_on")[:MOST]:
        answer = one.answered_at is None
        word = gettext("Phản hồi yêu cầu: %(kind)s") if answer else gettext("Thực hiện: %(kind)s")
        due = timezone.make_aware(datetime.combine(one.next_due, time.max))
        yield Owed(
            word % {"kind": gettext(one.get_kind_display())},
            f"{one.child}, {one.unit.title}",
            reverse("record", args=["yeu-cau-du-lieu", one.pk]),
            due,
            days_left(one.next_due, timezone.localdate(now)),
            now > due,
            due - now <= SOON,
        )


def hours_left(due: datetime, now: datetime) -> str:
    """“còn 71 giờ 20 phút”, “quá hạn 3 giờ 5 phút”."""
    minutes = abs(int((due - now).total_seconds())) // 60
    said = {"h": minutes // 60, "m": minutes % 60}
    if now > due:
        return gettext("quá hạn %(h)s giờ %(m)s phút") % said
    return gettext("còn %(h)s giờ %(m)s phút") % said


def days_left(due: date, today: date) -> str:
    days = (due - today).days
    if days == 0:
        return gettext("hôm nay là hạn")
    if days < 0:
        return ngettext("quá hạn %(n)s ngày", "quá hạn %(n)s ngày", -days) % {"n": -days}
    return ngettext("còn %(n)s ngày", "còn %(n)s ngày", days) % {"n": days}


def standing(unit: Unit, day: date) -> list[Standing]:
    """The four duties at the unit itself, each with its last review by the day."""
    found = Review.objects.filter(unit=unit, done_on__lte=day).order_by("done_on", "pk")
    last = {one.duty: one for one in found}
    return [
        Standing(duty, ground(duty), last.get(code), _late(last.get(code), day))
        for code, duty in duties().items()
    ]


def _late(last: Review | None, day: date) -> bool:
    return last is None or last.again_on < day


def ground(row: Any) -> str:
    """Where the law says it."""
    return f"{text_title(row.text)}, {vietnamese_first(row.article)}"


def vietnamese_first(article: str) -> str:
    """An article is named within a sentence with a small letter."""
    return article[:1].lower() + article[1:]


def grounds_of_purposes() -> list[dict[str, Any]]:
    """Every purpose with the ground on which data may be processed for it."""
    return [
        {"purpose": one, "basis": bases()[one.basis], "ground": ground(bases()[one.basis])}
        for one in purposes().values()
    ]
