"""New keys for what is sealed: every sealed column of every table, in batches."""

from collections import Counter
from collections.abc import Iterator

from django.db import connection, transaction
from tqdm import tqdm

from chungtay.lib.keys import SEAL, KeyProblem, add_key, keys, new_key, remove_key
from chungtay.people.sealed_columns import Column, sealed_columns


def counted() -> Counter[str]:
    """How many values are sealed under each key, by its id."""
    found: Counter[str] = Counter()
    for column in sealed_columns():
        found.update(column.counted())
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
            for values in _resealed(column):
                done += values
                bar.update(values)
    return done


def forget(name: str) -> None:
    """Takes an old key out of the file. Whoever writes meanwhile is waited for.

    Raises KeyProblem, and leaves the file as it is: the key writes, is unknown, or still holds
    something.
    """
    if name == keys()[0].id:
        raise KeyProblem(
            f"Khóa {name} đang dùng để niêm: hãy thay khóa trước (chungtay keys rotate).",
            f"The key {name} is in use: rotate the keys first (chungtay keys rotate).",
        )
    with transaction.atomic(), connection.cursor() as cursor:
        tables = ", ".join(sorted({column.table for column in sealed_columns()}))
        cursor.execute(f"LOCK TABLE {tables} IN SHARE MODE")
        if held := counted()[name]:
            raise KeyProblem(
                f"Còn {held} giá trị niêm bằng khóa {name}: hãy chạy chungtay keys rotate trước.",
                f"{held} values are still sealed under {name}: run chungtay keys rotate first.",
            )
        remove_key(name)


def print_status() -> int:
    """A line for each key; 1 if something is sealed under a key that is missing."""
    standing, known = counted(), [key.id for key in keys()]
    for number, name in enumerate(known):
        role = "đang dùng (in use)" if number == 0 else "cũ (old)"
        print(f"{name}  {role}: {standing.pop(name, 0)} giá trị (values)")
    for name, values in sorted(standing.items()):
        print(f"{name}  THIẾU KHÓA (missing): {values} giá trị (values)")
    return 1 if standing else 0


def _resealed(column: Column) -> Iterator[int]:
    """Numbers of values sealed anew, a transaction each, until none is left."""
    while values := _batch(column):
        yield values


@transaction.atomic
def _batch(column: Column) -> int:
    with connection.cursor() as cursor:
        # The same words under another key are no change: nothing is kept of it as history.
        cursor.execute(f"ALTER TABLE {column.table} DISABLE TRIGGER USER")
        values = column.reseal(keys()[0].id)
        cursor.execute(f"ALTER TABLE {column.table} ENABLE TRIGGER USER")
    return values


def _missing(ids: set[str]) -> KeyProblem:
    named = ", ".join(sorted(ids))
    return KeyProblem(
        f"Thiếu khóa niêm phong {named}: hãy đưa tệp khóa đã cất giữ về trước khi thay khóa.",
        f"Sealing keys are missing: {named}. Put the kept file of keys back before rotating.",
    )
