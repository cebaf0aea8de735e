"""Models of care, child-friendly communes, counselling."""

from collections.abc import Iterator
from typing import NamedTuple

from chungtay.activities.models import Counselling, ModelKind
from chungtay.indicators.facts import CARE_MODEL, COUNSELLING
from chungtay.lib.vietnamese import number
from chungtay.places.models import Level, Unit
from chungtay.reports.chapters import Matter
from chungtay.reports.said import counted, joined, kinds, named, share
from chungtay.reports.tables import Tables

AT_WORK = """
SELECT kind, level, commune_id, district_id, count(*), sum(children)::bigint FROM care_model
GROUP BY kind, level, commune_id, district_id
"""
BY_PLACE = "SELECT place, count(*) FROM counselling GROUP BY place"
BY_TOPIC = "SELECT topic, count(*) FROM counselling GROUP BY topic"


class AtWork(NamedTuple):
    kind: str
    level: int
    commune_id: int | None
    district_id: int | None
    sites: int
    children: int


def models(tables: Tables) -> Iterator[str]:
    """Every kind of model at work on the day: n of N units, or its sites."""
    found = [AtWork(*row) for row in tables.rows(CARE_MODEL, AT_WORK)]
    for kind in ModelKind.objects.order_by("counted", "name"):
        rows = [row for row in found if row.kind == kind.code]
        if rows and kind.counted == ModelKind.Counted.SITE:
            yield f"{kind.name}: {number(sum(row.sites for row in rows))} điểm{_children(rows)}."
        elif rows:
            yield f"{kind.name}: {joined(_units(tables, rows))}{_children(rows)}."


def _children(rows: list[AtWork]) -> str:
    children = sum(row.children for row in rows)
    return f"; {number(children)} trẻ em tham gia, thụ hưởng" if children else ""


def _units(tables: Tables, rows: list[AtWork]) -> Iterator[str]:
    districts = {row.district_id for row in rows if row.level == Level.DISTRICT}
    communes = {row.commune_id for row in rows if row.level == Level.COMMUNE}
    if districts:
        yield _n_of(tables.districts, Level.DISTRICT, districts)
    if communes:
        yield _n_of(tables.communes, Level.COMMUNE, communes)


def _n_of(pool: list[Unit], level: Level, held: set[int | None]) -> str:
    those = [unit for unit in pool if unit.pk in held]
    few = named(those) if len(those) < len(pool) else ""
    return f"{number(len(held))}/{number(len(pool))} {kinds(pool, level)}{few}"


def child_friendly(tables: Tables) -> Iterator[str]:
    if tables.unit.level >= Level.COMMUNE:
        return
    words = kinds(tables.communes, Level.COMMUNE)
    if registered := tables.value("child_friendly_registered"):
        yield f"{share(registered)} {words} đăng ký xây dựng xã phù hợp với trẻ em trong năm."
    if reached := tables.value("child_friendly_communes"):
        yield f"{share(reached)} {words} được công nhận đạt tiêu chuẩn phù hợp với trẻ em."


def counselling(tables: Tables) -> Iterator[str]:
    by_place = dict(tables.rows(COUNSELLING, BY_PLACE))
    if not by_place:
        return
    if centre := tables.count("consultations"):
        yield f"Trung tâm công tác xã hội đã thực hiện {number(centre)} lượt tư vấn về trẻ em."
    places = Counselling.Place
    others = [(p.label, by_place.get(p, 0)) for p in places if p != places.CENTRE]
    if elsewhere := sum(n for _, n in others):
        yield f"Có {number(elsewhere)} lượt tư vấn ở nơi khác ({counted(others)})."
    topics = counted((Counselling.Topic(t).label, n) for t, n in tables.rows(COUNSELLING, BY_TOPIC))
    yield f"Phân theo nội dung tư vấn ({topics})."


MODELS = Matter("Mô hình bảo vệ, chăm sóc trẻ em", models, ("C24",))
CHILD_FRIENDLY = Matter("Xã, phường phù hợp với trẻ em", child_friendly, ("C25",))
COUNSEL = Matter("Tư vấn", counselling, ("C10",))
