"""Personal data: bases of purposes, clocks of requests and breaches, how long things are kept.

The clocks are those of law 91/2025/QH15 and decree 356/2025/NĐ-CP, in force from 01/01/2026. A
request of an earlier day is measured by them too: no text of before is held.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from chungtay.law.data import law_file
from chungtay.law.working_days import add_working_days

CONSENT = "consent"


@dataclass(frozen=True)
class Purpose:
    """Why data is processed. `publishes`: private life of the child is told to others."""

    code: str
    name: str
    data: str
    sensitive: bool
    basis: str
    confidence: str
    publishes: bool = False

    @property
    def by_consent(self) -> bool:
        return self.basis == CONSENT


@dataclass(frozen=True)
class Basis:
    name: str
    text: str
    article: str
    confidence: str


@dataclass(frozen=True)
class Clock:
    """Whole days; `through_others` when a processor or third party must do it."""

    code: str
    name: str
    days: int
    through_others: int
    extension: int
    text: str
    article: str
    confidence: str


@dataclass(frozen=True)
class Refusal:
    """A ground, and the kinds of request that it may refuse."""

    code: str
    name: str
    kinds: tuple[str, ...]
    text: str
    article: str
    confidence: str


@dataclass(frozen=True)
class Duty:
    """What processing without consent requires, looked at again after `months`."""

    code: str
    name: str
    months: int
    text: str
    article: str
    confidence: str


@dataclass(frozen=True)
class Retention:
    """Rows of the model `of` go `years` after the day in their column `day`, which `since` names;
    children who `left` are anonymised; nothing goes when `keep`."""

    code: str
    name: str
    text: str
    article: str
    confidence: str
    of: str = ""
    day: str = ""
    left: str = ""
    since: str = ""
    years: int = 0
    keep: bool = False

    @property
    def on_decision(self) -> bool:
        """Whether the office must have decided it in writing: no text read sets the time."""
        return self.confidence not in ("C", "D")

    def before(self, day: date) -> date:
        """Rows of an earlier day than this one go."""
        return years_on(day, -self.years)


@cache
def purposes() -> dict[str, Purpose]:
    return {row["code"]: Purpose(**row) for row in _file()["purposes"]}


@cache
def bases() -> dict[str, Basis]:
    return {code: Basis(**row) for code, row in _file()["bases"].items()}


@cache
def clocks() -> dict[str, Clock]:
    return {row["code"]: Clock(**row) for row in _file()["requests"]}


@cache
def refusals() -> dict[str, Refusal]:
    rows = _file()["refusals"]
    return {row["code"]: Refusal(**{**row, "kinds": tuple(row["kinds"])}) for row in rows}


@cache
def duties() -> dict[str, Duty]:
    return {row["code"]: Duty(**row) for row in _file()["duties"]}


@cache
def retention() -> dict[str, Retention]:
    return {row["code"]: Retention(**row) for row in _file()["retention"]}


def named(rows: dict[str, Any]) -> list[tuple[str, str]]:
    """(code, name) of each, to choose from."""
    return [(code, row.name) for code, row in rows.items()]


def answer_by(received: date) -> date:
    """The last day to answer that a request has come and what will be done."""
    return add_working_days(received, _file()["answer"]["working_days"])


def due(kind: str, received: date, *, through_others: bool = False, extended: bool = False) -> date:
    """The last day to have it done. Raises KeyError for an unknown kind."""
    clock = clocks()[kind]
    days = clock.through_others if through_others else clock.days
    return received + timedelta(days=days + (clock.extension if extended else 0))


def report_by(detected: datetime) -> datetime:
    """When the authority must have the notice of a breach, to the minute."""
    return detected + timedelta(hours=_file()["breach"]["report"]["hours"])


def tell_persons_by(detected: datetime) -> datetime:
    """When the persons must know, if location or biometric data got out."""
    return detected + timedelta(hours=_file()["breach"]["tell_persons"]["hours"])


def keep_breach_until(repaired: date) -> date:
    return years_on(repaired, _file()["breach"]["keep_years"]["years"])


def assents(born: date, on: date) -> bool:
    """Whether a child of that birth day is old enough to be asked itself."""
    return years_on(born, _file()["assent_age"]["years"]) <= on


def notice_content() -> list[tuple[str, str, str]]:
    """(code, letter, heading) of each part of the notice of a breach, in order."""
    return [(row["code"], row["letter"], row["name"]) for row in _file()["breach"]["content"]]


def review_again(duty: str, done: date) -> date:
    """The day a duty is looked at again. Raises KeyError for an unknown one."""
    months = done.month - 1 + duties()[duty].months
    year, month = done.year + months // 12, months % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month, min(done.day, last))


def years_on(day: date, years: int) -> date:
    """The same day of another year; 28 February where it has no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _file() -> Any:
    return law_file("data_rights")
