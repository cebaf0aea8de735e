"""Children of the commune who may be the one that is being entered."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
from django.db import connection

from chungtay.children.duplicates.prepared import PREPARED
from chungtay.children.duplicates.reasons import Reason, told
from chungtay.children.duplicates.register import TYPES, folded
from chungtay.children.duplicates.scoring import scores
from chungtay.children.models import Child, Guardian, Residence
from chungtay.lib.vietnamese import fold
from chungtay.places.models import Unit

TYPED = "typed"
ALIKE = 0.45  # of the letters of the name; the scoring itself is stricter
MOST, SHOWN = 60, 5
WITH_EACH = """(SELECT 'typed' AS unique_id_l, unique_id AS unique_id_r FROM prepared
    WHERE unique_id <> 'typed')"""
# Lower than for two records drawn from a whole register: one in twenty that are entered is of a
# child already there, and a warning too many costs a glance.
LEAST = -6.0


@dataclass(frozen=True)
class Typed:
    """What is known while the form is being filled in: the name and the birth at least."""

    full_name: str
    birth_date: date
    dated: bool
    unit: Unit
    sex: str = ""
    mother: str = ""
    personal_number: str = ""


@dataclass(frozen=True)
class Candidate:
    child: Child
    reasons: list[Reason]


def candidates(typed: Typed) -> list[Candidate]:
    """Children within the caller's sight who live or lived in the commune, likeliest first."""
    found = {str(child.pk): child for child in _near(typed)}
    if not found:
        return []
    rows = _scored(_columns(typed, list(found.values())))
    return [Candidate(found[key], told(codes)) for key, codes in rows[:SHOWN]]


def _near(typed: Typed) -> list[Child]:
    commune = typed.unit.commune_id or typed.unit.pk
    asked: list[Any] = [fold(typed.full_name), typed.birth_date, commune, ALIKE, MOST]
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.alike(%s, %s, %s, %s, %s)", asked)
        keys = [row[0] for row in cursor.fetchall()]
    return list(Child.objects.filter(pk__in=keys).order_by("pk")) if keys else []


def _columns(typed: Typed, near: list[Child]) -> Any:
    keys = [child.pk for child in near]
    lived = Residence.objects.filter(child__in=keys).select_related("unit").order_by("period")
    lived = lived.only("child", *(f"unit__{one}" for one in ("id", "commune", "province")))
    carers = Guardian.objects.filter(child__in=keys).order_by("period")
    homes = {one.child_id: one.unit for one in lived}
    parents = {(one.child_id, one.relation): one.full_name for one in carers}
    rows = [_row(child, homes[child.pk], parents) for child in near]
    return folded(pa.Table.from_pylist([_typed(typed), *rows], schema=pa.schema(TYPES)))


def _typed(typed: Typed) -> dict[str, Any]:
    return {
        "id": TYPED, "full_name": typed.full_name, "folded": fold(typed.full_name),
        "born": typed.birth_date, "dated": typed.dated, "sex": typed.sex or None,
        "number": typed.personal_number or None, "mother": typed.mother or None, "father": None,
        **_place(typed.unit),
    }  # fmt: skip


def _row(child: Child, home: Unit, parents: dict[Any, str]) -> dict[str, Any]:
    return {
        "id": str(child.pk), "full_name": child.full_name, "folded": child.search_key,
        "born": child.birth_date, "dated": child.birth_precision == "day", "sex": child.sex,
        "number": child.personal_number, "mother": parents.get((child.pk, "mother")),
        "father": parents.get((child.pk, "father")), **_place(home),
    }  # fmt: skip


def _place(unit: Unit) -> dict[str, Any]:
    commune = unit.commune_id or unit.pk
    return {"hamlet": unit.pk, "commune": commune, "province": unit.province_id}


@cache
def _base() -> Any:
    """One for the process: opening it takes longer than the work. What a cursor makes in `temp`
    is its own and goes with it."""
    return duckdb.connect(config={"threads": 1})


def _scored(table: Any) -> list[tuple[str, list[str]]]:
    sql = scores(WITH_EACH, "prepared", 2)
    with _base().cursor() as base:
        base.register("told", table)
        base.execute(PREPARED.format(told="told", into="prepared")).fetchall()
        rows = base.execute(
            f"SELECT * FROM ({sql}) WHERE weight > {LEAST} ORDER BY weight DESC"  # noqa: S608
        ).fetchall()
    return [(row[1], [code for code in row[3:] if code]) for row in rows]
