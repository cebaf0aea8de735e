"""What is sealed of a child, for those to whom it opens by name or as the chair of a board: they
may read it without reading the register."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.text import capfirst
from django.utils.translation import gettext

from chungtay.cases.models import Case, Notice
from chungtay.children.models import Adoption, Child, Circumstance, Compartment, Guardian, Named
from chungtay.children.sealed import chaired, open_compartments
from chungtay.places.models import Unit
from chungtay.web.desk import Desk
from chungtay.web.kinds import cells

SUBJECT = "SELECT t.* FROM access.sealed_subject(%s) t"
SUBJECTS = """
SELECT s, t.* FROM access.sealed_children() s, LATERAL access.sealed_subject(s) t
ORDER BY t.birth_date DESC, s
"""
FIELDS: dict[Any, tuple[str, ...]] = {
    Case: (
        "number", "unit", "harm", "found_on", "filed_on", "supported_on", "outcome", "closed_on",
        "manager", "account", "suspect_told",
    ),
    Notice: (
        "received_at", "channel", "unit", "harm", "urgent", "passed_on_at", "account", "informant",
    ),
    Adoption: (
        "number", "authority", "registered_on", "handed_on", "kind", "from_carer", "to_carer",
        "unit", "ended_on", "end_decision", "account",
    ),
}  # fmt: skip
LONG = ("account", "suspect_told", "informant")


@dataclass(frozen=True)
class Subject:
    """The child as its sealed matters name it: never a row of the register."""

    child: Child
    unit: Unit | None


@dataclass(frozen=True)
class Line:
    label: str
    text: str
    long: bool = False


@dataclass(frozen=True)
class Chapter:
    """One sealed record: what it is, what it is called, its lines."""

    kind: Any
    name: str
    lines: list[Line]


def subject(key: UUID) -> Subject | None:
    """The child, where something sealed of it opens to the caller; else nothing is told."""
    found = _asked(SUBJECT, [key])
    return next(_subjects((key, *row) for row in found), None)


def subjects() -> list[Subject]:
    """All children of whom something sealed opens to the caller by name or as a chair."""
    return list(_subjects(_asked(SUBJECTS, [])))


def opens_any(here: Desk) -> bool:
    """Whether the person is named on anything or chairs a board: asked before a list is made."""
    named = Named.objects.holding(here.day).filter(person=here.user)
    return named.exists() or chaired(here.user, here.day).exists()


def chapters(child: Child) -> list[Chapter]:
    """Every sealed record of the child that opens to the person whose request this is."""
    shut = set(Compartment.values) - open_compartments(child)
    return [*_records(child, shut), *_circumstances(child)]


def _records(child: Child, shut: set[str]) -> Iterator[Chapter]:
    for model, order in ((Case, "-found_on"), (Notice, "-received_at")):
        found = model._default_manager.filter(child=child.pk).order_by(order, "-pk")
        open_ones = [one for one in found if one.compartment not in shut]
        yield from (_chapter(one, *_suspect(one)) for one in open_ones)
    if Compartment.ADOPTION not in shut:
        adoptions = Adoption.objects.filter(child=child.pk).order_by("-registered_on", "-pk")
        yield from (_chapter(one) for one in adoptions)


def _suspect(record: Any) -> list[Line]:
    if not isinstance(record, Case) or record.suspect_id is None:
        return []
    label = _label(record, "suspect")
    found = _asked("SELECT * FROM access.suspect_of(%s)", [record.pk])
    relations = dict(Guardian.Relation.choices)
    return [Line(label, f"{name} ({gettext(str(relations[one]))})") for one, name in found]


def _chapter(record: Any, *more: Line) -> Chapter:
    lines = [
        Line(_label(record, name), cells.shown(_value(record, name)), name in LONG)
        for name in FIELDS[type(record)]
    ]
    kind = capfirst(gettext(str(record._meta.verbose_name)))
    return Chapter(kind, str(record), [*lines, *more])


def _value(record: Any, name: str) -> Any:
    found = getattr(record, name)
    return cells.place(found) if isinstance(found, Unit) else cells.said(record, name)


def _label(record: Any, name: str) -> str:
    return str(capfirst(gettext(str(record._meta.get_field(name).verbose_name))))


def _circumstances(child: Child) -> Iterator[Chapter]:
    rows = Circumstance.objects.raw("SELECT * FROM access.sealed_circumstances(%s)", [child.pk])
    for one in sorted(rows, key=lambda row: row.period.lower, reverse=True):
        told = [("period", cells.shown(one.period)), ("evidence", one.ground)]
        lines = [Line(_label(one, name), text) for name, text in told]
        yield Chapter(gettext("Hoàn cảnh"), str(one.group), lines)


def _subjects(rows: Iterable[Any]) -> Iterator[Subject]:
    found = [tuple(row) for row in rows]
    units = Unit.objects.select_related("commune", "parent").in_bulk([row[4] for row in found])
    for key, name, born, precision, unit in found:
        child = Child(pk=key, full_name=name, birth_date=born, birth_precision=precision)
        yield Subject(child, units.get(unit))


def _asked(question: str, given: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return list(cursor.fetchall())
