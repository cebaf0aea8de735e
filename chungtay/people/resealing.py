"""New keys for what is sealed: every sealed column of every table, in batches."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction
from tqdm import tqdm

from chungtay.lib.keys import SEAL, KeyProblem, add_key, keys, new_key
from chungtay.lib.sealed import SealedTextField
from chungtay.lib.sealing import MARK, seal, unseal

BATCH = 500


@dataclass(frozen=True)
class Column:
    """A sealed column as it stands in the database; `place` is what its values are bound to."""

    table: str
    key: str
    name: str
    place: str


def sealed_columns() -> list[Column]:
    """Of every model, those that keep what a row was before among them."""
    return [
        Column(model._meta.db_table, str(model._meta.pk.column), str(field.column), field.place)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField)
    ]


def counted() -> Counter[str]:
    """How many values are sealed under each key, by its id."""
    found: Counter[str] = Counter()
    for one in sealed_columns():
        for key, rows in _asked(
            f"SELECT split_part({one.name}, ':', 2), count(*) FROM {one.table}"  # noqa: S608
            f" WHERE {one.name} <> '' GROUP BY 1"
        ):
            found[key] += rows
    return found


def rotate() -> int:
    """Seals everything under a new key; how many values were sealed anew.

    Safe to interrupt: what was begun is finished by the next run, which then makes no other key.
    Raises KeyProblem, and changes nothing, if a value's own key is missing.
    """
    standing, known = counted(), {key.id for key in keys()}
    if missing := set(standing) - known:
        raise _missing(missing)
    if not set(standing) - {keys()[0].id}:
        add_key(new_key(SEAL))
    waiting = sum(rows for key, rows in standing.items() if key != keys()[0].id)
    with tqdm(total=waiting, unit=" giá trị", desc="Niêm lại", disable=None, leave=False) as bar:
        done = 0
        for column in sealed_columns():
            for rows in _resealed(column):
                done += rows
                bar.update(rows)
    return done


def print_status() -> int:
    """A line for each key; 1 if something is sealed under a key that is missing."""
    standing, known = counted(), [key.id for key in keys()]
    for number, name in enumerate(known):
        role = "đang dùng (in use)" if number == 0 else "cũ (old)"
        print(f"{name}  {role}: {standing.pop(name, 0)} giá trị (values)")
    for name, rows in sorted(standing.items()):
        print(f"{name}  THIẾU KHÓA (missing): {rows} giá trị (values)")
    return 1 if standing else 0


def _resealed(column: Column) -> Iterator[int]:
    """Numbers of values sealed anew, a transaction each, until none is left."""
    while rows := _batch(column):
        yield rows


@transaction.atomic
def _batch(column: Column) -> int:
    newest = f"{MARK}:{keys()[0].id}:"
    with connection.cursor() as cursor:
        # The same words under another key are no change: nothing is kept of it as history.
        cursor.execute(f"ALTER TABLE {column.table} DISABLE TRIGGER USER")
        cursor.execute(
            f"SELECT {column.key}, {column.name} FROM {column.table}"  # noqa: S608
            f" WHERE {column.name} <> '' AND NOT starts_with({column.name}, %s)"
            f" ORDER BY {column.key} LIMIT {BATCH} FOR UPDATE",
            [newest],
        )
        rows = cursor.fetchall()
        cursor.executemany(
            f"UPDATE {column.table} SET {column.name} = %s WHERE {column.key} = %s",  # noqa: S608
            [(seal(unseal(value, column.place), column.place), key) for key, value in rows],
        )
        cursor.execute(f"ALTER TABLE {column.table} ENABLE TRIGGER USER")
    return len(rows)


def _asked(question: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def _missing(ids: set[str]) -> KeyProblem:
    named = ", ".join(sorted(ids))
    return KeyProblem(
        f"Thiếu khóa niêm phong {named}: hãy đưa tệp khóa đã cất giữ về trước khi thay khóa.",
        f"Sealing keys are missing: {named}. Put the kept file of keys back before rotating.",
    )
