"""Changes of units: what can be done, how much would move where, carrying it out, the way back."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chungtay.lib.problems import Problem
from chungtay.people import rearranging
from chungtay.people.access import covers
from chungtay.people.deeds import can_undo
from chungtay.people.jobs import defer
from chungtay.people.models import Deed, Job, User
from chungtay.people.rearranging import Preview, may_arrange, preview, standing_of, waiting
from chungtay.people.roles import Permission
from chungtay.places.changing import Asked, waiting_dates
from chungtay.places.changing.asked import KNOWN
from chungtay.places.models import Change, Level, Unit
from chungtay.web.desk import chosen_unit, desk, drill, needs, refused, units_below, without_right
from chungtay.web.inputs.unit_changes import ChangeForm, KnownForm
from chungtay.web.problems import sentence_of
from chungtay.web.serving import serves

What = Change.What
# Address → what is done, its title, and at which levels the unit of the page then stands.
DOINGS: dict[str, tuple[str, Any, tuple[int, ...]]] = {
    "nhap": (What.MERGE, _("Nhập đơn vị"), (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)),
    "tach": (What.SPLIT, _("Chia tách đơn vị"), (Level.COMMUNE, Level.HAMLET)),
    "doi-ten": (
        What.RENAME, _("Đổi tên, đổi loại"), (Level.DISTRICT, Level.COMMUNE, Level.HAMLET),
    ),
    "chuyen": (What.TRANSFER, _("Chuyển về cấp trên khác"), (Level.COMMUNE, Level.HAMLET)),
    "bo-cap-huyen": (What.LEVEL_ENDED, _("Kết thúc cấp huyện"), (Level.PROVINCE,)),
}  # fmt: skip


@never_cache
@serves("C20", records=(Unit, Change))
@needs(Permission.UNITS)
def unit_changes(request: HttpRequest) -> HttpResponse:
    """What waits by the country's data, what can be done with the chosen unit, what was done."""
    unit, here = chosen_unit(request), desk(request)
    fits = [(slug, title) for slug, (_w, title, levels) in DOINGS.items() if unit.level in levels]
    shown = {
        "unit": unit,
        "drill": drill(request, unit),
        "fits": fits,
        "known": list(_waiting(here.user)),
        "deeds": _deeds(here.user),
    }
    return render(request, "unit_changes/list.html", shown)


def _waiting(user: User) -> Any:
    """(province, day, text, children) of changes that the data know and nobody has carried out."""
    for province in _provinces(user):
        for day, text in waiting_dates(province):
            if children := waiting(province, day):
                yield province, day, text, children


def _provinces(user: User) -> list[Unit]:
    """Provinces the person arranges, and what has become one of them."""
    roots = [post.unit for post in standing_of(user) if post.unit.level == Level.PROVINCE]
    before = Unit.objects.filter(became__new__in=roots, level=Level.PROVINCE)
    return [*roots, *before.exclude(pk__in=[one.pk for one in roots]).distinct()]


def _deeds(user: User) -> list[Deed]:
    found = Deed.objects.filter(kind=Deed.Kind.UNITS).select_related("unit", "by").order_by("-pk")
    return [one for one in found[:30] if may_arrange(user, one.unit)]


@never_cache
@needs(Permission.UNITS)
def unit_change(request: HttpRequest, doing: str) -> HttpResponse:
    """The form of one kind of change; then how much moves where; then the work begins."""
    if doing not in DOINGS:
        raise Http404(gettext("Không có trang này."))
    what, title, levels = DOINGS[doing]
    unit, here = chosen_unit(request), desk(request)
    if unit.level not in levels:
        raise Http404(gettext("Đơn vị ở cấp này không làm được việc đó."))
    below = units_below(unit, here.day)
    form = ChangeForm(what, unit, below, data=request.POST or None)
    form.as_of(here.day)
    asked = form.asked if request.method == "POST" and form.is_valid() else None
    shown = {"title": title, "unit": unit, "doing": doing}
    return _answer(request, form, asked, shown)


