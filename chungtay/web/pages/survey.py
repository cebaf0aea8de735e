"""Survey rounds: the list, opening one, its board, and giving its hamlets to people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission
from chungtay.places.models import Level, Unit
from chungtay.survey import actions
from chungtay.survey.coverage import Coverage, coverage, level_below, total
from chungtay.survey.models import Area, Round, Visit
from chungtay.web.desk import Desk, chosen_unit, desk, drill, needs, unit_within, units_below
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.survey import RoundForm
from chungtay.web.lettering import lettered
from chungtay.web.problems import sentence_of
from chungtay.web.serving import serves

NEWEST = 30
SVG = {"content_type": "image/svg+xml", "headers": {"Cache-Control": "private"}}


def done(form: InputForm, act: Callable[[], Any], *at: str) -> Any:
    """What a faultless form led to, or None with the fault told at the fields `at`."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Problem as problem:
        form.place(list(at), [sentence_of(problem)])
    except ValidationError as fault:
        for names, sentences in _placed(fault, at):
            form.place(names, sentences)
    return None


def _placed(fault: ValidationError, at: tuple[str, ...]) -> list[tuple[list[str], list[str]]]:
    if not hasattr(fault, "error_dict"):
        return [(list(at), fault.messages)]
    return [([name], sentences) for name, sentences in fault.message_dict.items()]


def told(request: HttpRequest, act: Callable[[], Any], success: str) -> bool:
    """Does it and says so, or says why it could not be done."""
    try:
        act()
    except Problem as problem:
        messages.error(request, sentence_of(problem))
        return False
    messages.success(request, success)
    return True


def round_or_404(request: HttpRequest, pk: int) -> Round:
    """A round that is opened for a unit of the desk's, or for one above it."""
    found = _within(desk(request)).select_related("unit", "by").filter(pk=pk).first()
    if found is None:
        raise Http404(gettext("Không có đợt này trong phạm vi công tác của anh/chị."))
    return found


def _within(here: Desk) -> Any:
    above = [
        key
        for post in here.acting
        for key in (post.unit.commune_id, post.unit.district_id, post.unit.province_id)
    ]
    nation = Q(unit__level=Level.NATION)
    return Round.objects.filter(Q(unit__in=here.units.values("pk")) | Q(unit__in=above) | nation)


def unit_of(request: HttpRequest, found: Round) -> Unit:
    """The unit whose part of the round is looked at: the round's own if within reach."""
    if request.GET.get("don-vi"):
        return chosen_unit(request)
    here = desk(request)
    within = here.units.filter(pk=found.unit_id).exists()
    return unit_within(request, found.unit_id) if within else here.unit


@serves("C4", records=(Round,))
@needs(Permission.FIGURES)
def rounds(request: HttpRequest) -> HttpResponse:
    """The newest rounds that go through the unit, each with how far it has come."""
    here, unit = desk(request), chosen_unit(request)
    newest = _within(here).select_related("unit").order_by("-period", "-pk")[:NEWEST]
    counted = [(one, total(coverage(one, unit, here.day))) for one in newest]
    shown: dict[str, Any] = {"rounds": [pair for pair in counted if pair[1].areas], "unit": unit}
    shown |= {"drill": drill(request, unit), "may_open": here.may_at(unit, Permission.WORK)}
    shown["keys_in"] = here.may(Permission.ENROL)
    return render(request, "survey/rounds.html", shown)


@serves("C4", records=(Round, Area))
@never_cache
@needs(Permission.WORK)
def open_round(request: HttpRequest) -> HttpResponse:
    """A new round of the unit, in all of its hamlets or in some of the units below."""
    here, unit = desk(request), chosen_unit(request)
    form = RoundForm(here, units_below(unit, here.day), data=request.POST or None)

    def act() -> Round:
        period, told = form.cleaned_data["period"], form.cleaned_data
        return actions.open_round(
            name=told["name"], kind=told["kind"], unit=unit, first=period.lower,
            last=period.upper - timedelta(days=1), questions=form.questions,
            below=form.units, by=here.user,
        )  # fmt: skip

    if request.method == "POST" and (made := done(form, act, "period")):
        messages.success(request, gettext("Đã mở đợt “%(name)s”.") % {"name": made})
        return redirect("survey_round", made.pk)
    return render(
        request, "survey/open.html", {"form": form, "unit": unit, "drill": drill(request, unit)},
        status=400 if form.errors else 200,
    )  # fmt: skip


