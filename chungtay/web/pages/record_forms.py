"""Adding and editing a record of any kind: one page, one pattern."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from chungtay.children.models import Child
from chungtay.lib.problems import Problem
from chungtay.people.posts import NotYours
from chungtay.places.models import Unit
from chungtay.web.desk import desk, refused, stand_on
from chungtay.web.inputs.choose import ChooseField
from chungtay.web.inputs.days import DayField, PeriodField
from chungtay.web.inputs.fields import LABELS, path_of
from chungtay.web.inputs.finders import UnitFinder
from chungtay.web.inputs.form import RecordForm, form_of
from chungtay.web.inputs.plain import BoxField, ListField
from chungtay.web.inputs.stamp import stamp
from chungtay.web.kinds import Kind, cells, kind_of
from chungtay.web.kinds.telling import last_change
from chungtay.web.pages.records import kind_or_404, not_of_before, parent_of, record_or_404
from chungtay.web.problems import sentences
from chungtay.web.reading import read

Parents = dict[str, Model]


@never_cache
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new record, hung on the parent that the address names."""
    kind = _writable(request, slug)
    found = parent_of(request, kind)
    if found is not None and (above := kind_of(found[1])):
        not_of_before(request, above, found[1])
    fixed = {} if found is None or isinstance(found[1], Unit) else dict([found])
    form = _form(request, kind, fixed, None)
    if request.method == "POST" and _kept(request, form):
        messages.success(request, _saved_with_more(kind, form, fixed))
        return redirect(_back(kind, fixed, form.instance))
    return _page(request, kind, form, fixed)


