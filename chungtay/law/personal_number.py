"""The 12 digits of a personal number: province of registration, sex and century, year, six more.

There is no check digit. What does not fit the record is doubted, never refused: the structure
stands in no text in force any more (Nghị định 137/2015 has lapsed; Luật Căn cước 2023 says only
that there are 12 digits).
"""

import re
from datetime import date
from enum import StrEnum

from chungtay.law.data import law_file

NUMBER = re.compile(r"[0-9]{12}")


class Doubt(StrEnum):
    """What of a number does not fit."""

    PREFIX = "prefix"
    SEX = "sex"
    CENTURY = "century"
    YEAR = "year"


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def doubts(number: str, *, sex: str, born: date) -> list[Doubt]:
    """What does not fit a person of the sex ("m", "f") born then. Raises ValueError for a text
    that is no number."""
    if not is_number(number):
        raise ValueError("twelve digits are asked")
    century, female = divmod(int(number[3]), 2)
    wrong = {
        Doubt.PREFIX: number[:3] not in prefixes(),
        Doubt.SEX: bool(female) != (sex == "f"),
        Doubt.CENTURY: 1900 + 100 * century != born.year // 100 * 100,
        Doubt.YEAR: int(number[4:6]) != born.year % 100,
    }
    return [doubt for doubt, found in wrong.items() if found]


def prefixes() -> dict[str, str]:
    """The provinces of before 1 July 2025 by their three digits."""
    found: dict[str, str] = law_file("number_prefixes")["prefixes"]
    return found
