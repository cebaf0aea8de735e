"""Fact tables: flat rows that indicators count. Each is one SELECT on the register, in an
SQL file of its name beside this one; its columns are declared here once, with their meaning.

The SELECT takes: on (last day), start (first day), unit (root), born_after, entitling,
entitling_if_poor (lists of `group.case`), and `{under}`, the test that places_unit `u` is
within the root. The same rows written to Parquet serve DuckDB and Spark.
"""

from chungtay.indicators.facts.children import (
    CASE,
    CHILD,
    EXAMINED,
    GIFT,
    INJURY,
    NOTICE,
    SPONSORSHIP,
    YOUNG,
)
from chungtay.indicators.facts.fact import Column, Fact
from chungtay.indicators.facts.work import (
    ACTIVITY,
    ATTENDANCE,
    BENEFIT,
    CARE_MODEL,
    COUNSELLING,
    DONATION,
    POST,
    PRODUCT,
    TASK,
    UNIT,
)

FACTS = (
    CHILD,
    YOUNG,
    EXAMINED,
    GIFT,
    INJURY,
    SPONSORSHIP,
    CASE,
    NOTICE,
    ACTIVITY,
    ATTENDANCE,
    PRODUCT,
    POST,
    UNIT,
    DONATION,
    BENEFIT,
    CARE_MODEL,
    COUNSELLING,
    TASK,
)

__all__ = [
    "ACTIVITY",
    "ATTENDANCE",
    "BENEFIT",
    "CARE_MODEL",
    "CASE",
    "CHILD",
    "COUNSELLING",
    "DONATION",
    "EXAMINED",
    "FACTS",
    "GIFT",
    "INJURY",
    "NOTICE",
    "POST",
    "PRODUCT",
    "SPONSORSHIP",
    "TASK",
    "UNIT",
    "YOUNG",
    "Column",
    "Fact",
]
