"""What may be removed because its time is over: law/data_rights.yaml, section `retention`.

A run without `carry_out` removes nothing. One that removes must be told the number that the dry
run printed, so that nobody removes more than was looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from chungtay.law.data import text_title
from chungtay.law.data_rights import Retention, retention
from chungtay.lib.problems import Problem
from chungtay.lib.vietnamese import number
from chungtay.people.trail import note
from chungtay.rights.models import Consent, DataRequest, Incident

Rows = Callable[[date], "QuerySet[Any]"]
OPERATOR = "chungtay retention"


@dataclass(frozen=True)
class Line:
    """One rule: the tables it touches, how many rows would go, and on what ground."""

    rule: Retention
    table: str
    rows: int
    ground: str


# A rule without rows here keeps what it names.
REMOVED: dict[str, Rows] = {
    "session": lambda before: Session.objects.filter(expire_date__date__lt=before),
    "consent": lambda before: Consent.objects.filter(withdrawn_on__lt=before),
    "request": lambda before: DataRequest.objects.filter(done_at__date__lt=before),
    "incident": lambda before: Incident.objects.filter(repaired_on__lt=before),
}


def plan(day: date) -> list[Line]:
    """Every rule in its order, with the rows that would go on the day; kept ones have none."""
    return [_line(rule, day) for rule in retention().values()]


def _line(rule: Retention, day: date) -> Line:
    ground = f"{text_title(rule.text)}, {rule.article} [{rule.confidence}]"
    if rule.keep:
        return Line(rule, "", 0, ground)
    rows = REMOVED[rule.code](rule.before(day))
    return Line(rule, rows.model._meta.db_table, rows.count(), ground)


@transaction.atomic
def carry_out(day: date, expected: int) -> int:
    """Removes the rows that `plan` counts and leaves one line in the trail; how many went.

    Raises Problem, and removes nothing, if the rows are not as many as expected.
    """
    found = {line.rule.code: line.rows for line in plan(day) if line.rows}
    total = sum(found.values())
    if total != expected:
        raise Problem(
            f"Có {number(total)} dòng hết hạn, không phải {number(expected)}. Chưa xóa gì; hãy "
            "chạy thử lại rồi xem danh sách.",
            f"{total} rows are over their time, not {expected}. Nothing was removed; do a dry run.",
        )
    for code in found:
        REMOVED[code](retention()[code].before(day)).delete()
    note("retention", "retention:all", by=OPERATOR, details=found)
    return total


def told(lines: list[Line]) -> str:
    """The dry run as it is printed: a line per rule, then the number to type back."""
    said = [_said(line) for line in lines]
    total = sum(line.rows for line in lines)
    return "\n".join(
        [
            *said,
            f"Cộng: {number(total)} dòng. Chưa xóa gì. (Total: {total} rows. Nothing was removed.)",
            f"Để xóa: chungtay retention --carry-out --expect {total}",
        ]
    )


def _said(line: Line) -> str:
    rule = line.rule
    if rule.keep:
        return f"{rule.name}: giữ lại, không xóa (kept). {line.ground}"
    kept = f"giữ {rule.years} năm từ {rule.since}" if rule.years else f"xóa từ {rule.since}"
    return f"{rule.name} ({line.table}): {number(line.rows)} dòng; {kept}. {line.ground}"
