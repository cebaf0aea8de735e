"""The rules of script/make_places: from two trees and dated changes to rows with periods."""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median

START, REFORM = "2008-08-01", "2025-07-01"
DATA = Path(__file__).resolve().parents[1] / "chungtay/places/data"
FAR_KM = 60
LEVEL_OF_CODE_LENGTH = {2: 1, 3: 2, 5: 3}
# The provinces' own resolutions on communes whose number was read in a published text.
COMMUNE_TEXTS = {
    "12": "1670-2025",
    "19": "1683-2025",
    "66": "1660-2025",
    "80": "1682-2025",
    "91": "1654-2025",
}


@dataclass(frozen=True, order=True)
class Unit:
    code: str
    valid_from: str
    valid_to: str
    name: str
    kind: str
    parent: str
    lat: str
    lon: str
    confidence: str
    source: str

    @property
    def key(self) -> str:
        return f"{self.code}@{self.valid_from}"

    @property
    def level(self) -> int:
        return LEVEL_OF_CODE_LENGTH[len(self.code)] if self.code != "VN" else 0

    def covers(self, start: str, end: str) -> bool:
        return self.valid_from <= start and (self.valid_to or "9999") >= (end or "9999")


@dataclass(frozen=True)
class Change:
    kind: str
    date: str
    legal_text: str
    old_key: str
    new_key: str
    share: str
    confidence: str
    source: str


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TEXTS = {row["id"]: row for row in rows_of("texts.csv")}


def is_same(old: Unit, new: Unit) -> bool:
    return (old.code, old.kind, old.name) == (new.code, new.kind, new.name)


def go_back(units: list[Unit], date: str, events: list[dict[str, str]]) -> list[Unit]:
    """The rows after undoing one day's changes: the new rows begin, the former rows end."""
    new = {event["new_code"]: event for event in events}
    earliest = {u.code: u for u in units if u.valid_from == START}
    for code, event in new.items():
        if earliest[code].name != event["new_name"]:
            raise ValueError(f"{code} is {earliest[code].name}, not {event['new_name']}")
    confidence = {code: TEXTS[event["text"]]["confidence"] for code, event in new.items()}
    begun = {
        code: replace(
            earliest[code],
            valid_from=date,
            confidence=confidence[code],
            source=f"vau;{event['text']}",
        )
        for code, event in new.items()
    }
    kept = [u for u in units if u.valid_from != START or u.code not in new]
    former = {event["old_code"]: former_unit(event, earliest) for event in events}
    return [*kept, *begun.values(), *former.values()]


def former_unit(event: dict[str, str], earliest: dict[str, Unit]) -> Unit:
    successor, code = earliest[event["new_code"]], event["old_code"]
    own_point = code == successor.code
    before_2020 = event["date"] < "2020-01-02"
    sources = [event["text"], "gso-2018" if before_2020 else "", "" if own_point else "pt"]
    return Unit(
        code,
        START,
        event["date"],
        event["old_name"],
        event["old_kind"],
        event["old_parent"] or "VN",
        successor.lat,
        successor.lon,
        "date-assumed",
        ";".join(filter(None, sources)),
    )


def cut(child: Unit, parents: list[Unit], texts: dict[str, str]) -> Iterator[Unit]:
    """The child's row in pieces, each within one row of its parent."""
    last = child.valid_to or "9999"
    days = [p.valid_from for p in parents if child.valid_from < p.valid_from < last]
    for start, end in pairwise([child.valid_from, *sorted(days), child.valid_to]):
        parent = next((p for p in parents if p.covers(start, end)), None)
        if parent is None:
            raise ValueError(f"{child.code} {child.name}: no parent from {start} to {end}")
        piece = replace(child, valid_from=start, valid_to=end, parent=parent.key)
        if start != child.valid_from:
            text = texts[start]
            source = ";".join(dict.fromkeys([*child.source.split(";"), text]))
            doubtful = child.confidence == "illustrative"
            sure = child.confidence if doubtful else TEXTS[text]["confidence"]
            piece = replace(piece, confidence=sure, source=source)
        yield piece


