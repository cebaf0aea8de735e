"""The list of children as a workbook: exactly what the page shows, locked by a password."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chungtay.people.roles import READS_CHILDREN, Permission, roles_with
from chungtay.people.trail import note
from chungtay.web import child_columns, register
from chungtay.web.desk import desk, stand_on
from chungtay.web.kinds import workbook
from chungtay.web.listing import Listing, form_of
from chungtay.web.locked_file import locked
from chungtay.web.locked_page import password_sent, tell_password
from chungtay.web.pages.children import not_usable
from chungtay.web.pages.downloads import MOST_NAMED, asked_for, mark


@require_http_methods(["GET", "POST"])
def children_file(request: HttpRequest) -> HttpResponseBase:
    """First its password, then the file."""
    stand_on(request, READS_CHILDREN)
    stand_on(request, roles_with(Permission.EXPORT))
    form = form_of(request)
    if not form.is_valid():
        return not_usable(request, form)
    listing, password = Listing.of(request, form, workbook.MOST_ROWS), password_sent(request)
    if password is None:
        shown = {"title": gettext("Danh sách trẻ em"), "unit": listing.unit}
        return tell_password(request, "records/take.html", **shown, back=reverse("children"))
    return _taken(request, listing, password)


def _taken(request: HttpRequest, listing: Listing, password: str) -> HttpResponseBase:
    named: list[UUID] = []
    columns = child_columns.chosen(desk(request).user)
    heads = [gettext("Họ và tên"), *(str(column.label) for column in columns)]
    lines = _lines(listing, columns, named)
    book = workbook.of_lines(gettext("Danh sách trẻ em"), heads, lines, mark(desk(request)))
    note(
        "take_list",
        f"children:{listing.unit.pk}",
        by=desk(request).user.username,
        shown=named,
        details={"asked": asked_for(request)},
    )
    return FileResponse(locked(book, password), as_attachment=True, filename="tre-em.xlsx")


def _lines(
    listing: Listing, columns: list[child_columns.Column], named: list[UUID]
) -> Iterator[list[Any]]:
    """The cells of each child; the first children are added to `named`."""
    for page in listing.pages():
        for row in register.rows(page, listing.day, listing.who):
            if len(named) < MOST_NAMED:
                named.append(row.child.pk)
            yield [row.child.full_name, *(one.said(row, listing.day) for one in columns)]
