"""Invented personal names of Viet Nam's peoples, hundreds of thousands at a time.

The lists are `names/<people>.yaml`. A person's people is the State's two-figure code
(`law/ethnic_groups.yaml`); sex is 0 for a man or boy, 1 for a woman or girl.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

FOLDER = Path(__file__).parent / "names"
SEXES = (0, 1)
Rng = np.random.Generator
T = TypeVar("T")


@dataclass(frozen=True)
class Weighted:
    """Words and the running sum of their shares, which ends at 1."""

    words: Any
    upto: np.ndarray

    @classmethod
    def of(cls, by_weight: dict[float, list[str] | str]) -> "Weighted":
        pairs = [(word, w) for w, words in by_weight.items() for word in _listed(words)]
        shares = np.cumsum([weight for _, weight in pairs])
        return cls(pa.array([word for word, _ in pairs], pa.string()), shares / shares[-1])

    def places(self, rng: Rng, size: int) -> np.ndarray:
        drawn = np.searchsorted(self.upto, rng.random(size), side="right")
        return np.minimum(drawn, len(self.words) - 1)

    def draw(self, rng: Rng, size: int) -> Any:
        return self.words.take(pa.array(self.places(rng, size)))


def _listed(words: list[str] | str) -> list[str]:
    return [words] if isinstance(words, str) else words


@dataclass(frozen=True)
class Eras:
    """One list for each generation: `since` is the first year of birth, in order."""

    since: np.ndarray
    lists: tuple[Weighted, ...]

    @classmethod
    def of(cls, by_year: dict[int, dict]) -> "Eras":
        years = sorted(by_year)
        return cls(np.array(years), tuple(Weighted.of(by_year[year]) for year in years))

    def draw(self, rng: Rng, born: np.ndarray) -> Any:
        """One word for each year of birth; before the first era the first list holds."""
        era = np.maximum(np.searchsorted(self.since, born, side="right") - 1, 0)
        rows = [np.flatnonzero(era == number) for number in range(len(self.lists))]
        drawn = [words.draw(rng, len(at)) for words, at in zip(self.lists, rows, strict=True)]
        return _in_place(drawn, rows)


def _in_place(pieces: list[Any], rows: list[np.ndarray]) -> Any:
    """Pieces made for some rows each, put back in the order of the rows."""
    order = np.argsort(np.concatenate(rows), kind="stable")
    return pa.concat_arrays(pieces).take(pa.array(order))


@dataclass(frozen=True)
class People:
    """How one people makes a name of its family, middle and given parts."""

    code: str
    inherits: Literal["father", "mother"]
    family: Weighted
    forms: tuple[Weighted, Weighted]
    middle: tuple[Eras, Eras]
    given: tuple[Eras, Eras]

    def full(self, rng: Rng, sex: int, born: np.ndarray, family: Any) -> Any:
        middle, given = self.middle[sex].draw(rng, born), self.given[sex].draw(rng, born)
        parts = {"family": family, "middle": _before(middle, given), "given": given}
        form = self.forms[sex].places(rng, len(born))
        rows = [np.flatnonzero(form == number) for number in range(len(self.forms[sex].words))]
        made = [
            _join(pattern, {name: part.take(pa.array(at)) for name, part in parts.items()})
            for pattern, at in zip(self.forms[sex].words.to_pylist(), rows, strict=True)
        ]
        return _in_place(made, rows)


def _before(middle: Any, given: Any) -> Any:
    """Middle names with their space; none where it is missing or says the given name again."""
    none = pc.or_(pc.equal(middle, ""), pc.equal(middle, given))
    return pc.if_else(none, "", pc.binary_join_element_wise(middle, " ", ""))


def _join(form: str, parts: dict[str, Any]) -> Any:
    pieces: list[Any] = []
    for text, name, _, _ in Formatter().parse(form):
        pieces += [pa.scalar(text)] if text else []
        pieces += [parts[name]] if name else []
    return pc.utf8_trim_whitespace(pc.binary_join_element_wise(*pieces, pa.scalar("")))


def _read(name: str) -> dict[str, Any]:
    told = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return {**_read(told["like"]), **told} if "like" in told else told


def _people(told: dict[str, Any]) -> People:
    return People(
        code=told["people"],
        inherits=told["inherits"],
        family=Weighted.of(told["family"]),
        forms=_by_sex(told["forms"], Weighted.of),
        middle=_by_sex(told["middle"], Eras.of),
        given=_by_sex(told["given"], Eras.of),
    )


def _by_sex(told: dict[str, Any], read: Callable[[dict], T]) -> tuple[T, T]:
    return read(told["male"]), read(told["female"])


class Names:
    """Every people's lists; the same generator state gives the same names."""

    LATEST = 2100

    def __init__(self) -> None:
        told = (_read(path.stem) for path in sorted(FOLDER.glob("*.yaml")))
        self.peoples = {one["people"]: _people(one) for one in told if "people" in one}

    def inherited(self, ethnic: str) -> Literal["father", "mother"]:
        """Whose family name a child of this people carries."""
        return self._of(ethnic).inherits

    def children(
        self,
        rng: Rng,
        ethnic: np.ndarray,
        sex: np.ndarray,
        family: Sequence[str] | np.ndarray | Any,
    ) -> Any:
        """Full names (string array) of today's children who carry these family names."""
        born = np.full(len(ethnic), self.LATEST)
        return self._full(rng, ethnic, sex, born, _strings(family))

    def adults(
        self, rng: Rng, ethnic: np.ndarray, sex: np.ndarray, decade: np.ndarray
    ) -> tuple[Any, Any]:
        """Full names and family names (string arrays) of people born in these decades (1970 …)."""
        family = self.families(rng, ethnic)
        return self._full(rng, ethnic, sex, np.asarray(decade), family), family

    def families(self, rng: Rng, ethnic: np.ndarray) -> Any:
        """Family or clan names (string array); empty where a people carries none."""
        groups = list(self._groups(ethnic))
        drawn = [people.family.draw(rng, len(rows)) for people, rows in groups]
        return _in_place(drawn, [rows for _, rows in groups]) if groups else _strings([])

    def _full(
        self, rng: Rng, ethnic: np.ndarray, sex: np.ndarray, born: np.ndarray, family: Any
    ) -> Any:
        made, places = [_strings([])], [np.array([], dtype=np.int64)]
        for people, rows in self._groups(ethnic):
            for one in SEXES:
                at = rows[np.asarray(sex)[rows] == one]
                made.append(people.full(rng, one, born[at], family.take(pa.array(at))))
                places.append(at)
        return _complete(made, places, len(ethnic))

    def _groups(self, ethnic: np.ndarray) -> Iterator[tuple[People, np.ndarray]]:
        """Each people present and its rows, by code, so that the draw order is fixed."""
        coded = _strings(ethnic).dictionary_encode()
        numbers = coded.indices.to_numpy()
        for number, code in sorted(enumerate(coded.dictionary.to_pylist()), key=lambda p: p[1]):
            yield self._of(code), np.flatnonzero(numbers == number)

    def _of(self, ethnic: str) -> People:
        if ethnic not in self.peoples:
            known = ", ".join(sorted(self.peoples))
            raise ValueError(
                f"Chưa có danh sách tên cho mã dân tộc {ethnic!r} (đã có: {known}).\n"
                f"No list of names for ethnic code {ethnic!r}."
            )
        return self.peoples[ethnic]


def _strings(values: Any) -> Any:
    plain = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    return plain.cast(pa.string()) if isinstance(plain, pa.Array) else pa.array(plain, pa.string())


def _complete(made: list[Any], places: list[np.ndarray], size: int) -> Any:
    if sum(len(at) for at in places) != size:
        raise ValueError(
            "Giới tính phải là 0 (nam) hoặc 1 (nữ).\nSex must be 0 (male) or 1 (female)."
        )
    return _in_place(made, places)


@cache
def names() -> Names:
    return Names()


def inherited(ethnic: str) -> Literal["father", "mother"]:
    """Whose family name a child of this people carries."""
    return names().inherited(ethnic)
