"""Which hamlet is meant by the names of a commune and a hamlet, of today or of before a merger."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from chungtay.exchange.cells import Wrong
from chungtay.exchange.columns import plain
from chungtay.places.models import Change, Level, Unit

KIND = re.compile(r"^(thon|buon|to dan pho|tdp|to|ap|xom|ban|khom|lang|khu pho|khu|kp) (?=\S)")
ZEROS = re.compile(r"\b0+(?=\d)")
STEPS_BACK = 4  # units that became others more often than this since 2000 are not looked for


def bare(name: str) -> str:
    """`Thôn 03` and `3` alike."""
    return ZEROS.sub("", KIND.sub("", plain(name)))


class Hamlets:
    """Those of one unit on one day. `find` tells (unit, note): the note names a successor."""

    def __init__(self, unit: Unit, day: date) -> None:
        self.unit, self.day = unit, day
        rows = Unit.objects.on(day).hamlets().under(unit).select_related("commune__district")
        self.rows = {one.pk: one for one in rows.order_by("commune__sort_key", "sort_key", "pk")}
        communes = {one.commune_id: one.commune for one in self.rows.values() if one.commune}
        self.communes = {pk: one for pk, one in communes.items() if pk and one}
        self._communes = _by_name(self.communes.values(), Level.COMMUNE)
        for one in self.communes.values():
            self._communes[plain(with_district(one))].setdefault(one.pk, False)
        self._names = self._by_hamlet()
        self.find = lru_cache(maxsize=None)(self._find)

    def _by_hamlet(self) -> dict[str, dict[int, bool]]:
        """Name, whole or bare: the hamlets of it, and whether that is a name of before."""
        found = _by_name(self.rows.values(), Level.HAMLET)
        for one in self.rows.values():
            found[bare(one.name)].setdefault(one.pk, False)
        return found

    def _find(self, commune: str, hamlet: str) -> tuple[int, str]:
        """Raises Wrong with the code of what is not known."""
        within = self._commune(commune)
        if not hamlet:
            return self._only(), ""
        for key in (plain(hamlet), bare(hamlet)):
            hits = {
                pk: old for pk, old in self._names.get(key, {}).items()
                if within is None or self.rows[pk].commune_id in within
            }  # fmt: skip
            if hits:
                return self._one(hits, within)
        raise Wrong("hamlet")

    def _only(self) -> int:
        """An empty cell means the only hamlet there is, in a file of one hamlet."""
        if len(self.rows) != 1:
            raise Wrong("missing")
        return next(iter(self.rows))

    def _commune(self, name: str) -> dict[int, bool] | None:
        if not name:
            return None
        found = self._communes.get(plain(name)) or self._communes.get(_without_kind(name))
        if not found:
            raise Wrong("commune")
        return found

    def _one(self, hits: dict[int, bool], within: dict[int, bool] | None) -> tuple[int, str]:
        today = [pk for pk, old in hits.items() if not old]
        chosen = today or list(hits)
        if len(chosen) > 1:
            was = within is not None and all(within.values())
            raise Wrong("hamlet_split" if was or not today else "hamlet_many")
        pk = chosen[0]
        one = self.rows[pk]
        above = one.commune
        renamed = not today or bool(within and above and within.get(above.pk))
        return pk, f"{one.name}, {above.title}" if renamed and above else ""


def with_district(commune: Unit) -> str:
    """Two districts of a province may each have a commune of one name."""
    return f"{commune.title}, {commune.district.title}" if commune.district else commune.title


def _without_kind(name: str) -> str:
    return re.sub(r"^(xa|phuong|thi tran|dac khu|tt|p|x) (?=\S)", "", plain(name))


def _by_name(units: Iterable[Unit], level: Level) -> dict[str, dict[int, bool]]:
    """Every name: the units of the day that it means, and whether it is one of before."""
    found: dict[str, dict[int, bool]] = defaultdict(dict)
    became = {one.pk: {one.pk} for one in units}
    for one in units:
        for key in {plain(one.title), plain(one.name)}:
            found[key][one.pk] = False
    for _step in range(STEPS_BACK):
        became, older = _before(became, level)
        for one in older:
            for key in {plain(one.title), plain(one.name)}:
                for pk in became[one.pk]:
                    found[key].setdefault(pk, True)
        if not older:
            break
    return found


def _before(became: dict[int, set[int]], level: Level) -> tuple[dict[int, set[int]], list[Unit]]:
    """One step back: the units that became these, and what each leads to today."""
    changes = Change.objects.filter(new__in=list(became), old__level=level).select_related("old")
    back: dict[int, set[int]] = defaultdict(set)
    older: dict[int, Unit] = {}
    for change in changes:
        if change.new_id and change.old_id not in became:
            back[change.old_id] |= became[change.new_id]
            older[change.old_id] = change.old
    return back, list(older.values())
