"""Targets of a plan beside last year's result and what has been counted so far."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from chungtay.indicators.compute import Values, compute
from chungtay.indicators.registry import INDICATORS, Value
from chungtay.indicators.targets import Progress, progress
from chungtay.lib.periods import parse_period
from chungtay.lib.vietnamese import date as day
from chungtay.lib.vietnamese import decimal, money, number, percent
from chungtay.plans.models import Plan, Target
from chungtay.reports.chapters import Matter
from chungtay.reports.layout import Annex, Column, Row, Table
from chungtay.reports.offices import lower_first
from chungtay.reports.progress_chart import Bar, drawn
from chungtay.reports.said import part
from chungtay.reports.tables import Tables, recorded

NOT_KNOWN = "chưa có số liệu"
LEVELS = {
    Target.Direction.AT_LEAST: "",
    Target.Direction.MORE_THAN: "trên ",
    Target.Direction.AT_MOST: "không quá ",
    Target.Direction.FALL: "giảm ",
}


@dataclass(frozen=True)
class Followed:
    """A plan followed until a day."""

    plan: Plan
    on: date

    @property
    def begun(self) -> bool:
        return bool(self.plan.period.lower <= self.on)

    @cached_property
    def progress(self) -> list[Progress]:
        return progress(self.plan, self.on)

    @cached_property
    def before(self) -> Values:
        """What was counted in the calendar year before the plan; nothing where no records are."""
        span = parse_period(str(self.plan.period.lower.year - 1))
        codes = {one.target.indicator for one in self.progress} & set(INDICATORS)
        if not codes or not self.plan.unit.valid_on(span.last_day):
            return {}
        held = compute(self.plan.unit, span, sorted(codes))
        return {code: value for code, value in held.items() if recorded(value)}


def plan_of(tables: Tables) -> Plan | None:
    """The unit's plan with targets for the last day; else the next one that begins within a
    year. Of several the one with most targets is followed."""
    plans = [plan for plan in tables.unit.plans.order_by("number") if plan.targets.exists()]
    soon = tables.on + timedelta(days=366)
    now = [plan for plan in plans if tables.on in plan.period]
    ahead = [plan for plan in plans if tables.on < plan.period.lower <= soon]
    nearest = now or sorted(ahead, key=lambda plan: plan.period.lower)[:1]
    return max(nearest, key=lambda plan: plan.targets.count(), default=None)


def current_plan(tables: Tables) -> Followed | None:
    """Only a plan that has begun by the last day."""
    plan = plan_of(tables)
    followed = Followed(plan, tables.on) if plan else None
    return followed if followed and followed.begun else None


def words(tables: Tables) -> Iterator[str]:
    """How many targets of the running plan are reached, and which are not."""
    if followed := current_plan(tables):
        yield from sentences(followed)


def sentences(followed: Followed) -> Iterator[str]:
    reached = [one for one in followed.progress if one.reached]
    behind = [one for one in followed.progress if one.reached is False]
    until = f"Đến ngày {day(followed.on)}"
    yield (
        f"{until}, {number(len(reached))}/{number(len(followed.progress))} mục tiêu của Kế hoạch "
        f"số {followed.plan.number} đã đạt; {number(len(behind))} mục tiêu chưa đạt"
        f"{':' if behind else '.'}"
    )
    for one in behind:
        yield f"- {subject(one)}: {level_reached(one)}; mục tiêu: {level(one.target)}."


def subject(one: Progress) -> str:
    known = INDICATORS.get(one.target.indicator)
    return known.title if known else one.target.wording


def level(target: Target) -> str:
    """`85%`, `31/31`, `trên 230.000.000 đồng`, `giảm 15%`"""
    return f"{LEVELS[Target.Direction(target.direction)]}{_level(target)}"


def _level(target: Target) -> str:
    if target.kind in (Target.Kind.SHARE, Target.Kind.CHANGE):
        return f"{_plain(Fraction(target.value))}%"
    if target.kind == Target.Kind.OF:
        return f"{number(int(target.value))}/{number(target.of or 0)}"
    return money(int(target.value)) if target.kind == Target.Kind.SUM else number(int(target.value))


def _plain(value: Fraction) -> str:
    """At most one decimal, none when it is zero."""
    return decimal(value, 1).removesuffix(",0")


def level_reached(one: Progress) -> str:
    """What was counted, said in the target's terms, with n/N where there is one."""
    if one.value is None or one.measured is None:
        return NOT_KNOWN
    if one.target.kind == Target.Kind.CHANGE:
        moved = "giảm" if one.measured >= 0 else "tăng"
        if one.target.direction != Target.Direction.FALL:
            moved = "tăng" if one.measured >= 0 else "giảm"
        return f"{moved} {_plain(abs(one.measured))}%"
    return counted(one.value, one.target)


