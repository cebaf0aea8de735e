"""Where sealed values stand in the database: columns of text, of bytes, and within JSON."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection

from chungtay.lib.sealed import SealedBytesField, SealedTextField
from chungtay.lib.sealing import MARK, seal, seal_bytes, unseal, unseal_bytes
from chungtay.people.models import DeedRow

# What secrets of second factors are bound to: allauth keeps them within one JSON column.
FACTORS = "mfa_authenticator.data"
Field = SealedTextField | SealedBytesField


@dataclass(frozen=True)
class Column:
    """A sealed column as it stands in the database; `place` is what its values are bound to."""

    table: str
    key: str
    name: str
    place: str
    at_once: ClassVar[int] = 500  # rows in a transaction

    @property
    def value(self) -> str:
        """The sealed value, as an expression."""
        return self.name

    @property
    def head(self) -> str:
        """The beginning of a value as text: it names the key."""
        return self.value

    @property
    def put(self) -> str:
        """What the column is set to, as an expression of the new value."""
        return "%s"

    @property
    def rows(self) -> str:
        """Those that hold a value."""
        return f"FROM {self.table} WHERE {self.value} <> ''"

    def counted(self) -> Counter[str]:
        """How many values are sealed under each key, by its id."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT split_part({self.head}, ':', 2), count(*) {self.rows} GROUP BY 1"
            )
            return Counter(dict(cursor.fetchall()))

    def reseal(self, newest: str) -> int:
        """Seals the next rows under the newest key, by its id; how many they were."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {self.key}, {self.value} {self.rows} AND NOT starts_with({self.head}, %s)"
                f" ORDER BY {self.key} LIMIT {self.at_once} FOR UPDATE",
                [f"{MARK}:{newest}:"],
            )
            rows = [(self.anew(value), key) for key, value in cursor.fetchall()]
            changed = f"UPDATE {self.table} SET {self.name} = {self.put}"  # noqa: S608
            cursor.executemany(f"{changed} WHERE {self.key} = %s", rows)
        return len(rows)

    def anew(self, value: Any) -> Any:
        return seal(unseal(value, self.place), self.place)


class BytesColumn(Column):
    """Scans: few at once, as each has some megabytes."""

    at_once = 5

    @property
    def head(self) -> str:
        return f"encode(substring({self.name} for 64), 'escape')"

    def anew(self, value: Any) -> Any:
        return seal_bytes(unseal_bytes(bytes(value), self.place), self.place)


@dataclass(frozen=True)
class Member(Column):
    """A sealed text by its name within a JSON column. The names are known, so that nobody can
    stop a rotation by typing what looks sealed into a text that is not. `only`: of which rows."""

    member: str = ""
    only: str = "true"

    @property
    def value(self) -> str:
        return f"({self.name}->>'{self.member}')"

    @property
    def put(self) -> str:
        return f"jsonb_set({self.name}, '{{{self.member}}}', to_jsonb(%s::text))"

    @property
    def rows(self) -> str:
        return f"{super().rows} AND {self.only}"


def sealed_columns() -> list[Column]:
    """Of every model, those that keep what a row was before among them; what deeds keep of such
    rows; secrets of second factors."""
    fields = [
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField | SealedBytesField)
    ]
    return [
        *map(_column, fields),
        *(one for field in fields for one in _in_deeds(field)),
        *_factors(),
    ]


def _column(field: Field) -> Column:
    meta = field.model._meta
    of = BytesColumn if isinstance(field, SealedBytesField) else Column
    return of(meta.db_table, str(meta.pk.column), str(field.column), field.place)


def _in_deeds(field: Field) -> list[Column]:
    """In the rows a deed keeps of the table, before and after; a table of scans has none."""
    if isinstance(field, SealedBytesField):
        return []
    kept, column = DeedRow._meta.db_table, str(field.column)
    only = f"\"table\" = '{field.model._meta.db_table}'"
    return [Member(kept, "id", name, field.place, column, only) for name in ("old", "new")]


def _factors() -> list[Column]:
    """Of an application that makes codes, and of recovery codes."""
    table = Authenticator._meta.db_table
    return [Member(table, "id", "data", FACTORS, name) for name in ("secret", "seed")]
