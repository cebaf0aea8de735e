"""Columns, filters and orders that many kinds share."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.web.kinds import cells
from chungtay.web.kinds.kind import Choices, Column, Filter, Order

CHILD = Column("child.full_name", _("Trẻ em"))
BORN = Column("child.birth_date", _("Ngày sinh"), cells.birth)
UNIT = Column("unit", _("Đơn vị"), cells.unit)
FROM = Column("period", _("Từ ngày"), cells.first_day)
UNTIL = Column("until", _("Đến hết ngày"), cells.last_day)
LAST_ENTERED = (Order("moi-ghi", _("Mới ghi trước"), ("-pk",)),)


def newest(field: str = "date") -> tuple[Order, ...]:
    """By the day, both ways, along the same index."""
    return (
        Order("moi", _("Mới nhất trước"), (f"-{field}", "-pk")),
        Order("cu", _("Cũ nhất trước"), (field, "pk")),
    )


def itself(label: Any) -> Column:
    """The record's own name."""
    return Column("self", label, str)


def one_of(model: type[Model], name: str) -> Filter:
    """Boxes for each choice of a field."""
    field: Any = model._meta.get_field(name)

    def choices() -> Choices:
        return [(key, capfirst(gettext(str(said)))) for key, said in field.choices if key != ""]

    return Filter(name, _label(field), name, choices)


def yes_or_no(model: type[Model], name: str) -> Filter:
    field = model._meta.get_field(name)
    return Filter(name, _label(field), name, _yes_and_no)


def _yes_and_no() -> Choices:
    return [("1", gettext("Có")), ("0", gettext("Không"))]


def row_of(model: type[Model], name: str, rows: Callable[[], Any]) -> Filter:
    """Boxes for each row of a short reference table."""
    field = model._meta.get_field(name)
    return Filter(name, _label(field), name, lambda: [(str(row.pk), str(row)) for row in rows()])


def _label(field: Any) -> Any:
    """A field's own label, in the reader's language when it is shown."""
    return lazy(_said, str)(str(field.verbose_name))


def _said(words: str) -> str:
    return str(capfirst(gettext(words)))
