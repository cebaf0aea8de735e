"""How far a form may look: the units of the desk's posts, on the day of the record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from chungtay.children.models import Child, Residence
from chungtay.people.models import Post, User
from chungtay.places.models import Unit
from chungtay.web.desk import Desk


@dataclass(frozen=True)
class Reach:
    """`on` tells the day of the record, or None while it is not known."""

    desk: Desk
    on: Callable[[], date | None]

    @property
    def day(self) -> date:
        return self.on() or self.desk.day

    def _below(self, path: str = "") -> Q:
        """Rows whose unit, by the path, is one of the desk's or below it, in any period."""
        within = Q(pk__in=[])
        for post in self.desk.acting:
            field = post.unit.ancestor_field
            within |= Q(**{f"{path}{field}": post.unit.pk}) if field else Q()
            within |= Q(**{f"{path}pk": post.unit.pk})
        return within

    def units(self) -> QuerySet[Unit]:
        return Unit.objects.filter(self._below())

    def children(self) -> QuerySet[Child]:
        """Who lives in reach today, or did on the day of the record."""
        lived = Q(period__contains=self.desk.day) | Q(period__contains=self.day)
        homes = Residence.objects.filter(lived, self._below("unit__"), child=OuterRef("pk"))
        return Child.objects.filter(Exists(homes))

    def people(self) -> QuerySet[User]:
        held = Post.objects.filter(self._below("unit__"), person=OuterRef("pk"))
        return User.objects.filter(Exists(held))
