"""Every kind of record: its area, its list, its workbook, and one record's page."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from chungtay.children.models import Child
from chungtay.people.models import Post
from chungtay.people.roles import Permission
from chungtay.places.models import Unit
from chungtay.web import words
from chungtay.web.desk import (
    LISTED,
    Desk,
    chosen_unit,
    desk,
    drill,
    needs,
    refused,
    stand_on,
    without_right,
)
from chungtay.web.kinds import AREA_OF, AREAS, KINDS, Kind, counting, kind_of, paging, telling
from chungtay.web.kinds.asking import Asked
from chungtay.web.pager import Pager
from chungtay.web.reading import children_in, read, read_list


def kind_or_404(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404(gettext("Không có loại hồ sơ này."))
    return KINDS[slug]


def readable(request: HttpRequest, slug: str) -> Kind:
    """The kind, if the desk's posts read it. Raises PermissionDenied."""
    kind = kind_or_404(slug)
    here = desk(request)
    if here.posts and not kind.may_read(here.posts):
        refused(request, f"{slug}:read")
        raise PermissionDenied(closed(kind))
    return kind


def opened(request: HttpRequest, slug: str) -> Kind:
    """The kind that the page is about; the desk stands on the posts that read it."""
    kind = readable(request, slug)
    stand_on(request, kind.readers)
    return kind


def closed(kind: Kind) -> str:
    told = gettext("Vị trí công tác của anh/chị không được xem: %(kind)s.")
    return told % {"kind": kind.one}


def record_or_404(request: HttpRequest, kind: Kind, pk: str) -> Any:
    """The record within the desk's units that opens to it; any other answers 404: that there is
    a sealed one is told on the child's page alone, and there not to everybody."""
    here = desk(request)
    found = kind.reach(here.acting).filter(pk=_key(kind.model, pk)).first()
    if found is None or not kind.may_open(found, here.posts):
        refused(request, f"{kind.slug}:sealed" if found else "")
        raise Http404(gettext("Không có hồ sơ này trong phạm vi công tác của anh/chị."))
    return found


def not_of_before(request: HttpRequest, kind: Kind, record: Model) -> None:
    """Raises PermissionDenied for what stands in the books of a unit that became another."""
    if kind.of_before(record, desk(request).acting):
        refused(request, f"{kind.slug}:write")
        raise PermissionDenied(gettext("Đây là sổ của đơn vị cũ: chỉ xem, không ghi, không sửa."))


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


@needs(*LISTED)
def areas(request: HttpRequest) -> HttpResponse:
    posts = desk(request).posts
    told = [(area, area.kinds_for(posts), area.links_for(posts)) for area in AREAS.values()]
    shown = [(area, kinds, links) for area, kinds, links in told if kinds or links]
    return render(request, "records/areas.html", {"areas": shown})


@needs(*LISTED)
def area(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in AREAS:
        raise Http404(gettext("Không có mục này."))
    here, unit, one = desk(request), chosen_unit(request), AREAS[slug]
    over, links = here.over(unit), one.links_for(here.posts)
    lists = [(kind, _rows(kind, unit, here), kind.may_write(over)) for kind in one.kinds_for(over)]
    if not lists and not links:
        refused(request, f"{slug}:area")
        raise PermissionDenied(without_right())
    shown = {"area": one, "kinds": lists, "links": links, "unit": unit}
    return render(request, "records/area.html", shown)


def _rows(kind: Kind, unit: Unit, here: Desk) -> int:
    return counting.of_list(kind, unit, here.day, here.posts).rows


@words.searched
def records(request: HttpRequest, slug: str) -> HttpResponse:
    kind, unit = opened(request, slug), chosen_unit(request)
    asked = Asked(words.asked(request), kind, desk(request).day)
    shown: dict[str, Any] = {"kind": kind, "unit": unit, "form": asked, "area": AREA_OF[slug]}
    shown["expired"] = words.expired(request)
    if not asked.is_valid():
        return render(request, "records/refused.html", shown, status=400)
    parent = parent_of(request, kind)
    posts = desk(request).posts
    total = _total(kind, unit, asked, parent, posts)
    pager = Pager(request.GET.get("trang", "1"), total.rows)
    rows = found_rows(kind.page_under(unit, posts), asked, parent)
    page = paging.page(kind, unit, posts, rows, pager.span)
    lines = telling.lines(kind, kind.columns, page)
    read_list(request, f"{slug}:{unit.pk}", children_in(page), total.rows)
    shown |= {"heads": telling.heads(kind, kind.columns), "lines": lines, "pager": pager}
    shown["more"] = total.more
    shown |= {"parent": _named(parent), "drill": drill(request, unit)}
    shown["may_add"] = kind.may_write(desk(request).over(unit))
    shown["may_take"] = desk(request).may_at(unit, Permission.EXPORT)
    return render(request, "records/list.html", shown)


def _total(
    kind: Kind,
    unit: Unit,
    asked: Asked,
    parent: tuple[str, Any] | None,
    posts: tuple[Post, ...],
) -> counting.Total:
    if parent is None and not asked.narrows():
        return counting.of_list(kind, unit, asked.day, posts)
    # A long list is counted as its page is read: row by row, and so no further than needed.
    rows = kind.page_under(unit, posts) if kind.long else kind.under(unit, posts)
    return counting.of_rows(kind, unit, posts, found_rows(rows, asked, parent))


def found_rows(rows: Any, asked: Asked, parent: tuple[str, Any] | None) -> Any:
    return asked.of(rows.filter(**{parent[0]: parent[1].pk}) if parent else rows)


def _named(parent: tuple[str, Any] | None) -> dict[str, Any] | None:
    if parent is None:
        return None
    field, above = parent
    kind = kind_of(above)
    told = {"field": field, "pk": above.pk, "child": isinstance(above, Child)}
    title = telling.heading(kind, above) if kind else str(above)
    return told | {"title": title, "kind": kind}


def record(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    kind, here = opened(request, slug), desk(request)
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
        "may_edit": kind.may_change(found, here.posts),
        "papers": [(paper.label, paper.address(found)) for paper in kind.papers],
        "acts": kind.acts(found, here.posts),
        "sealed": kind.sealed(found),
        "contacts": kind.contacts(found, here.day) if kind.contacts else [],
    }
    return render(request, "records/record.html", shown)


def _read(request: HttpRequest, kind: Kind, found: Any) -> None:
    """Every reading of a sealed record, or of one about a child, is kept."""
    if kind.sealed(found):
        subject = f"{found._meta.model_name}:{found.pk}"
        read(request, "read_case", subject, child=getattr(found, "child_id", None))
    child = getattr(getattr(found, "support", found), "child_id", None)
    if child and not kind.sealed(found):
        read(request, "read_child", f"child:{child}")
