"""Vietnamese text: search keys, list order, and numbers as an office writes them."""

from chungtay.lib.vietnamese.fold import fold, fold_array
from chungtay.lib.vietnamese.legacy import recognised
from chungtay.lib.vietnamese.numbers import date, decimal, in_words, money, number, percent
from chungtay.lib.vietnamese.order import (
    given_name,
    person_sort_key,
    person_sort_keys,
    sort_key,
    sort_keys,
)

__all__ = [
    "date",
    "decimal",
    "fold",
    "fold_array",
    "given_name",
    "in_words",
    "money",
    "number",
    "percent",
    "person_sort_key",
    "person_sort_keys",
    "recognised",
    "sort_key",
    "sort_keys",
]
