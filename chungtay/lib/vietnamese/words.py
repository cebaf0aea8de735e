"""Columns of text as Arrow arrays, and work done once per distinct value."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

TEXT = pa.large_string()

Text: TypeAlias = "Sequence[str | None] | np.ndarray | pa.Array | pa.ChunkedArray"


def as_text(values: Text) -> Any:
    """Any column of text as one large_string array; nulls stay nulls."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if isinstance(values, pa.Array):
        return values.cast(TEXT)
    return pa.array(values, type=TEXT)


def once_each(values: Any, make: Callable[[str], str]) -> Any:
    """`make` of every value of a large_string array, called once per distinct value."""
    coded = pc.dictionary_encode(values)
    made = [make(text) for text in coded.dictionary.to_pylist()]
    return pc.take(pa.array(made, type=TEXT), coded.indices)


def split(values: Any) -> Any:
    """The words of each text, as a list array; runs of white space part them."""
    return pc.utf8_split_whitespace(pc.utf8_trim_whitespace(values))


def join(lists: Any) -> Any:
    """The words of each list with one space between."""
    return pc.binary_join(lists, pa.scalar(" ", TEXT))
