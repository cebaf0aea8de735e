"""Whom to call about a child: never a carer who is suspected of harming it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from chungtay.cases.models import Case
from chungtay.children.models import Child, Guardian, Residence
from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Unit

AT_HAMLET, AT_COMMUNE = (Role.COLLABORATOR,), (Role.COMMUNE_OFFICER,)
MOST = 5  # of one unit: a list of everybody is no list of whom to call


@dataclass(frozen=True)
class Contact:
    """`phone` is as it was written, empty where none is known."""

    name: str
    as_what: str
    phone: str = ""

    @property
    def dialled(self) -> str:
        return "".join(one for one in self.phone if one.isdigit() or one == "+")


def of_case(case: Case, day: date) -> list[Contact]:
    """Carers who are contacts, who manages the case, the officers where the child lives."""
    found = [*_carers(case.child, day), *_managers(case), *_officers(case.child, day)]
    return list({(one.name, one.as_what): one for one in found}.values())


def carers(child: Child, day: date) -> "list[Guardian]":
    """Whoever may be called about the child, who looks after it first."""
    found = Guardian.objects.on(day).filter(child=child, is_contact=True)
    return list(found.order_by("-is_main", "pk"))


def _carers(child: Child, day: date) -> list[Contact]:
    return [
        Contact(one.full_name, str(capfirst(gettext(str(one.get_relation_display())))))
        for one in carers(child, day)
    ]


def _managers(case: Case) -> list[Contact]:
    return [_of(case.manager, gettext("Người phụ trách hồ sơ"))] if case.manager else []


def _of(person: User, as_what: str) -> Contact:
    return Contact(str(person), as_what, person.phone)


def _officers(child: Child, day: date) -> list[Contact]:
    home = Residence.objects.on(day).filter(child=child).select_related("unit").first()
    if home is None:
        return []
    near = ((home.unit_id, AT_HAMLET), (home.unit.commune_id, AT_COMMUNE))
    return [one for unit, roles in near if unit for one in _posts(unit, roles, day)]


def _posts(unit: int, roles: tuple[Role, ...], day: date) -> list[Contact]:
    held = Post.objects.on(day).filter(unit=unit, role__in=roles).order_by("pk")
    return [
        _of(post.person, _titled(post)) for post in held.select_related("person", "unit")[:MOST]
    ]


def _titled(post: Post) -> str:
    unit: Unit = post.unit
    told: Any = gettext(str(post.get_role_display()))
    return f"{told}, {unit.title}"
