"""Money is split to the đồng, shares to the child."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from chungtay.demo.hardship import _summing
from chungtay.demo.plan import apportion, split_money


@given(st.integers(1, 3000), st.integers(0, 10**10), st.integers(0, 2**32 - 1))
def test_money_is_split_exactly(count: int, extra: int, seed: int) -> None:
    total = 20_000 * count + extra
    amounts = split_money(np.random.default_rng(seed), total, count, 0.8)
    assert (len(amounts), int(amounts.sum())) == (count, total)
    assert amounts.min() > 0


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 5000), min_size=1),
    st.integers(0, 100_000),
)
def test_shares_sum_to_the_whole(shares: dict[str, int], total: int) -> None:
    given_out = apportion(shares, total)
    assert sum(given_out.values()) == total
    whole = sum(shares.values())
    assert all(abs(given_out[k] - shares[k] * total / whole) < 1 for k in shares)


@given(st.integers(50, 400), st.integers(0, 2**32 - 1))
def test_households_are_chosen_to_hold_just_as_many_children(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = rng.choice([1, 2, 3], size=count, p=[0.5, 0.3, 0.2])
    size[:10] = 1
    wanted = int(rng.integers(0, size.sum() + 1))
    chosen = _summing(size, rng.permutation(count), wanted, "poor")
    assert len(set(chosen.tolist())) == len(chosen)
    assert int(size[chosen].sum()) == wanted
