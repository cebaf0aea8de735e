"""A list as a workbook: who took it stands on it, and one that names persons has a password."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission, roles_with
from chungtay.people.trail import note
from chungtay.places.models import Unit
from chungtay.web import words
from chungtay.web.desk import Desk, chosen_unit, desk, stand_on
from chungtay.web.kinds import AREA_OF, Kind, cells, paging, workbook
from chungtay.web.kinds.asking import Asked
from chungtay.web.locked_file import locked
from chungtay.web.locked_page import password_sent, tell_password
from chungtay.web.pages.records import found_rows, opened, parent_of
from chungtay.web.problems import sentence_of

MOST_NAMED = 10_000  # children in whose access log one download stands
# Lists about things and places. Every other one is taken to name persons.
NAMES_NOBODY = frozenset(
    {
        "ke-hoach",
        "muc-tieu",
        "noi-dung",
        "nhiem-vu",
        "van-ban",
        "hoat-dong",
        "san-pham",
        "mo-hinh",
        "loai-mo-hinh",
        "danh-gia",
        "diem-tieu-chi",
        "dot-tang-qua",
        "don-vi",
        "ra-soat-du-lieu",
    }
)


@require_http_methods(["GET", "POST"])
def records_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The list as filtered, whole. One that names persons: first its password, then the file."""
    kind = opened(request, slug)
    stand_on(request, roles_with(Permission.EXPORT))
    unit = chosen_unit(request)
    asked = Asked(words.asked(request), kind, desk(request).day)
    if not asked.is_valid():
        return _refused(request, kind, form=asked)
    if slug in NAMES_NOBODY:
        return _taken(request, kind, unit, asked, None)
    password = password_sent(request)
    if password is None:
        shown = {"kind": kind, "unit": unit, "area": AREA_OF[kind.slug], "title": kind.title}
        shown["back"] = reverse("records", args=[kind.slug])
        return tell_password(request, "records/take.html", **shown)
    return _taken(request, kind, unit, asked, password)


def _taken(
    request: HttpRequest, kind: Kind, unit: Unit, asked: Asked, password: str | None
) -> HttpResponseBase:
    posts = desk(request).posts
    rows = found_rows(kind.under(unit, posts), asked, parent_of(request, kind))
    named: list[UUID] = []
    seen = _seen(paging.each(kind, unit, posts, rows), named)
    try:
        book = workbook.written(kind, seen, mark(desk(request)))
    except Problem as problem:
        words = sentence_of(problem)
        return _refused(request, kind, problem=words)
    file = locked(book, password) if password else book
    note(
        "take_list",
        f"{kind.slug}:{unit.pk}",
        by=desk(request).user.username,
        shown=named,
        details={"asked": asked_for(request)},
    )
    return FileResponse(file, as_attachment=True, filename=f"{kind.slug}.xlsx")


def _seen(rows: Iterable[Any], named: list[UUID]) -> Iterator[Any]:
    """The rows as they come; the children they are about are added to `named`, the first ones
    only of a list so long that it is everybody's."""
    for row in rows:
        child = getattr(row, "child_id", None)
        if child and len(named) < MOST_NAMED:
            named.append(child)
        yield row


def asked_for(request: HttpRequest) -> str:
    """The filters in the address; what was searched for may be a child's name and is not kept."""
    asked = request.GET.copy()
    if asked.pop(words.KEY, None):
        asked[words.KEY] = "…"
    return asked.urlencode()


def mark(here: Desk) -> str:
    """Who took the file, from which unit, when, and that it goes no further."""
    told = gettext(
        "Tải bởi %(who)s, %(unit)s, lúc %(at)s – không chuyển cho người không có thẩm quyền"
    )
    at = cells.shown(timezone.now())
    return told % {"who": here.user, "unit": here.unit.title, "at": at}


def _refused(request: HttpRequest, kind: Kind, **why: Any) -> HttpResponse:
    shown = {"kind": kind, "area": AREA_OF[kind.slug], **why}
    return render(request, "records/refused.html", shown, status=400)
