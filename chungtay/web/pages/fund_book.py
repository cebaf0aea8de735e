"""What a Fund has left, and the balances handed over when units became others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chungtay.fund.books import balance
from chungtay.fund.models import Transfer
from chungtay.people.roles import Permission
from chungtay.web.desk import chosen_unit, desk, drill, needs
from chungtay.web.serving import serves

MOST = 200


@serves("C16", "C17", records=(Transfer,))
@needs(Permission.BOOKS)
def fund_book(request: HttpRequest) -> HttpResponse:
    """The balance of one unit's own books on the day, and every entry of a balance in them and in
    those of the units that became it."""
    unit, day = chosen_unit(request), desk(request).day
    books = [unit.pk, *(one.pk for one in unit.origins)]
    rows = Transfer.objects.filter(fund__in=books).select_related("fund", "other")
    shown = {"unit": unit, "on": day, "left": balance(unit, day), "drill": drill(request, unit)}
    shown["rows"] = rows.order_by("-date", "-pk")[:MOST]
    return render(request, "fund/book.html", shown)
