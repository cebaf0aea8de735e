"""Notices and cases of children in danger. Small numbers are not printed below province level."""

from collections.abc import Iterator

from chungtay.cases.models import Case, Harm, Notice
from chungtay.indicators.disclosure import SMALL
from chungtay.indicators.facts import CASE, NOTICE
from chungtay.lib.vietnamese import number
from chungtay.places.models import Level
from chungtay.reports.chapters import Matter
from chungtay.reports.said import counted, share
from chungtay.reports.tables import Tables

BY_CHANNEL = "SELECT channel, count(*) FROM notice GROUP BY channel"
BY_HARM = f"SELECT harm, count(*) FROM {CASE.name} GROUP BY harm"  # noqa: S608 (our own name)
BY_OUTCOME = f"SELECT outcome, count(*) FROM {CASE.name} GROUP BY outcome"  # noqa: S608
Counts = list[tuple[str, int]]


def protection(tables: Tables) -> Iterator[str]:
    notices: Counts = tables.rows(NOTICE, BY_CHANNEL)
    if notices and not _private(tables, notices):
        said = counted((Notice.Channel(channel).label, n) for channel, n in notices)
        yield (
            f"Tiếp nhận {number(sum(n for _, n in notices))} thông báo, tố giác về trẻ em bị tổn "
            f"hại hoặc có nguy cơ ({said})."
        )
    harms: Counts = tables.rows(CASE, BY_HARM)
    if harms:
        yield from _cases(tables, harms)


def _cases(tables: Tables, harms: Counts) -> Iterator[str]:
    whole = sum(n for _, n in harms)
    if tables.unit.level > Level.PROVINCE and whole < SMALL:
        yield f"Trong kỳ phát hiện dưới {SMALL} vụ việc trẻ em bị xâm hại; không in chi tiết."
        return
    named = counted((Harm(harm).label, n) for harm, n in harms)
    kinds = "" if _private(tables, harms) else f" ({named})"
    yield f"Trong kỳ phát hiện {number(whole)} vụ việc trẻ em bị xâm hại{kinds}."
    in_time = tables.value("cases_filed_and_supported")
    if in_time and not tables.private(in_time):
        yield (
            f"{share(in_time)} vụ việc phát hiện trong kỳ được lập hồ sơ quản lý và có hỗ trợ "
            "phù hợp, kịp thời."
        )
    outcomes: Counts = tables.rows(CASE, BY_OUTCOME)
    if not _private(tables, outcomes):
        said = counted((Case.Outcome(outcome).label, n) for outcome, n in outcomes)
        yield f"Kết quả xử lý đến ngày chốt số liệu ({said})."


def _private(tables: Tables, counts: Counts) -> bool:
    return tables.unit.level > Level.PROVINCE and any(0 < n < SMALL for _, n in counts)


PROTECTION = Matter("Bảo vệ trẻ em bị xâm hại", protection, ("C6", "C7", "C8", "C9", "C11"))
