"""Changes of units carried out: the tree drawn anew, and everybody and everything in it with them.

A merger, a split, a new name, another unit above, the end of the district level, or what the
country's data know of a province. One deed, so one undo; a province takes minutes, so a job.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from chungtay.lib import vietnamese
from chungtay.lib.problems import Problem
from chungtay.people.access import holding, posts
from chungtay.people.deeds import doing, undo
from chungtay.people.jobs import Said, Told, job
from chungtay.people.models import Deed, Post, User
from chungtay.people.posts import working_day
from chungtay.people.roles import Permission
from chungtay.places.changing import Arrangement, Asked, Step, arrange, draw, waiting_dates
from chungtay.places.changing.asked import KNOWN
from chungtay.places.models import Change, Level, Unit

# What the database counts of a unit (people/migrations/units.sql); the Fund's sums are dong.
COUNTED = ("children", "grown", "households", "posts", "boards", "models", "sponsorships", "cases",
           "plans", "targets", "tasks", "activities", "notices", "funds", "raised", "spent",
           "balance", "areas")  # fmt: skip
SOLE = ("boards", "funds")  # a unit has one of these: of several none goes on
REFUSED = {"CT003", "CT004", "CT005"}
TWICE = "23505"
_along: list[str] = []


def goes_along(app: str) -> None:
    """An app above this one whose records go along. Its migrations have made the functions
    `units.weigh_APP(olds, day)`, rows of (unit, what, n), and
    `units.carry_APP(olds, news, heirs, day, ground)`."""
    if app not in _along:
        _along.append(app)


@dataclass
class Row:
    """A unit of the change as a person knows it: what it is, what it becomes, what it holds,
    the units below it counted in. `heir`: to whose books the Fund's balance goes."""

    old: Unit
    news: list[Unit]
    heir: Unit | None = None
    below: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))

    @property
    def balance(self) -> int:
        """What the unit's Fund has left, in dong: it goes to the heir's books."""
        return self.counts["balance"]


@dataclass(frozen=True)
class Preview:
    """How much would move where. Nothing has been written."""

    arrangement: Arrangement
    rows: list[Row]

    @property
    def totals(self) -> dict[str, int]:
        return {what: sum(row.counts[what] for row in self.rows) for what in COUNTED}

    @property
    def ending(self) -> dict[str, int]:
        """Posts of units that just end; boards and Funds that do not go on because several of
        them become one unit's."""
        return {
            "posts": sum(row.counts["posts"] for row in self.rows if not row.news),
            **{what: self._ending(what) for what in SOLE},
        }

    def _ending(self, what: str) -> int:
        by_new: dict[int | None, list[int]] = {}
        for row in self.rows:
            if row.counts[what]:
                key = id(row.news[0]) if row.news else None
                by_new.setdefault(key, []).append(row.counts[what])
        return sum(sum(held) for key, held in by_new.items() if key is None or len(held) > 1)


def may_arrange(by: User, unit: Unit) -> bool:
    """Whether the person arranges units of all of this one: of the unit itself, or, where its
    province has become another, of that."""
    held = holding(posts(by, working_day(by)), Permission.UNITS)
    roots = {post.unit_id for post in held}
    above = {unit.pk, unit.commune_id, unit.district_id, unit.province_id}
    if any(post.unit.level == Level.NATION for post in held) or above & roots:
        return True
    return Change.objects.filter(old=unit.province_id, new__in=roots).exists()


def standing_of(by: User) -> list[Post]:
    """The posts on which the person arranges units."""
    return holding(posts(by, working_day(by)), Permission.UNITS)


def preview(asked: Asked, *, by: User) -> Preview:
    """Raises ValidationError at the field that is wrong, Problem if it is not theirs to do."""
    found = arrange(asked)
    if not may_arrange(by, found.root):
        raise _not_yours()
    shown = Preview(found, _rows(found))
    _check(shown)
    return shown


def _rows(found: Arrangement) -> list[Row]:
    """A row for each unit that no other unit of the change holds."""
    olds = {step.old.pk for step in found.steps}
    top = {s.old.pk: _row_of(s, found) for s in found.steps if _tops(s, olds)}
    for old, new in found.more:
        top[old.pk].news.append(new)
    weights = _weigh(found)
    for step in found.steps:
        row = _row(step, top)
        row.below += step.old.pk != row.old.pk
        for what, number in weights.get(step.old.pk, {}).items():
            row.counts[what] += number
    return list(top.values())


def _row_of(step: Step, found: Arrangement) -> Row:
    return Row(step.old, [step.new] if step.new else [], found.heir_of(step))


def _tops(step: Step, olds: set[int]) -> bool:
    return step.old.level != Level.HAMLET or step.old.parent_id not in olds


def _row(step: Step, top: dict[int, Row]) -> Row:
    own = top.get(step.old.pk)
    return own if own is not None else top[step.old.parent_id or 0]


def _weigh(found: Arrangement) -> dict[int, dict[str, int]]:
    counted: dict[int, dict[str, int]] = {}
    for function in ("weigh", *(f"weigh_{app}" for app in _along)):
        for unit, what, number in _asked(f"units.{function}(%s, %s)", found.olds, found.asked.day):
            counted.setdefault(unit, {})[what] = number
    return counted


def _check(shown: Preview) -> None:
    found = shown.arrangement
    if found.asked.what == KNOWN:
        _in_order(found)
    weights = _weigh(found) if found.more else {}
    for old, sure in _of_several(found):
        if weights.get(old.pk, {}).get("children", 0) and not sure:
            sentence = gettext_lazy("Có trẻ chưa ghi thôn: hãy ghi các trẻ này thuộc đơn vị nào.")
            raise ValidationError({"rest": [sentence]})
    if shown.totals["areas"]:
        sentence = gettext_lazy(
            "Đang có đợt điều tra ở các đơn vị này: hãy kiểm xong đợt đó, hoặc chọn ngày khác."
        )
        raise ValidationError({"day": [sentence]})


