"""Going round a hamlet: its list, one child, a new child, the paper book and keying it in."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chungtay.children.actions import PerhapsKnown
from chungtay.children.models import Child
from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission, roles_with
from chungtay.people.trail import note
from chungtay.reports.survey_book import heading, order_of
from chungtay.survey import codes, visiting
from chungtay.survey.comparing import since_last
from chungtay.survey.models import Area, Channel, Outcome, Visit
from chungtay.survey.questions import BY_CODE, Known, known
from chungtay.survey.states import STEPS, steps_from
from chungtay.web.desk import Desk, desk, needs, refused, stand_on, without_right
from chungtay.web.inputs.finders import ChildFinder
from chungtay.web.inputs.stamp import stamp
from chungtay.web.inputs.survey import GoneForm, NewChildForm, VisitForm
from chungtay.web.kinds.telling import child_within
from chungtay.web.pages.survey import done, told
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read, read_list
from chungtay.web.serving import serves

Line = tuple[Visit, Known]


def area_or_404(request: HttpRequest, pk: int) -> Area:
    """A hamlet of a round, within the posts that open the page."""
    rows = Area.objects.select_related("unit__commune", "unit__province", "round", "person")
    found = rows.filter(pk=pk, unit__in=desk(request).units.values("pk")).first()
    if found is None:
        raise Http404(gettext("Không có thôn này trong phạm vi công tác của anh/chị."))
    return found


def visit_or_404(request: HttpRequest, pk: int) -> Visit:
    found = Visit.objects.select_related("child").filter(pk=pk).first()
    if found is None:
        raise Http404(gettext("Không có dòng này trong phạm vi công tác của anh/chị."))
    found.area = area_or_404(request, found.area_id)
    return found


def lines(visits: Iterable[Visit], here: Desk) -> list[Line]:
    """Visits with what the register says, household by household."""
    held = list(visits)
    register = known([one.child_id for one in held], here.day)
    pairs = [(one, register[one.child_id]) for one in held if one.child_id in register]
    return sorted(pairs, key=lambda pair: order_of(pair[1]))


def _households(pairs: list[Line]) -> list[tuple[str, list[Line]]]:
    made: dict[str, list[Line]] = {}
    for visit, one in pairs:
        made.setdefault(heading(one), []).append((visit, one))
    return list(made.items())


@serves("C1", "C4", records=(Area, Visit, Child))
@never_cache
@needs(Permission.CHILDREN)
def area(request: HttpRequest, pk: int) -> HttpResponse:
    """The hamlet's households and children, those still to visit first asked for. A tap on “Còn
    đúng” is all that an unchanged child needs."""
    here, found = desk(request), area_or_404(request, pk)
    if request.method == "POST":
        return _confirmed(request, found)
    everyone = list(found.visits.select_related("child"))
    waiting = [one for one in everyone if not one.outcome]
    whole = request.GET.get("xem") == "tat-ca" or not waiting
    pairs = lines(everyone if whole else waiting, here)
    read_list(request, f"survey:{found.pk}", [v.child_id for v, _known in pairs], len(pairs))
    shown: dict[str, Any] = {"area": found, "households": _households(pairs), "whole": whole}
    shown |= {"listed": len(everyone), "left": len(waiting), "steps": _steps(found, here)}
    shown["writes"] = here.may_at(found.unit, Permission.ENROL) and found.is_open
    shown["begun"] = found.state != "not_begun"
    shown["prints"] = here.may_at(found.unit, Permission.EXPORT)
    return render(request, "survey/area.html", shown)


def _steps(found: Area, here: Desk) -> list[tuple[str, Any]]:
    """The steps on that this desk may take, with their rules."""
    return [
        (name, STEPS[name])
        for name in steps_from(found.state)
        if here.may_at(found.unit, STEPS[name].permission)
    ]


def _confirmed(request: HttpRequest, found: Area) -> HttpResponse:
    here = stand_on(request, roles_with(Permission.ENROL))
    key = request.POST.get("dung", "")
    visit = found.visits.filter(pk=key if key.isdecimal() and len(key) < 18 else 0).first()
    if visit is None:
        raise Http404(gettext("Không có dòng này trong danh sách của thôn."))
    words = gettext("Đã ghi: %(child)s còn đúng.") % {"child": visit.child}
    told(request, lambda: visiting.confirm(visit, by=here.user, on=here.day), words)
    return redirect("survey_area", found.pk)


@require_POST
@needs(Permission.ENROL, Permission.WORK)
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins, sends, checks a hamlet or sends it back."""
    here, found = desk(request), area_or_404(request, pk)
    name = request.POST.get("buoc", "")
    if name not in STEPS:
        raise Http404(gettext("Không có bước này."))
    if not here.may_at(found.unit, STEPS[name].permission):
        refused(request, f"area:{pk}")
        raise PermissionDenied(without_right())
    words = request.POST.get("loi-nhan", "")[:300]
    told(
        request,
        lambda: visiting.advance(found, name, words=words, by=here.user, on=here.day),
        gettext("Đã ghi: %(step)s.") % {"step": STEPS[name].label},
    )
    return redirect("survey_area", found.pk)


