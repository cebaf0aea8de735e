"""What is typed to find a child, as the database's search takes it (migrations/search.sql).

A word is looked for without its marks: within a name; as the initials of one (`nvb`); spelt with
i or y; with the H’ or Y of a name of the highlands written apart or together. One letter alone
begins a part of a name; four digits are the year of birth.
"""

import re
from functools import reduce
from operator import or_
from typing import TypedDict

from django.db.models import Func, Q, TextField

from chungtay.lib.vietnamese import fold, recognised
from chungtay.lib.vietnamese.spelling import other_i_or_y, spellings
from chungtay.lib.vietnamese.syllables import is_syllable

MOST_WORDS = 8
LONGEST_INITIALS = 6  # parts of a name that children_child.search_text keeps the initials of
APOSTROPHE, SIGNS = "['’‘]", "'’"


class WithInitials(Func):
    """The folded name, each word between spaces, and its initials in capitals, which no folded
    word can be taken for: ` nguyen van bao NVB `."""

    template = "(' ' || %(expressions)s || ' ' || upper({}) || ' ')".format(
        " || ".join(
            f"left(split_part(%(expressions)s, ' ', {n}), 1)"
            for n in range(1, LONGEST_INITIALS + 1)
        )
    )
    output_field = TextField(db_collation="C")


class Word(TypedDict):
    """`has`: any of these stands in a child's name; `whole`: any is a whole word of a carer's
    name or of a place's."""

    has: list[str]
    whole: list[str]


class Wanted(TypedDict):
    """`whole`: folded words, each between spaces; `spelt`: of each word typed with marks, the
    ways to write it. Names that hold them all come first."""

    years: list[int]
    words: list[Word]
    whole: list[str]
    spelt: list[list[str]]


def wanted(typed: str) -> Wanted:
    """What the search is given; any number of words over MOST_WORDS is too many to look for."""
    said = recognised(typed)
    folded = fold(said).split()
    names = [word for word in folded if not is_year(word)][:MOST_WORDS]
    return {
        "years": [max(int(word), 1) for word in folded if is_year(word)],
        "words": [
            {"has": _has(word), "whole": [f" {word} ", *_other_ways(word)]} for word in names
        ],
        "whole": [f" {word} " for word in _together(names)],
        "spelt": [_spelt(word) for word in said.split() if fold(word) != word.lower()],
    }


def is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit()


def _has(word: str) -> list[str]:
    if len(word) == 1:
        return [f" {word}"]
    return [word, *_other_ways(word), *_initials(word)]


def _other_ways(word: str) -> list[str]:
    """H’Linh is written H Linh too, and Y Thoan is typed ythoan."""
    other = other_i_or_y(word)
    ways = [f" {other} "] if other else []
    if re.match("[hy][^aeiouy ]", word) and not is_syllable(word):
        ways.append(f" {word[0]} {word[1:]} ")
    return ways


def _initials(word: str) -> list[str]:
    if is_syllable(word) or not word.isalpha() or len(word) > LONGEST_INITIALS:
        return []
    return [f" {word.upper()} "]


def _together(words: list[str]) -> list[str]:
    """`h linh` as the name H’Linh is folded."""
    return re.sub(r"\bh (?=[a-z])", "h", " ".join(words)).split()


def _spelt(word: str) -> list[str]:
    ways = {re.sub(APOSTROPHE, sign, way) for way in spellings(word) for sign in SIGNS}
    return [f" {way} " for way in sorted(ways)]


def condition(typed: str) -> Q:
    """Of a query of children: every word in the name, and born in the year."""
    asked = wanted(typed)
    found = Q()
    for year in asked["years"]:
        found &= Q(birth_date__year=year)
    for word in asked["words"]:
        found &= reduce(or_, (Q(search_text__contains=one) for one in word["has"]))
    return found
