"""How often a survey was wrong, by question, hamlet and person, and how sure that is."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Any

from chungtay.survey.models import Recheck, Sample
from chungtay.survey.questions import PRESENCE, QUESTIONS, label

Z = 1.959963984540054  # 95%, both sides


@dataclass(frozen=True)
class Rate:
    """`wrong` of `asked`; `low` and `high` from 0 to 1 bound the true share with 95%."""

    name: str
    asked: int
    wrong: int

    @property
    def share(self) -> float:
        return self.wrong / self.asked if self.asked else 0.0

    @property
    def low(self) -> float:
        return interval(self.wrong, self.asked)[0]

    @property
    def high(self) -> float:
        return interval(self.wrong, self.asked)[1]


def interval(wrong: int, asked: int) -> tuple[float, float]:
    """Wilson's interval (E. B. Wilson, 1927): of use for the few and the rare, never below none."""
    if not asked:
        return 0.0, 1.0
    share, square = wrong / asked, Z * Z
    middle = share + square / (2 * asked)
    half = Z * sqrt(share * (1 - share) / asked + square / (4 * asked * asked))
    whole = 1 + square / asked
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


@dataclass(frozen=True)
class Errors:
    """`whole`: answers of all questions together; the rest in the order of the questions, and
    the most wrong hamlets and people first."""

    entered: int
    drawn: int
    whole: Rate
    by_question: list[Rate]
    by_hamlet: list[Rate]
    by_person: list[Rate]


def errors(sample: Sample) -> Errors:
    rows = list(sample.rechecks.select_related("area__unit", "visit__by"))
    done = [row for row in rows if row.at is not None]
    return Errors(
        len(done),
        len(rows),
        _rate("", done),
        _by_question(done),
        _grouped(done, lambda row: row.area.unit.title),
        _grouped(done, lambda row: str(row.visit.by or "")),
    )


def _rate(name: str, rows: Iterable[Recheck]) -> Rate:
    held = list(rows)
    return Rate(name, sum(len(row.asked) for row in held), sum(len(row.wrong) for row in held))


def _by_question(rows: Iterable[Recheck]) -> list[Rate]:
    asked: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row in rows:
        asked.update(row.asked)
        wrong.update(row.wrong)
    codes = [PRESENCE, *(one.code for one in QUESTIONS)]
    return [Rate(label(code), asked[code], wrong[code]) for code in codes if asked[code]]


def _grouped(rows: Iterable[Recheck], by: Callable[[Any], str]) -> list[Rate]:
    groups: dict[str, list[Recheck]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    found = [_rate(name, held) for name, held in groups.items()]
    return sorted(found, key=lambda rate: (-rate.share, rate.name))
