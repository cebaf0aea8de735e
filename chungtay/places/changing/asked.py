"""What a change of units is made of."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from chungtay.places.models import Change, Level, Unit

KNOWN = "known"  # a change that stands in the country's data already: its units are there


@dataclass(frozen=True)
class Named:
    """A unit to be made. `code` is empty for a hamlet: it keeps that of an old one."""

    name: str
    kind: str
    code: str = ""


@dataclass(frozen=True)
class Asked:
    """A change as a person asks for it; keys of units, and names of places only.

    `what`: a value of Change.What, or KNOWN, for which `olds` is the province alone. `into`: the
    units to be made. `parts`: of a unit below a split one, which of `into` (or, of a known change,
    the key of which successor) it goes to; `rest`: where that goes which stands in the split unit
    itself. `parent`: of a transfer, the unit above from then on. `fund`: which of `into` takes over
    the Fund's balance, if another than `rest`: the law forbids to divide it.
    """

    what: str
    day: date
    text: str
    olds: tuple[int, ...]
    into: tuple[Named, ...] = ()
    parts: dict[int, int] = field(default_factory=dict)
    rest: int | None = None
    parent: int | None = None
    fund: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"day": self.day.isoformat()}

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> "Asked":
        given = dict(told)
        given["day"] = date.fromisoformat(told["day"])
        given["olds"] = tuple(told["olds"])
        given["into"] = tuple(Named(**one) for one in told["into"])
        given["parts"] = {int(key): value for key, value in told["parts"].items()}
        return cls(**given)


@dataclass(frozen=True)
class Step:
    """One old unit and what it becomes: a unit that is there, one to be made (no key yet), or
    nothing. `what`: as its Change is to say; empty where the data say it already."""

    old: Unit
    new: Unit | None
    what: str


@dataclass(frozen=True)
class Arrangement:
    """A whole change, upper units first. `root`: the lowest unit that holds all of it. `more`:
    further successors of a split unit, beside the one that its own things go to. `heir`: of a
    split unit the one that takes over its Fund, if another."""

    asked: Asked
    root: Unit
    steps: tuple[Step, ...]
    more: tuple[tuple[Unit, Unit], ...] = ()
    heir: Unit | None = None

    @property
    def olds(self) -> list[int]:
        return [step.old.pk for step in self.steps]

    @cached_property
    def became(self) -> dict[int, Unit | None]:
        """By the key of an old unit, what its own things go to."""
        return {step.old.pk: step.new for step in self.steps}

    def heir_of(self, step: Step) -> Unit | None:
        """Which unit's books the Fund's balance goes to: of a unit that just ends, those of the
        unit above it, or of what that became."""
        if step.what == Change.What.SPLIT:
            return self.heir or step.new
        above = step.old.parent
        if step.new is not None or above is None:
            return step.new
        if above.pk in self.became:
            return self.became[above.pk]
        return above if above.valid_on(self.asked.day) else None

    def parts(self) -> Iterator[list[Step]]:
        """The steps in groups that can be carried out one after another: those that end in the
        same unit of the highest level that changes stay together."""
        found: dict[int, list[Step]] = {}
        for step in self.steps:
            found.setdefault(id(_whole(step.new)), []).append(step)
        yield from found.values()


def _whole(unit: Unit | None) -> Unit | None:
    """A hamlet's commune, if that is part of the change; else the unit itself."""
    above = unit.parent if unit and unit.level == Level.HAMLET else None
    return above or unit
