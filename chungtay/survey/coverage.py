"""How far a round has come, by unit: counted from the hamlets and visits themselves."""

from dataclasses import dataclass, fields
from typing import Any

from django.db import connection

from chungtay.people.scope import counting
from chungtay.places.models import Level, Unit
from chungtay.survey.models import Round

# The hamlets of a round lie side by side: between the first and the last, an index alone tells the
# counts (visit_outcome), and those of another round that lie between meet no hamlet below.
ENDS = """
SELECT min(a.id), max(a.id)
FROM survey_area a JOIN places_unit u ON u.id = a.unit_id
WHERE a.round_id = %(round)s AND {within}
"""
# Visits are counted by hamlet before they meet anything else, with one plain count: a province
# has half a million.
SQL = """
WITH found AS MATERIALIZED (
    SELECT v.area_id, v.outcome, count(*) AS n
    FROM survey_visit v
    WHERE v.area_id BETWEEN %(first)s AND %(last)s
    GROUP BY v.area_id, v.outcome
), made AS (
    SELECT f.area_id, sum(f.n) AS listed, sum(f.n) FILTER (WHERE f.outcome <> '') AS visited,
        sum(f.n) FILTER (WHERE f.outcome = 'unchanged') AS unchanged,
        sum(f.n) FILTER (WHERE f.outcome = 'changed') AS changed,
        sum(f.n) FILTER (WHERE f.outcome = 'gone') AS gone,
        sum(f.n) FILTER (WHERE f.outcome = 'new') AS new
    FROM found f GROUP BY f.area_id
)
SELECT g.id, count(*) AS areas, count(a.person_id) AS assigned,
    count(*) FILTER (WHERE a.state <> 'not_begun') AS begun,
    count(*) FILTER (WHERE a.state IN ('sent', 'checked')) AS sent,
    count(*) FILTER (WHERE a.state = 'checked') AS checked,
    count(*) FILTER (WHERE a.state = 'sent_back') AS sent_back,
    count(*) FILTER (WHERE a.state NOT IN ('sent', 'checked') AND a.due < %(day)s) AS late,
    coalesce(sum(m.listed), 0)::bigint AS listed, coalesce(sum(m.visited), 0)::bigint AS visited,
    coalesce(sum(m.unchanged), 0)::bigint AS unchanged,
    coalesce(sum(m.changed), 0)::bigint AS changed,
    coalesce(sum(m.gone), 0)::bigint AS gone, coalesce(sum(m.new), 0)::bigint AS new
FROM survey_area a
JOIN places_unit u ON u.id = a.unit_id
JOIN places_unit g ON g.id = {group}
LEFT JOIN made m ON m.area_id = a.id
WHERE a.round_id = %(round)s AND {within}
GROUP BY g.id, g.sort_key
ORDER BY g.sort_key, g.id
"""
# The column of a hamlet that holds the unit a row is about, by the level of the row.
GROUPS = {
    Level.PROVINCE: "u.province_id",
    Level.DISTRICT: "coalesce(u.district_id, u.commune_id)",
    Level.COMMUNE: "u.commune_id",
    Level.HAMLET: "u.id",
}


@dataclass(frozen=True)
class Coverage:
    """Hamlets (`areas` of them, each further step holding the ones before) and children."""

    areas: int = 0
    assigned: int = 0
    begun: int = 0
    sent: int = 0
    checked: int = 0
    sent_back: int = 0
    late: int = 0
    listed: int = 0
    visited: int = 0
    unchanged: int = 0
    changed: int = 0
    gone: int = 0
    new: int = 0

    def __add__(self, other: "Coverage") -> "Coverage":
        names = [one.name for one in fields(self)]
        return Coverage(**{name: getattr(self, name) + getattr(other, name) for name in names})


def level_below(unit: Unit, by_commune: bool = False) -> Level:
    """What a board of the unit has a row for."""
    if unit.level >= Level.COMMUNE:
        return Level.HAMLET
    if by_commune or unit.level == Level.DISTRICT:
        return Level.COMMUNE
    return Level.PROVINCE if unit.level == Level.NATION else Level.DISTRICT


def coverage(
    found: Round, unit: Unit, day: Any, by_commune: bool = False
) -> list[tuple[Unit, Coverage]]:
    """A row for each unit below that has hamlets in the round, in Vietnamese order. No name of a
    person is read; hamlets out of the reader's tree are not counted."""
    group = GROUPS[level_below(unit, by_commune)]
    within = f"u.{unit.ancestor_field}{'' if unit.level == Level.HAMLET else '_id'} = %(unit)s"
    told = {"group": group, "within": within if unit.ancestor_field else "true"}
    asked = {"round": found.pk, "unit": unit.pk, "day": day}
    with counting(), connection.cursor() as cursor:
        cursor.execute(ENDS.format(**told), asked)
        first, last = cursor.fetchone()
        cursor.execute(SQL.format(**told), {**asked, "first": first, "last": last})
        rows = [(row[0], Coverage(*row[1:])) for row in cursor]
    units = Unit.objects.in_bulk([key for key, _counted in rows])
    return [(units[key], counted) for key, counted in rows]


def total(rows: list[tuple[Unit, Coverage]]) -> Coverage:
    return sum((counted for _unit, counted in rows), Coverage())
