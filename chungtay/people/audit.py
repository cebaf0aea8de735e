"""Checks the trail's chain: which line was altered, taken out, or never hung on it."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Max
from django.utils import timezone

from chungtay.lib.periods import parse_day
from chungtay.lib.problems import Problem
from chungtay.people.models import AuditLink

LINKS = files("chungtay.people").joinpath("audit.sql").read_text("utf-8")
LOOSE = """
SELECT at, id FROM people_auditevent e
WHERE at >= %(begin)s AND at < %(end)s
    AND NOT EXISTS (SELECT FROM people_auditlink l WHERE l.event_id = e.id)
ORDER BY id
"""
EVER = (date(2000, 1, 1), date(9000, 12, 31))
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # whose midnight begins a day of the chain
LONG = 200_000  # lines that take a while
FAULTS = {
    "altered": ("nội dung đã bị sửa, hoặc không nối vào dòng trước", "altered or not hung on"),
    "missing": ("dòng đã bị xóa", "removed"),
    "cut": ("mắt xích ở đây đã bị xóa", "link removed"),
    "unlinked": ("dòng không nằm trong chuỗi", "not in the chain"),
}


@dataclass(frozen=True)
class Fault:
    """One line that is not as it was written. `position` is empty for a line in no chain."""

    kind: str
    day: date
    position: int | None
    at: datetime | None
    event_id: int | None

    def __str__(self) -> str:
        where = f"{self.day:%d/%m/%Y}" + (f" số {self.position}" if self.position else "")
        when = f", {timezone.localtime(self.at):%H:%M:%S}" if self.at else ""
        key = f" (id {self.event_id})" if self.event_id else ""
        return f"{where}{when}{key}: {' – '.join(FAULTS[self.kind])}"


@dataclass(frozen=True)
class Head:
    """The last link: its hash, kept on paper, shows later whether lines were taken off the end."""

    day: date
    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.position} {self.hash}"


@dataclass(frozen=True)
class Day:
    """A day of the chain: how many links it has, and its last position."""

    day: date
    links: int
    last: int


def days_of(first: date = EVER[0], last: date = EVER[1]) -> list[Day]:
    """The days that have links, in order."""
    links = AuditLink.objects.filter(day__range=(first, last)).values("day")
    counted = links.annotate(links=Count("*"), last=Max("position")).order_by("day")
    return [Day(**one) for one in counted]


def faults(first: date = EVER[0], last: date = EVER[1]) -> list[Fault]:
    """Every fault from the first day to the last, both counted: of links, then loose lines."""
    found = [fault for row in _rows(LINKS, _bounds(first, last)) for fault in _of_link(*row)]
    begin, end = (datetime.combine(one, time.min, ZONE) for one in (first, last))
    loose = _rows(LOOSE, {"begin": begin, "end": end + timedelta(days=1)})
    return found + [
        Fault("unlinked", at.astimezone(ZONE).date(), None, at, key) for at, key in loose
    ]


def _of_link(day: date, position: int, at: datetime, key: int, *wrong: bool) -> Iterator[Fault]:
    missing, cut, altered = wrong
    if cut:
        yield Fault("cut", day, position - 1, None, None)
    if missing:
        yield Fault("missing", day, position, None, key)
    elif altered and not cut:  # after a gap there is nothing to hash the line over
        yield Fault("altered", day, position, at, key)


def _bounds(first: date, last: date) -> dict[str, Any]:
    before = AuditLink.objects.filter(day__lt=first).order_by("-day", "-position").first()
    days = days_of(first, last)
    starts = [Day(before.day, 0, before.position) if before else None, *days]
    return {
        "first": first,
        "last": last,
        "days": [one.day for one in days],
        "befores": [one.day if one else None for one in starts[: len(days)]],
        "lasts": [one.last if one else None for one in starts[: len(days)]],
    }


def _rows(sql: str, given: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        # Enough for a few million lines to be joined in memory.
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute(sql, given)
        found = cursor.fetchall()
        cursor.execute("RESET work_mem")
    return found


def head(until: date = EVER[1]) -> Head | None:
    """The last link no later than the day; None while the trail is empty."""
    link = AuditLink.objects.filter(day__lte=until).order_by("-day", "-position").first()
    return Head(link.day, link.position, bytes(link.hash).hex()) if link else None


def knows(written: str) -> bool:
    """Whether a hash once written down is still a link of the chain. Raises Problem if it is
    not 64 hexadecimal digits."""
    if not re.fullmatch("[0-9a-fA-F]{64}", written):
        raise Problem("Mã băm phải có 64 chữ số thập lục phân.", "A head has 64 hex digits.")
    return AuditLink.objects.filter(hash=bytes.fromhex(written)).exists()


def print_head() -> int:
    print(head() or "Nhật ký chưa có dòng nào. (The trail is empty.)")
    return 0


def print_verified(first: str = "", last: str = "", written: str = "") -> int:
    """Prints what was checked and each fault; gives 1 if there is any."""
    since, until = parse_day(first, EVER[0]), parse_day(last, EVER[1])
    gone = bool(written) and not knows(written)
    days = days_of(since, until)
    lines = sum(one.links for one in days)
    if lines > LONG:
        print(f"Đang kiểm tra {lines} dòng… (Checking {lines} lines…)", file=sys.stderr)
    found = [str(fault) for fault in faults(since, until)]
    if gone:
        found.append("Mã băm đã ghi ra giấy không còn trong chuỗi – the written head is gone")
    for fault in found:
        print(fault)
    print(f"{lines} dòng, {len(days)} ngày; {len(found)} lỗi (lines, days; faults)")
    print(f"Mắt xích cuối (head): {head(until) or '–'}")
    return 1 if found else 0
