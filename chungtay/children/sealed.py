"""To whom the sealed matters of a child open: those named on it, their supervisors, the chair of
the steering board of its commune. The database says the same (migrations/sealed.sql)."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from chungtay.children.models import Child, Compartment, Named, Residence
from chungtay.people.models import Board, Post, User
from chungtay.people.roles import Permission, roles_with


def working_day(user: User) -> date:
    """The day whose posts and namings count: demonstration accounts stay on theirs."""
    return user.works_as_of or timezone.localdate()


def opens(child: Any, compartment: str, user: User, day: date) -> bool:
    """Whether a compartment of the child (or its key) opens to the person on the day, now."""
    named = _namings(user, day).filter(child=child, compartment=compartment)
    return named.exists() or oversees(child, user, day)


def keeps(child: Any, compartment: str, user: User, day: date) -> bool:
    """Whether the person may say to whom it opens: not one who only broke the glass."""
    named = _namings(user, day).filter(child=child, compartment=compartment)
    mine = named.exclude(ground=Named.Ground.BREAK_GLASS)
    return mine.exists() or oversees(child, user, day) or _oversees_unread(child, user)


def oversees(child: Any, user: User, day: date) -> bool:
    """Supervises the child's home of the day, or chairs the board of its commune."""
    return _overseen(user, day).filter(child=child).exists()


def _oversees_unread(child: Any, user: User) -> bool:
    """The same of one who may not read where the child lives: the chair of a board who holds a
    leader's post. Asked of the database, and of the person whose request this is alone."""
    question = "SELECT access.person() = %s AND access.oversees(%s)"
    return bool(_asked(question, user.pk, getattr(child, "pk", child))[0][0])


def open_compartments(child: Any) -> set[str]:
    """The compartments of the child that open to the person whose request this is, also to one
    who does not read the register."""
    question = "SELECT c FROM unnest(%s::text[]) c WHERE access.opens(%s, c)"
    return {row[0] for row in _asked(question, list(Compartment.values), child.pk)}


def open_to(
    rows: "QuerySet[Any]", user: User, day: date, compartment: str = "group__compartment"
) -> "QuerySet[Any]":
    """The rows that open to the person; `compartment` is their column of it, empty for a row
    that is not sealed. A row of no child is not narrowed here."""
    named = _namings(user, day).filter(child=OuterRef("child"), compartment=OuterRef(compartment))
    homes = _overseen(user, day).filter(child=OuterRef("child"))
    free = Q(**{compartment: ""}) | Q(child=None)
    return rows.filter(free | Exists(named) | Exists(homes))


def _namings(user: User, day: date) -> "QuerySet[Named]":
    """Those of the person that hold; none without a post, for an ended post opens nothing."""
    posted = Exists(Post.objects.of(user, day))
    return Named.objects.holding(day).filter(posted, person=user.pk)


def _overseen(user: User, day: date) -> "QuerySet[Residence]":
    roles = roles_with(Permission.SUPERVISE)
    posts = Post.objects.of(user, day).filter(role__in=roles).select_related("unit")
    within = Q(unit__commune__in=chaired(user, day).values("unit"))
    for post in posts:
        field = post.unit.ancestor_field
        within |= Q(**{f"unit__{field}": post.unit_id}) if field else Q(pk__isnull=False)
    return Residence.objects.on(day).filter(within)


def chaired(user: User, day: date) -> "QuerySet[Board]":
    """The boards that the person chairs on the day, while holding any post."""
    posted = Exists(Post.objects.of(user, day))
    return Board.objects.on(day).filter(posted, chair=user.pk)


def sealed_from(child: Child) -> bool:
    """Whether something is sealed from the person whose request this is, who works in the
    child's own unit. Asked of the database: the rows themselves are not to be seen."""
    return bool(_asked("SELECT access.sealed_from(%s)", child.pk)[0][0])


def keepers(child: Child, day: date) -> list[Post]:
    """Whom such a person may ask: the posts of those named; if nobody is, of the supervisors."""
    named = [row[0] for row in _asked("SELECT access.keepers(%s)", child.pk)]
    posts = Post.objects.on(day).select_related("person", "unit").order_by("unit__level", "pk")
    if named:
        return list(posts.filter(person__in=named))
    home = Residence.objects.on(day).filter(child=child).select_related("unit").first()
    above = [home.unit.district_id, home.unit.province_id] if home else []
    return list(posts.filter(unit__in=above, role__in=roles_with(Permission.SUPERVISE)))


def _asked(question: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return list(cursor.fetchall())
