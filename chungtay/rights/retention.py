"""What may go because its time is over: law/data_rights.yaml, section `retention`.

A run without `carry_out` changes nothing. One that does must be told the number that the dry run
printed, so that nobody removes more than was looked at; and, of a rule whose time no text that was
read sets, the office's own written decision.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet

from chungtay.law.data import text_title
from chungtay.law.data_rights import Retention, retention
from chungtay.lib.problems import Problem
from chungtay.lib.vietnamese import number
from chungtay.people.trail import note
from chungtay.places.models import Unit
from chungtay.rights.anonymising import anonymise, remove
from chungtay.rights.leaving import last_under, left, released

OPERATOR = "chungtay retention"
AT_ONCE = 1000  # children anonymised by a statement
Told = Callable[[int], object]


@dataclass(frozen=True)
class Line:
    """One rule: the table it touches, how many rows would go, how many others are held back by a
    record with a time of its own, and on what ground."""

    rule: Retention
    table: str
    rows: int
    held: int
    ground: str


def plan(day: date, unit: Unit | None = None) -> list[Line]:
    """Every rule in its order, with the rows that would go on the day; kept ones have none. Of a
    unit: only what is the unit's."""
    return [_line(rule, day, unit) for rule in retention().values()]


def due(rule: Retention, day: date, unit: Unit | None = None) -> "QuerySet[Any]":
    """The rows whose time by the rule is over and which nothing holds back."""
    if rule.left:
        return released(passed(rule, day, unit), day)
    return passed(rule, day, unit)


def passed(rule: Retention, day: date, unit: Unit | None = None) -> "QuerySet[Any]":
    """The rows whose time by the rule is over."""
    if rule.left:
        return last_under(left(rule, day), unit) if unit else left(rule, day)
    rows = _rows(rule, day)
    if unit is None:
        return rows
    if "unit" not in {field.name for field in rows.model._meta.concrete_fields}:
        return rows.none()  # a session is no unit's
    return rows.filter(unit__in=Unit.objects.under(unit).values("pk"))


def _rows(rule: Retention, day: date) -> "QuerySet[Any]":
    model = apps.get_model(rule.of)
    dated = model._meta.get_field(rule.day).get_internal_type() == "DateTimeField"
    column = f"{rule.day}__date" if dated else rule.day
    rows = model._default_manager.filter(**{f"{column}__lt": rule.before(day)})
    if rule.of == "cases.Notice":  # one that a case stands on stays as long as the case
        cases = apps.get_model("cases.Case")._default_manager.filter(notice=OuterRef("pk"))
        rows = rows.filter(~Exists(cases))
    return rows


def _line(rule: Retention, day: date, unit: Unit | None) -> Line:
    ground = f"{text_title(rule.text)}, {rule.article} [{rule.confidence}]"
    if rule.keep:
        return Line(rule, "", 0, 0, ground)
    rows = due(rule, day, unit)
    counted = rows.count()
    held = passed(rule, day, unit).count() - counted if rule.left else 0
    return Line(rule, rows.model._meta.db_table, counted, held, ground)


def carry_out(
    day: date,
    expected: int,
    *,
    rules: Collection[str] = (),
    decision: str = "",
    unit: Unit | None = None,
    by: str = OPERATOR,
    told: Told = lambda _rows: None,
) -> int:
    """Removes or anonymises what `plan` counts of these rules (none named: of all that need no
    decision) and leaves one line in the trail; how many rows. As the owner of the tables.

    `decision`: number and day of the office's paper. `told` is called with numbers done.
    Raises Problem, and changes nothing: the rows are not as many as expected, a decision is
    missing, there is no such rule, or something else still stands on a row.
    """
    chosen = _chosen(rules, decision)
    with transaction.atomic():
        found = {rule: list(due(rule, day, unit).values_list("pk", flat=True)) for rule in chosen}
        _as_expected(sum(map(len, found.values())), expected)
        try:
            for rule, keys in found.items():
                _go(rule, keys, told)
        except ProtectedError as error:
            raise _stands_on(error) from error
        counts = {rule.code: len(keys) for rule, keys in found.items() if keys}
        details: dict[str, Any] = {**counts, "decision": decision} if decision else counts
        note("retention", f"unit:{unit.pk}" if unit else "retention:all", by=by, details=details)
    return sum(counts.values())


