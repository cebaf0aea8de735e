"""Search keys: `Đặng H’Linh` is found by typing `dang hlinh`."""

import unicodedata
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from chungtay.lib.vietnamese.words import Text, as_text, join, once_each, split

# Letters with a stroke do not decompose; eth is a common slip for đ; people type
# any of these marks for the apostrophe of H’Linh, or none.
PLAIN = str.maketrans("đðƀ", "ddb", "'’‘ʼʹ`´′＇")


def fold(text: str) -> str:
    """The search key: lower case, no diacritics, no apostrophes, single spaces.

    Plain ASCII for any Vietnamese, Ê Đê or M’nông text. Folding twice changes nothing.
    """
    return " ".join(_bare(text.casefold()).split())


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    seen = (c for c in letters if unicodedata.category(c) not in ("Mn", "Cf"))
    return "".join(seen).translate(PLAIN).casefold()


_fold_word = lru_cache(maxsize=65536)(fold)


def fold_array(values: Text) -> Any:
    """`fold` of a whole column (large_string array, nulls kept): each word is folded once."""
    words = split(as_text(values))
    folded = once_each(pc.list_flatten(words), _fold_word)
    joined = join(_like(words, folded))
    return _close_gaps(joined) if pc.any(pc.equal(folded, "")).as_py() else joined


def _close_gaps(texts: Any) -> Any:
    """A word of marks alone folds to nothing and leaves two spaces."""
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, " +", " "))


def _like(lists: Any, flat: Any) -> Any:
    """`flat` cut into the same lists; the offsets of a fresh split start at 0."""
    return pa.ListArray.from_arrays(lists.offsets, flat, mask=pc.is_null(lists))