def counted(value: Value | None, target: Target) -> str:
    if value is None:
        return "–"
    if target.kind == Target.Kind.SUM:
        return money(value.numerator)
    if target.kind == Target.Kind.CHANGE and value.denominator:
        return f"{decimal(Fraction(value.numerator * 10_000, value.denominator), 2)}/10.000 trẻ"
    if value.denominator is None or target.kind == Target.Kind.COUNT:
        return number(value.numerator)
    of = f"{number(value.numerator)}/{number(value.denominator)}"
    return (
        of
        if target.kind == Target.Kind.OF
        else (f"{part(value.numerator, value.denominator)} ({of})")
    )


def verdict(one: Progress, followed: Followed) -> str:
    if not followed.begun:
        return "chưa đến kỳ"
    if one.reached is None:
        return "chưa có số liệu"
    if one.reached:
        return "đạt"
    if one.target.direction == Target.Direction.AT_MOST:
        return "vượt mức"
    return "chưa đạt" if one.done is None else f"chưa đạt ({percent_of(one.done)})"


def percent_of(part: Fraction) -> str:
    return percent(part.numerator, part.denominator)


def table_of(followed: Followed) -> Annex:
    """Each target: last year's result, the level promised, the result so far, reached or not."""
    year = followed.plan.period.lower.year
    until = f"Kết quả đến {day(followed.on)}" if followed.begun else "Kết quả trong năm"
    columns = (
        Column("STT", 1.2),
        Column("Mục tiêu", 4.6, words=True),
        Column("Đơn vị tính", 1.6, words=True),
        Column(f"Kết quả năm {year - 1}", 3, words=True),
        Column(f"Mục tiêu năm {year}", 3, words=True),
        Column(until, 3, words=True),
        Column("Đánh giá", 2.2, words=True),
    )
    return Annex(
        "",
        f"Mục tiêu năm {year} và kết quả thực hiện",
        "Mục tiêu",
        Table(columns, tuple(_rows(followed))),
        _note(followed),
        picture=_chart(followed),
    )


def _note(followed: Followed) -> str:
    moves = any(one.target.kind == Target.Kind.CHANGE for one in followed.progress)
    told = "Tăng, giảm: kỳ chưa trọn năm so với phần tương ứng của năm gốc." if moves else ""
    return (
        f"Theo Kế hoạch số {followed.plan.number}. Mọi kết quả đếm từ hồ sơ. Số trong ngoặc ở cột "
        f"Đánh giá: kết quả so với mức phải đạt. {told}"
    ).strip()


def _rows(followed: Followed) -> Iterator[Row]:
    for i, one in enumerate(followed.progress, 1):
        target, known = one.target, INDICATORS.get(one.target.indicator)
        share = target.kind in (Target.Kind.SHARE, Target.Kind.CHANGE)
        yield Row(
            (
                str(i),
                _worded(target),
                "%" if share else known.unit if known else "",
                _bare_sum(counted(followed.before.get(target.indicator), target)),
                _bare_sum(level(target)),
                _bare_sum(level_reached(one)) if followed.begun else "",
                verdict(one, followed),
            )
        )


def _bare_sum(said: str) -> str:
    return said.removesuffix(" đồng")  # the unit has a column of its own


def _worded(target: Target) -> str:
    words = bare(target.wording)
    return f"Trong đó: {lower_first(words)}" if target.within_id else words


def bare(wording: str) -> str:
    """A target's wording without dash, full stop or a “trong đó” of its own."""
    text = wording.strip().lstrip("-+ ").rstrip(" .;")
    return re.sub(r"^trong đó:?\s+(có\s+)?", "", text, flags=re.IGNORECASE)


def _chart(followed: Followed) -> str:
    bars = [
        Bar(f"{i}. {subject(one)}", _part(one), level_reached(one), bool(one.reached))
        for i, one in enumerate(followed.progress, 1)
        if one.done is not None
    ]
    if not followed.begun or not bars:
        return ""
    return drawn(bars, f"Mức đạt mục tiêu đến ngày {day(followed.on)}").svg


def _part(one: Progress) -> float:
    """How much of the bar is filled: all when reached; a ceiling gone over is not filled."""
    if one.reached:
        return 1.0
    over = one.target.direction == Target.Direction.AT_MOST
    return float(
        Fraction(one.target.value) / one.measured if over and one.measured else one.done or 0
    )


def within(tables: Tables) -> Annex | None:
    followed = current_plan(tables)
    return table_of(followed) if followed else None


TARGETS = Matter("Thực hiện mục tiêu của kế hoạch", words, ("C23", "C29"), within)