def _in_order(found: Arrangement) -> None:
    """Children go from one tree to the next: an earlier change must be carried out first."""
    for day, _text in waiting_dates(found.root):
        if day < found.asked.day and waiting(found.root, day):
            told = {"day": vietnamese.date(day)}
            sentence = _("Hãy thực hiện trước việc sắp xếp từ ngày %(day)s.") % told
            raise ValidationError({"day": [sentence]})


def _of_several(found: Arrangement) -> Iterable[tuple[Unit, bool]]:
    """Units that become several, and whether it was said where their own things go."""
    yield from ((old, found.asked.rest is not None) for old, _new in found.more)


def carry_out(asked: Asked, *, by: User, told: Told | None = None) -> Deed:
    """Draws the change and carries everything over, in one transaction.

    Raises ValidationError or Problem, as `preview` does, and then nothing has changed.
    """
    shown = preview(asked, by=by)
    found, total = shown.arrangement, shown.totals["children"] + shown.totals["grown"]
    details = {
        "what": asked.what, "text": asked.text[:300], "units": len(shown.rows),
        "below": len(found.steps) - len(shown.rows), "counts": shown.totals,
    }  # fmt: skip
    with doing(
        Deed.Kind.UNITS, by=by, unit=found.root, day=asked.day, details=details,
        permission=Permission.UNITS,
    ) as deed:  # fmt: skip
        draw(found)
        done = 0
        for part in found.parts():
            done += _carry(part, found)
            if told:
                told(done, total, gettext_noop("Đang chuyển trẻ em, cán bộ, hộ sang đơn vị mới"))
        _carry_along(found)
    return deed


def _carry(part: list[Step], found: Arrangement) -> int:
    olds = [step.old.pk for step in part]
    news = [step.new.pk if step.new else None for step in part]
    ((moved,),) = _asked("units.carry(%s, %s::bigint[], %s)", olds, news, found.asked.day)
    return int(moved)


def _carry_along(found: Arrangement) -> None:
    """Posts, and what the apps above have, of all units at once: there are few rows."""
    news = [step.new.pk if step.new else None for step in found.steps]
    heirs = [heir.pk if (heir := found.heir_of(step)) else None for step in found.steps]
    for app in ("people", *_along):
        function = f"units.carry_{app}(%s, %s::bigint[], %s::bigint[], %s, %s)"
        _asked(function, found.olds, news, heirs, found.asked.day, found.asked.text)


def _asked(function: str, *given: Any) -> list[Any]:
    """Rows of a function of the database. Raises Problem for what it refuses."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {function}", given)  # noqa: S608 (our own words)
            return cursor.fetchall()
    except DatabaseError as error:
        state = getattr(error.__cause__, "sqlstate", "")
        if state in REFUSED:
            raise _not_yours() from error
        if state == TWICE:
            raise _number_twice() from error
        raise


def _number_twice() -> Problem:
    return Problem(
        "Các đơn vị nhập lại có hai dòng cùng số từ ngày sắp xếp trở đi (chứng từ, quyết định chi "
        "của Quỹ hoặc kế hoạch): hãy sửa số của một dòng rồi làm lại. Chưa ghi gì.",
        "The units that become one have two entries of the same number from that day on (a receipt "
        "or a decision of the Fund, or a plan): change one, then try again. Nothing was written.",
    )


def _not_yours() -> Problem:
    return Problem(
        "Anh/chị không sắp xếp được các đơn vị này: việc này của cán bộ tỉnh hoặc người quản trị "
        "của đơn vị chung bên trên.",
        "These units are not yours to arrange: it takes a post at the unit above all of them.",
    )


def waiting(province: Unit, day: Any) -> int:
    """How many children still live, on that day, in units of the province that ended then."""
    ended = Unit.objects.filter(province=province, period__endswith=day)
    counted = _asked("units.weigh(%s, %s)", list(ended.values_list("pk", flat=True)), day)
    return sum(number for _unit, what, number in counted if what in ("children", "grown"))


def children_on(units: list[int], deed: Deed) -> dict[int, int]:
    """By unit, how many children stood in it the day before the change, as they still do there."""
    found: dict[int, int] = {}
    for unit, what, number in _asked("units.weigh(%s, %s)", units, deed.day - timedelta(days=1)):
        if what in ("children", "grown"):
            found[unit] = found.get(unit, 0) + number
    return found


@job("units", gettext_lazy("Sắp xếp đơn vị"), needs=Permission.UNITS)
def work(*, by: User, told: Told, asked: dict[str, Any], **_given: Any) -> Said:
    deed = carry_out(Asked.of_json(asked), by=by, told=told)
    counts = deed.details["counts"]
    text = gettext_noop(
        "Đã sắp xếp %(units)s đơn vị: %(children)s trẻ em, %(posts)s vị trí công tác đã chuyển."
    )
    values = {"units": deed.details["units"], "children": counts["children"]}
    return Said(text, values | {"posts": counts["posts"]}, f"/sap-xep/da-lam/{deed.pk}/")


@job("units_undo", gettext_lazy("Hoàn tác sắp xếp đơn vị"), needs=Permission.UNITS)
def work_undo(*, by: User, deed: int, **_given: Any) -> Said:
    one = Deed.objects.get(pk=deed, kind=Deed.Kind.UNITS)
    undo(one, by=by)
    text = gettext_noop("Đã hoàn tác: các đơn vị, trẻ em, cán bộ trở lại như trước.")
    return Said(text, {}, f"/sap-xep/da-lam/{one.pk}/")
