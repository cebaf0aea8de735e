"""What may be asked of a list of records, checked before it reaches a query."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext
from psycopg.types.json import Jsonb

from chungtay.children.finding import wanted
from chungtay.lib.vietnamese import fold, recognised
from chungtay.web.kinds.cells import field_at
from chungtay.web.kinds.kind import Filter, Kind

FIRST_YEAR = 2004  # of the law on the protection, care and education of children
EVER = "tat-ca"


class Asked(forms.Form):
    """A list's address: search, filters, year, order. Unknown values are refused, not dropped."""

    q = forms.CharField(required=False, max_length=80)
    nam = forms.ChoiceField(required=False)
    xep = forms.ChoiceField(required=False)

    def __init__(self, asked: Any, kind: Kind, day: dt.date) -> None:
        super().__init__(asked)
        self.kind, self.day = kind, day
        self._choices("xep", [(order.name, order.label) for order in kind.orders])
        self._choices("nam", years(kind, day))
        for one in kind.filters:
            self.fields[one.name] = forms.MultipleChoiceField(
                required=False, label=one.label, choices=list(one.choices())
            )

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        words = str(self.cleaned_data["q"])
        if words and not self.kind.search:
            raise forms.ValidationError(gettext("Danh sách này không tìm theo chữ."))
        return words

    def boxes(self) -> list[Any]:
        """The fields of the filter panel."""
        return [self[one.name] for one in self.kind.filters]

    def chosen(self) -> int:
        """How many filters are set, for the head of the panel."""
        lists = sum(len(self.cleaned_data[one.name]) for one in self.kind.filters)
        return lists + bool(self.cleaned_data["nam"])

    def narrows(self) -> bool:
        return bool(self.chosen() or self.cleaned_data["q"])

    def of(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        """The rows asked for, in the order asked for."""
        rows = matching(self.kind, rows, self.cleaned_data["q"])
        rows = within(self.kind, rows, self.cleaned_data["nam"], self.day)
        for one, chosen in self._wanted():
            rows = one.narrow(rows, chosen)
        return rows.order_by(*self._order())

    def _wanted(self) -> Iterator[tuple[Filter, list[str]]]:
        for one in self.kind.filters:
            if wanted := self.cleaned_data[one.name]:
                yield one, wanted

    def _order(self) -> tuple[Any, ...]:
        named = {order.name: order.fields for order in self.kind.orders}
        return named[self.cleaned_data["xep"] or self.kind.orders[0].name]


def years(kind: Kind, day: dt.date) -> list[tuple[str, Any]]:
    """The choices of `?nam=`; the empty one is what the list shows by itself."""
    if not kind.when:
        return []
    past = [(str(n), str(n)) for n in range(day.year + 1, FIRST_YEAR - 1, -1)]
    if kind.current:
        return [("", gettext("Đang có hiệu lực")), (EVER, gettext("Mọi thời gian")), *past]
    return [("", gettext("Mọi thời gian")), *past]


def within(kind: Kind, rows: "QuerySet[Any]", asked: str, day: dt.date) -> "QuerySet[Any]":
    if asked == EVER or not (asked or kind.current):
        return rows
    if not asked:
        return rows.filter(**{f"{kind.when}__contains": day})
    return rows.filter(**_in_year(kind, int(asked)))


def _in_year(kind: Kind, year: int) -> dict[str, Any]:
    field = field_at(kind.model, kind.when.split("__"))
    if isinstance(field, models.IntegerField):
        return {kind.when: year}
    first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    if isinstance(field, DateRangeField):
        return {f"{kind.when}__overlap": DateRange(first, after)}
    if isinstance(field, models.DateTimeField):
        return {f"{kind.when}__gte": _midnight(first), f"{kind.when}__lt": _midnight(after)}
    return {f"{kind.when}__gte": first, f"{kind.when}__lt": after}


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def matching(kind: Kind, rows: "QuerySet[Any]", words: str) -> "QuerySet[Any]":
    """Rows whose key holds every word, without regard to marks; of a child, a year is its birth.
    A document's 30/KH-UBND is two words: its number and its sign stand apart in the key."""
    asked = fold(recognised(words)).replace("/", " ").split()
    if asked and kind.search.endswith("child__search_key"):
        child = kind.search.removesuffix("__search_key")
        named = RawSQL("SELECT access.children_named(%s)", [Jsonb(wanted(words))])
        return rows.filter(**{f"{child}__in": named})
    for word in asked:
        rows = rows.filter(**{f"{kind.search}__contains": word})
    return rows
