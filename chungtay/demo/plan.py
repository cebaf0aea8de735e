"""What a locality's description asks for, at a scale, as whole numbers."""

from collections.abc import Mapping
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

    def few(self, indicator: str, least: int) -> int:
        """The same, but a small copy still has `least` of what the locality has any of."""
        whole = self.description.total(indicator) or 0
        return max(self.total(indicator, 0), min(least, whole))

    def factor(self, indicator: str) -> float:
        scales = INDICATORS[indicator].unit in SCALED_UNITS or indicator in SCALED
        return self.scale if scales else 1.0

    def part(self, indicator: str, whole: int, otherwise: str) -> int:
        """The numerator nearest to the document's percentage of `whole`; the next above it where
        the document says "more than" and the locality has its full size."""
        percent = self.description.percent(indicator)
        exact = Fraction(otherwise if percent is None else percent) * whole / 100
        if self.scale == 1 and self.description.exceeds(indicator):
            return min(int(exact) + 1, whole)
        return round(exact)

    @cached_property
    def later(self) -> "Plan | None":
        """What is to be made of the time after the period, up to the day the accounts work on."""
        later = self.description.later
        return Plan(later, self.scale) if later else None

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
        return self.total("special_circumstances", 0.0115 * self.whole)

    @cached_property
    def at_risk(self) -> int:
        return self.total("at_risk", 0.2 * self.whole)

    @cached_property
    def poor(self) -> int:
        return self.total("poor_households", 0.1 * self.whole)

    @cached_property
    def near_poor(self) -> int:
        return self.total("near_poor_households", 0.08 * self.whole)

    @cached_property
    def whole(self) -> int:
        """Children of the locality at full size, whatever the scale."""
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


def apportion(shares: Mapping[str, float], total: int) -> dict[str, int]:
    """Whole numbers in proportion to the shares that sum to the total (largest remainders)."""
    whole = sum(shares.values())
    exact = {str(code): share * total / whole for code, share in shares.items()}
    given = {code: int(value) for code, value in exact.items()}
    by_rest = sorted(exact, key=lambda code: given[code] - exact[code])
    for code in by_rest[: total - sum(given.values())]:
        given[code] += 1
    return given


def even_money(total: int, count: int) -> np.ndarray:
    """The total in `count` parts that differ by a thousand đồng at most, save the last."""
    parts = np.full(count, total // count // 1000 * 1000, dtype=np.int64)
    left = total - int(parts.sum())
    parts[: left // 1000] += 1000
    parts[-1] += left % 1000
    return parts


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
