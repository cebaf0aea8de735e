"""Insurance cards, growth, vaccines, vitamin A, injuries."""

from collections.abc import Iterator
from fractions import Fraction

from chungtay.health.models import Injury, InsuranceCard
from chungtay.indicators.facts import INJURY
from chungtay.indicators.registry import Value
from chungtay.lib.vietnamese import number, percent
from chungtay.reports.chapters import Matter
from chungtay.reports.layout import Annex, Column, Row, Table
from chungtay.reports.offices import lower_first
from chungtay.reports.said import counted, share
from chungtay.reports.tables import Tables

CARDS = "cards_issued_under_6"
ISSUED_LATER = "đã được cấp thẻ sau ngày chốt số liệu"
BY_CAUSE = "SELECT cause, count(*), count(*) FILTER (WHERE fatal) FROM injury GROUP BY cause"


def insurance(tables: Tables) -> Iterator[str]:
    if cards := tables.value(CARDS):
        yield _cards(cards, tables)
    if kept := tables.value("insurance_rights_kept"):
        yield (
            f"{share(kept)} trẻ em đi khám, chữa bệnh trong kỳ được bảo đảm quyền lợi bảo hiểm y "
            "tế theo quy định."
        )


def _cards(cards: Value, tables: Tables) -> str:
    said = (
        f"Trẻ em dưới 6 tuổi được cấp thẻ bảo hiểm y tế trong kỳ: {number(cards.numerator)} trẻ "
        f"trên {number(cards.denominator or 0)} trẻ thuộc diện, đạt "
        f"{percent(cards.numerator, cards.denominator or 0)}"
    )
    if not cards.remaining:
        return f"{said}."
    most = lower_first(reasons(tables)[0][0])
    left = number(cards.remaining)
    return f"{said}; còn {left} trẻ chưa có thẻ vào ngày chốt, nhiều nhất do {most}."


def reasons(tables: Tables) -> list[tuple[str, int]]:
    """Why the rest have no card, by the latest request for each; most first."""
    without = tables.lacking(CARDS)
    cards = tables.during(InsuranceCard.objects.filter(child__in=without))
    latest = dict(cards.order_by("date", "id").values_list("child_id", "missing_reason"))
    held = list(latest.values())
    labels = [*InsuranceCard.Reason.choices, ("", ISSUED_LATER)]
    counts = [(str(label), held.count(code)) for code, label in labels]
    return sorted((row for row in counts if row[1]), key=lambda row: -row[1])


def reasons_table(tables: Tables) -> Annex | None:
    cards = tables.value(CARDS)
    why = reasons(tables) if cards and cards.remaining else []
    if cards is None or not why or [reason for reason, _ in why] == [ISSUED_LATER]:
        return None
    columns = (
        Column("STT", 1.4),
        Column("Lý do chưa được cấp thẻ", 9, words=True),
        Column("Số trẻ em", 2.6),
        Column("Tỷ trọng (%)", 2.6),
    )
    whole = sum(n for _, n in why)
    rows = (Row((i, reason, n, Fraction(n, whole))) for i, (reason, n) in enumerate(why, 1))
    total = Row(("", "Tổng cộng", whole, Fraction(1)), bold=True)
    title = "Trẻ em dưới 6 tuổi chưa được cấp thẻ bảo hiểm y tế, theo lý do"
    return Annex("", title, "Chưa có thẻ BHYT", Table(columns, (*rows, total)), "")


def nutrition(tables: Tables) -> Iterator[str]:
    if yearly := tables.value("under_5_measured"):
        yield f"Trẻ em dưới 5 tuổi được cân, đo ít nhất một lần trong kỳ: {share(yearly)}."
    if quarterly := tables.value("under_2_measured_quarterly"):
        yield (
            "Trẻ em dưới 2 tuổi được cân, đo đều đặn mỗi quý và chấm biểu đồ tăng trưởng: "
            f"{share(quarterly)}."
        )


def immunisation(tables: Tables) -> Iterator[str]:
    if full := tables.value("fully_immunised"):
        yield (
            "Trẻ em từ 12 đến 23 tháng tuổi đã tiêm đủ các mũi của Chương trình tiêm chủng mở "
            f"rộng: {share(full)}."
        )
    if given := tables.value("vitamin_a_given"):
        yield f"Trẻ em từ 6 đến 35 tháng tuổi được uống vitamin A trong kỳ: {share(given)}."


def injuries(tables: Tables) -> Iterator[str]:
    rows = [
        (Injury.Cause(cause).label, n, dead) for cause, n, dead in tables.rows(INJURY, BY_CAUSE)
    ]
    if not rows:
        return
    every = counted((label, n) for label, n, _ in rows)
    deaths = sum(dead for *_, dead in rows)
    said = (
        f"Trong kỳ ghi nhận {number(sum(n for _, n, _ in rows))} vụ tai nạn, thương tích trẻ em "
        f"({every})"
    )
    if not deaths:
        yield f"{said}; không có trẻ em tử vong."
        return
    fatal = counted((label, dead) for label, _, dead in rows)
    yield f"{said}; {number(deaths)} trẻ em tử vong ({fatal})."


def health(tables: Tables) -> Iterator[str]:
    for words in (insurance, nutrition, immunisation):
        yield from words(tables)


HEALTH = Matter("Chăm sóc sức khỏe, dinh dưỡng", health, ("C13", "C14", "C15"), reasons_table)
INSURANCE = Matter("Thẻ bảo hiểm y tế", insurance, ("C13",), reasons_table)
NUTRITION = Matter("Cân đo, dinh dưỡng", nutrition, ("C14",))
IMMUNISATION = Matter("Tiêm chủng, vitamin A", immunisation, ("C15",))
INJURIES = Matter("Phòng, chống tai nạn, thương tích, đuối nước", injuries, ("C11", "C28"))
