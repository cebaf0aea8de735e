"""What a locality's description asks for, at a scale, as whole numbers."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

import numpy as np

from chungtay.demo.places import Description
from chungtay.indicators.registry import INDICATORS
from chungtay.lib.problems import Problem

EPOCH = date(1970, 1, 1)
SCALED_UNITS = ("trẻ", "lượt")
SCALED = frozenset({"fund_spent"})  # money that follows from child-times


@dataclass(frozen=True)
class Plan:
    """Totals to reproduce. What the description leaves open is filled plausibly."""

    description: Description
    scale: float

    def rng(self, part: str) -> np.random.Generator:
        """Its own generator for each part, so that one part's change leaves the others alone."""
        return np.random.default_rng([self.description.seed, *part.encode()])

    def total(self, indicator: str, otherwise: float) -> int:
        """The number to reproduce: the document's, scaled when it is of children."""
        value = self.description.total(indicator)
        return round((otherwise if value is None else value) * self.factor(indicator))

    def factor(self, indicator: str) -> float:
        scales = INDICATORS[indicator].unit in SCALED_UNITS or indicator in SCALED
        return self.scale if scales else 1.0

    def part(self, indicator: str, whole: int, otherwise: str) -> int:
        """The numerator nearest to the document's percentage of `whole`."""
        percent = self.description.percent(indicator)
        return round(Fraction(otherwise if percent is None else percent) * whole / 100)

    @cached_property
    def last(self) -> int:
        return day_number(self.description.period.last_day)

    @cached_property
    def first(self) -> int:
        return day_number(self.description.period.start)

    @cached_property
    def children(self) -> int:
        return self.total("children", 5000)

    @cached_property
    def special(self) -> int:
        return self.total("special_circumstances", 0.0115 * self._all)

    @cached_property
    def at_risk(self) -> int:
        return self.total("at_risk", 0.2 * self._all)

    @cached_property
    def poor(self) -> int:
        return self.total("poor_households", 0.1 * self._all)

    @cached_property
    def near_poor(self) -> int:
        return self.total("near_poor_households", 0.08 * self._all)

    @cached_property
    def _all(self) -> int:
        known = self.description.total("children")
        return 5000 if known is None else known

    def check(self) -> None:
        """Raises Problem when the totals contradict one another."""
        if (
            self.special + self.at_risk > self.children
            or self.poor + self.near_poor > self.children
        ):
            raise Problem(
                f"Số liệu của {self.description.code} mâu thuẫn: số trẻ theo nhóm lớn hơn tổng "
                f"số trẻ em ({self.children}).",
                f"The figures of {self.description.code} contradict one another: "
                "groups are larger than all children.",
            )


def day_number(day: date) -> int:
    return (day - EPOCH).days


def split_money(rng: np.random.Generator, total: int, count: int, spread: float) -> np.ndarray:
    """`count` positive whole amounts that sum to `total`, in thousands where they can be."""
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    weights = rng.lognormal(0, spread, count)
    step = 1000 if total >= 2000 * count else 1
    amounts = np.maximum((weights / weights.sum() * (total // step)).astype(np.int64), 1) * step
    amounts[np.argmax(amounts)] += total - amounts.sum()
    if amounts.min() <= 0:
        raise Problem(
            f"Không chia được {total} đồng cho {count} lần.",
            f"{total} đồng cannot be split over {count} times.",
        )
    return amounts
