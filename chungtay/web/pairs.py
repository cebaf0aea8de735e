"""What the pages of likely duplicates show: two records side by side, and whom to ask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.merging import FIELDS, PARENTS
from chungtay.children.models import Child, Residence, SamePerson
from chungtay.law.data import law_file
from chungtay.lib import vietnamese
from chungtay.people.models import Post
from chungtay.people.roles import Role
from chungtay.places.models import Unit
from chungtay.web.templatetags.vietnamese import born

NOT_KNOWN = "–"
FIRST, SECOND = "first", "second"
LABELS = {
    "full_name": _("Họ và tên"),
    "sex": _("Giới tính"),
    "birth_date": _("Ngày sinh"),
    "ethnic_group": _("Dân tộc"),
    "personal_number": _("Số định danh cá nhân"),
    "mother": _("Mẹ"),
    "father": _("Cha"),
}
# Of these not even the number of rows is told: they open to those named on them alone.
SEALED_APPS, SEALED = {"cases", "rights"}, {"named", "alert", "adoption"}
TOLD_ABOVE = {"residence", "guardian"}


@dataclass(frozen=True)
class Line:
    """One thing that both records say. `name`: of the choice, where there is one to make;
    `chosen`: the side proposed."""

    label: Any
    first: str
    second: str
    name: str = ""
    chosen: str = FIRST

    @property
    def same(self) -> bool:
        return self.first == self.second

    @property
    def sides(self) -> list[tuple[str, str]]:
        return [(FIRST, self.first), (SECOND, self.second)]


def under(pairs: "QuerySet[SamePerson]", unit: Unit) -> "QuerySet[SamePerson]":
    """The pairs of which a record lives, or lived, in the unit."""
    homes = Residence.objects.under(unit)
    first = homes.filter(child=OuterRef("first_id"))
    second = homes.filter(child=OuterRef("second_id"))
    return pairs.filter(Exists(first) | Exists(second))


def fuller(first: Child, second: Child) -> str:
    """Which record is proposed to be kept: the one with a number, else the one longer known."""
    if bool(first.personal_number) != bool(second.personal_number):
        return FIRST if first.personal_number else SECOND
    return FIRST if _since(first) <= _since(second) else SECOND


def _since(child: Child) -> Any:
    return min(home.period.lower for home in child.residences.all())


def side_by_side(first: Child, second: Child, kept: str) -> list[Line]:
    """What can be chosen, then what cannot: the homes and how much each record holds."""
    chosen = [_choice(name, first, second, kept) for name in (*FIELDS, *PARENTS)]
    return [*chosen, Line(_("Nơi ở"), home(first), home(second)), *_held(first, second)]


def _choice(name: str, first: Child, second: Child, kept: str) -> Line:
    mine, theirs = _said(first, name), _said(second, name)
    return Line(
        LABELS[name], mine, theirs, name if mine != theirs else "", _more(mine, theirs, kept)
    )


def _more(mine: str, theirs: str, kept: str) -> str:
    """The side that says more: what the other does not know, or a year beside the name."""
    if mine == NOT_KNOWN or theirs.startswith(f"{mine},"):
        return SECOND
    return FIRST if theirs == NOT_KNOWN or mine.startswith(f"{theirs},") else kept


def _said(child: Child, name: str) -> str:
    if name in PARENTS:
        return _parent(child, name)
    if name == "birth_date":
        return born(child)
    if name == "sex":
        return gettext(str(child.get_sex_display()))
    if name == "ethnic_group":
        groups = {one["code"]: one["name"] for one in law_file("ethnic_groups")["groups"]}
        return str(groups.get(child.ethnic_group, child.ethnic_group))
    return str(getattr(child, name) or NOT_KNOWN)


def _parent(child: Child, relation: str) -> str:
    found = child.guardians.filter(relation=relation).order_by("-period").first()
    if found is None:
        return NOT_KNOWN
    return f"{found.full_name}, {found.birth_year}" if found.birth_year else found.full_name


def with_homes(pairs: "QuerySet[SamePerson]") -> "QuerySet[SamePerson]":
    """The pairs with both records and their homes, in four queries however many."""
    homes = Residence.objects.select_related("unit__commune")
    both = (Prefetch(f"{side}__residences", homes) for side in (FIRST, SECOND))
    return pairs.select_related(FIRST, SECOND).prefetch_related(*both)


def home(child: Child) -> str:
    """The newest home: where, and since when."""
    last = max(child.residences.all(), key=lambda one: one.period.lower, default=None)
    if last is None:
        return NOT_KNOWN
    place = last.unit.title
    if last.unit.commune is not None and last.unit.commune_id != last.unit_id:
        place = f"{place}, {last.unit.commune.title}"
    day = vietnamese.date(last.period.lower)
    return gettext("%(place)s, từ %(day)s") % {"place": place, "day": day}


def _held(first: Child, second: Child) -> Iterator[Line]:
    """How many rows of each kind the records hold, where either has any."""
    for relation in Child._meta.related_objects:
        model = relation.related_model
        hidden = (
            model._meta.app_label in SEALED_APPS or model._meta.model_name in SEALED | TOLD_ABOVE
        )
        if hidden or model._meta.db_table.endswith("event") or relation.field.name != "child":
            continue
        counts = [model._default_manager.filter(child=one).count() for one in (first, second)]
        if any(counts):
            label = capfirst(gettext(str(model._meta.verbose_name)))
            yield Line(label, *(vietnamese.number(n) for n in counts))


@dataclass(frozen=True)
class Elsewhere:
    """A child of one's own that another commune may hold too, and who can be asked there."""

    child: Child
    commune: Unit
    ask: list[Post]


def elsewhere(unit: Unit, day: Any) -> list[Elsewhere]:
    """Told by the database without anything of the other record but its commune."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT child, commune FROM merging.elsewhere()")
        found = dict(cursor.fetchall())
    homes = Residence.objects.on(day).under(unit).filter(child=OuterRef("pk"))
    mine = Child.objects.filter(Exists(homes), pk__in=found).order_by("sort_key", "pk")
    communes = Unit.objects.in_bulk(set(found.values()))
    ask = _officers(communes, day)
    return [_elsewhere(child, communes[found[child.pk]], ask) for child in mine]


def _officers(communes: Iterable[int], day: Any) -> list[Post]:
    posts = Post.objects.on(day).filter(unit__in=communes, role=Role.COMMUNE_OFFICER)
    return list(posts.select_related("person").order_by("pk"))


def _elsewhere(child: Child, commune: Unit, ask: list[Post]) -> Elsewhere:
    return Elsewhere(child, commune, [post for post in ask if post.unit_id == commune.pk])
