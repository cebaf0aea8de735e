"""Who changed what of a child's records, when, and from what to what, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, Q
from django.utils.text import capfirst
from django.utils.translation import gettext

from chungtay.cases.models import Case, Harm, Notice
from chungtay.children.merged import made_of
from chungtay.children.models import (
    Adoption,
    Child,
    Circumstance,
    Compartment,
    Guardian,
    Household,
    Poverty,
    Residence,
)
from chungtay.children.sealed import opens
from chungtay.fund.models import Sponsorship
from chungtay.health.models import InsuranceCard
from chungtay.law.data import law_file
from chungtay.people.models import User
from chungtay.support.models import Grant, Support
from chungtay.web.desk import Desk
from chungtay.web.kinds import cells
from chungtay.web.merged import said_of
from chungtay.web.privacy import hidden_grounds_of

# That a carer is no contact any more would tell that there is a suspect.
UNSAID = ("child", "is_contact")
MOST = 300  # changes of one table
OF_CHILD: tuple[Any, ...] = (Guardian, Residence, Grant, Support, InsuranceCard, Sponsorship)


@dataclass(frozen=True)
class Field:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Changed:
    """One change of one record; `removed`: the record was taken out, and `fields` is what it
    said. `of`: the record merged into the child's that the change was written in, in words."""

    at: datetime
    who: str
    what: str
    removed: bool
    fields: list[Field]
    of: str = ""

    @property
    def when(self) -> str:
        return cells.shown(self.at)


def of_child(child: Child, here: Desk) -> list[Changed]:
    """The changes of the child's records and of those merged into them, the newest first; what
    is sealed from the desk's person is left out. As many queries for many changes as for one."""
    parts = {one.key: said_of(one) for one in made_of(child.pk)}
    asked = list(_asked(child, [child.pk, *parts], here))
    told = [(model, event, after) for model, rows in asked for event, after in _pairs(model, rows)]
    names = _names(event for _, event, _ in told)
    unsaid = hidden_grounds_of(child, here.posts)
    found = [_changed(*one, names, unsaid, parts.get(_of(one[1]), "")) for one in told]
    return sorted((one for one in found if one.fields), key=lambda one: one.at, reverse=True)


def _of(event: Any) -> Any:
    """The key of the record that the row was about when it said so."""
    return event.pgh_obj_id if isinstance(event, _events(Child).model) else _child_of(event)


def _child_of(event: Any) -> Any:
    return getattr(event, "child_id", None)


def _asked(child: Child, keys: list[UUID], here: Desk) -> Iterator[tuple[Any, Any]]:
    """Each tracked table with the old rows that are about the child, under any of its keys."""
    open_ones = {one for one in Compartment if opens(child, one, here.user, here.day)}
    homes = child.residences.values("household")
    yield Child, _events(Child).filter(pgh_obj__in=keys)
    for model in OF_CHILD:
        yield model, _events(model).filter(child__in=keys)
    free = Q(group__compartment="") | Q(group__compartment__in=open_ones)
    yield Circumstance, _events(Circumstance).filter(free, child__in=keys)
    yield Household, _events(Household).filter(pgh_obj__in=homes)
    yield Poverty, _events(Poverty).filter(household__in=homes)
    if Compartment.ADOPTION in open_ones:
        yield Adoption, _events(Adoption).filter(child__in=keys)
    for model in (Case, Notice):
        yield model, _events(model).filter(_of_harm(open_ones), child__in=keys)


def _of_harm(open_ones: set[Compartment]) -> Q:
    sexual = Q(harm=Harm.SEXUAL) if Compartment.SEXUAL_ABUSE in open_ones else Q(pk=None)
    return sexual | (~Q(harm=Harm.SEXUAL) if Compartment.CASE in open_ones else Q(pk=None))


def _events(model: Any) -> Any:
    return model._meta.get_field("history").related_model._default_manager.all()


def _pairs(model: Any, rows: Any) -> Iterator[tuple[Any, Any]]:
    """(the row before a change, the row after it); after a removal there is none. What followed
    may have been written in another record: a merge moves rows, its undo moves them back."""
    mine = set(rows.order_by("-pgh_id").values_list("pgh_id", flat=True)[:MOST])
    every = _events(model).filter(pgh_obj__in=rows.values("pgh_obj")) if mine else rows.none()
    events = list(every.prefetch_related(*_pointers(rows.model)).order_by("-pgh_id")[: 2 * MOST])
    now = model._default_manager.prefetch_related(*_pointers(model))
    after: dict[Any, Any] = now.in_bulk({one.pgh_obj_id for one in events}) if events else {}
    for one in events:  # newest first: what follows a row is the one met just before
        if one.pgh_id in mine:
            yield one, None if one.pgh_label == "delete" else after.get(one.pgh_obj_id)
        after[one.pgh_obj_id] = one


def _pointers(model: Any) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if _points(field)]


def _points(field: Any) -> bool:
    return bool(field.is_relation) and field.name not in ("child", "pgh_obj")


def _names(events: Iterable[Any]) -> dict[str, str]:
    accounts = {_by(one) for one in events}
    return {one.username: str(one) for one in User.objects.filter(username__in=accounts)}


def _by(event: Any) -> str:
    return str((event.pgh_context or {}).get("by", ""))


def _changed(
    model: Any,
    event: Any,
    after: Model | None,
    names: dict[str, str],
    unsaid: Iterable[str],
    of: str,
) -> Changed:
    by = _by(event)
    who = names.get(by, by) or gettext("hệ thống")
    removed = event.pgh_label == "delete"
    fields = [] if after is None and not removed else list(_fields(model, event, after, unsaid))
    what = str(capfirst(gettext(str(model._meta.verbose_name))))
    return Changed(event.pgh_created_at, who, what, removed, fields, of)


def _fields(model: Any, event: Any, after: Model | None, unsaid: Iterable[str]) -> Iterator[Field]:
    kept = {field.name for field in event._meta.concrete_fields}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in UNSAID or field.name not in kept:
            continue
        old, new = _said(event, field.name), _said(after, field.name)
        if old != new and not (field.name == "ground" and event.ground in unsaid):
            yield Field(_named(field), old, new)


def _named(field: Any) -> str:
    """The field's own name; one that was given none is called as what it leads to."""
    name = str(field.verbose_name)
    if field.is_relation and name == field.name.replace("_", " "):
        name = str(field.related_model._meta.verbose_name)
    return str(capfirst(gettext(name)))


def _said(row: Any, name: str) -> str:
    if row is None:
        return ""
    if name == "ethnic_group":
        groups = {one["code"]: one["name"] for one in law_file("ethnic_groups")["groups"]}
        return str(groups.get(row.ethnic_group, row.ethnic_group))
    try:
        return cells.shown(cells.said(row, name), numeric="year" not in name)
    except ObjectDoesNotExist:
        return gettext("(đã xóa)")
