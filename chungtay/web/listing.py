"""The list of children that a request asks for: the same on the page, on paper, in a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from chungtay.children.models import Child, Group
from chungtay.indicators.registry import INDICATORS, Indicator
from chungtay.lib.periods import Period
from chungtay.places.models import Level, Unit
from chungtay.web import figures, register, then, words
from chungtay.web.desk import chosen_unit, desk, today
from chungtay.web.forms import CHILD_FIGURES, ListForm
from chungtay.web.privacy import Who, hidden_groups, narrowed_for, opens_all
from chungtay.web.spans import period_or_404

AT_ONCE = 1_000


@dataclass(frozen=True)
class Figure:
    """A figure whose children are asked for; `rest`: those of its denominator it did not count."""

    one: Indicator
    period: Period
    rest: bool


def figure_of(request: HttpRequest) -> Figure | None:
    """The figure of `?so-lieu=CODE&ky=PERIOD&phan=con-lai`. Raises Http404, PermissionDenied."""
    code = request.GET.get("so-lieu", "")
    if not code:
        return None
    if code not in CHILD_FIGURES:
        raise Http404(gettext("Không có số liệu này trong danh sách trẻ em."))
    if INDICATORS[code].sealed and not opens_all(desk(request).posts, chosen_unit(request)):
        raise PermissionDenied(gettext("Danh sách này được niêm: chỉ người phụ trách được mở."))
    period = period_or_404(request.GET.get("ky", ""))
    return Figure(INDICATORS[code], period, request.GET.get("phan") == "con-lai")


def form_of(request: HttpRequest) -> ListForm:
    here = desk(request)
    groups = Group.objects.of(here.unit, here.day).on(here.day)
    groups = groups.exclude(code__in=hidden_groups(here.posts)).order_by("kind", "code")
    return ListForm(words.asked(request), groups, today(request))


@dataclass(frozen=True)
class Listing:
    """`asked` is the clean data of a valid form."""

    unit: Unit
    day: date
    asked: dict[str, Any]
    narrows: bool
    figure: Figure | None
    who: Who
    most: int  # names a search counts and shows

    @classmethod
    def of(cls, request: HttpRequest, form: ListForm, most: int = register.MOST) -> "Listing":
        figure = figure_of(request)
        earlier = None if figure else form.cleaned_data["ngay"]
        unit = _unit_then(request, earlier) if earlier else chosen_unit(request)
        day = figure.period.last_day if figure else earlier or today(request)
        who = narrowed_for(desk(request).posts, unit)
        return cls(unit, day, form.cleaned_data, form.narrows(), figure, who, most)

    @property
    def earlier(self) -> bool:
        """Whether it is the list of an earlier day, on the tree of that day."""
        return self.figure is None and self.asked["ngay"] is not None

    @property
    def order(self) -> str:
        return self.asked["xep"] or "ten"

    @cached_property
    def search(self) -> register.Search:
        wide = self.asked["rong"] == "1"
        words, mend = self.asked["q"], self.asked["viec"]
        return register.Search(self.unit, self.day, words, mend, self.order, self.most, wide)

    @property
    def _alone(self) -> bool:
        """Whether no more is asked than words and what to mend, which the search answers."""
        further = any(self.asked[name] for name in ("tuoi", "gioi", "dien", "nhom"))
        return self.figure is None and self.narrows and not further and not self.earlier

    @cached_property
    def total(self) -> int:
        if self._alone:
            return self.search.count()
        if self.earlier:
            return self._found.count()
        return self._found.count() if self.narrows else _total(self.unit, self.day, self.figure)

    @property
    def more(self) -> bool:
        """Whether there are more than `total`, which are neither counted nor shown."""
        return self._alone and self.search.more

    def page(self, span: slice) -> list[Any]:
        """Children with their homes, in the order asked for."""
        if self._alone:
            return self.search.page(span)
        if self.earlier:
            return list(self._found.order_by(*register.ORDERS[self.order])[span])
        return list(self.search.ordered(self._found)[span])

    def pages(self) -> Iterator[list[Any]]:
        """Every one of them, a thousand at a time."""
        for first in range(0, self.total, AT_ONCE):
            yield self.page(slice(first, min(first + AT_ONCE, self.total)))

    @cached_property
    def _found(self) -> "QuerySet[Child]":
        return _narrowed(_counted(self.unit, self.day, self.figure), self)


def _unit_then(request: HttpRequest, day: date) -> Unit:
    """Raises Http404 for a unit that has no list of names of that day (pages/then.py)."""
    unit = then.unit_then(request, day)
    if unit is None or unit.level < Level.COMMUNE:
        raise Http404(gettext("Ngày đó đơn vị này không có danh sách: hãy chọn xã, thôn."))
    return unit


def _total(unit: Unit, day: date, figure: Figure | None) -> int:
    """How many stand in the list when nothing narrows it: as the figure that was opened says."""
    if figure is None or figure.one.code == "children":
        return register.count_at_home(unit, day)
    counted = figures.value(figures.values(unit, figure.period), figure.one.code)
    return counted.remaining or 0 if figure.rest else counted.numerator


def _counted(unit: Unit, day: date, figure: Figure | None) -> "QuerySet[Child]":
    """Everyone at home in the unit, or those a figure counted."""
    at_home = register.at_home(unit, day)
    # The first figure counts everyone: the list itself, and far quicker to read as such.
    if figure is None or figure.one.code == "children":
        return at_home
    return register.behind(at_home, figure.one, unit, figure.period, rest=figure.rest)


def _narrowed(found: "QuerySet[Child]", to: Listing) -> "QuerySet[Child]":
    asked, day = to.asked, to.day
    if asked["q"] and to.earlier:
        found = then.named(found, asked["q"])
    elif asked["q"]:
        found = to.search.among(found)
    elif asked["viec"]:
        found = register.to_mend(found, asked["viec"], day)
    if asked["tuoi"]:
        found = register.of_ages(found, asked["tuoi"], day)
    if asked["gioi"]:
        found = found.filter(sex__in=asked["gioi"])
    if wanted := [*asked["dien"], *asked["nhom"]]:
        found = register.in_circumstances(found, wanted, day, to.who)
    return found
