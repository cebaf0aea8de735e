"""Standards of the child-friendly commune, by version. A version is chosen per assessment: the
old one was still used in the year after it ended."""

from dataclasses import dataclass
from functools import cache

from chungtay.law.data import law_file


@dataclass(frozen=True)
class Criterion:
    """`maximum` is None where no text read gives it."""

    number: int
    name: str
    maximum: int | None
    confidence: str


@dataclass(frozen=True)
class Standard:
    code: str
    name: str
    maximum: int
    confidence: str
    years: tuple[int, int | None]
    to_pass: dict[str, int | None]
    criteria: dict[int, Criterion]


@cache
def standard(code: str) -> Standard:
    """Raises KeyError for a version the file does not hold."""
    row = law_file("child_friendly")[code]
    named = {each["number"]: each for each in row["criteria"]}
    return Standard(
        code=code,
        name=row["name"],
        maximum=row["maximum"],
        confidence=row["confidence"],
        years=(row["years"][0], row["years"][1]),
        to_pass=row["pass"],
        criteria={
            n: Criterion(n, **_criterion(named.get(n), n))
            for n in range(1, row["criteria_count"] + 1)
        },
    )


def _criterion(row: dict | None, number: int) -> dict:
    if row is None:
        return {"name": f"Tiêu chí {number}", "maximum": None, "confidence": "U"}
    return {key: row[key] for key in ("name", "maximum", "confidence")}


def standard_names() -> list[tuple[str, str]]:
    return [(code, str(row["name"])) for code, row in law_file("child_friendly").items()]


def standard_of(year: int) -> Standard:
    """The version usual for a year; an assessment may use another."""
    for code, row in law_file("child_friendly").items():
        first, last = row["years"]
        if first <= year and (last is None or year <= last):
            return standard(code)
    return standard("QD37")
