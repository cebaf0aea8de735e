"""Personal data: what is owed by when, the four standing duties, and the minutes of a breach."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from chungtay.law.data_rights import Retention, retention
from chungtay.people.roles import Permission, roles_with
from chungtay.places.models import Unit
from chungtay.rights.models import DataRequest, Incident
from chungtay.rights.retention import passed
from chungtay.web import owed
from chungtay.web.desk import Desk, chosen_unit, desk, drill, needs, stand_on
from chungtay.web.kinds import KINDS
from chungtay.web.pages.records import record_or_404
from chungtay.web.pages.reports import FILES
from chungtay.web.reading import read_list

# Of these the operator's command alone counts, as who may see one is said on each.
SEALED = frozenset({"cases.Case", "cases.Notice", "children.Adoption"})


@needs(Permission.RIGHTS, Permission.CASES)
def board(request: HttpRequest) -> HttpResponse:
    """Open requests and breaches of a unit and all below it, what is due first first."""
    shown: dict[str, Any] = {"told": _told(desk(request))}
    if desk(request).may(Permission.RIGHTS):
        stand_on(request, roles_with(Permission.RIGHTS))
        shown |= _clocks(request)
    return render(request, "rights/board.html", shown)


def _clocks(request: HttpRequest) -> dict[str, Any]:
    unit, here = chosen_unit(request), desk(request)
    now = owed.moment(here.day)
    requests = KINDS["yeu-cau-du-lieu"].within(DataRequest.objects.all(), unit)
    incidents = KINDS["vi-pham-du-lieu"].within(Incident.objects.all(), unit)
    found = owed.owed(requests, incidents, now)
    return {
        "unit": unit,
        "drill": drill(request, unit),
        "owed": found,
        "late": sum(one.late for one in found),
        "duties": owed.standing(unit, here.day),
        "purposes": owed.grounds_of_purposes(),
    }


def _told(here: Desk) -> list[DataRequest]:
    """Requests by suspects that are still open, to those who manage the children's cases."""
    cases = here.standing_on(roles_with(Permission.CASES) | roles_with(Permission.SUPERVISE))
    found = DataRequest.objects.by_suspects().open().filter(unit__in=cases.units.values("pk"))
    return list(found.select_related("child", "unit").order_by("-received_at")[: owed.MOST])


@needs(Permission.RIGHTS)
def data_retention(request: HttpRequest) -> HttpResponse:
    """What of a unit is past its time of keeping: counts, and the children by name."""
    unit, here = chosen_unit(request), desk(request)
    rules = [_past(rule, unit, here.day) for rule in retention().values()]
    named = [child.pk for one in rules for child in one["children"]]
    read_list(request, f"retention:{unit.pk}", named, sum(one["rows"] for one in rules))
    shown = {"unit": unit, "drill": drill(request, unit), "rules": rules, "most": owed.MOST}
    return render(request, "rights/retention.html", shown)


def _past(rule: Retention, unit: Unit, day: date) -> dict[str, Any]:
    """One rule with its rows of the unit. Sealed ones are not the page's to count."""
    told: dict[str, Any] = {"rule": rule, "ground": owed.ground(rule), "rows": 0, "children": []}
    told["counted"] = not rule.keep and rule.of not in SEALED
    if told["counted"]:
        rows = passed(rule, day, unit)
        told["rows"] = rows.count()
        told["children"] = list(rows.order_by("sort_key", "pk")[: owed.MOST]) if rule.left else []
    return told


@needs(Permission.RIGHTS)
def incident_file(request: HttpRequest, pk: str, kind: str) -> HttpResponse:
    """The minutes of a breach with what the notice to the authority must say, Word or PDF."""
    from chungtay.reports.breach_minutes import render_minutes

    incident = record_or_404(request, KINDS["vi-pham-du-lieu"], pk)
    if kind not in ("docx", "pdf"):
        raise Http404(gettext("Biên bản chỉ có dạng Word và PDF."))
    name = f"bien-ban-vi-pham-du-lieu-{incident.pk}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(render_minutes(incident, kind), content_type=FILES[kind], headers=headers)
