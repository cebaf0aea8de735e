"""What an indicator is, and the list of all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from chungtay.indicators.facts import Fact
from chungtay.law.data import text_title


class Time(StrEnum):
    STOCK = "stock"  # as it stands on the last day
    FLOW = "flow"  # what happened from the first day to the last


@dataclass(frozen=True)
class Measure:
    """What to count: rows where `where` holds, among those where `among` holds.

    `total` sums a column instead of counting rows; `distinct` counts its different values.
    """

    where: Any
    among: Any = None
    total: str = ""
    distinct: str = ""


@dataclass(frozen=True)
class Indicator:
    code: str
    title: str
    title_en: str
    unit: str
    time: Time
    fact: Fact
    section: str
    measure: Callable[[Any], Measure]
    how: str
    how_en: str
    law: tuple[tuple[str, str], ...] = ()
    headline: str = "number"  # number, share, or of (n/N): how the figure is said

    @property
    def grounds(self) -> str:
        """The legal texts in words, with the article; empty when no text defines it."""
        return "; ".join(
            f"{text_title(text)}, {article}".rstrip(", ") for text, article in self.law
        )


@dataclass(frozen=True)
class Value:
    """A counted figure. Never a rate: numerator and denominator, whole numbers."""

    indicator: Indicator
    numerator: int
    denominator: int | None = None

    @property
    def share(self) -> Fraction | None:
        """Exactly numerator over denominator; None without one or when it is zero."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def remaining(self) -> int | None:
        return None if self.denominator is None else self.denominator - self.numerator


INDICATORS: dict[str, Indicator] = {}


def indicator(
    title: str,
    title_en: str,
    *,
    unit: str,
    time: Time,
    fact: Fact,
    section: str,
    law: tuple[tuple[str, str], ...] = (),
    headline: str = "number",
) -> Callable[[Callable[[Any], Measure]], Callable[[Any], Measure]]:
    """Registers the decorated function under its own name. Its docstring says how it counts: a
    paragraph in Vietnamese, then one in English."""

    def register(measure: Callable[[Any], Measure]) -> Callable[[Any], Measure]:
        code = measure.__name__
        if code in INDICATORS:
            raise ValueError(f"indicator {code} is defined twice")
        INDICATORS[code] = Indicator(
            code,
            title,
            title_en,
            unit,
            time,
            fact,
            section,
            measure,
            *_paragraphs(measure),
            law,
            headline,
        )
        return measure

    return register


def _paragraphs(measure: Callable[[Any], Measure]) -> tuple[str, str]:
    told = [" ".join(part.split()) for part in (measure.__doc__ or "").split("\n\n")]
    if len(told) != 2 or not all(told):
        raise ValueError(f"{measure.__name__} must say how it counts, in Vietnamese and in English")
    return told[0], told[1]