def _chosen(codes: Collection[str], decision: str) -> Sequence[Retention]:
    known = {code: rule for code, rule in retention().items() if not rule.keep}
    if unknown := set(codes) - set(known):
        raise Problem(
            f"Không có quy định lưu giữ nào xóa được tên là {', '.join(sorted(unknown))}.",
            f"There is no rule of removal named {', '.join(sorted(unknown))}.",
        )
    chosen = [one for one in known.values() if one.code in codes or not (codes or one.on_decision)]
    if not decision.strip() and (asking := [one for one in chosen if one.on_decision]):
        raise Problem(
            f"“{asking[0].name}”: chưa đọc được văn bản nào định thời hạn này, nên chỉ làm khi có "
            "quyết định của cơ quan. Hãy ghi --decision “SỐ, NGÀY”.",
            f"“{asking[0].code}” needs the office's own written decision: --decision.",
        )
    return chosen


def _as_expected(total: int, expected: int) -> None:
    if total != expected:
        raise Problem(
            f"Có {number(total)} dòng hết hạn, không phải {number(expected)}. Chưa xóa gì; hãy "
            "chạy thử lại rồi xem danh sách.",
            f"{total} rows are over their time, not {expected}. Nothing was removed; do a dry run.",
        )


def _go(rule: Retention, keys: list[Any], told: Told) -> None:
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        if rule.left:
            anonymise(some)
        else:
            remove(apps.get_model(rule.of)._default_manager.filter(pk__in=some))
        told(len(some))


def _stands_on(error: ProtectedError) -> Problem:
    tables = ", ".join(sorted({one._meta.db_table for one in error.protected_objects}))
    return Problem(
        f"Còn hồ sơ khác dựa vào dòng đã hết hạn ({tables}). Chưa xóa gì.",
        f"Other records still stand on rows past their time ({tables}). Nothing was removed.",
    )


def told(lines: list[Line], unit: str = "") -> str:
    """The dry run as it is printed: a line per rule, then what to type to carry it out; `unit`:
    as it was typed."""
    command = f"chungtay retention{f' --unit {unit}' if unit else ''} --carry-out"
    plain = sum(line.rows for line in lines if not line.rule.on_decision)
    total = sum(line.rows for line in lines)
    asking = [line for line in lines if line.rule.on_decision and line.rows]
    return "\n".join(
        [
            *map(_said, lines),
            f"Cộng: {number(total)} dòng. Chưa xóa gì. (Total: {total} rows. Nothing was removed.)",
            f"Để xóa: {command} --expect {plain}",
            *(
                f"Khi cơ quan đã quyết định: {command} --rule {line.rule.code}"
                f' --expect {line.rows} --decision "SỐ, NGÀY"'
                for line in asking
            ),
        ]
    )


def _said(line: Line) -> str:
    rule = line.rule
    if rule.keep:
        return f"{rule.name}: giữ lại, không xóa (kept). {line.ground}"
    kept = f"giữ {rule.years} năm từ {rule.since}" if rule.years else f"xóa từ {rule.since}"
    what = "; khử nhận dạng, số đếm giữ nguyên" if rule.left else ""
    held = f"; {number(line.held)} dòng chờ hồ sơ khác hết hạn" if line.held else ""
    asks = "; cần quyết định của cơ quan" if rule.on_decision else ""
    rows = f"{number(line.rows)} dòng; {kept}{what}{held}{asks}"
    return f"{rule.name} ({line.table}): {rows}. {line.ground}"
