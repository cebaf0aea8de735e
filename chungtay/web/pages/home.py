"""What is to be done today."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chungtay.people.roles import READS_CHILDREN, Permission
from chungtay.places.models import Unit
from chungtay.web import tasks
from chungtay.web.desk import Desk, chosen_unit, desk, stand_on, today
from chungtay.web.figures import value, values
from chungtay.web.spans import running
from chungtay.web.survey_tasks import survey

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
    """The day's tasks; whoever reads no child's record starts from what their post opens."""
    if elsewhere := _elsewhere(desk(request)):
        return redirect(*elsewhere)
    stand_on(request, READS_CHILDREN)
    unit, day = chosen_unit(request), today(request)
    period = running(day)
    counted = values(unit, period)
    sections = {
        "support": tasks.some(tasks.support(unit, period, counted)),
        "due": [
            *survey(desk(request), unit, day),
            *_personal_data(desk(request), unit, day),
            *tasks.some(tasks.report(unit, day)),
        ],
        "register": tasks.some(chain(_life(request, unit), tasks.register(unit, day))),
        "network": tasks.some(tasks.network(unit, period, counted)),
    }
    figures = [value(counted, code) for code in KEY]
    shown = {"unit": unit, "period": period, "figures": figures, "counted": counted}
    return render(request, "home/home.html", {**shown, **sections})


def _life(request: HttpRequest, unit: Unit) -> Iterator[tasks.ToDo]:
    """For those who write the register."""
    mine = desk(request).may_at(unit, Permission.ENROL)
    return tasks.life(unit, today(request)) if mine else iter(())


def _personal_data(here: Desk, unit: Unit, day: date) -> list[tasks.ToDo]:
    """For those who answer for it at the unit."""
    mine = here.may_at(unit, Permission.RIGHTS)
    return tasks.some(tasks.personal_data(unit, day)) if mine else []


def _elsewhere(here: Desk) -> tuple[str, ...]:
    if here.reads_children:
        return ()
    if here.may(Permission.FIGURES):
        return ("overview",)
    if here.may(Permission.POSTS):
        return ("records", "can-bo")
    return ("records", "thong-bao") if here.may(Permission.NOTICES) else ()
