"""Estimates the chances of duplicates/model.yaml: python -m bench.duplicates_model

Splink estimates them on a register of invented children of its own seed: the chances among two
children from random pairs, those among one child from the label. To be done anew when an office
has judged enough pairs of its own.
"""

import duckdb
import pyarrow as pa
import yaml

from bench.labelled import labelled
from chungtay.children.duplicates.levels import COMPARISONS
from chungtay.children.duplicates.prepared import PREPARED
from chungtay.children.duplicates.scoring import MODEL, shared

SEED, CHILDREN, AGAIN = 8, 476_000, 24_000
RANDOM_PAIRS = 5e7
LEAST = 1e-7  # what was not met among the pairs drawn is rare, not impossible
ABOUT = """# Chances of each level of levels.py: [among records of one child, among records of two].
# Estimated by `python -m bench.duplicates_model` (Splink 5, invented children, seed 8). Invented
# faults stand for an office's: to be estimated anew when enough real pairs have been judged.
# name_other is the rule on twins: two given names that are both known are two children.
"""
BY_RULE = {"name_other": [1e-12, 0.999]}


def main() -> None:
    found = _estimated()
    levels = {code: [_round(same), _round(two)] for code, same, two in found} | BY_RULE
    records = CHILDREN + AGAIN
    told = {"records": records, "second_records": round(AGAIN / records, 3), "levels": levels}
    MODEL.write_text(ABOUT + yaml.safe_dump(told, sort_keys=False, default_flow_style=None))


def _round(chance: float | None) -> float:
    return float(f"{max(chance or 0, LEAST):.3g}")


def _estimated() -> list[tuple[str, float, float]]:
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    with duckdb.connect() as base:
        table = _table(base)
        linker = Linker(DuckDBAPI(base).register(table), _settings())
        linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
        linker.training.estimate_m_from_label_column("truth")
        told = linker.misc.save_model_to_json()
    return [
        (level["label_for_charts"], level.get("m_probability"), level.get("u_probability"))
        for one in told["comparisons"]
        for level in one["comparison_levels"]
        if not level.get("is_null_level")
    ]


def _table(base: duckdb.DuckDBPyConnection) -> str:
    told = labelled(CHILDREN, AGAIN, SEED)
    base.register("told", told.told)
    base.register("known", pa.table({"unique_id": told.told["id"], "truth": told.truth}))
    base.execute(PREPARED.format(told="told", into="plain")).fetchall()
    base.execute("CREATE TABLE train AS FROM plain JOIN known USING (unique_id)").fetchall()
    return "train"


def _settings() -> dict:
    comparisons = []
    for one in COMPARISONS:
        levels = [
            {"sql_condition": one.unknown, "label_for_charts": "unknown", "is_null_level": True}
        ]
        levels += [
            {"sql_condition": level.condition, "label_for_charts": level.code}
            for level in one.levels
        ]
        levels.append({"sql_condition": "ELSE", "label_for_charts": one.other})
        comparisons.append({"output_column_name": one.name, "comparison_levels": levels})
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": [shared(("born", "given"))],
        "probability_two_random_records_match": 1e-7,
    }


if __name__ == "__main__":
    main()
