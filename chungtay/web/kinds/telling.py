"""Lines of a list and the page of one record, ready for a template."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from chungtay.children.models import Child
from chungtay.people.models import AuditEvent, Post, User
from chungtay.people.roles import READS_CHILDREN
from chungtay.places.models import Unit, UnitQuerySet
from chungtay.web.desk import Desk
from chungtay.web.kinds import KINDS, cells, kind_of
from chungtay.web.kinds.kind import Column, Kind, Part
from chungtay.web.record import last_homes_within

NOT_KNOWN = "–"
ROW = '<tr role="row"><th role="rowheader" scope="row"><a href="{}">{}</a></th>{}</tr>\n'
END = "</span></td>"
Looks = tuple[SafeString, SafeString]
SHOWN = 50  # rows of a part on its record's page; the rest is a list of its own


@dataclass(frozen=True)
class Cell:
    label: str
    text: str
    numeric: bool = False
    address: str = ""
    long: bool = False


@dataclass(frozen=True)
class Line:
    """A row of a list: its name, which leads to its page, and what stands beside it."""

    address: str
    name: str
    said: list[str]
    looks: list[Looks]

    @property
    def others(self) -> list[Cell]:
        return [Cell("", text or NOT_KNOWN) for text in self.said]

    @property
    def drawn(self) -> SafeString:
        """The row of a table. A template would ask for each part of each of its cells by name."""
        told = zip(self.said, self.looks, strict=True)
        others = [f"{look[not text]}{escape(text or NOT_KNOWN)}{END}" for text, look in told]
        return SafeString(ROW.format(escape(self.address), escape(self.name), "".join(others)))


@dataclass(frozen=True)
class Shelf:
    """The records of a part: its lines, how many there are, and where all of them stand."""

    kind: Kind
    title: Any
    one: Any
    heads: list[Cell]
    lines: list[Line]
    total: int
    query: str
    may_add: bool


def heads(kind: Kind, columns: Iterable[Column]) -> list[Cell]:
    return [Cell(cells.label(kind, one), "", one.numeric) for one in columns]


def lines(kind: Kind, columns: Iterable[Column], rows: Iterable[Any]) -> list[Line]:
    columns = tuple(columns)
    readers = [(cells.reader(kind, one), one.numeric) for one in columns]
    looks = [_looks(cells.label(kind, one), one.numeric) for one in columns]
    page = reverse("records", args=[kind.slug])  # a record's page stands below its list
    unnamed = gettext("(chưa ghi)")
    found = []
    for row in rows:
        name, *others = [cells.shown(read(row), numeric) for read, numeric in readers]
        found.append(Line(f"{page}{row.pk}/", name or unnamed, others, looks[1:]))
    return found


def _looks(label: str, numeric: bool) -> Looks:
    """What a cell of a column begins with, known or not; made once for all its rows."""
    number = "num" if numeric else ""
    begin = '<td role="cell" data-l="{}" class="{}"><span>'
    known = format_html(begin, label, number)
    return known, format_html(begin, label, f"{number} na".strip())


def heading(kind: Kind, record: Any) -> str:
    """What the record is called: the first column of its list."""
    return cells.shown(cells.value(kind, record, kind.columns[0])) or str(record)


def summary(kind: Kind, record: Any, here: Desk) -> list[Cell]:
    """Every field of the record that these posts may see, each with its link."""
    hidden = kind.hides(record, here.posts)
    return [
        _field(kind, record, field, here)
        for field in record._meta.concrete_fields
        if field.editable and not field.primary_key and field.name not in hidden
    ]


def _field(kind: Kind, record: Any, field: Any, here: Desk) -> Cell:
    label = _label(kind, field)
    numeric = "năm" not in str(field.verbose_name)
    text = cells.shown(_value(kind, record, field), numeric)
    long = isinstance(field, models.TextField)
    return Cell(label, text, address=_address(record, field, here), long=long)


def _label(kind: Kind, field: Any) -> str:
    """The field's own words; those of its column where the field has none."""
    if field.verbose_name == field.name.replace("_", " "):
        named = {column.name: str(column.label) for column in kind.columns}
        return named.get(field.name, str(field.verbose_name))
    return str(capfirst(gettext(str(field.verbose_name))))


def _value(kind: Kind, record: Any, field: Any) -> Any:
    if field.name in kind.words:
        return kind.words[field.name](record)
    if isinstance(field, DateRangeField):
        return getattr(record, field.name)
    found = getattr(record, field.name) if field.is_relation else None
    return cells.place(found) if isinstance(found, Unit) else cells.said(record, field.name)


def _address(record: Any, field: Any, here: Desk) -> str:
    """The page of what the field points to, if this desk can open it."""
    found = getattr(record, field.name) if field.is_relation else None
    if isinstance(found, Child):
        return reverse("child", args=[found.pk]) if child_within(here, found.pk) else ""
    kind = kind_of(found)
    if found is None or kind is None or not kind.may_read(here.posts):
        return ""
    if not kind.reach(here.posts).filter(pk=found.pk).exists():
        return ""
    return reverse("record", args=[kind.slug, found.pk])


def child_within(here: Desk, pk: Any) -> Child | None:
    """The child, if its last home is in the desk's units or in one that became one of them."""
    own = here.standing_on(READS_CHILDREN)
    return _at_last(own.units, here, pk) or _at_last(own.former_units, here, pk)


def _at_last(units: UnitQuerySet, here: Desk, pk: Any) -> Child | None:
    homes = last_homes_within(units, here.day)
    return Child.objects.filter(pk=pk, residences__in=homes).first()


def shelves(kind: Kind, record: Any, here: Desk) -> list[Shelf]:
    parts = [part for part in kind.parts if KINDS[part.slug].may_read(here.posts)]
    return [_shelf(part, record, here.posts) for part in parts]


def _shelf(part: Part, record: Any, posts: tuple[Post, ...]) -> Shelf:
    kind = KINDS[part.slug]
    columns = [one for one in kind.columns if one.name.split(".")[0] != part.field]
    found = kind.reach(posts).filter(**{part.field: record.pk})
    rows = found.order_by(*(part.order or kind.orders[0].fields))[:SHOWN]
    return Shelf(
        kind,
        part.title,
        part.one or kind.one,
        heads(kind, columns),
        lines(kind, columns, rows),
        found.count(),
        f"{part.field}={record.pk}",
        kind.may_write(posts),
    )


def last_change(record: Any) -> dict[str, Any] | None:
    """Who wrote the record last, and when; None for one that came with the data."""
    subject = f"{record._meta.model_name}:{record.pk}"
    told = AuditEvent.objects.filter(subject=subject, verb__in=("add", "change"))
    event = told.order_by("-at", "-pk").first()
    if event is None:
        return None
    person = User.objects.filter(username=event.by).first()
    return {"at": cells.shown(event.at), "by": str(person or event.by)}