def place_in_tree(units: list[Unit], texts: dict[str, str]) -> list[Unit]:
    """Parents become keys; a row is cut wherever its parent's row changes."""
    placed: dict[str, list[Unit]] = defaultdict(list)
    for u in sorted(units, key=lambda u: u.level):
        rows = [u] if u.level == 0 else cut(u, placed[u.parent], texts)
        for piece in rows:
            placed[piece.code].append(piece)
    return sorted(piece for pieces in placed.values() for piece in pieces)


class Tree:
    """Rows by the day they begin or end."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.ending = {(u.code, u.valid_to): u for u in units}
        self.starting = {(u.code, u.valid_from): u for u in units}


def earlier_changes(tree: Tree, events: list[dict[str, str]]) -> Iterator[Change]:
    for e in events:
        old, new = tree.ending[e["old_code"], e["date"]], tree.starting[e["new_code"], e["date"]]
        source = f"{e['text']};vau"
        yield Change(
            e["what"], e["date"], e["text"], old.key, new.key, e["share"], e["confidence"], source
        )


def moved_with_parent(tree: Tree, units: list[Unit], texts: dict[str, str]) -> Iterator[Change]:
    """A row that ended only because its parent's row did."""
    for u in units:
        new = tree.starting.get((u.code, u.valid_to))
        if u.valid_to in texts and new and is_same(u, new):
            text, sure = texts[u.valid_to], new.confidence
            yield Change("transfer", u.valid_to, text, u.key, new.key, "1", sure, u.source)


def km(old: Unit, new: Unit) -> float:
    if not (old.lat and new.lat):
        return 0.0
    middle = math.radians((float(old.lat) + float(new.lat)) / 2)
    east = (float(old.lon) - float(new.lon)) * math.cos(middle)
    return 111.2 * math.hypot(float(old.lat) - float(new.lat), east)


def repaired(new: Unit, olds: list[Unit]) -> Unit:
    """A new unit far from most units it was made of has the point of a namesake: take theirs."""
    points = [(float(u.lat), float(u.lon)) for u in olds if u.lat]
    if not points or median(km(u, new) for u in olds) < FAR_KM:
        return new
    lat, lon = (median(axis) for axis in zip(*points, strict=True))
    return replace(new, lat=f"{lat:.4f}", lon=f"{lon:.4f}", source=f"{new.source};pt-old")


def reform_kind(links: int, siblings: int, old: Unit, new: Unit) -> str:
    if links > 1:
        return "split"
    if siblings > 1:
        return "merge"
    return "transfer" if (old.kind, old.name) == (new.kind, new.name) else "rename"


def reform_text(old: Unit, new: Unit) -> str:
    return "202-2025" if old.level == 1 else COMMUNE_TEXTS.get(new.parent[:2], "xa-2025")


def reform_changes(tree: Tree, links: dict[str, list[str]]) -> Iterator[Change]:
    """links: an old code to its new codes, the one that took most of it first."""
    siblings = Counter(new_code for new_codes in links.values() for new_code in new_codes)
    for old_code, new_codes in links.items():
        old, share = tree.ending[old_code, REFORM], "1" if len(new_codes) == 1 else ""
        for new_code in new_codes:
            new = tree.starting[new_code, REFORM]
            kind = reform_kind(len(new_codes), siblings[new_code], old, new)
            sure = "confirmed" if old.level == 1 or km(old, new) < FAR_KM else "illustrative"
            text = reform_text(old, new)
            yield Change(kind, REFORM, text, old.key, new.key, share, sure, "vau")


def districts_ended(tree: Tree, units: list[Unit], links: dict[str, list[str]]) -> Iterator[Change]:
    """Each district ends into its province; the five island districts became special zones."""
    text = "203-2025;72-2025"
    keys = {code: u.key for (code, _), u in tree.ending.items() if u.level == 1 and not u.valid_to}
    for u in units:
        if u.level == 2 and u.valid_to == REFORM:
            into = links.get(u.code) or links[u.parent[:2]]
            new = tree.starting.get((into[0], REFORM))
            key = new.key if new else keys[into[0]]
            yield Change("level_ended", REFORM, text, u.key, key, "1", "confirmed", "vau")
