"""What a page must know of a kind of record. A kind declares; list, detail and form do the rest."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import Model, Q, QuerySet

from chungtay.people.models import Post
from chungtay.people.roles import READS_CHILDREN, Role
from chungtay.places.models import Unit

OFFICERS = frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.PROVINCE_OFFICER})
WITH_COLLABORATORS = OFFICERS | {Role.COLLABORATOR}
PROVINCE = frozenset({Role.PROVINCE_OFFICER})
# The law leaves a case to the commune that answers for the child, and to the province above it.
SEALED = frozenset({Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER})

Narrowing = Callable[["QuerySet[Any]", Unit], "QuerySet[Any]"]
Choices = Iterable[tuple[str, Any]]


@dataclass(frozen=True)
class Column:
    """One column of a list. `name`: a field of the record, or a path such as `child.full_name`.

    `label` is the field's own label if none is given. `value` makes the cell from the record
    where it is no field: text, whole number, Decimal, date or bool.
    """

    name: str
    label: Any = ""
    value: Callable[[Any], Any] | None = None
    numeric: bool = False


@dataclass(frozen=True)
class Filter:
    """Boxes of the filter panel: `?name=…`, any of `choices`, looked up in the column `field`."""

    name: str
    label: Any
    field: str
    choices: Callable[[], Choices]

    def narrow(self, rows: "QuerySet[Any]", wanted: Iterable[str]) -> "QuerySet[Any]":
        return rows.filter(**{f"{self.field}__in": list(wanted)})


@dataclass(frozen=True)
class Order:
    """A way to sort, `?xep=name`; an index must serve its fields."""

    name: str
    label: Any
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Records of another kind shown on this one's page: those whose `field` is this record.

    `one`: what one of them is called here, and `order`: what to sort by, where it is not as in
    their own list.
    """

    slug: str
    field: str
    title: Any
    one: Any = ""
    order: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A file made from a record, to download on its page."""

    label: Any
    address: Callable[[Any], str]


def never(_record: Any) -> bool:
    return False


def nothing(_record: Any, _posts: Iterable[Post]) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """One kind of record: its list, its page and its form.

    `title` heads the list, `one` names a record within a sentence ("Thêm …"), `about` says in one
    sentence what it is for. `within` narrows rows to a unit and all below it; `along` to the same
    rows, quick for one page of a long list where `within` is quick for the count. `search`: column
    with the folded text to look in. `when`: a date, a date and time, a daterange or a year by
    which the list is narrowed to a year. `parents`: foreign keys that narrow the list
    (`?field=pk`) and are preset in the form; after saving, the form goes back to the first one
    that is set. `form`: the fields of the form, in order; None: all that may be edited.
    `writers` and `readers`: roles, within their own units. `sealed`: whether this record opens
    only to SEALED (`may_open`: for its page and its form), each reading kept in the trail.
    `hides`: fields of a record that these posts do not see. `long`: a province has hundreds of
    thousands (see kinds/counting.py). `serves`: the capabilities of
    docs/coverage.md that its pages serve.
    """

    slug: str
    model: type[Model]
    title: Any
    one: Any
    about: Any
    columns: tuple[Column, ...]
    within: Narrowing
    along: Narrowing | None = None
    orders: tuple[Order, ...]
    filters: tuple[Filter, ...] = ()
    related: tuple[str, ...] = ()
    search: str = ""
    when: str = ""
    current: bool = False
    words: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    parents: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    form: tuple[str, ...] | None = None
    writers: frozenset[Role] = OFFICERS
    readers: frozenset[Role] = READS_CHILDREN
    sealed: Callable[[Any], bool] = never
    hides: Callable[[Any, Iterable[Post]], frozenset[str]] = nothing
    long: bool = False
    serves: tuple[str, ...] = ()

    def may_read(self, posts: Iterable[Post]) -> bool:
        return any(post.role in self.readers for post in posts)

    def may_write(self, posts: Iterable[Post]) -> bool:
        return any(post.role in self.writers for post in posts)

    def may_open(self, record: Any, posts: Iterable[Post]) -> bool:
        """Whether this very record opens to the posts, once it is within their units."""
        return not self.sealed(record) or any(post.role in SEALED for post in posts)

    def rows(self) -> "QuerySet[Any]":
        """Every row, with what a line of the list shows beside it."""
        return self.model._default_manager.select_related(*self.related)

    def under(self, unit: Unit) -> "QuerySet[Any]":
        return self.within(self.rows(), unit)

    def page_under(self, unit: Unit) -> "QuerySet[Any]":
        """The rows of `under`, to read one page of."""
        return (self.along or self.within)(self.rows(), unit)

    def reach(self, posts: Iterable[Post]) -> "QuerySet[Any]":
        """The rows within the units of these posts; another's record is not in it."""
        roots = [post.unit for post in posts]
        if len(roots) == 1:
            return self.under(roots[0])
        plain = self.model._default_manager.all()
        parts = [Q(pk__in=self.within(plain, root).values("pk")) for root in roots]
        return self.rows().filter(reduce(Q.__or__, parts, Q(pk__in=[])))
