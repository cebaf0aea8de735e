"""What people do in the source documents, and how far the software lets them do it. Nothing is
claimed by hand: records, pages, figures and report lines come from the marks they bear."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import Any

import yaml
from django.db.models import Model

from chungtay.indicators.registry import INDICATORS, Indicator
from chungtay.reports import sections
from chungtay.reports.chapters import Matter
from chungtay.web.kinds import KINDS
from chungtay.web.serving import marks_of


class State(StrEnum):
    WORKS = "works"
    THIN = "thin"
    MISSING = "missing"


@dataclass(frozen=True)
class Capability:
    """One of capabilities.yaml. `thin` says what is left out; nothing there can say more."""

    id: str
    area: str
    what: str
    what_en: str
    documents: tuple[str, ...]
    thin: str = ""
    thin_en: str = ""


@dataclass
class Cover:
    """What bears the mark of a capability. `pages`: addresses; `lines`: titles of matters."""

    capability: Capability
    records: list[type[Model]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    figures: list[Indicator] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def state(self) -> State:
        """Missing without a record or a page; thin without a figure or a line of a report."""
        if not (self.records and self.pages):
            return State.MISSING
        whole = self.figures and self.lines and not self.capability.thin
        return State.WORKS if whole else State.THIN


@cache
def _file() -> Any:
    return yaml.safe_load(files("chungtay.web").joinpath("capabilities.yaml").read_text("utf-8"))


def document_names() -> dict[str, dict[str, str]]:
    """The source documents by their id: what each is called, `vi` and `en`."""
    names: dict[str, dict[str, str]] = _file()["documents"]
    return names


@cache
def capabilities() -> dict[str, Capability]:
    """All of them by id, in order. Raises TypeError for a line that says what it may not."""
    found = [
        Capability(area=area, **{**row, "documents": tuple(row["documents"])})
        for area, rows in _file()["areas"].items()
        for row in rows
    ]
    return {one.id: one for one in found}


def covers() -> list[Cover]:
    """One for each capability, in order. Raises KeyError for a mark of none."""
    found = {key: Cover(one) for key, one in capabilities().items()}
    for key, record, address in (*_of_kinds(), *_of_pages()):
        _add(found[key].records, record)
        _add(found[key].pages, address)
    for one in INDICATORS.values():
        for key in one.serves:
            _add(found[key].figures, one)
    for matter in matters():
        for key in matter.serves:
            _add(found[key].lines, matter.title)
    return list(found.values())


def _add(there: list[Any], one: Any) -> None:
    if one is not None and one not in there:
        there.append(one)


Shown = tuple[str, type[Model] | None, str]


def _of_kinds() -> Iterator[Shown]:
    for kind in KINDS.values():
        for key in kind.serves:
            yield key, kind.model, f"/ho-so/{kind.slug}/"


def _of_pages() -> Iterator[Shown]:
    for pattern in import_module("chungtay.web.urls").urlpatterns:
        for mark in marks_of(pattern.callback):
            for key in mark.capabilities:
                for record in mark.records or (None,):
                    yield key, record, f"/{pattern.pattern}"


def matters() -> list[Matter]:
    """Every matter that reports are made of, in the order of their modules."""
    modules = [
        import_module(f"{sections.__name__}.{found.name}")
        for found in iter_modules(sections.__path__)
    ]
    values = [value for module in modules for value in vars(module).values()]
    return [value for value in values if isinstance(value, Matter)]
