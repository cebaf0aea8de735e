"""Scores pairs of records: how much likelier what is alike makes it that they are one child.

The weights are fixed (model.yaml): the same register gives the same pairs on any night.
"""

import logging
from functools import cache
from math import log2
from pathlib import Path
from typing import Any

import yaml

from chungtay.children.duplicates.blocking import RULES
from chungtay.children.duplicates.levels import COMPARISONS, Comparison

SCORES = """
SELECT unique_id_l, unique_id_r, {weight} AS weight, {met}
FROM (
    SELECT p.unique_id_l, p.unique_id_r, {levels}
    FROM (SELECT COLUMNS(*) AS '\\0_l' FROM {table}) l
    JOIN {pairs} p ON p.unique_id_l = l.unique_id_l
    JOIN (SELECT COLUMNS(*) AS '\\0_r' FROM {table}) r ON r.unique_id_r = p.unique_id_r
)
"""
# From here on one child is likelier than two; bench/duplicates.py says what that finds and misses.
LEAST = 1.0
MODEL = Path(__file__).with_name("model.yaml")


@cache
def model() -> dict[str, Any]:
    """Chances of each level: [among records of one child, among records of two]."""
    told: dict[str, Any] = yaml.safe_load(MODEL.read_text("utf-8"))
    return told


def prior(records: int) -> float:
    """The chance that two records drawn from a register of this size are one child. The chances
    of the levels are those of a whole province: a commune alone is weighed as a part of one."""
    records = max(records, model()["records"])
    return float(model()["second_records"]) * 2 / (records - 1)


def weights(comparison: Comparison) -> dict[str, float]:
    """Level and the power of two by which it changes the odds."""
    chances = model()["levels"]
    codes = [*(level.code for level in comparison.levels), comparison.other]
    return {code: log2(chances[code][0] / chances[code][1]) for code in codes}


def settings(records: int) -> dict[str, Any]:
    """What Splink is told. Nothing is estimated: every chance is given."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": prior(records),
        "comparisons": [compared(one) for one in COMPARISONS],
        "blocking_rules_to_generate_predictions": [shared(rule) for rule in RULES],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def shared(columns: tuple[str, ...]) -> dict[str, str]:
    told = " AND ".join(f'l."{one}" = r."{one}"' for one in columns)
    return {"blocking_rule": told, "sql_dialect": "duckdb"}


def compared(one: Comparison) -> dict[str, Any]:
    unknown = {
        "sql_condition": one.unknown,
        "label_for_charts": f"{one.name}_unknown",
        "is_null_level": True,
    }
    levels = [(level.condition, level.code) for level in one.levels] + [("ELSE", one.other)]
    told = [unknown, *(_level(condition, code) for condition, code in levels)]
    return {"output_column_name": one.name, "comparison_levels": told}


def _level(condition: str, code: str) -> dict[str, Any]:
    same, two = model()["levels"].get(code, (None, None))
    told = {"sql_condition": condition, "label_for_charts": code}
    return told if same is None else {**told, "m_probability": same, "u_probability": two}


def scored(connection: Any, table: str, records: int, least: float) -> str:
    """Splink's scores of the pairs that RULES block in a prepared table, as the name of a table
    of DuckDB: unique_id_l, unique_id_r, match_weight of at least `least`."""
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    register = DuckDBAPI(connection).register(table)
    linker = Linker(register, settings(records), log_level=None, validate_settings=False)
    found = linker.inference.predict(threshold_match_weight=least)
    return str(found.physical_name)


def scores(pairs: str, table: str, records: int) -> str:
    """SQL of the same weight, and of the level met in each comparison, for a few pairs
    (unique_id_l, unique_id_r) of a prepared table."""
    levels = ", ".join(f"{_met(one)} AS {one.name}_met" for one in COMPARISONS)
    weight = " + ".join(_weighed(one) for one in COMPARISONS)
    odds = log2(prior(records) / (1 - prior(records)))
    met = ", ".join(f"{one.name}_met" for one in COMPARISONS)
    told = {"table": table, "pairs": pairs, "levels": levels, "met": met}
    return SCORES.format(weight=f"{odds} + {weight}", **told)


def _met(one: Comparison) -> str:
    told = " ".join(f"WHEN {level.condition} THEN '{level.code}'" for level in one.levels)
    return f"CASE WHEN {one.unknown} THEN NULL {told} ELSE '{one.other}' END"


def _weighed(one: Comparison) -> str:
    told = " ".join(f"WHEN '{code}' THEN {weight}" for code, weight in weights(one).items())
    return f"CASE {one.name}_met {told} ELSE 0 END"
