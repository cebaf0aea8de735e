"""Visits and gifts at the festivals, gifts of outside programmes, sponsors."""

from collections.abc import Iterator

from chungtay.indicators.facts import GIFT, SPONSORSHIP
from chungtay.lib.vietnamese import money, number
from chungtay.places.models import Level
from chungtay.reports.chapters import Matter
from chungtay.reports.layout import Annex, Column, Row, Table
from chungtay.reports.said import joined, kinds
from chungtay.reports.tables import Tables
from chungtay.support.models import GiftDrive

BY_OCCASION = """
SELECT occasion, source, count(DISTINCT drive), count(DISTINCT child_id), sum(amount)::bigint
FROM gift GROUP BY occasion, source
"""
PROGRAMMES = """
SELECT drive, count(DISTINCT child_id) FROM gift WHERE source = 'programme'
GROUP BY drive ORDER BY 2 DESC, 1
"""
FESTIVALS = """
SELECT DISTINCT occasion FROM gift
WHERE occasion IN ('tet', 'children_day', 'mid_autumn') AND source <> 'programme'
"""
SPONSORS = """
SELECT donor, count(DISTINCT child_id), round(avg(amount))::bigint FROM sponsorship
GROUP BY donor ORDER BY 2 DESC, 1
"""
MOST_NAMED = 5


def gifts(tables: Tables) -> Iterator[str]:
    children, cost = (tables.count(f"festival_gift_{what}") for what in ("children", "cost"))
    if children:
        held = {occasion for (occasion,) in tables.rows(GIFT, FESTIVALS)}
        days = joined(str(o.label) for o in GiftDrive.Occasion if o in held)
        yield (
            f"Nhân dịp {days}, đã thăm, tặng quà {number(children)} trẻ em với tổng kinh phí "
            f"{money(cost)}."
        )
    yield from filter(None, (_month_of_action(tables), _programmes(tables)))


def _month_of_action(tables: Tables) -> str:
    communes = tables.count("month_of_action_gift_communes")
    if not communes:
        return ""
    cost = money(tables.count("month_of_action_gift_cost"))
    if tables.unit.level >= Level.COMMUNE:
        return f"Trong Tháng hành động vì trẻ em, đã tặng quà trẻ em với kinh phí {cost}."
    words = kinds(tables.communes, Level.COMMUNE)
    return (
        f"Trong Tháng hành động vì trẻ em, trẻ em ở {number(communes)} {words} thuộc địa bàn khó "
        f"khăn được thăm, tặng quà với kinh phí {cost}."
    )


def _programmes(tables: Tables) -> str:
    rows = tables.rows(GIFT, PROGRAMMES)
    if not rows:
        return ""
    said = "; ".join(f"{name} ({number(n)} trẻ em)" for name, n in rows[:MOST_NAMED])
    more = f"; và {number(len(rows) - MOST_NAMED)} đợt khác" if len(rows) > MOST_NAMED else ""
    return (
        f"Tiếp nhận và trao quà của các chương trình, nhà tài trợ ngoài địa phương: {said}{more}."
    )


def occasions(tables: Tables) -> Annex | None:
    """Drives of each occasion and source; a child with gifts of two rows stands in both."""
    order = [*GiftDrive.Occasion]
    found = sorted(tables.rows(GIFT, BY_OCCASION), key=lambda row: (order.index(row[0]), row[1]))
    if not found:
        return None
    columns = (
        Column("STT", 1.4),
        Column("Dịp", 5, words=True),
        Column("Nguồn", 5, words=True),
        Column("Số đợt", 1.8),
        Column("Số trẻ em", 2.2),
        Column("Kinh phí (đồng)", 3.2),
    )
    rows = [
        Row((i, str(GiftDrive.Occasion(of).label), str(GiftDrive.Source(by).label), *counts))
        for i, (of, by, *counts) in enumerate(found, 1)
    ]
    drives, cost = sum(row[2] for row in found), sum(row[4] for row in found)
    total = Row(("", "Tổng cộng", "", drives, None, cost), bold=True)
    note = "Một trẻ có thể nhận quà ở nhiều dịp, nên không cộng số trẻ em."
    title = "Thăm, tặng quà trẻ em theo dịp và nguồn"
    return Annex("", title, "Tặng quà", Table(columns, (*rows, total)), note)


def sponsors(tables: Tables) -> Iterator[str]:
    rows = tables.rows(SPONSORSHIP, SPONSORS)
    if not rows:
        return
    said = "; ".join(f"{name} ({number(n)} trẻ em)" for name, n, _ in rows[:MOST_NAMED])
    more = f"; và {number(len(rows) - MOST_NAMED)} nơi khác" if len(rows) > MOST_NAMED else ""
    yield (
        f"Đến ngày chốt số liệu, {number(tables.count('children_sponsored'))} trẻ em có hoàn cảnh "
        f"khó khăn được {number(len(rows))} tổ chức, cá nhân nhận đỡ đầu: {said}{more}."
    )


GIFTS = Matter("Thăm, tặng quà trẻ em", gifts, ("C17", "C19", "C26"), occasions)
SPONSORS_OF_CHILDREN = Matter("Nhận đỡ đầu trẻ em", sponsors, ("C18",))
