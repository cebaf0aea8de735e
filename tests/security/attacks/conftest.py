"""The tiny register, with a child of another province whose name must never be seen, and an eye
on the main tables."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

from chungtay.lib.sealed import SealedTextField
from chungtay.people.models import AuditEvent, Deed, DeedRow
from chungtay.places.models import Level, Unit
from tests.web.conftest import DAY, Register, _fresh, add_child, tiny

__all__ = ["_fresh", "tiny"]
MARKER = "Quách Bí Danh Tỉnh Khác"
ELSEWHERE = "01"
# Kept on purpose: who asked for a page, what was done, and that somebody is signed in.
TRACES = (AuditEvent, Deed, DeedRow, Session)

Same = Callable[[], Any]


@pytest.fixture
def far(tiny: Register) -> Unit:
    """A hamlet of another province, where the child of the marker lives."""
    province = Unit.objects.on(DAY).get(level=Level.PROVINCE, code=ELSEWHERE)
    commune = Unit.objects.on(DAY).under(province).communes().order_by("pk")[0]
    hamlet = Unit.objects.create(
        code="xa1", name=f"Thôn {MARKER}", kind="thon", level=Level.HAMLET, parent=commune,
        period=commune.period, confidence="illustrative",
    )  # fmt: skip
    add_child(hamlet, MARKER, date(2012, 3, 5), "04", sex="f")
    return hamlet


def watched() -> list[str]:
    """Tables of our own that no reading may change."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("chungtay.")]
    return sorted(
        model._meta.db_table
        for model in ours
        if model not in TRACES
        and not model._meta.proxy
        and model._meta.managed
        and "event" not in model._meta.model_name
        and model._meta.model_name not in ("unit", "trail", "log")
    )


def sealed_in(table: str) -> list[str]:
    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    fields = model._meta.concrete_fields
    return [str(one.column) for one in fields if isinstance(one, SealedTextField)]


def told(table: str) -> str:
    """All that a row says, as text; what is sealed left out, for it is sealed anew each time."""
    sealed = sealed_in(table)
    return f"(to_jsonb(t) - ARRAY{sealed}::text[])::text" if sealed else "t::text"


@cache
def asking_all() -> str:
    return " UNION ALL ".join(
        f"SELECT '{table}', count(*)::text || ' ' || coalesce(sum("
        f"hashtextextended({told(table)}, 0)), 0)::text FROM {table} t"
        for table in watched()
    )


def state() -> dict[str, str]:
    """Rows and their sum, per table; without sealed values."""
    with connection.cursor() as cursor:
        cursor.execute(asking_all())
        return {table: str(found) for table, found in cursor.fetchall()}


@contextmanager
def nothing_changed() -> Iterator[None]:
    before = state()
    yield
    after = state()
    assert {table for table in before if before[table] != after[table]} == set()