@serves("C4", records=(Round, Area, Visit))
@needs(Permission.FIGURES)
def survey_round(request: HttpRequest, pk: int) -> HttpResponse:
    """The board of a round: how far each unit below has come. `?theo=xa`: by commune."""
    here, found = desk(request), round_or_404(request, pk)
    unit, by_commune = unit_of(request, found), request.GET.get("theo") == "xa"
    rows = coverage(found, unit, here.day, by_commune)
    if not rows:
        raise Http404(gettext("Đợt này không qua thôn nào của đơn vị."))
    areas = _areas(found, unit, here) if level_below(unit) == Level.HAMLET else {}
    shown: dict[str, Any] = {"round": found, "unit": unit, "total": total(rows)}
    shown["rows"] = [(one, counted, areas.get(one.pk)) for one, counted in rows]
    shown |= {"drill": drill(request, unit), "by_commune": by_commune}
    shown["works"] = here.may_at(unit, Permission.WORK)
    return render(request, "survey/round.html", shown)


def _areas(found: Round, unit: Unit, here: Desk) -> dict[int, Area]:
    """The hamlets of a commune, for those who read its children."""
    if not here.may_at(unit, Permission.CHILDREN):
        return {}
    rows = Area.objects.filter(round=found).under(unit).select_related("person")
    return {one.unit_id: one for one in rows}


@needs(Permission.FIGURES)
def round_chart(request: HttpRequest, pk: int) -> HttpResponse:
    from chungtay.reports.survey_charts import progress

    here, found = desk(request), round_or_404(request, pk)
    unit, by_commune = unit_of(request, found), request.GET.get("theo") == "xa"
    rows = coverage(found, unit, here.day, by_commune)
    named: list[tuple[str, Coverage]] = [(one.title, counted) for one, counted in rows]
    return HttpResponse(lettered(progress(named, str(found)).svg), **SVG)


@serves("C4", records=(Area,))
@never_cache
@needs(Permission.WORK)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Who goes round each hamlet of a commune, the collaborator of each proposed."""
    here, found = desk(request), round_or_404(request, pk)
    unit = unit_of(request, found)
    if unit.level < Level.COMMUNE:
        return redirect("survey_round", found.pk)
    held = Area.objects.filter(round=found).under(unit).select_related("unit", "person", "round")
    areas = list(held.order_by("unit__sort_key", "pk"))
    people = actions.people_for(areas, here.day)
    if request.method == "POST" and _assigned(request, areas, people):
        return redirect(f"{request.path}?don-vi={unit.pk}")
    rows = [(area, people[area.pk], _proposed(area, people[area.pk])) for area in areas]
    shown = {"round": found, "unit": unit, "rows": rows}
    return render(request, "survey/assign.html", shown)


def _proposed(area: Area, people: list[Any]) -> int | None:
    if area.person_id:
        return area.person_id
    return people[0].pk if people else None


def _assigned(request: HttpRequest, areas: list[Area], people: dict[int, list[Any]]) -> bool:
    by, given = desk(request).user, 0
    for area in areas:
        wanted = request.POST.get(f"nguoi-{area.pk}", "")
        person = next((one for one in people[area.pk] if str(one.pk) == wanted), None)
        if (person.pk if person else None) != area.person_id:
            actions.assign(area, person, by=by)
            given += 1
    messages.success(request, gettext("Đã ghi %(n)d thay đổi.") % {"n": given})
    return True


@require_POST
@needs(Permission.WORK)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Every hamlet under the unit without anybody goes to its own collaborator."""
    here, found = desk(request), round_or_404(request, pk)
    unit = unit_of(request, found)
    count = actions.assign_proposed(found, unit, on=here.day, by=here.user)
    messages.success(request, gettext("Đã giao %(n)d thôn cho cộng tác viên.") % {"n": count})
    return redirect(f"{request.path.removesuffix('giao-het/')}?don-vi={unit.pk}")
