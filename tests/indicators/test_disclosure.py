"""Small numbers in private groups are not printed below province level."""

import pytest

from chungtay.indicators.disclosure import HIDDEN, shown


@pytest.mark.parametrize(
    ("group", "counts", "level", "printed"),
    [
        ("11", [4, 1, 3], 3, [HIDDEN] * 3),
        ("11", [9, 3, 6], 3, [HIDDEN] * 3),
        ("11", [12, 5, 7], 3, [12, 5, 7]),
        ("11", [0, 0, 0], 3, [0, 0, 0]),
        ("11", [4, 1, 3], 1, [4, 1, 3]),
        ("04", [4, 1, 3], 3, [4, 1, 3]),
        ("05", [2, 2, 0], 2, [HIDDEN] * 3),
    ],
)
def test_shown(group: str, counts: list[int], level: int, printed: list[int | str]) -> None:
    assert shown(group, counts, level) == printed
