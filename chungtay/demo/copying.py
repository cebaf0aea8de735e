"""Writes columns into a table by COPY."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from pyarrow import csv

ROWS_AT_ONCE = 50_000


def copy_in(table: str, columns: dict[str, Any], progress: Any = None) -> int:
    """COPY equal-long columns (arrow or numpy; null becomes NULL); says how many rows."""
    data = pa.table({name: pa.array(column) for name, column in columns.items()})
    names = ", ".join(f'"{name}"' for name in data.column_names)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)") as copy:
            for batch in data.to_batches(max_chunksize=ROWS_AT_ONCE):
                copy.write(_csv(batch))
                if progress is not None:
                    progress.update(batch.num_rows)
    return int(data.num_rows)


def _csv(batch: Any) -> bytes:
    sink = pa.BufferOutputStream()
    csv.write_csv(batch, sink, csv.WriteOptions(include_header=False))
    return sink.getvalue().to_pybytes()


def uuids(rng: np.random.Generator, count: int) -> Any:
    """Random version-4 UUIDs as text, the same for the same generator."""
    raw = rng.integers(0, 256, size=(count, 16), dtype=np.uint8)
    raw[:, 6] = raw[:, 6] & 0x0F | 0x40
    raw[:, 8] = raw[:, 8] & 0x3F | 0x80
    digits = np.frombuffer(raw.tobytes().hex().encode(), dtype="S32")
    return pa.array(digits).cast(pa.string())


def days(numbers: Any) -> Any:
    """Days since 1970 as an arrow date column."""
    return pa.array(np.asarray(numbers, dtype="int32")).cast(pa.date32())


def periods(start: Any, end: Any = None) -> Any:
    """Text of half-open dateranges from days since 1970; a negative-infinite end is open."""
    first = days(start).cast(pa.string())
    if end is None:
        return pc.binary_join_element_wise("[", first, ",)", "")
    last = days(end).cast(pa.string())
    return pc.binary_join_element_wise("[", first, ",", last, ")", "")
