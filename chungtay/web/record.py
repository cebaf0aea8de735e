"""What one child's page tells: circumstances, family, support and homes, each dated."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext

from chungtay.children.models import Child, Circumstance, Group, Guardian, Poverty, Residence
from chungtay.children.sealed import open_to
from chungtay.law.data import law_file, text_title
from chungtay.people.models import Post
from chungtay.places.models import UnitQuerySet
from chungtay.support.models import Grant, Support
from chungtay.web.contacts import carers
from chungtay.web.privacy import hidden_grounds_of, reader

SHOWN_EVENTS = 40
PLACED = ("unit__commune", "household", "left_province")
# The drawing above the table of circumstances, in its own units.
LEFT, WIDTH, ROW = 230, 400, 33


@dataclass(frozen=True)
class Episode:
    """A status from a day to a day; `last` is empty while it holds."""

    name: str
    note: str
    first: date
    last: date | None
    evidence: str
    end_reason: str = ""
    special: bool = False


@dataclass(frozen=True)
class Bar:
    """One line of the drawing: decoration, the table beneath says the same."""

    name: str
    x: int
    y: int
    width: int
    special: bool

    @property
    def text_y(self) -> int:
        return self.y + 15


def last_homes_within(units: UnitQuerySet, day: date) -> QuerySet[Residence]:
    """The last home known by the day of those whose last home is in the units: of who lives
    there, and of who died there, left the system or was lost sight of."""
    begun = Residence.objects.filter(period__startswith__lte=day)
    later = begun.filter(child=OuterRef("child"), period__fully_gt=OuterRef("period"))
    return begun.filter(~Exists(later), unit__in=units.values("pk"))


def of_child(child: Child, day: date, posts: tuple[Post, ...]) -> dict[str, Any]:
    """What these posts may know of the child."""
    homes = list(child.residences.select_related(*PLACED).order_by("-period"))
    home = next((one for one in homes if one.period.lower <= day), None)
    households = {one.household_id for one in homes if one.household_id}
    episodes = [*_circumstances(child, posts), *_poverty(households)]
    grounds = hidden_grounds_of(child, posts)
    episodes.sort(key=lambda e: (e.last is not None, e.first), reverse=False)
    return {
        "home": home,
        "homes": [(one, _last_day(one)) for one in homes],
        "episodes": episodes,
        "bars": bars(episodes, day),
        "held": [e for e in episodes if e.first <= day and (e.last is None or e.last >= day)],
        "guardians": carers(child, day),
        "head": _head(home, child),
        "siblings": _siblings(child, home, day),
        "grants": [(g, _ground(g, grounds), _last_day(g)) for g in _grants(child)],
        "events": Support.objects.filter(child=child).order_by("-date", "-pk")[:SHOWN_EVENTS],
    }


def _last_day(dated: Any) -> date | None:
    """A period is written with its last day in it."""
    return dated.period.upper - timedelta(days=1) if dated.period.upper else None


def _head(home: Residence | None, child: Child) -> str:
    """Who heads the household; not one who may not be called about the child."""
    if home is None or home.household is None:
        return ""
    shut = Guardian.objects.filter(child=child, is_contact=False)
    named = set(shut.values_list("full_name", flat=True))
    return "" if home.household.head in named else home.household.head


def _circumstances(child: Child, posts: tuple[Post, ...]) -> list[Episode]:
    """Those that open to the posts; of the others nothing is told, not even their days."""
    held = Circumstance.objects.filter(child=child).select_related("group")
    who = reader(posts)
    return [_episode(one) for one in open_to(held, *who)] if who else []


def _episode(one: Circumstance) -> Episode:
    first, last = one.period.lower, _last_day(one)
    special = one.group.kind == Group.Kind.SPECIAL
    kind = gettext("Hoàn cảnh đặc biệt") if special else gettext("Nguy cơ")
    note = f"{kind}, {gettext('nhóm')} {one.group.letter}" if one.group.letter else kind
    return Episode(one.group.name, note, first, last, one.ground, one.end_reason, special=special)


def _poverty(households: set[Any]) -> list[Episode]:
    return [
        Episode(
            gettext("Hộ nghèo") if one.status == Poverty.Status.POOR else gettext("Hộ cận nghèo"),
            "",
            one.period.lower,
            _last_day(one),
            one.decision,
        )
        for one in Poverty.objects.filter(household__in=households)
    ]


def _siblings(child: Child, home: Residence | None, day: date) -> QuerySet[Child]:
    """Other children of the household on the day, eldest first."""
    if home is None or home.household_id is None:
        return Child.objects.none()
    together = Residence.objects.on(day).filter(household=home.household_id).values("child")
    return Child.objects.on(day).filter(pk__in=together).exclude(pk=child.pk).order_by("birth_date")


def _grants(child: Child) -> QuerySet[Grant]:
    return Grant.objects.filter(child=child).order_by("-period")


def _ground(grant: Grant, unsaid: frozenset[str]) -> str:
    """The clause that entitles, unless naming it would tell a sensitive group."""
    for decree in law_file("entitlements")["decrees"]:
        for ground in decree["grounds"]:
            if ground["code"] == grant.ground and grant.ground not in unsaid:
                return f"{text_title(decree['text'])}, {ground['clause']}"
    return ""


def bars(episodes: list[Episode], day: date) -> dict[str, Any] | None:
    """Bars of the episodes over the years they span, for the drawing."""
    if not episodes:
        return None
    first = date(min(e.first for e in episodes).year, 1, 1)
    until = date(day.year + 1, 1, 1)
    scale = WIDTH / max((until - first).days, 1)

    def at(when: date) -> int:
        return LEFT + round(min(max((when - first).days, 0), (until - first).days) * scale)

    drawn = [_bar(e, at(e.first), at(e.last or day), 6 + ROW * i) for i, e in enumerate(episodes)]
    years = range(first.year, until.year)
    step = -(-len(years) // 8)
    ticks = [(y, at(date(y, 1, 1))) for y in years if (y - first.year) % step == 0]
    height = 10 + ROW * len(drawn)
    return {"bars": drawn, "ticks": ticks, "height": height, "label_y": height + 14,
            "box": height + 20, "today": at(day)}  # fmt: skip


def _bar(one: Episode, start: int, end: int, y: int) -> Bar:
    name = one.name if len(one.name) <= 30 else f"{one.name[:28].rstrip()}…"
    return Bar(name, start, y, max(end - start, 3), one.special)
