"""Invented names of hamlets (thôn, buôn, tổ dân phố …) in the way of each region."""

from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import yaml

FILE = Path(__file__).parent / "names" / "hamlets.yaml"


@cache
def _data() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def hamlet_names(
    rng: np.random.Generator, kind_of_commune: str, region: str, count: int
) -> list[tuple[str, str]]:
    """`count` distinct (kind, full name), such as ("buon", "Buôn Ea Kmăt"), numbered ones first.

    `kind_of_commune` is xa, phuong or thi_tran; regions are the keys of `names/hamlets.yaml`.
    Raises ValueError for an unknown place or when the syllables give too few names.
    """
    mix = _mix(kind_of_commune, region)
    counts = rng.multinomial(count, _shares(mix))
    made = [_of_kind(rng, entry, int(n)) for entry, n in zip(mix, counts, strict=True)]
    return [hamlet for hamlets in made for hamlet in hamlets]


def _mix(kind_of_commune: str, region: str) -> list[dict[str, Any]]:
    found = _data()["regions"].get(region, {}).get(kind_of_commune)
    if found is None:
        raise ValueError(
            f"Không có mẫu tên thôn cho {kind_of_commune!r} ở vùng {region!r}.\n"
            f"No pattern of hamlet names for {kind_of_commune!r} in region {region!r}."
        )
    return found


def _shares(mix: list[dict[str, Any]]) -> list[float]:
    whole = sum(entry["share"] for entry in mix)
    return [entry["share"] / whole for entry in mix]


def _of_kind(rng: np.random.Generator, entry: dict[str, Any], count: int) -> list[tuple[str, str]]:
    word = _data()["kinds"][entry["kind"]]
    numbered = int(rng.binomial(count, entry["numbered"]))
    numbers = [str(n) for n in range(1, numbered + 1)]
    invented = _invent(rng, entry["words"], count - numbered)
    return [(entry["kind"], f"{word} {name}") for name in numbers + invented]


def _invent(rng: np.random.Generator, words: str, count: int) -> list[str]:
    names = _all_names(words)
    if count > len(names):
        raise ValueError(
            f"Chỉ ghép được {len(names)} tên thôn, cần {count}.\n"
            f"Only {len(names)} hamlet names can be made of {words!r}, {count} asked."
        )
    return [names[i] for i in rng.choice(len(names), size=count, replace=False)]


@cache
def _all_names(words: str) -> list[str]:
    lists = _data()["words"][words]
    pairs = product(lists["heads"], lists["tails"])
    return sorted({f"{head} {tail}".strip() for head, tail in pairs if head != tail})