@never_cache
def edit(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """A record as it stands; one that changed meanwhile is not written over unseen."""
    kind = _writable(request, slug)
    record = record_or_404(request, kind, pk)
    of_before = kind.of_before(record, desk(request).acting)
    if not kind.open(record):
        not_of_before(request, kind, record)
    if kind.sealed(record):
        _read(request, record)
    fixed = _hung_on(kind, record)
    # It was so in the unit of its day: that does not change with whoever writes on.
    stays = {"unit": record.unit} if of_before else {}
    form = _form(request, kind, fixed | stays, record)
    if request.method == "POST" and _kept(request, form, opened=request.POST.get("_stamp", "")):
        messages.success(request, _saved(kind, form.instance))
        return redirect(_back(kind, fixed, form.instance))
    return _page(request, kind, form, fixed)


def _writable(request: HttpRequest, slug: str) -> Kind:
    """The kind, if a post writes it; from here on the desk stands on those posts alone."""
    kind, here = kind_or_404(slug), desk(request)
    if here.posts and not kind.may_write(here.posts):
        refused(request, f"{slug}:write")
        told = gettext("Vị trí công tác của anh/chị không được ghi, sửa: %(kind)s.")
        raise PermissionDenied(told % {"kind": kind.one})
    stand_on(request, kind.writers)
    return kind


def _read(request: HttpRequest, record: Model) -> None:
    """The form of a sealed record shows it: that is a reading, kept as one."""
    subject = f"{record._meta.model_name}:{record.pk}"
    read(request, "read_case", subject, child=getattr(record, "child_id", None))


def _hung_on(kind: Kind, record: Model) -> Parents:
    """The records an existing one stays with; its child, place or donor may be put right."""
    held = {name: getattr(record, name) for name in kind.parents}
    stays = ("plan", "activity", "assessment", "spending", "drive", "grant")
    return {name: one for name, one in held.items() if one is not None and name in stays}


def _form(request: HttpRequest, kind: Kind, fixed: Parents, record: Model | None) -> RecordForm:
    data = request.POST if request.method == "POST" else None
    preset = {name: str(value) for name, value in request.GET.items()}
    return form_of(kind)(desk(request), preset, fixed, data=data, instance=record)


def _kept(request: HttpRequest, form: RecordForm, opened: str | None = None) -> bool:
    """Saves a faultless form, with whatever was added along with it, or nothing at all."""
    user = desk(request).user
    try:
        with transaction.atomic():
            if opened is not None:
                _compare(form, opened)
            if form.is_valid():
                form.kind.keeps(form.instance, by=user)
                return True
            transaction.set_rollback(True)
    except ValidationError as fault:
        if isinstance(fault, NotYours):
            refused(request, f"{form.kind.slug}:write")
        form.place([], fault.messages)
    except (Problem, IntegrityError) as fault:
        form.place([], sentences(fault))
    return False


def _compare(form: RecordForm, opened: str) -> None:
    """Tells who changed the record since the page was opened, and shows theirs beside."""
    model = form.kind.model
    now = model._default_manager.select_for_update().get(pk=form.instance.pk)
    if stamp(now) == opened:
        return
    change = last_change(now)
    told = gettext(
        "Hồ sơ này đã được %(person)s sửa lúc %(at)s. Hãy so với dòng “Hiện nay trong sổ”, "
        "rồi bấm Lưu nếu vẫn ghi như dưới đây."
    )
    change = change or {"by": gettext("người khác"), "at": gettext("vừa rồi")}
    form.is_valid()
    form.place([], [told % {"person": change["by"], "at": change["at"]}])
    form.theirs = _differing(form, now)


def _differing(form: RecordForm, now: Any) -> dict[str, str]:
    said = {name: cells.shown(cells.said(now, name)) or "–" for name in form.fields}
    mine = {name: cells.shown(cells.said(form.instance, name)) or "–" for name in form.fields}
    return {name: text for name, text in said.items() if text != mine[name]}


def _page(request: HttpRequest, kind: Kind, form: RecordForm, fixed: Parents) -> HttpResponse:
    adding = form.adding
    word = gettext("Thêm %(one)s") if adding else gettext("Sửa %(one)s")
    shown: dict[str, Any] = {"kind": kind, "form": form, "heading": word % {"one": kind.one}}
    shown["fixed"] = [(_label(kind, name), str(one)) for name, one in fixed.items()]
    shown["back"] = _back(kind, fixed, None if adding else form.instance)
    if not adding:
        standing = kind.model._default_manager.get(pk=form.instance.pk)
        shown |= {"record": standing, "stamp": stamp(standing)}
    return render(request, "records/form.html", shown, status=400 if form.errors else 200)


def _label(kind: Kind, name: str) -> str:
    field: Any = kind.model._meta.get_field(name)
    return str(capfirst(gettext(str(LABELS.get(path_of(field), field.verbose_name)))))


def _back(kind: Kind, fixed: Parents, record: Model | None) -> str:
    """The page of the parent; without one, the record's own, or the list."""
    for parent in fixed.values():
        if isinstance(parent, Child):
            return reverse("child", args=[parent.pk])
        if above := kind_of(parent):
            return reverse("record", args=[above.slug, parent.pk])
    if record is not None and record.pk is not None:
        return reverse("record", args=[kind.slug, record.pk])
    return reverse("records", args=[kind.slug])


def _saved(kind: Kind, record: Model) -> str:
    return gettext("Đã lưu %(one)s: %(record)s.") % {"one": kind.one, "record": record}


def _saved_with_more(kind: Kind, form: RecordForm, fixed: Parents) -> str:
    """Told after adding: what was saved, and a link to add one more of the same."""
    address = reverse("record_new", args=[kind.slug])
    again = urlencode({**{name: one.pk for name, one in fixed.items()}, **_kept_choices(form)})
    more = gettext("Thêm nữa")
    said = _saved(kind, form.instance)
    return format_html('{} <a href="{}?{}">{}</a>', said, address, again, more)


def _kept_choices(form: RecordForm) -> dict[str, Any]:
    """What the next one most likely shares with this one: place, day, choices; a gift's worth."""
    shared: dict[str, Any] = {}
    for name, field in form.fields.items():
        unit = isinstance(field, ChooseField) and isinstance(field.finder, UnitFinder)
        plain = isinstance(field, ListField | DayField | BoxField)
        if unit or (plain and not isinstance(field, PeriodField)) or _gift(name, form):
            value = form.cleaned_data.get(name)
            value = getattr(value, "pk", value)
            if value not in (None, "", False) and name not in ("criterion", "indicator"):
                shared[name] = field.prepare_value(value) if isinstance(field, DayField) else value
    return shared


def _gift(name: str, form: RecordForm) -> bool:
    return name == "amount" and "drive" in form.parents
