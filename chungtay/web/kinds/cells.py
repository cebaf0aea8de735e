"""What one field of a record says: in a list's cell, on its page and in a workbook."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from chungtay.children.models import BirthPrecision
from chungtay.lib import vietnamese
from chungtay.places.models import Level, Unit
from chungtay.web.kinds.kind import Column, Kind
from chungtay.web.templatetags.vietnamese import born

DAY = dt.timedelta(days=1)


def label(kind: Kind, column: Column) -> str:
    if column.label:
        return str(column.label)
    field = field_at(kind.model, column.name.split("."))
    return str(capfirst(gettext(str(field.verbose_name))))


def field_at(model: Any, path: list[str]) -> Any:
    """The field at the end of a path of foreign keys."""
    *way, name = path
    for step in way:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(name)


def value(kind: Kind, record: Any, column: Column) -> Any:
    """Text, whole number, Decimal, date, date and time, bool, DateRange, or None."""
    if column.value:
        return column.value(record)
    if column.name in kind.words:
        return kind.words[column.name](record)
    *way, name = column.name.split(".")
    for step in way:
        record = getattr(record, step, None)
    return None if record is None else said(record, name)


def reader(kind: Kind, column: Column) -> Callable[[Any], Any]:
    """What `value` says of a record, with the field and its words looked up once for a list."""
    if column.value:
        return column.value
    if column.name in kind.words:
        return kind.words[column.name]
    path = column.name.split(".")
    field = field_at(kind.model, path)
    of_field = _reader_of(field)
    return of_field if len(path) == 1 else _along(path[:-1], of_field)


def _reader_of(field: Any) -> Callable[[Any], Any]:
    if field.choices:
        return _worded(field)
    if field.is_relation:
        return lambda record: said(record, field.name)
    return attrgetter(field.name)


def _worded(field: Any) -> Callable[[Any], Any]:
    words = {key: _spoken(word) for key, word in field.flatchoices}

    def read(record: Any) -> Any:
        key = getattr(record, field.attname)
        return words[key] if key in words else said(record, field.name)

    return read


def _along(way: list[str], of_field: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(record: Any) -> Any:
        for step in way:
            record = getattr(record, step, None)
        return None if record is None else of_field(record)

    return read


def said(record: Any, name: str) -> Any:
    """A field's value: the words of a choice, the name of a related record."""
    field = record._meta.get_field(name)
    if field.choices:
        return _spoken(getattr(record, f"get_{name}_display")())
    found = getattr(record, name)
    return found if found is None or not field.is_relation else str(found)


def _spoken(word: Any) -> Any:
    return capfirst(gettext(str(word or "")))


def shown(found: Any, numeric: bool = True) -> str:
    """The value as a person reads it. A whole number that is no quantity, such as a year, is
    written without dots."""
    if type(found) is str:  # most cells: asked first
        return found
    if found is None or found == "":
        return ""
    if isinstance(found, bool):
        return gettext("Có") if found else gettext("Không")
    if isinstance(found, dt.datetime):
        here = timezone.localtime(found)
        return f"{here:%H:%M} {vietnamese.date(here)}"
    if isinstance(found, dt.date):
        return vietnamese.date(found)
    if isinstance(found, DateRange):
        return span(found)
    return _number(found, numeric) if isinstance(found, int | Decimal) else str(found)


def _number(found: int | Decimal, numeric: bool) -> str:
    if isinstance(found, Decimal):
        places = max(0, -int(found.normalize().as_tuple().exponent))
        return vietnamese.decimal(found, places)
    return vietnamese.number(found) if numeric else str(found)


def span(period: DateRange) -> str:
    """A period is written with its last day in it."""
    first = vietnamese.date(period.lower)
    if period.upper is None:
        return gettext("từ {first}").format(first=first)
    last = vietnamese.date(period.upper - DAY)
    return gettext("từ {first} đến hết {last}").format(first=first, last=last)


def first_day(record: Any) -> dt.date | None:
    return record.period.lower


def last_day(record: Any) -> dt.date | None:
    return record.period.upper - DAY if record.period.upper else None


def birth(record: Any) -> Any:
    """The child's birth date, or words where it is not fully known."""
    child = record.child
    return child.birth_date if child.birth_precision == BirthPrecision.DAY else born(child)


def place(unit: Unit | None) -> str:
    """A commune with its district, a hamlet with its commune: many share a name."""
    if unit is None:
        return ""
    above = unit.parent if unit.level > Level.DISTRICT else None
    named = above is not None and above.level > Level.PROVINCE
    return f"{unit.title}, {above.title}" if above and named else unit.title


def unit(record: Any) -> str:
    return place(record.unit)
