"""One page for a leader: eight figures, what is behind, and in which communes."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from chungtay.lib.periods import Period
from chungtay.people.roles import Permission
from chungtay.places.models import Unit
from chungtay.plans.models import Target
from chungtay.web.desk import Desk, chosen_unit, desk, drill, needs, today
from chungtay.web.laggards import worst
from chungtay.web.overview import overview as looked_over
from chungtay.web.overview import period_of
from chungtay.web.sealed_record import opens_any
from chungtay.web.serving import serves
from chungtay.web.spans import offered, period_or_404


@serves("C23", "C29", records=(Target,))
@needs(Permission.FIGURES)
def overview(request: HttpRequest) -> HttpResponse:
    """`?don-vi=` another unit in reach, `?ky=` another period, `?in=1` as a sheet to print."""
    unit, day = chosen_unit(request), today(request)
    period = _asked(request, unit) if request.GET.get("ky") else period_of(unit, day)
    found = looked_over(unit, period)
    shown = {"unit": unit, "period": period, "found": found, "worst": worst(found)}
    shown |= {"drill": drill(request, unit), "periods": _periods(day, period)}
    shown["sealed_open"] = _opens_sealed(desk(request))
    shown |= {"printed": request.GET.get("in") == "1"}
    return render(request, "overview/overview.html", shown)


def _opens_sealed(here: Desk) -> bool:
    """Whether to lead from here to what is sealed: whoever manages cases has it elsewhere."""
    return not here.may(Permission.CASES, Permission.SUPERVISE) and opens_any(here)


def _asked(request: HttpRequest, unit: Unit) -> Period:
    period = period_or_404(request.GET["ky"])
    if not unit.valid_on(period.last_day):
        raise Http404(
            gettext("{unit} không có trong cây đơn vị ngày {day}.").format(
                unit=unit.title, day=f"{period.last_day:%d/%m/%Y}"
            )
        )
    return period


def _periods(day: date, shown: Period) -> list[Period]:
    """Those that reports offer, the one on the page first if it is none of them."""
    usual = offered(day)
    return usual if shown in usual else [shown, *usual]
