"""Every kind of record: its area, its list, its workbook, and one record's page."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control

from chungtay.children.models import Child
from chungtay.lib.problems import Problem
from chungtay.people.models import AuditEvent
from chungtay.places.models import Unit
from chungtay.web.desk import chosen_unit, desk, drill, for_those_who_read_children
from chungtay.web.kinds import AREA_OF, AREAS, KINDS, Kind, counting, kind_of, telling, workbook
from chungtay.web.kinds.asking import Asked
from chungtay.web.pager import Pager

not_kept = cache_control(private=True, no_store=True)


def kind_or_404(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404(gettext("Không có loại hồ sơ này."))
    return KINDS[slug]


def readable(request: HttpRequest, slug: str) -> Kind:
    """The kind, if the desk's posts read it. Raises PermissionDenied."""
    kind = kind_or_404(slug)
    if not kind.may_read(desk(request).posts):
        raise PermissionDenied(sealed())
    return kind


def sealed() -> str:
    return gettext(
        "Hồ sơ này được giữ kín: chỉ người làm công tác trẻ em cấp xã và cán bộ cấp tỉnh "
        "phụ trách mới mở được."
    )


def record_or_404(request: HttpRequest, kind: Kind, pk: str) -> Any:
    """The record within the desk's units; another's answers 404, a sealed one refuses."""
    here = desk(request)
    found = kind.reach(here.posts).filter(pk=_key(kind.model, pk)).first()
    if found is None:
        raise Http404(gettext("Không có hồ sơ này trong phạm vi công tác của anh/chị."))
    if not kind.may_open(found, here.posts):
        raise PermissionDenied(sealed())
    return found


def _key(model: type[Model], pk: str) -> Any:
    field = model._meta.pk
    try:
        key = field.to_python(pk)
        field.run_validators(key)
    except ValidationError:
        raise Http404(gettext("Không có hồ sơ này.")) from None
    return key


def parent_of(request: HttpRequest, kind: Kind) -> tuple[str, Any] | None:
    """The record that `?field=pk` of the address names. Raises Http404 out of reach."""
    for name in kind.parents:
        if pk := request.GET.get(name, ""):
            model: Any = kind.model._meta.get_field(name).related_model
            return name, _parent(request, model, pk)
    return None


def _parent(request: HttpRequest, model: Any, pk: str) -> Any:
    if model is not Child:
        above = next(kind for kind in KINDS.values() if kind.model is model)
        return record_or_404(request, readable_kind(request, above), pk)
    child = telling.child_within(desk(request), _key(Child, pk))
    if child is None:
        raise Http404(gettext("Không có trẻ này trong phạm vi công tác của anh/chị."))
    return child


def readable_kind(request: HttpRequest, kind: Kind) -> Kind:
    return readable(request, kind.slug)


@not_kept
@for_those_who_read_children
def areas(request: HttpRequest) -> HttpResponse:
    posts = desk(request).posts
    shown = [
        (area, [kind for kind in area.kinds if kind.may_read(posts)]) for area in AREAS.values()
    ]
    return render(request, "records/areas.html", {"areas": shown})


