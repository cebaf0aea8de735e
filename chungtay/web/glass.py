"""What a page tells of matters sealed from its reader: that there are some, and whom to ask."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from chungtay.children import sealed
from chungtay.children.models import Alert, Child
from chungtay.people.access import holding
from chungtay.people.models import Post
from chungtay.people.roles import Permission
from chungtay.web.desk import Desk

MOST = 5


def shut_from(child: Child, day: date) -> Sequence[Post] | None:
    """Whom to ask, the highest unit first; None: nothing is sealed from this reader, or it is
    not theirs to know."""
    return sealed.keepers(child, day)[:MOST] if sealed.sealed_from(child) else None


def waiting(here: Desk) -> "QuerySet[Alert]":
    """Glass broken in the units that these posts supervise, and not yet looked at."""
    roots = [post.unit for post in holding(here.posts, Permission.SUPERVISE)]
    found = Alert.objects.filter(seen_at__isnull=True)
    within = found.none()
    for unit in roots:
        field = unit.ancestor_field
        within |= found.filter(**{f"unit__{field}": unit.pk}) if field else found
    return within.exclude(by=here.user.pk).select_related("by", "unit", "child").order_by("-at")
