"""Forums, campaigns and events of the year: held, cancelled, replaced."""

from collections.abc import Iterator
from itertools import groupby

from chungtay.activities.models import Activity
from chungtay.indicators.facts import ACTIVITY
from chungtay.lib.vietnamese import money, number
from chungtay.places.models import Level
from chungtay.reports.chapters import Matter
from chungtay.reports.said import counted, joined, kinds
from chungtay.reports.tables import Tables

FORUMS = """
SELECT level, count(DISTINCT unit_id), count(*) FROM activity
WHERE kind = 'forum' AND status = 'held' GROUP BY level ORDER BY level
"""
PARTNERS = """
SELECT DISTINCT partner FROM activity
WHERE kind = 'forum' AND status = 'held' AND partner <> '' ORDER BY partner
"""
BY_CAMPAIGN = """
SELECT campaign, kind, count(*), sum(children)::bigint, sum(cost)::bigint FROM activity
WHERE status = 'held' AND kind NOT IN ('forum', 'training', 'inspection')
GROUP BY campaign, kind ORDER BY campaign, kind
"""
CALLED_OFF = """
SELECT activity_id FROM activity WHERE status IN ('cancelled', 'replaced') ORDER BY date
"""
MOST_NAMED = 4


def forums(tables: Tables) -> Iterator[str]:
    rows = tables.rows(ACTIVITY, FORUMS)
    if not rows:
        return
    places = joined(_forums_of(tables, *row) for row in rows)
    yield (
        f"Diễn đàn trẻ em đã được tổ chức ở {places}; tổng số "
        f"{number(tables.count('forum_children'))} lượt trẻ em tham dự."
    )
    partners = joined(partner for (partner,) in tables.rows(ACTIVITY, PARTNERS))
    communes = tables.count("project_forum_communes")
    if partners and communes and tables.unit.level < Level.COMMUNE:
        yield (
            f"Trong đó {number(communes)} {kinds(tables.communes, Level.COMMUNE)} tổ chức diễn đàn "
            f"với sự phối hợp của {partners}."
        )


def _forums_of(tables: Tables, level: int, units: int, forums: int) -> str:
    pool = {Level.DISTRICT: tables.districts, Level.COMMUNE: tables.communes}.get(Level(level), [])
    if not pool or level == tables.unit.level:
        return f"{Level(level).label} ({number(forums)} diễn đàn)"
    return f"{number(units)} {kinds(pool, Level(level))}"


def events(tables: Tables) -> Iterator[str]:
    rows = sorted(tables.rows(ACTIVITY, BY_CAMPAIGN), key=lambda row: (not row[0], row[0]))
    for campaign, held in groupby(rows, key=lambda row: row[0]):
        yield _of_campaign(campaign, list(held))
    if inspections := tables.count("inspections"):
        yield f"Đã tiến hành {number(inspections)} cuộc kiểm tra, giám sát công tác trẻ em."
    yield from _called_off(tables)


def _of_campaign(campaign: str, rows: list[tuple[str, str, int, int, int]]) -> str:
    done = counted((Activity.Kind(kind).label, n) for _, kind, n, _, _ in rows)
    children, cost = sum(row[3] for row in rows), sum(row[4] for row in rows)
    held = sum(row[2] for row in rows)
    told = [
        f"{number(children)} lượt trẻ em tham gia" if children else "",
        f"kinh phí {money(cost)}" if cost else "",
    ]
    name = Activity.Campaign(campaign).label if campaign else "Các hoạt động khác trong kỳ"
    return "; ".join(filter(None, (f"{name}: {number(held)} hoạt động ({done})", *told))) + "."


def _called_off(tables: Tables) -> Iterator[str]:
    called_off = [key for (key,) in tables.rows(ACTIVITY, CALLED_OFF)]
    for one in Activity.objects.filter(pk__in=called_off[:MOST_NAMED]).order_by("starts_on"):
        yield f"{one.name}: {one.get_status_display()} ({one.reason.rstrip('.')})."
    if len(called_off) > MOST_NAMED:
        more = len(called_off) - MOST_NAMED
        yield f"Còn {number(more)} hoạt động khác không tổ chức hoặc thay bằng hình thức khác."


FORUM = Matter("Diễn đàn trẻ em", forums, ("C26",))
EVENTS = Matter("Hoạt động, sự kiện vì trẻ em", events, ("C26", "C30"))
