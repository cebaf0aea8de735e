"""The register as it stands: every row of every table that has children's data."""

from typing import Any

from django.apps import apps
from django.db import connection

from tests.security.test_row_security import tables_about_children

# What is only ever added: the trail, deeds, what a record was before.
LEFT_OUT = ("people_", "rights_")


def tables() -> list[str]:
    """Those with records of children, their households, and what hangs on them."""
    events = {one._meta.db_table for one in apps.get_models() if hasattr(one, "pgh_tracked_model")}
    return [
        table
        for table in tables_about_children()
        if table not in events and not table.startswith(LEFT_OUT)
    ]


def register() -> dict[str, Any]:
    return said(tables())


def said(tables: list[str]) -> dict[str, Any]:
    """How many rows, and what they say put into one number: the same for the same rows in
    whatever order, and quick however many other tests have left."""
    told = "SELECT count(*), sum(hashtextextended(t::text, 0)::numeric) FROM {} t"
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(told.format(connection.ops.quote_name(table)))
            found[table] = cursor.fetchone()
    return found