@serves("C1", "C4", records=(Visit, Child))
@never_cache
@needs(Permission.ENROL)
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One child: still right, something changed, or no longer there."""
    here, found = desk(request), visit_or_404(request, pk)
    register = known([found.child_id], here.day)[found.child_id]
    standing, asked = stamp(register.child), found.area.round.questions
    what = request.POST.get("viec", "")
    data = {name: request.POST if what == name else None for name in ("sua", "di")}
    form = VisitForm(here, register, asked, data=data["sua"])
    gone = GoneForm(here, data=data["di"], prefix="di")
    if request.method == "POST" and _noted(request, found, what, form, gone, standing):
        return _onwards(request, found)
    read(request, "read_child", f"child:{found.child_id}")
    shown: dict[str, Any] = {"visit": found, "area": found.area, "form": form, "gone": gone}
    shown |= {"facts": _facts(register, asked), "household": heading(register)}
    shown |= {
        "stamp": standing,
        "keying": _keying(request),
        "what": what or request.GET.get("viec"),
    }
    status = 400 if form.errors or gone.errors else 200
    return render(request, "survey/visit.html", shown, status=status)


def _facts(register: Known, asked: Iterable[str]) -> list[tuple[Any, str]]:
    return [(BY_CODE[c].label, BY_CODE[c].said(BY_CODE[c].read(register))) for c in asked]


def _keying(request: HttpRequest) -> bool:
    """Whether the page was come to from keying in the paper book, and leads back there."""
    return (request.POST.get("nhap") or request.GET.get("nhap")) == "1"


def _noted(
    request: HttpRequest, found: Visit, what: str, form: VisitForm, gone: GoneForm, standing: str
) -> bool:
    here = desk(request)
    channel = Channel.PAPER if _keying(request) else Channel.SCREEN
    how: dict[str, Any] = {"by": here.user, "on": here.day, "channel": channel}
    if what == "dung":
        words = gettext("Đã ghi: %(child)s còn đúng.") % {"child": found.child}
        return told(request, lambda: visiting.confirm(found, **how), words)
    if what == "di":
        made = done(gone, lambda: _gone(found, gone, how), "since")
    else:
        made = done(form, lambda: _changed(request, found, form, how, standing))
    if made is None:
        return False
    messages.success(request, _outcome(made))
    return True


def _gone(found: Visit, gone: GoneForm, how: dict[str, Any]) -> Visit:
    told = gone.cleaned_data
    where: dict[str, Any] = {"to": told["to"], "words": told["words"], "since": told["since"]}
    return visiting.mark_gone(found, why=told["why"], **where, **how)


def _changed(
    request: HttpRequest, found: Visit, form: VisitForm, how: dict[str, Any], standing: str
) -> Visit:
    """Refuses to write over what another person wrote after the page was opened."""
    if request.POST.get("_stamp", "") != standing:
        raise Problem(
            "Hồ sơ này vừa có người khác sửa. Hãy mở lại trang rồi ghi.",
            "Another person has just changed this record. Open the page again.",
        )
    return visiting.change(found, form.said(), **how)


def _outcome(made: Visit) -> str:
    words = {"child": made.child, "outcome": gettext(str(Outcome(made.outcome).label))}
    return gettext("Đã ghi %(child)s: %(outcome)s.") % words


def _onwards(request: HttpRequest, found: Visit) -> HttpResponse:
    """Back to the code box, or on to the next child of the hamlet that still waits."""
    if _keying(request):
        return redirect("survey_keying")
    pairs = lines(found.area.visits.select_related("child"), desk(request))
    at = next((n for n, (one, _known) in enumerate(pairs) if one.pk == found.pk), 0)
    after = [one for one, _known in (*pairs[at:], *pairs[:at]) if not one.outcome]
    if not after:
        return redirect("survey_area", found.area_id)
    return redirect("survey_visit", after[0].pk)


@serves("C1", records=(Visit, Child))
@never_cache
@needs(Permission.ENROL)
def new_child(request: HttpRequest, pk: int) -> HttpResponse:
    """A child who lives in the hamlet and is not on its list."""
    here, found, alike = desk(request), area_or_404(request, pk), list[Child]()
    form = NewChildForm(here, found.unit, data=request.POST or None)
    channel = Channel.PAPER if _keying(request) else Channel.SCREEN
    if request.method == "POST":
        despite = [key for key in request.POST.get("van-them", "").split() if len(key) == 36]
        try:
            made = done(form, lambda: _added(found, form, despite, here, channel))
        except PerhapsKnown as likely:
            made, alike = None, likely.children
        if made is not None:
            messages.success(request, _outcome(made))
            keying = _keying(request)
            return redirect("survey_keying") if keying else redirect("survey_area", found.pk)
    shown: dict[str, Any] = {"form": form, "area": found, "keying": _keying(request)}
    shown["alike"] = [_told(here, one) for one in alike]
    shown["keys"] = " ".join(str(one.pk) for one in alike)
    status = 400 if form.errors or alike else 200
    return render(request, "survey/new_child.html", shown, status=status)


def _added(found: Area, form: NewChildForm, despite: list[str], here: Desk, channel: str) -> Visit:
    told = form.cleaned_data
    home: dict[str, Any] = {"since": told["since"], "household": told["household"]}
    home |= {"carer": form.guardian, "despite": despite}
    return visiting.add_new(found, form.child, by=here.user, on=here.day, channel=channel, **home)


def _told(here: Desk, child: Child) -> tuple[str, str]:
    """(who it is, its page); of a child out of reach no more than the birth year."""
    if child_within(here, child.pk):
        return ChildFinder().label(child), reverse("child", args=[child.pk])
    return f"{child.full_name}, {child.birth_date.year}", ""


@serves("C4", records=(Visit,))
@never_cache
@needs(Permission.ENROL)
def keying(request: HttpRequest) -> HttpResponse:
    """The paper book is typed in: a row's code and what was ticked, Enter, the next row. Only a
    change or a departure opens a page of its own."""
    shown: dict[str, Any] = {"code": request.POST.get("ma", "").strip()[:40]}
    if request.method == "POST" and shown["code"]:
        try:
            kind, key = codes.read(shown["code"])
            if kind == "area":
                return redirect(f"{_address('survey_new_child', request, key)}?nhap=1")
            shown["visit"] = visit_or_404(request, key)
        except Problem as problem:
            shown["fault"] = sentence_of(problem)
        else:
            if answer := _keyed(request, shown["visit"], shown):
                return answer
    return render(request, "survey/keying.html", shown, status=400 if "fault" in shown else 200)


def _address(name: str, request: HttpRequest, key: int) -> str:
    return reverse(name, args=[area_or_404(request, key).pk])


def _keyed(request: HttpRequest, found: Visit, shown: dict[str, Any]) -> HttpResponse | None:
    """What follows from a row's code and the outcome; None: the outcome is still to be typed."""
    here, outcome = desk(request), request.POST.get("ket-qua", "").strip()
    pages = {"2": "sua", "3": "di"}
    if outcome == "1":
        how: dict[str, Any] = {"by": here.user, "on": here.day, "channel": Channel.PAPER}
        words = gettext("Đã ghi: %(child)s còn đúng.") % {"child": found.child}
        told(request, lambda: visiting.confirm(found, **how), words)
        return redirect("survey_keying")
    if outcome in pages:
        at = reverse("survey_visit", args=[found.pk])
        return redirect(f"{at}?nhap=1&viec={pages[outcome]}#{pages[outcome]}")
    read(request, "read_child", f"child:{found.child_id}")
    shown["household"] = heading(known([found.child_id], here.day)[found.child_id])
    if outcome:
        shown["fault"] = gettext("Kết quả chỉ là 1, 2 hoặc 3.")
    return None


@require_POST
@never_cache
@needs(Permission.EXPORT)
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper book of the hamlet, with everybody who lives there today."""
    from chungtay.reports.survey_book import written

    here, found = desk(request), area_or_404(request, pk)
    visiting.list_children(found, on=here.day)
    shown = list(found.visits.values_list("child", flat=True))
    note("take_list", f"survey_book:{found.pk}", by=here.user.username, shown=shown)
    name = f"so-ra-soat-{found.unit.code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    made = written(found, on=here.day, taken_by=str(here.user))
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@serves("C4", records=(Visit,))
@never_cache
@needs(Permission.CHILDREN)
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the hamlet's children since its last round, as counts and lists."""
    found = since_last(area_or_404(request, pk))
    keys = [line.visit.child_id for line in found.lines]
    read_list(request, f"survey:{pk}", keys, len(keys))
    lists = [
        (outcome, found.counts[outcome], [one for one in found.lines if one.outcome == outcome])
        for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.GONE, "", Outcome.UNCHANGED)
    ]
    return render(request, "survey/changes.html", {"found": found, "lists": lists})
