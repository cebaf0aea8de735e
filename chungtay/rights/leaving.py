"""Children who left the register long enough ago, by the rule they left by."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from chungtay.children.models import Child, Residence
from chungtay.law.age import CHILD_UNTIL_AGE
from chungtay.law.data_rights import Retention, retention, years_on
from chungtay.places.models import Unit
from chungtay.rights.models import Consent

GONE = "(đã khử nhận dạng)"


def left(rule: Retention, day: date) -> "QuerySet[Child]":
    """Those whose time by the rule is over on the day and who are not yet anonymised."""
    return LEFT[rule.left](rule.before(day)).exclude(full_name=GONE)


def released(children: "QuerySet[Child]", day: date) -> "QuerySet[Child]":
    """Without those about whom a record with a time of its own still stands: a case, a notice, an
    adoption, a request, a consent withdrawn of late."""
    for rule in retention().values():
        model = apps.get_model(rule.of) if rule.of else None
        if model is not None and "child" in {field.name for field in model._meta.fields}:
            standing: Any = model._default_manager.filter(child=OuterRef("pk"))
            if model is Consent:  # one that was never withdrawn ends with the child's leaving
                standing = standing.filter(withdrawn_on__gte=rule.before(day))
            children = children.filter(~Exists(standing))
    return children


def last_under(children: "QuerySet[Child]", unit: Unit) -> "QuerySet[Child]":
    """Those whose last home was in the unit, in the tree of that home's time."""
    homes = Residence.objects.filter(child=OuterRef("pk")).order_by("-period")
    units = Unit.objects.under(unit).values("pk")
    return children.alias(last=Subquery(homes.values("unit")[:1])).filter(last__in=units)


def _grown(before: date) -> "QuerySet[Child]":
    born = years_on(before, -CHILD_UNTIL_AGE)
    return Child.objects.filter(birth_date__lt=born, died_on=None)


def _died(before: date) -> "QuerySet[Child]":
    return Child.objects.filter(died_on__lt=before)


def _moved(before: date) -> "QuerySet[Child]":
    """No home any more, and none that ended since; still a child until then."""
    homes = Residence.objects.filter(child=OuterRef("pk"))
    stays = homes.filter(Q(period__upper_inf=True) | Q(period__endswith__gte=before))
    young = Q(birth_date__gte=years_on(before, -CHILD_UNTIL_AGE), died_on=None)
    return Child.objects.filter(young, Exists(homes), ~Exists(stays))


LEFT: dict[str, Callable[[date], "QuerySet[Child]"]] = {
    "grown": _grown,
    "died": _died,
    "moved": _moved,
}
