"""What is to be done today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chungtay.web import tasks
from chungtay.web.desk import chosen_unit, desk, today
from chungtay.web.figures import value, values
from chungtay.web.pager import Pager
from chungtay.web.serving import serves
from chungtay.web.spans import running

KEY = (
    "children",
    "special_circumstances",
    "at_risk",
    "poor_households",
    "near_poor_households",
    "allowance_paid_in_full",
    "special_supported",
    "collaborators",
)


def home(request: HttpRequest) -> HttpResponse:
    """The day's tasks; a leader, who sees figures only, starts from the overview."""
    if desk(request).posts and not desk(request).reads_children:
        return redirect("overview")
    unit, day = chosen_unit(request), today(request)
    period = running(day)
    counted = values(unit, period)
    sections = {
        "support": tasks.some(tasks.support(unit, period, counted)),
        "due": tasks.some(tasks.report(unit, day)),
        "register": tasks.some(tasks.register(unit, day)),
        "network": tasks.some(tasks.network(unit, period, counted)),
    }
    figures = [value(counted, code) for code in KEY]
    shown = {"unit": unit, "period": period, "figures": figures, "counted": counted}
    return render(request, "home/home.html", {**shown, **sections})


@serves("C20")
def hamlets(request: HttpRequest) -> HttpResponse:
    """The hamlets that no collaborator serves."""
    unit, day = chosen_unit(request), today(request)
    found = tasks.hamlets_without_collaborator(unit, day).select_related("commune", "district")
    pager = Pager(request.GET.get("trang", "1"), found.count())
    page = found.order_by("commune__sort_key", "sort_key", "pk")[pager.span]
    return render(request, "home/hamlets.html", {"unit": unit, "hamlets": page, "pager": pager})
