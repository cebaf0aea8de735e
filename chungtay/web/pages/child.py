"""One child's page; of one that moved away, no more than where to."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from chungtay.children.merged import kept_for
from chungtay.children.models import (
    Child,
    Circumstance,
    Guardian,
    GuardianState,
    Residence,
    Schooling,
)
from chungtay.law.data import law_file
from chungtay.people.models import AuditEvent, Deed
from chungtay.people.roles import Permission
from chungtay.web import access_log, record
from chungtay.web.child_books import books_of
from chungtay.web.desk import Desk, desk, needs
from chungtay.web.glass import shut_from
from chungtay.web.kinds.telling import child_within
from chungtay.web.movements import may_undo
from chungtay.web.numbers import doubted
from chungtay.web.pages.enrol import writes_children
from chungtay.web.reading import read
from chungtay.web.serving import serves


@serves("C2", records=(Child, Circumstance))
@serves("C1", "C4", records=(Schooling,))
@needs(Permission.CHILDREN)
def child(request: HttpRequest, pk: UUID) -> HttpResponse:
    here = desk(request)
    found = child_within(here, pk)
    if found is None:
        stands = kept_for(pk)
        return redirect("child", stands) if stands else _gone(request, here, pk)
    subject = f"child:{found.pk}"
    read(request, "read_child", subject)
    shown = record.of_child(found, here.day, here.posts)
    shown |= {**_reads(subject), **_family(found, shown["guardians"], here)}
    shown |= {"books": books_of(found, here), "sealed": shut_from(found, here.day)}
    groups = {g["code"]: g["name"] for g in law_file("ethnic_groups")["groups"]}
    shown |= {"ethnic": groups.get(found.ethnic_group), "doubts": doubted(found)}
    shown |= {"may_edit": writes_children(here), "may_read_log": access_log.may_read(found, here)}
    shown |= _standing(shown["home"], here)
    shown |= {"last_deed": _last_deed(found, here), "may_support": here.may(Permission.WORK)}
    return render(request, "children/child.html", {"child": found, **shown})


def _standing(home: Residence | None, here: Desk) -> dict[str, Any]:
    """Since when the child has left its last home, and whether it waits to be settled."""
    if home is None:
        return {"left_on": None, "arriving": False}
    left = home.period.upper if home.period.upper and home.period.upper <= here.day else None
    return {"left_on": left, "arriving": Residence.objects.arriving().filter(pk=home.pk).exists()}


def _family(found: Child, guardians: list[Guardian], here: Desk) -> dict[str, Any]:
    """Each carer with the state that holds, and what the child learns."""
    held = GuardianState.objects.on(here.day).filter(guardian__in=guardians)
    states = {one.guardian_id: one for one in held}
    learns = Schooling.objects.on(here.day).filter(child=found).first()
    return {"guardians": [(one, states.get(one.pk)) for one in guardians], "school": learns}


def _reads(subject: str) -> dict[str, int]:
    month = timezone.now() - timedelta(days=30)
    reads = AuditEvent.objects.filter(subject=subject, verb="read_child", at__gte=month)
    return {"reads": reads.count(), "readers": reads.values("by").distinct().count()}


def _last_deed(found: Child, here: Desk) -> Deed | None:
    """The last thing written of the child, while it can be taken back."""
    rows = Deed.objects.filter(child_id=found.pk, undone_at=None).select_related("unit", "by")
    last = rows.order_by("-at", "-pk").first()
    return last if last and may_undo(last, last.unit, here, timezone.now()) else None


def _gone(request: HttpRequest, here: Desk, pk: UUID) -> HttpResponse:
    """A child that lived within reach: its homes until it left, where to, and nothing later."""
    within = Residence.objects.filter(unit__in=here.units.values("pk"), child=OuterRef("pk"))
    left = Child.objects.filter(Exists(within.filter(period__endswith__lte=here.day)), pk=pk)
    found = left.first()
    if found is None:
        raise Http404(gettext("Không có trẻ này trong phạm vi công tác của anh/chị."))
    read(request, "read_child", f"child:{found.pk}")
    homes = list(within.model.objects.filter(child=found).select_related("unit__commune"))
    shown: dict[str, Any] = {"child": found, **_until_left(homes, here)}
    moved = Deed.objects.filter(child_id=pk, undone_at=None, by=here.user, kind="moved_out")
    deed = moved.select_related("unit").order_by("-at").first()
    shown["deed"] = deed if deed and may_undo(deed, deed.unit, here, timezone.now()) else None
    return render(request, "children/gone.html", shown)


def _until_left(homes: list[Residence], here: Desk) -> dict[str, Any]:
    """The homes within reach up to the last, and the one after it."""
    homes.sort(key=lambda home: home.period.lower)
    reach = set(here.units.values_list("pk", flat=True).filter(pk__in=[h.unit_id for h in homes]))
    last = max(at for at, home in enumerate(homes) if home.unit_id in reach)
    mine = [home for home in homes[: last + 1] if home.unit_id in reach]
    following = homes[last + 1] if last + 1 < len(homes) else None
    return {"homes": mine, "to": following, "left_on": mine[-1].period.upper}
