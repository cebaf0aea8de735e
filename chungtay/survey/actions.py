"""Opening a round, giving its hamlets to people, and each hamlet's way through it."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from chungtay.lib import vietnamese
from chungtay.lib.problems import Problem
from chungtay.people.access import covers, holding, posts
from chungtay.people.models import Post, User
from chungtay.people.roles import Permission, Role, roles_with
from chungtay.people.trail import note
from chungtay.places.models import Unit, UnitQuerySet
from chungtay.survey.models import Area, Round
from chungtay.survey.states import STEPS

LONGEST = timedelta(days=366)


@transaction.atomic
def open_round(
    *,
    name: str,
    kind: str,
    unit: Unit,
    first: date,
    last: date,
    questions: Collection[str],
    by: User,
    below: Iterable[Unit] = (),
) -> Round:
    """Opens a round from `first` to `last`, both in it, with an area for every hamlet of `below`
    (communes or hamlets of the unit; none: all of it). Nobody goes round them yet.

    Raises Problem for days that cannot be or a unit without hamlets, ValidationError otherwise.
    """
    if not first <= last < first + LONGEST:
        raise Problem(
            "Ngày kết thúc phải sau ngày bắt đầu và đợt không dài quá một năm.",
            "A round ends after it begins and lasts a year at most.",
        )
    made = Round(name=name, kind=kind, unit=unit, questions=list(questions), by=by)
    made.period = DateRange(first, last + timedelta(days=1))
    made.full_clean()
    made.save()
    areas = [Area(round=made, unit=one, due=last) for one in _hamlets(unit, below, first)]
    if not areas:
        raise Problem(
            f"{unit.title} không có thôn nào vào ngày {vietnamese.date(first)}.",
            f"{unit.title} has no hamlet on {first}.",
        )
    Area.objects.bulk_create(areas, batch_size=2000)
    note("open_round", f"round:{made.pk}", by=by.username, details={"areas": len(areas)})
    return made


def _hamlets(unit: Unit, below: Iterable[Unit], day: date) -> UnitQuerySet:
    within = Unit.objects.on(day).under(unit).hamlets()
    parts = [Unit.objects.on(day).under(one).hamlets().values("pk") for one in below]
    if parts:
        within = within.filter(pk__in=parts[0].union(*parts[1:]) if parts[1:] else parts[0])
    return within.order_by("pk")


@transaction.atomic
def assign(area: Area, person: User | None, *, due: date | None = None, by: User) -> Area:
    """Gives a hamlet to a person, or takes it from one (None); `due`: a day of its own.

    Raises Problem for one without a post that writes children there, or a day out of the round.
    """
    now = Area.objects.select_for_update(of=("self",)).select_related("round", "unit")
    area = now.get(pk=area.pk)
    if person is not None and not _serves(person, area.unit, area.round.period.lower):
        raise Problem(
            f"{person} không giữ vị trí ghi sổ trẻ em ở {area.unit.title}.",
            f"{person} holds no post that writes the register in {area.unit.title}.",
        )
    if due is not None and due < area.round.period.lower:
        raise Problem("Hạn gửi không thể trước ngày mở đợt.", "It cannot be due before it begins.")
    area.person, area.due = person, due or area.due
    area.save(update_fields=["person", "due"])
    details = {"person": person.pk if person else None, "due": str(area.due)}
    note("assign_area", f"area:{area.pk}", by=by.username, details=details)
    return area


def _serves(person: User, unit: Unit, day: date) -> bool:
    day = max(day, person.works_as_of or timezone.localdate())
    return any(covers(post, unit) for post in holding(posts(person, day), Permission.ENROL))


@transaction.atomic
def assign_proposed(found: Round, unit: Unit, *, on: date, by: User) -> int:
    """Gives every hamlet under the unit that has nobody to its collaborator of the day; of
    several, to the one longest in post. Returns how many were given."""
    held = Post.objects.on(on).filter(unit=OuterRef("unit"), role=Role.COLLABORATOR)
    active = held.filter(person__is_active=True).order_by("period", "pk")
    proposed = Subquery(active.values("person")[:1])
    free = Area.objects.filter(round=found, person=None).under(unit)
    count = free.filter(unit__in=_staffed(on)).update(person_id=proposed)
    note("assign_proposed", f"round:{found.pk}", by=by.username, details={"areas": count})
    return count


def _staffed(on: date) -> "Subquery":
    held = Post.objects.on(on).filter(role=Role.COLLABORATOR, person__is_active=True)
    return Subquery(held.values("unit"))


@transaction.atomic
def take(area: Area, step: str, *, words: str = "", by: User) -> Area:
    """Takes a hamlet one step on. Raises Problem for a step that does not lead from where it
    stands, one that lacks its message, or a sending before every child was visited."""
    area = Area.objects.select_for_update().get(pk=area.pk)
    rule, words = STEPS[step], words.strip()
    if area.state not in rule.sources:
        told = f"{area.get_state_display()}"
        raise Problem(
            f"Không thực hiện được: thôn này đang ở trạng thái “{told}”.",
            f"Not possible: the hamlet stands at “{area.state}”.",
        )
    if rule.words and not words:
        raise Problem("Hãy ghi vì sao trả lại.", "Say why it is sent back.")
    if rule.whole:
        _visited(area)
    area.state, area.words = rule.target, words
    if rule.stamp and not (rule.once and getattr(area, rule.stamp)):
        setattr(area, rule.stamp, timezone.now())
    area.full_clean(exclude=["round", "unit", "person"], validate_unique=False)
    area.save(update_fields=["state", "words", *([rule.stamp] if rule.stamp else [])])
    note(f"area_{step}", f"area:{area.pk}", by=by.username)
    return area


def _visited(area: Area) -> None:
    if left := area.visits.waiting().count():
        raise Problem(
            f"Còn {left} trẻ chưa rà: hãy ghi hết rồi gửi.",
            f"{left} children have not been visited yet.",
        )


def may_be_given(area: Area, on: date) -> list[User]:
    """Who may go round the hamlet: its collaborators first, then the officers of its commune."""
    return people_for([area], on)[area.pk]


def people_for(areas: Collection[Area], on: date) -> dict[int, list[User]]:
    """The same for many hamlets, in one query."""
    units = {one.unit_id for one in areas} | {one.unit.commune_id for one in areas}
    held = Post.objects.on(on).filter(unit__in=units, role__in=roles_with(Permission.ENROL))
    rows = held.filter(person__is_active=True).select_related("person").order_by("period", "pk")
    by_unit: dict[int, list[User]] = {}
    for post in rows:
        by_unit.setdefault(post.unit_id, []).append(post.person)
    return {
        one.pk: [*by_unit.get(one.unit_id, ()), *by_unit.get(one.unit.commune_id or 0, ())]
        for one in areas
    }
