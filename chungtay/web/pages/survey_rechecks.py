"""Asking again: a sample is drawn, entered without what was recorded, and counted."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from chungtay.lib import vietnamese
from chungtay.people.roles import Permission
from chungtay.survey import sampling
from chungtay.survey.errors import errors
from chungtay.survey.models import Recheck, Round, Sample
from chungtay.survey.questions import Known, known
from chungtay.web.desk import desk, needs
from chungtay.web.inputs.survey import RecheckForm
from chungtay.web.lettering import lettered
from chungtay.web.pages.survey import SVG, done, round_or_404, told, unit_of
from chungtay.web.reading import read, read_list
from chungtay.web.serving import serves

USUAL = 30
FULL_NAME, HEAD = "full_name", "head"


def sample_or_404(request: HttpRequest, pk: int) -> Sample:
    rows = Sample.objects.select_related("round", "unit", "by")
    found = rows.filter(pk=pk, unit__in=desk(request).units.values("pk")).first()
    if found is None:
        raise Http404(gettext("Không có mẫu này trong phạm vi công tác của anh/chị."))
    return found


@serves("C4", records=(Sample,))
@never_cache
@needs(Permission.WORK)
def samples(request: HttpRequest, pk: int) -> HttpResponse:
    """The samples drawn of a round in the unit, and a new one."""
    here, found = desk(request), round_or_404(request, pk)
    unit = unit_of(request, found)
    if not here.units.filter(pk=unit.pk).exists() or not here.may_at(unit, Permission.WORK):
        raise Http404(gettext("Không có đơn vị này trong phạm vi công tác của anh/chị."))
    size = re.sub(r"[.\s]", "", request.POST.get("co-mau", str(USUAL)))[:6]
    if request.method == "POST":
        number = int(size) if re.fullmatch("[0-9]+", size) else 0
        drawn = gettext("Đã rút mẫu.")
        act = lambda: sampling.draw(found, unit, size=number, by=here.user)  # noqa: E731
        if told(request, act, drawn):
            newest = Sample.objects.filter(round=found, unit=unit).latest("pk")
            return redirect("survey_sample", newest.pk)
    rows = Sample.objects.filter(round=found, unit__in=here.units.values("pk"))
    shown: dict[str, Any] = {"round": found, "unit": unit, "size": size}
    shown["samples"] = rows.select_related("unit", "by").order_by("-pk")
    return render(request, "survey/samples.html", shown)


@serves("C4", records=(Sample, Recheck))
@never_cache
@needs(Permission.WORK)
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to ask again, and how wrong the survey was so far."""
    from chungtay.reports.survey_charts import error_rates, said

    here, found = desk(request), sample_or_404(request, pk)
    rows = list(found.rechecks.select_related("child", "area__unit").order_by("number"))
    register = known([one.child_id for one in rows], here.day)
    read_list(request, f"sample:{found.pk}", [one.child_id for one in rows], len(rows))
    counted = errors(found)
    shown: dict[str, Any] = {"sample": found, "errors": counted}
    shown["rows"] = [_row(one, register[one.child_id], found.round) for one in rows]
    whole = counted.whole
    shown["whole"] = [said(part) for part in (whole.share, whole.low, whole.high)]
    shown["tables"] = [
        _laid_out(title, error_rates(rates, title, of).table)
        for title, of, rates in (
            (gettext("Theo nội dung"), gettext("Nội dung"), counted.by_question),
            (gettext("Theo thôn"), gettext("Thôn"), counted.by_hamlet),
            (gettext("Theo người rà soát"), gettext("Người rà soát"), counted.by_person),
        )
    ]
    return render(request, "survey/sample.html", shown)


def _laid_out(title: str, table: Any) -> tuple[str, list[Any], list[Any]]:
    """(title, heads, lines): each line its name and its cells, each cell with its own head."""
    heads, *lines = table
    told = [gettext(head) for head in heads]
    return title, told, [(name, list(zip(told[1:], cells, strict=True))) for name, *cells in lines]


def _row(one: Recheck, known: Known, of: Round) -> dict[str, Any]:
    """A line of the list: until the child is asked again, no more than leads to it."""
    household = known.home.household if known.home else None
    name, head = one.child.full_name, household.head if household else ""
    if one.at is None:
        called = called_in(of)
        name, head = called(FULL_NAME, name), called(HEAD, head)
    return {"one": one, "name": name, "head": head}


def called_in(of: Round) -> Callable[[str, str], str]:
    """How a name is shown to the one who asks again: where it is itself asked for, the given
    name alone."""
    return lambda code, name: vietnamese.given_name(name) if code in of.questions else name


@needs(Permission.WORK)
def error_chart(request: HttpRequest, pk: int) -> HttpResponse:
    from chungtay.reports.survey_charts import error_rates

    found = sample_or_404(request, pk)
    drawn = error_rates(errors(found).by_question, gettext("Tỷ lệ sai theo nội dung"))
    return HttpResponse(lettered(drawn.svg), **SVG)


@serves("C4", records=(Recheck,))
@never_cache
@needs(Permission.WORK)
def recheck(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One child asked again. The page shows who it is and where, and nothing that was recorded."""
    here, found = desk(request), sample_or_404(request, pk)
    rows = found.rechecks.select_related("child", "area__unit")
    one = rows.filter(number=number).first()
    if one is None:
        raise Http404(gettext("Không có dòng này trong mẫu."))
    form = RecheckForm(here, found.round.questions, data=request.POST or None)

    def act() -> Recheck:
        return sampling.enter(
            one, present=form.present, said=form.said(), by=here.user, on=here.day
        )

    if request.method == "POST" and done(form, act) is not None:
        messages.success(request, gettext("Đã ghi kết quả phúc tra."))
        left = rows.filter(at=None).order_by("number").first()
        if left is not None:
            return redirect("survey_recheck", found.pk, left.number)
        return redirect("survey_sample", found.pk)
    read(request, "read_child", f"child:{one.child_id}")
    register = known([one.child_id], here.day)[one.child_id]
    household = register.home.household if register.home else None
    called = called_in(found.round)
    shown = {"sample": found, "one": one, "form": form, "household": household}
    shown["name"] = called(FULL_NAME, one.child.full_name)
    shown["head"] = called(HEAD, household.head) if household else ""
    return render(request, "survey/recheck.html", shown, status=400 if form.errors else 200)