@not_kept
@for_those_who_read_children
def area(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in AREAS:
        raise Http404(gettext("Không có mục này."))
    here, unit = desk(request), chosen_unit(request)
    shown = []
    for kind in AREAS[slug].kinds:
        opens = kind.may_read(here.posts)
        count = counting.of_list(kind, unit, here.day).rows if opens else None
        shown.append((kind, count, kind.may_write(here.posts)))
    return render(request, "records/area.html", {"area": AREAS[slug], "kinds": shown, "unit": unit})


@not_kept
@for_those_who_read_children
def records(request: HttpRequest, slug: str) -> HttpResponse:
    kind, unit = readable(request, slug), chosen_unit(request)
    asked = Asked(request.GET, kind, desk(request).day)
    shown: dict[str, Any] = {"kind": kind, "unit": unit, "form": asked, "area": AREA_OF[slug]}
    if not asked.is_valid():
        return render(request, "records/refused.html", shown, status=400)
    parent = parent_of(request, kind)
    total = _total(kind, unit, asked, parent)
    pager = Pager(request.GET.get("trang", "1"), total.rows)
    page = _found(kind.page_under(unit), asked, parent)[pager.span]
    lines = telling.lines(kind, kind.columns, page)
    shown |= {"heads": telling.heads(kind, kind.columns), "lines": lines, "pager": pager}
    shown["more"] = total.more
    shown |= {"parent": _named(parent), "drill": drill(request, unit)}
    shown["may_add"] = kind.may_write(desk(request).posts)
    return render(request, "records/list.html", shown)


def _total(kind: Kind, unit: Unit, asked: Asked, parent: tuple[str, Any] | None) -> counting.Total:
    if parent is None and not asked.narrows():
        return counting.of_list(kind, unit, asked.day)
    # A long list is counted as its page is read: row by row, and so no further than needed.
    rows = kind.page_under(unit) if kind.long else kind.under(unit)
    return counting.of_rows(kind, unit, _found(rows, asked, parent))


def _found(rows: Any, asked: Asked, parent: tuple[str, Any] | None) -> Any:
    return asked.of(rows.filter(**{parent[0]: parent[1].pk}) if parent else rows)


def _named(parent: tuple[str, Any] | None) -> dict[str, Any] | None:
    if parent is None:
        return None
    field, above = parent
    kind = kind_of(above)
    told = {"field": field, "pk": above.pk, "child": isinstance(above, Child)}
    title = telling.heading(kind, above) if kind else str(above)
    return told | {"title": title, "kind": kind}


@not_kept
@for_those_who_read_children  # type: ignore[arg-type]
def records_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The list as filtered, whole, as a workbook."""
    kind, unit = readable(request, slug), chosen_unit(request)
    asked = Asked(request.GET, kind, desk(request).day)
    if not asked.is_valid():
        shown = {"kind": kind, "form": asked, "area": AREA_OF[slug]}
        return render(request, "records/refused.html", shown, status=400)
    found = _found(kind.under(unit), asked, parent_of(request, kind))
    try:
        book = workbook.written(kind, found.iterator(chunk_size=2000))
    except Problem as problem:
        words = problem.en if get_language() == "en" else problem.vi
        shown = {"kind": kind, "problem": words, "area": AREA_OF[slug]}
        return render(request, "records/refused.html", shown, status=400)
    _trail(request, "take_list", f"{slug}:{unit.pk}", {"asked": request.GET.urlencode()})
    return FileResponse(book, as_attachment=True, filename=f"{slug}.xlsx")


@not_kept
@for_those_who_read_children
def record(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    kind, here = readable(request, slug), desk(request)
    found = record_or_404(request, kind, pk)
    _read(request, kind, found)
    shown = {
        "kind": kind,
        "area": AREA_OF[slug],
        "record": found,
        "title": telling.heading(kind, found),
        "lines": telling.summary(kind, found, here),
        "shelves": telling.shelves(kind, found, here),
        "changed": telling.last_change(found),
        "may_edit": kind.may_write(here.posts),
        "papers": [(paper.label, paper.address(found)) for paper in kind.papers],
        "sealed": kind.sealed(found),
    }
    return render(request, "records/record.html", shown)


def _read(request: HttpRequest, kind: Kind, found: Any) -> None:
    """Every reading of a sealed record, or of one about a child, is kept."""
    if kind.sealed(found):
        _trail(request, "read_case", f"{found._meta.model_name}:{found.pk}")
    child = getattr(getattr(found, "support", found), "child_id", None)
    if child and not kind.sealed(found):
        _trail(request, "read_child", f"child:{child}")


def _trail(request: HttpRequest, verb: str, subject: str, details: Any = None) -> None:
    by = desk(request).user.username
    AuditEvent.objects.create(by=by, verb=verb, subject=subject, details=details or {})
