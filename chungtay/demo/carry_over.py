"""A commune that became another one between the period and the day the accounts work on: its
hamlets, children, people and models are carried over, as the State's own registers are."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection

from chungtay.demo.offices import Offices
from chungtay.demo.plan import Plan
from chungtay.demo.population import Population
from chungtay.places.models import Change, Level, Unit

# Tables whose rows go on in the new unit, with the columns to copy.
GOING_ON = {
    "people_post": "person_id, role, languages, decision",
    "people_board": "decision, chair_id",
    "fund_fund": "decision, account",
    "activities_caremodel": "kind_id, site, decision, partner, children, reviewed_on, review",
}


def carry_over(plan: Plan, offices: Offices, people: Population) -> tuple[Offices, Population]:
    """The offices and homes as they are after the period; the same ones if nothing changed."""
    on = plan.description.as_of
    changes = Change.objects.filter(
        old__in=offices.communes, date__gt=plan.description.period.last_day, date__lte=on
    ).select_related("old", "new")
    now = {change.old_id: change.new for change in changes if change.new is not None}
    if not now:
        return offices, people
    for change in changes:
        if change.new is not None:
            _move(change.old, change.new, change.date)
    communes = [now.get(unit.pk, unit) for unit in offices.communes]
    home = people.commune.copy()
    for old, new in now.items():
        home[people.commune == old] = new.pk
    return replace(offices, communes=communes), replace(people, commune=home)


def _move(old: Unit, new: Unit, day: date) -> None:
    hamlets = list(Unit.objects.filter(parent=old, level=Level.HAMLET).order_by("pk"))
    made = Unit.objects.bulk_create(
        Unit(
            code=hamlet.code,
            name=hamlet.name,
            kind=hamlet.kind,
            level=Level.HAMLET,
            parent=new,
            period=new.period,
            sort_key=hamlet.sort_key,
            confidence=hamlet.confidence,
            source=hamlet.source,
        )
        for hamlet in hamlets
    )
    pairs = [(old.pk, new.pk), *((a.pk, b.pk) for a, b in zip(hamlets, made, strict=True))]
    given: dict[str, Any] = {"old": [a for a, _ in pairs], "new": [b for _, b in pairs], "day": day}
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE moved ON COMMIT DROP AS "
            "SELECT unnest(%(old)s::bigint[]) AS old, unnest(%(new)s::bigint[]) AS new",
            given,
        )
        for table, columns in GOING_ON.items():
            _go_on(cursor, table, columns, given)
        _rehome(cursor, given)
        cursor.execute("DROP TABLE moved")


def _go_on(cursor: Any, table: str, columns: str, given: dict[str, Any]) -> None:
    copied = ", ".join(f"t.{column}" for column in columns.split(", "))
    cursor.execute(
        f"INSERT INTO {table} (unit_id, period, {columns}) "  # noqa: S608 (our own names)
        f"SELECT m.new, daterange(%(day)s, nullif(upper(t.period), %(day)s)), {copied} "
        f"FROM {table} t JOIN moved m ON m.old = t.unit_id "
        "WHERE upper_inf(t.period) OR upper(t.period) >= %(day)s ORDER BY t.id",
        given,
    )
    cursor.execute(
        f"UPDATE {table} t SET period = daterange(lower(t.period), %(day)s) "  # noqa: S608
        "FROM moved m WHERE m.old = t.unit_id AND t.period @> %(day)s",
        given,
    )


def _rehome(cursor: Any, given: dict[str, Any]) -> None:
    cursor.execute(
        "WITH left_home AS (UPDATE children_residence r "
        "SET period = daterange(lower(r.period), %(day)s) FROM moved m "
        "WHERE m.old = r.unit_id AND r.period @> %(day)s "
        "RETURNING r.child_id, r.household_id, m.new AS unit_id) "
        "SELECT child_id, household_id, unit_id FROM left_home",
        given,
    )
    rows = cursor.fetchall()
    with cursor.copy(
        "COPY children_residence (child_id, household_id, unit_id, period) FROM STDIN"
    ) as copy:
        for child, household, unit in rows:
            copy.write_row((child, household, unit, f"[{given['day']},)"))
    cursor.execute(
        "UPDATE children_household h SET unit_id = m.new FROM moved m WHERE m.old = h.unit_id"
    )
