"""What a cell says. Each reader is asked once for every different text of a column.

A reader gives the value, or raises Wrong with the code of a sentence in `faults`.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any

from chungtay.children.models import Guardian, Poverty
from chungtay.law.data import law_file
from chungtay.lib.vietnamese import fold

YEARS = range(1930, 2101)
NONE = "none"
WORDS = re.compile(r"\b(ngay|thang|nam|sinh)\b(?= *\d)")
ABOUT = re.compile(r"(?:khoang|uoc|~) ?(.+)")
DAY = re.compile(r"(\d{1,2})[/.\- ]+(\d{1,2})[/.\- ]+(\d{4})")
CLOSED_UP = re.compile(r"(\d{2})(\d{2})(\d{4})")
TURNED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00(?:\.0+)?)?")
SHORT_YEAR = re.compile(r"\d{1,2}[/.\- ]+\d{1,2}[/.\- ]+\d{2}")
PART = re.compile(r"(?:(\d{1,2})[/.\- ]+)?(\d{4})")
YEAR = re.compile(r"(\d{4})(?:\.0)?")
SEXES = {"nam": "m", "trai": "m", "m": "m", "nu": "f", "gai": "f", "f": "f"}
POVERTIES = {
    "ho ngheo": Poverty.Status.POOR, "ngheo": Poverty.Status.POOR, "n": Poverty.Status.POOR,
    "ho can ngheo": Poverty.Status.NEAR_POOR, "can ngheo": Poverty.Status.NEAR_POOR,
    "cn": Poverty.Status.NEAR_POOR,
    "khong": NONE, "binh thuong": NONE, "trung binh": NONE, "k": NONE, "0": NONE,
}  # fmt: skip
RELATIONS = {
    "me": "mother", "me de": "mother", "cha": "father", "bo": "father", "cha de": "father",
    "ong ba": "grandparent", "ong": "grandparent", "ba": "grandparent", "ong noi": "grandparent",
    "ba noi": "grandparent", "ong ngoai": "grandparent", "ba ngoai": "grandparent",
    "nguoi than thich": "relative", "chu": "relative", "bac": "relative", "co": "relative",
    "di": "relative", "cau": "relative", "anh": "relative", "chi": "relative",
    "nguoi cham soc thay the": "carer",
}  # fmt: skip


class Wrong(ValueError):  # noqa: N818 (a state of a cell, said to a person)
    """A cell that cannot be taken: `code` names the sentence, `extra` fills it."""

    def __init__(self, code: str, extra: str = "") -> None:
        super().__init__(code)
        self.code, self.extra = code, extra


def read_birth(text: str) -> tuple[date, str]:
    """(date, precision); the unknown parts of the date are 1."""
    words = " ".join(WORDS.sub(" ", fold(text)).split())
    if about := ABOUT.fullmatch(words):
        return read_birth(about[1])[0], "estimated"
    part = PART.fullmatch(words)
    if part and int(part[2]) in YEARS:
        return _date(part[2], part[1] or "1", "1"), "month" if part[1] else "year"
    return read_day(text), "day"


def read_day(text: str) -> date:
    words = " ".join(WORDS.sub(" ", fold(text)).split())
    if turned := TURNED.fullmatch(words):
        return _date(turned[1], turned[2], turned[3])
    if SHORT_YEAR.fullmatch(words):
        raise Wrong("year_short")
    if parts := DAY.fullmatch(words) or CLOSED_UP.fullmatch(words):
        return _date(parts[3], parts[2], parts[1])
    raise Wrong("date")


def _date(year: str, month: str, day: str) -> date:
    try:
        if int(year) in YEARS:
            return date(int(year), int(month), int(day))
    except ValueError:
        raise Wrong("no_such_day") from None
    raise Wrong("date")


def read_year(text: str) -> int:
    """A year of birth; the year of a whole date."""
    if (found := YEAR.fullmatch(text)) and int(found[1]) in YEARS:
        return int(found[1])
    try:
        return read_birth(text)[0].year
    except Wrong:
        raise Wrong("year") from None


def one_of(known: dict[str, str], code: str, text: str) -> str:
    try:
        return known[" ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())]
    except KeyError:
        raise Wrong(code) from None


def read_ethnic(text: str) -> str:
    """The code of an ethnic group by any of its names."""
    found = ethnic_names().get(re.sub(r"[^a-z]+", "", fold(text)))
    if found is None:
        raise Wrong("ethnic")
    return found


@cache
def ethnic_names() -> dict[str, str]:
    groups = law_file("ethnic_groups")["groups"]
    bare = partial(re.sub, r"[^a-z]+", "")
    found = {bare(fold(group["name"])): str(group["code"]) for group in groups}
    for group in groups:
        for other in group.get("other", ()):
            found.setdefault(bare(fold(other)), str(group["code"]))
    return found


@cache
def ethnic_labels() -> dict[str, str]:
    """Code to the name of today's papers."""
    return {str(one["code"]): str(one["name"]) for one in law_file("ethnic_groups")["groups"]}


def read_groups(known: dict[str, str], sealed: frozenset[str], text: str) -> str:
    """Codes `group.case`, sorted, between semicolons. `known`: a code or a folded name to it; to
    nothing if the group is divided into cases and none is told."""
    found = set()
    for part in re.split(r"[;\n]", text):
        if told := " ".join(part.split()):
            found.add(_group(known, sealed, told))
    return ";".join(sorted(found))


def _group(known: dict[str, str], sealed: frozenset[str], told: str) -> str:
    head = told.split(" ")[0].rstrip(":,–-").upper()
    code = known.get(head) or known.get(fold(told))
    if code is None:
        raise Wrong("group", told)
    if not code:
        raise Wrong("group_case", told)
    if code.partition(".")[0] in sealed:
        raise Wrong("group_sealed")
    return code


READERS: dict[str, Callable[[str], Any]] = {
    "sex": partial(one_of, SEXES, "sex"),
    "ethnic": read_ethnic,
    "poverty": partial(one_of, POVERTIES, "poverty"),
    "relation": partial(one_of, RELATIONS, "relation"),
    "mother_year": read_year,
    "father_year": read_year,
    "carer_year": read_year,
    "since": read_day,
}
RELATION_LABELS = {str(one): str(one.label) for one in Guardian.Relation}
