"""Anonymising a child's record, and taking rows out with all that was kept of them.

Runs as the owner of the tables: what the history and the deeds kept goes too, and nothing new is
kept of the going. The row of the child stays for the counts, with its sex, year of birth, ethnic
group, places and periods; every text about it goes, unless it is listed here as telling nobody.
"""

from collections.abc import Collection
from functools import reduce
from typing import Any
from uuid import UUID

import pgtrigger
from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Trunc

from chungtay.children.merged import made_of
from chungtay.children.models import Child, Circumstance, Household, Residence
from chungtay.rights.leaving import GONE

# Rows that are nothing but about persons, or open what is sealed.
REMOVED = ("children.Guardian", "children.Named", "children.Alert", "rights.Consent")
# Texts that are codes, or the same for many children.
TELLS_NOBODY = {("support.Grant", "ground"), ("children.Schooling", "grade")}
Model = type[models.Model]
Keys = Collection[Any]


def anonymise(keys: Collection[UUID]) -> None:
    """Makes these children nobody's, with the records that were merged into theirs. The caller has
    a transaction, and has found them released."""
    keys = [*keys, *(one.key for key in keys for one in made_of(key))]
    with pgtrigger.ignore():
        for model, ways in reversed(about_children().items()):
            _clear(model, ways, keys)
        _blank_homes(keys)
        _blank_children(keys)


def remove(rows: "models.QuerySet[Any]") -> None:
    """Takes the rows out, with what their history and the deeds kept of them."""
    keys = list(rows.values_list("pk", flat=True))
    with pgtrigger.ignore():
        _take_out(rows.model, keys)


def about_children() -> dict[Model, list[str]]:
    """Every model whose rows are about a child, the nearest first, and the ways to the child:
    "child", "guardian__child"."""
    found: dict[Model, list[str]] = {Child: [""]}
    while more := {one: ways for one in apps.get_models() if (ways := _ways(one, found))}:
        found |= more
    return {model: ways for model, ways in found.items() if model is not Child}


def texts(model: Model) -> list[str]:
    """The columns of free text: what is neither a choice nor listed as telling nobody."""
    plain = models.CharField | models.TextField
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, plain)
        and not (field.choices or field.generated)
        and (model._meta.label, field.name) not in TELLS_NOBODY
    ]


def _ways(model: Model, found: dict[Model, list[str]]) -> list[str]:
    if model in found or _is_history(model):
        return []
    return [
        f"{field.name}__{above}" if above else field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        for above in found.get(field.related_model, [])
    ]


def _is_history(model: Model) -> bool:
    return "pgh_id" in _columns(model)


def _columns(model: Model) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _clear(model: Model, ways: list[str], keys: Keys) -> None:
    about = reduce(Q.__or__, (Q(**{f"{way}__in": keys}) for way in ways))
    rows = model._default_manager.filter(about)
    ids = list(rows.values_list("pk", flat=True))
    if model is Circumstance:  # in a hamlet, a year of birth and an illness are a name
        _take_out(model, list(rows.exclude(group__compartment="").values_list("pk", flat=True)))
    if _goes(model):
        _take_out(model, ids)
    elif blank := {name: None if _may_lack(model, name) else "" for name in texts(model)}:
        rows.update(**blank)
    _forget(model, ids, [(way, _beyond(model, way, keys)) for way in ways])


def _goes(model: Model) -> bool:
    """Listed, or hanging on what is listed and on no child itself: it goes with it."""
    above = {one.related_model._meta.label for one in model._meta.fields if one.related_model}
    return model._meta.label in REMOVED or bool(
        above & {*REMOVED} and "child" not in _columns(model)
    )


def _may_lack(model: Model, name: str) -> bool:
    return bool(model._meta.get_field(name).null)


def _take_out(model: Model, ids: Keys) -> None:
    for below in model._meta.related_objects:
        other, name = below.related_model, below.field.name
        if not _is_history(other) and below.on_delete is models.CASCADE:
            hanging = other._default_manager.filter(**{f"{name}__in": ids})
            _take_out(other, list(hanging.values_list("pk", flat=True)))
    model._default_manager.filter(pk__in=ids).delete()
    _forget(model, ids)


def _beyond(model: Model, way: str, keys: Keys) -> Keys:
    """What the first step of a way led to, rows among them that are long gone."""
    first, _, rest = way.partition("__")
    if not rest:
        return keys
    above: Any = model._meta.get_field(first).related_model
    live = above._default_manager.filter(**{f"{rest}__in": keys}).values_list("pk", flat=True)
    past = _history(above)
    if past is None or "__" in rest:
        return list(live)
    return [*live, *past.filter(**{f"{rest}__in": keys}).values_list("pgh_obj", flat=True)]


def _history(model: Model) -> Any:
    """The manager of what rows of the model once were; None where nothing is kept."""
    table = f"{model._meta.db_table}event"
    found = (one for one in apps.get_models() if one._meta.db_table == table)
    kept = next(found, None)
    return kept._default_manager if kept else None


def _forget(model: Model, ids: Keys, ways: Collection[tuple[str, Keys]] = ()) -> None:
    """What history and deeds hold of these rows, and of any that led where the ways lead."""
    past = _history(model)
    if past is not None:
        past.filter(pgh_obj__in=ids).delete()
    _forget_deeds(model, "key", ids)
    for way, there in ways:
        first = way.partition("__")[0]
        if past is not None:
            past.filter(**{f"{first}__in": there}).delete()
        column = model._meta.get_field(first).column  # type: ignore[union-attr]
        _forget_deeds(model, f"coalesce(new, old)->>'{column}'", there)


def _forget_deeds(model: Model, which: str, keys: Keys) -> None:
    """A deed of which a row is gone cannot be taken back any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'WITH gone AS (DELETE FROM people_deedrow WHERE "table" = %s AND {which} = ANY (%s)'  # noqa: S608
            " RETURNING deed_id) UPDATE people_deed SET until = now()"
            " WHERE id IN (SELECT deed_id FROM gone) AND (until IS NULL OR until > now())",
            [model._meta.db_table, [str(key) for key in keys]],
        )


def _blank_homes(keys: Keys) -> None:
    """The household of one of these, once nobody else ever lived in it who is still somebody."""
    others = Residence.objects.filter(household=OuterRef("pk")).exclude(child__in=keys)
    known = others.exclude(child__full_name=GONE)
    left = Household.objects.filter(residences__child__in=keys).filter(~Exists(known))
    ids = list(left.values_list("pk", flat=True).distinct())
    Household.objects.filter(pk__in=ids).update(head=GONE, address="")
    _forget(Household, ids)


def _blank_children(keys: Keys) -> None:
    """The year of birth is what counts need; without a search key nobody finds them."""
    Child.objects.filter(pk__in=keys).update(
        full_name=GONE,
        search_key="",
        sort_key="",
        personal_number=None,
        birth_precision="year",
        birth_date=_year_of("birth_date"),
        died_on=_year_of("died_on"),
    )
    _forget(Child, keys)


def _year_of(name: str) -> Trunc:
    return Trunc(name, "year", output_field=models.DateField())
