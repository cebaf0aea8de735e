"""Drawing a change in the tree: old units end, new ones begin, and each row says why."""

from itertools import groupby

from django.db.models import DateField, Func, Value
from django.db.models.functions import Lower

from chungtay.places.actions import unit_sort_key
from chungtay.places.changing.asked import Arrangement
from chungtay.places.models import Change, Confidence, Unit


def draw(arrangement: Arrangement) -> None:
    """Closes and opens rows and writes the Changes. The new units have keys afterwards."""
    later = _later(arrangement)
    _close(arrangement)
    _open(arrangement)
    _tell(arrangement)
    _hand_on(arrangement, later)


def _later(arrangement: Arrangement) -> list[Change]:
    """What the data know the old units would have become one day."""
    rows = Change.objects.filter(old__in=arrangement.olds, date__gt=arrangement.asked.day)
    return list(rows.order_by("pk"))


def _close(arrangement: Arrangement) -> None:
    """The lowest first: a unit never outlives the one above it."""
    day = arrangement.asked.day
    ends = Func(Lower("period"), Value(day, DateField()), function="daterange")
    for level in sorted({step.old.level for step in arrangement.steps}, reverse=True):
        keys = [step.old.pk for step in arrangement.steps if step.old.level == level]
        Unit.objects.filter(pk__in=keys, period__contains=day).update(period=ends)


def _open(arrangement: Arrangement) -> None:
    made = {id(one): one for one in _news(arrangement) if one.pk is None}
    for _level, units in groupby(sorted(made.values(), key=_rank), key=_rank):
        wave = list(units)
        for one in wave:
            one.parent = one.parent  # its key is known by now
            one.sort_key = unit_sort_key(one.name)
            one.source = one.source or arrangement.asked.text[:200]
        Unit.objects.bulk_create(wave)


def _news(arrangement: Arrangement) -> list[Unit]:
    news = [step.new for step in arrangement.steps if step.new is not None]
    return [*news, *(new for _old, new in arrangement.more)]


def _rank(unit: Unit) -> int:
    return unit.level


def _tell(arrangement: Arrangement) -> None:
    asked = arrangement.asked
    told = [(step.old, step.new, step.what) for step in arrangement.steps if step.what]
    told += [(old, new, asked.what) for old, new in arrangement.more]
    Change.objects.bulk_create(
        Change(
            what=what, date=asked.day, old=old, new=new, legal_text=asked.text[:300],
            confidence=Confidence.CONFIRMED,
        )
        for old, new, what in told
    )  # fmt: skip


def _hand_on(arrangement: Arrangement, later: list[Change]) -> None:
    """What was to become of an old unit is to become of the new one."""
    became: dict[int, list[Unit]] = {}
    for step in arrangement.steps:
        if step.new is not None:
            became.setdefault(step.old.pk, []).append(step.new)
    for old, new in arrangement.more:
        became[old.pk].append(new)
    handed = {
        (unit.pk, one.new_id, one.date): _of(one, unit)
        for one in later
        for unit in became.get(one.old_id, [])
    }
    Change.objects.filter(pk__in=[one.pk for one in later if one.old_id in became]).delete()
    Change.objects.bulk_create(handed.values())


def _of(one: Change, unit: Unit) -> Change:
    return Change(
        what=one.what, date=one.date, old=unit, new_id=one.new_id, legal_text=one.legal_text,
        confidence=one.confidence,
    )  # fmt: skip