@never_cache
@needs(Permission.UNITS)
def unit_change_known(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """What the country's data say of a province on a day: the same preview, the same work."""
    province, on = _province(request, pk), _day(day)
    told = dict(waiting_dates(province)).get(on)
    if told is None:
        raise Http404(gettext("Ngày này tỉnh không có xã, phường nào được sắp xếp."))
    split, below = _split(province, on)
    ready = request.method == "POST" or not below  # with nothing to be said, the preview at once
    form = KnownForm(split, below, data=request.POST if ready else None)

    def asked() -> Asked:
        return Asked(KNOWN, on, told, (province.pk,), parts=form.parts())

    shown = {"title": _("Sắp xếp theo văn bản"), "unit": province, "day": on, "text": told}
    return _answer(request, form, asked if ready and form.is_valid() else None, shown)


def _province(request: HttpRequest, pk: int) -> Unit:
    for one in _provinces(desk(request).user):
        if one.pk == pk:
            return one
    raise Http404(gettext("Không có đơn vị này trong phạm vi công tác của anh/chị."))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404(gettext("Không có trang này.")) from None


def _split(province: Unit, day: date) -> tuple[dict[Unit, list[Unit]], list[Unit]]:
    """Communes that became several on the day, each with what it became; and their hamlets."""
    rows = Change.objects.filter(old__province=province, old__level=Level.COMMUNE, date=day)
    found: dict[Unit, list[Unit]] = {}
    for one in rows.select_related("old", "new").order_by("new__sort_key"):
        if one.new is not None:
            found.setdefault(one.old, []).append(one.new)
    several = {old: news for old, news in found.items() if len(news) > 1}
    hamlets = Unit.objects.on(day - timedelta(days=1)).filter(parent__in=several)
    return several, list(hamlets.select_related("parent").order_by("parent", "sort_key"))


def _answer(request: HttpRequest, form: Any, asked: Any, shown: dict[str, Any]) -> HttpResponse:
    """The form with its faults; the preview of a faultless one; the job once it is confirmed."""
    found: Preview | None = None
    if asked is not None:
        try:
            found = preview(asked(), by=desk(request).user)
            if request.POST.get("do") == "carry":
                return redirect("job", _begun(request, found).pk)
        except ValidationError as fault:
            form.tell(fault)
        except Problem as problem:
            form.place([], [sentence_of(problem)])
    shown |= {"form": form, "found": found, "sent": _sent(request.POST)}
    wrong = bool(form.errors) and request.method == "POST"
    return render(request, "unit_changes/change.html", shown, status=400 if wrong else 200)


def _begun(request: HttpRequest, found: Preview) -> Job:
    here, root = desk(request), found.arrangement.root
    reached = any(covers(post, root) for post in here.posts)
    return defer(
        "units",
        by=here.user,
        unit=root if reached else None,
        key=f"units:{root.province_id}",
        asked=found.arrangement.asked.as_json(),
    )


def _sent(told: QueryDict) -> list[tuple[str, str]]:
    """What the form said, to be sent once more with the confirmation."""
    kept = [(name, values) for name, values in told.lists() if name not in ("do",)]
    return [
        (name, value)
        for name, values in kept
        for value in values
        if name != "csrfmiddlewaretoken" and isinstance(value, str)
    ]


@never_cache
@needs(Permission.UNITS)
def unit_changed(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, unit by unit: how many children stood in each old unit the day before, read
    on the old tree, and what it became."""
    deed = _deed(request, pk)
    rows = list(_changes(deed)) if deed.undone_at is None else []
    shown = {"deed": deed, "rows": rows, "may_undo": can_undo(deed, timezone.now())}
    shown["before"] = deed.day - timedelta(days=1)
    return render(request, "unit_changes/done.html", shown)


def _deed(request: HttpRequest, pk: int) -> Deed:
    rows = Deed.objects.filter(kind=Deed.Kind.UNITS).select_related("unit", "by", "undone_by")
    deed = rows.filter(pk=pk).first()
    if deed is None:
        raise Http404(gettext("Không có việc này."))
    if not may_arrange(desk(request).user, deed.unit):
        refused(request, f"deed:{pk}")
        raise PermissionDenied(without_right())
    return deed


def _changes(deed: Deed) -> Any:
    """(old unit, what it became, children in it the day before)"""
    level = {"level__lt": Level.HAMLET} if deed.unit.level < Level.COMMUNE else {}
    under = {deed.unit.ancestor_field: deed.unit.pk} if deed.unit.ancestor_field else {}
    olds = Unit.objects.filter(**level, **under, period__endswith=deed.day)
    found = list(olds.exclude(pk=deed.unit_id).order_by("level", "sort_key"))
    below = {one.pk: one for one in Unit.objects.filter(parent__in=found)}
    weights = rearranging.children_on([one.pk for one in found] + list(below), deed)
    for one in found:
        own = [pk for pk, unit in below.items() if unit.parent_id == one.pk and unit.level > 3]
        news = Change.objects.filter(old=one, date=deed.day).select_related("new")
        yield one, [row.new for row in news], sum(weights.get(pk, 0) for pk in (one.pk, *own))


@require_POST
@needs(Permission.UNITS)
def unit_change_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts everything back, as a job."""
    deed, here = _deed(request, pk), desk(request)
    reached = any(covers(post, deed.unit) for post in here.posts)
    try:
        one = defer(
            "units_undo", by=here.user, unit=deed.unit if reached else None,
            key=f"units:{deed.unit.province_id}", deed=deed.pk,
        )  # fmt: skip
    except Problem as problem:
        messages.error(request, sentence_of(problem))
        return redirect("unit_changed", pk)
    return redirect("job", one.pk)
