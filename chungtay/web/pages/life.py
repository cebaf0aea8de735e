"""What happens in a child's life, each on a page with one form: moves, loss, return, death."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from chungtay.children.actions import (
    come_back,
    die,
    last_home,
    leave_system,
    lose,
    move_out,
    settle,
)
from chungtay.children.models import Child, Residence
from chungtay.health.models import Injury
from chungtay.lib import vietnamese
from chungtay.lib.problems import Problem
from chungtay.people.actions import keep
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User
from chungtay.people.roles import Permission
from chungtay.support.models import Grant
from chungtay.web.desk import Desk, desk, needs
from chungtay.web.inputs.base import InputForm
from chungtay.web.inputs.life import BackForm, DeathForm, LostForm, MoveForm, SettleForm
from chungtay.web.kinds.telling import child_within
from chungtay.web.problems import sentences
from chungtay.web.serving import serves


def child_or_404(here: Desk, pk: UUID) -> Child:
    child = child_within(here, pk)
    if child is None:
        raise Http404(gettext("Không có trẻ này trong phạm vi công tác của anh/chị."))
    return child


def happened(form: InputForm, act: Callable[[], Any]) -> bool:
    """Whether a faultless form was acted upon; else nothing is done and the form tells why."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            act()
    except (Problem, ValidationError, IntegrityError) as fault:
        form.place(["on"] if isinstance(fault, Problem) else [], sentences(fault))
        return False
    return True


def shown(request: HttpRequest, form: InputForm, heading: str, **more: Any) -> HttpResponse:
    told = {"form": form, "heading": heading, **more}
    return render(request, "movements/form.html", told, status=400 if form.errors else 200)


@serves("C4", records=(Child, Residence))
@never_cache
@needs(Permission.ENROL)
def child_moves_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To another commune or hamlet of the system, or out of it; others of the household along."""
    here = desk(request)
    child = child_or_404(here, pk)
    form = MoveForm(here, _others(child), data=request.POST or None)

    def move() -> None:
        for one in [child, *form.along]:
            on, to = form.cleaned_data["on"], form.cleaned_data["to"]
            _ = (
                move_out(one, to=to, on=on, by=here.user)
                if to
                else leave_system(one, on=on, by=here.user, **form.left)
            )

    if request.method == "POST" and happened(form, move):
        messages.success(request, _told_of_move(child, form))
        return redirect("child", child.pk)
    return shown(request, form, gettext("Trẻ chuyển đi"), child=child)


def _others(child: Child) -> list[Child]:
    """Who else lives in the household now."""
    home = last_home(child)
    if home.household is None or home.period.upper is not None:
        return []
    together = home.household.residences.filter(period__upper_inf=True).exclude(child=child.pk)
    return [one.child for one in together.select_related("child").order_by("child__birth_date")]


def _told_of_move(child: Child, form: MoveForm) -> str:
    to = form.cleaned_data["to"]
    if to is None:
        return gettext("Đã ghi %(child)s chuyển ra ngoài.") % {"child": child}
    said = {"child": child, "unit": to.title}
    return gettext("Đã chuyển %(child)s đến %(unit)s; nơi đó sẽ xác nhận thôn, hộ.") % said


@serves("C4", records=(Child, Residence))
@never_cache
@needs(Permission.ENROL)
def child_lost(request: HttpRequest, pk: UUID) -> HttpResponse:
    here = desk(request)
    child = child_or_404(here, pk)
    form = LostForm(here, data=request.POST or None)
    if request.method == "POST" and happened(
        form, lambda: lose(child, on=form.cleaned_data["on"], by=here.user)
    ):
        messages.success(
            request, gettext("Đã ghi không rõ nơi ở của %(child)s.") % {"child": child}
        )
        return redirect("child", child.pk)
    return shown(request, form, gettext("Không rõ trẻ ở đâu"), child=child)


@serves("C4", records=(Child, Residence))
@never_cache
@needs(Permission.ENROL)
def child_returns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Found again, or back from outside the system."""
    here = desk(request)
    child = child_or_404(here, pk)
    form = BackForm(here, last_home(child).unit, data=request.POST or None)
    if request.method == "POST" and happened(
        form,
        lambda: come_back(
            child, unit=form.cleaned_data["to"], on=form.cleaned_data["on"], by=here.user
        ),
    ):
        messages.success(request, gettext("Đã ghi nơi ở mới của %(child)s.") % {"child": child})
        return redirect("child", child.pk)
    return shown(request, form, gettext("Trẻ trở lại, tìm thấy lại"), child=child)


@serves("C4", records=(Child, Residence, Injury, Grant))
@never_cache
@needs(Permission.ENROL)
def child_died(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The death, the accident that caused it, and the allowances that the officer ends."""
    here = desk(request)
    child = child_or_404(here, pk)
    form = DeathForm(here, _open_grants(here, child), data=request.POST or None)
    if request.method == "POST" and happened(form, lambda: _dies(child, form, here)):
        messages.success(request, gettext("Đã ghi %(child)s chết.") % {"child": child})
        return redirect("child", child.pk)
    return shown(request, form, gettext("Trẻ chết"), child=child)


def _open_grants(here: Desk, child: Child) -> list[Grant]:
    """Those still paid, for whoever may end them."""
    unit = last_home(child).unit
    if not here.may_at(unit, Permission.WORK):
        return []
    return list(Grant.objects.filter(child=child, period__upper_inf=True).order_by("pk"))


def _dies(child: Child, form: DeathForm, here: Desk) -> None:
    """One deed: it is taken back as a whole."""
    on, by, unit = form.cleaned_data["on"], here.user, last_home(child).unit
    with doing(Deed.Kind.DIED, by=by, unit=unit, day=on, child=child.pk):
        die(child, on=on, by=by)
        if cause := form.cleaned_data["cause"]:
            place = form.cleaned_data["where"]
            hurt = Injury(child=child, date=on, unit=unit, cause=cause, place=place, fatal=True)
            keep(hurt, by=by)
        for grant in form.ending:
            _end_grant(grant, on, by)


def _end_grant(grant: Grant, on: date, by: User) -> None:
    if on <= grant.period.lower:
        day = vietnamese.date(grant.period.lower)
        raise Problem(
            f"{grant.decision} cho hưởng từ ngày {day}: hãy bỏ đánh dấu, rồi sửa quyết định đó.",
            f"{grant.decision} begins on {grant.period.lower}: leave it unticked and mend it.",
        )
    grant.period = DateRange(grant.period.lower, on)
    keep(grant, by=by)


@serves("C4", records=(Child, Residence))
@never_cache
@needs(Permission.ENROL)
def child_settles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """In which hamlet and household a child lives that was handed over."""
    here = desk(request)
    child = child_or_404(here, pk)
    home = Residence.objects.arriving().filter(child=child).select_related("unit").first()
    if home is None:
        raise Http404(gettext("Trẻ này không chờ xác nhận nơi ở."))
    form = SettleForm(here, home, data=request.POST or None)
    if request.method == "POST" and happened(
        form, lambda: settle(home, by=here.user, **form.cleaned_data)
    ):
        messages.success(request, gettext("Đã xác nhận nơi ở của %(child)s.") % {"child": child})
        return redirect("child", child.pk)
    return shown(request, form, gettext("Xác nhận thôn, hộ của trẻ mới đến"), child=child)
