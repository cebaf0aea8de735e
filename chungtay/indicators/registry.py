"""What an indicator is, and the list of all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from ibis.expr.operations import Field

from chungtay.indicators.facts import Column, Fact
from chungtay.law.data import text_title

ROMAN = {"I": 1, "V": 5, "X": 10}


def roman(text: str) -> int:
    """The value of a Roman number below 40; 0 for what is none."""
    values = [ROMAN.get(letter, 0) for letter in text.strip()]
    following = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, following, strict=True))


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
    serves: tuple[str, ...] = ()  # the capabilities of docs/coverage.md it counts for
    sealed: bool = False  # small numbers are hidden below province level, rows from most readers

    @property
    def order(self) -> int:
        """The place of its section in a report, from the section's Roman number."""
        return roman(self.section.partition(".")[0])

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        """The columns to show when the figure is opened: of the marks, only those it counts by."""
        where = self.measure(self.fact.table).where
        used = {field.name for field in where.op().find(Field)}
        return tuple(c for c in self.fact.shown if c.type != "boolean" or c.name in used)

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
    def recorded(self) -> bool:
        """Whether anything of the kind stands in the records: a nought may mean nobody wrote."""
        of_records = bool(self.denominator) and not self.indicator.fact.census
        return bool(self.numerator) or of_records

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
    serves: tuple[str, ...] = (),
    sealed: bool = False,
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
            serves,
            sealed,
        )
        return measure

    return register


def _paragraphs(measure: Callable[[Any], Measure]) -> tuple[str, str]:
    told = [" ".join(part.split()) for part in (measure.__doc__ or "").split("\n\n")]
    if len(told) != 2 or not all(told):
        raise ValueError(f"{measure.__name__} must say how it counts, in Vietnamese and in English")
    return told[0], told[1]
