"""Ages in whole months, and which children a share of health work is about."""

from datetime import date

import numpy as np

MONTH = 30.4375  # days


def months_old(born: np.ndarray, on: date) -> np.ndarray:
    """Whole months from births (days since 1970) to the day, as the calendar counts them."""
    births = born.astype("datetime64[D]")
    month = births.astype("datetime64[M]")
    day = (births - month.astype("datetime64[D]")).astype(np.int64) + 1
    apart = np.datetime64(on, "M").astype(np.int64) - month.astype(np.int64)
    return apart - (day > on.day)


def chosen(rng: np.random.Generator, among: np.ndarray, count: int) -> np.ndarray:
    """`count` of the rows of `among`, by chance."""
    return np.sort(rng.permutation(among)[:count])
