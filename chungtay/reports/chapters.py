"""Chapters and their matters, put in order: I., II.; 1., 2.; Bảng 1, Bảng 2."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from chungtay.reports.layout import Annex, Section
from chungtay.reports.tables import Tables

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

NUMBERED = re.compile(r"\d+(\.\d+)*[.)]?\s")


def no_table(_: Tables) -> None:
    return None


@dataclass(frozen=True)
class Matter:
    """One matter of a report. Without sentences and without a table it is left out.

    `serves`: the capabilities of docs/coverage.md that its lines report on.
    """

    title: str
    words: Callable[[Tables], Iterable[str]]
    serves: tuple[str, ...] = ()
    table: Callable[[Tables], Annex | None] = no_table

    def written(self, tables: Tables) -> Section | None:
        words, table = tuple(self.words(tables)), self.table(tables)
        return Section(self.title, 2, words, table) if words or table else None


@dataclass(frozen=True)
class Chapter:
    """`sections` are its matters, as `told` gives them."""

    title: str
    words: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    table: Annex | None = None


def told(matters: Iterable[Matter], tables: Tables) -> tuple[Section, ...]:
    return tuple(section for matter in matters if (section := matter.written(tables)))


def arranged(chapters: Iterable[Chapter]) -> tuple[Section, ...]:
    """Numbered without gaps: what has nothing to say takes no number. A heading that brings its
    own number keeps it."""
    numbers = count(1)
    held = [one for one in chapters if one.words or one.sections or one.table]
    return tuple(
        _with_table_number(section, numbers)
        for roman, chapter in zip(ROMAN, held, strict=False)
        for section in _of(roman, chapter)
    )


def _of(roman: str, chapter: Chapter) -> Iterator[Section]:
    yield Section(f"{roman}. {chapter.title}", 1, chapter.words, chapter.table)
    for i, section in enumerate(chapter.sections, 1):
        kept = NUMBERED.match(section.title)
        yield section if kept else replace(section, title=f"{i}. {section.title}")


def _with_table_number(section: Section, numbers: Iterator[int]) -> Section:
    if section.table is None:
        return section
    return replace(section, table=replace(section.table, number=f"Bảng {next(numbers)}"))
