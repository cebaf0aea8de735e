"""What a page must know of a kind of record. A kind declares; list, detail and form do the rest."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import Model, Q, QuerySet

from chungtay.children.sealed import opens
from chungtay.people.access import covers
from chungtay.people.actions import keep
from chungtay.people.models import Post, User
from chungtay.people.roles import READS_CHILDREN, Permission, Role, roles_with
from chungtay.places.models import Unit
from chungtay.web.privacy import opens_all, reader

# What an office decides or signs is not a collaborator's to write, even of the children it visits.
OFFICERS = roles_with(Permission.WORK)
WITH_COLLABORATORS = roles_with(Permission.ENROL)
OF_HEALTH = roles_with(Permission.HEALTH)
OF_RECORDS = roles_with(Permission.RECORDS)
OF_BOOKS = roles_with(Permission.BOOKS)
OF_ACCOUNTS = roles_with(Permission.ACCOUNTING)
OF_NOTICES = roles_with(Permission.NOTICES)
OF_CASES = roles_with(Permission.CASES) | roles_with(Permission.SUPERVISE)
OF_POSTS = roles_with(Permission.POSTS)
PROVINCE = frozenset({Role.PROVINCE_OFFICER})
# The law leaves a case to the commune that answers for the child, and to the province above it.
SEALED = frozenset({Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER})

Opening = Callable[["QuerySet[Any]", User, date], "QuerySet[Any]"]
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


def no_acts(_record: Any, _posts: Iterable[Post]) -> list[tuple[Any, str]]:
    return []


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
    `writers` and `readers`: the roles of a permission, each within its own post's units. `keeps`
    saves a record by more than its own rules; `acts`: what else may be done with one, by whom:
    (label, address). `sealed`: whether this record opens
    only to those named on its child (`opened` leaves the others out of a list, `may_open` shuts
    its page and its form), each reading kept in the trail.
    `contacts`: whom to call about the child of a record, on the day.
    `open`: whether a record in the books of a unit that became another is still to be dealt with,
    and so written there (see reach.Followed).
    `hides`: fields of a record that these posts do not see. `long`: a province has hundreds of
    thousands (see kinds/counting.py). `files`: the template of the scans that hang on one.
    `serves`: the capabilities of docs/coverage.md that its pages serve.
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
    opened: Opening | None = None
    hides: Callable[[Any, Iterable[Post]], frozenset[str]] = nothing
    keeps: Callable[..., Any] = keep
    acts: Callable[[Any, Iterable[Post]], list[tuple[Any, str]]] = no_acts
    contacts: Callable[[Any, date], list[Any]] | None = None
    open: Callable[[Any], bool] = never
    long: bool = False
    files: str = ""
    serves: tuple[str, ...] = ()

    def may_read(self, posts: Iterable[Post]) -> bool:
        return any(post.role in self.readers for post in posts)

    def may_write(self, posts: Iterable[Post]) -> bool:
        return any(post.role in self.writers for post in posts)

    def may_change(self, record: Any, posts: Iterable[Post]) -> bool:
        """Whether one of the posts that write this kind reaches this very record."""
        held = list(posts)
        writing = [post for post in held if post.role in self.writers]
        if not writing or (self.of_before(record, writing) and not self.open(record)):
            return False
        return len(writing) == len(held) or self.reach(writing).filter(pk=record.pk).exists()

    def of_before(self, record: Any, posts: Iterable[Post]) -> bool:
        """Whether it stands in the books of a unit that is history to these posts."""
        place = getattr(self.within, "place", None)
        unit = place(record) if place else None
        return unit is not None and not any(covers(post, unit) for post in posts)

    def may_open(self, record: Any, posts: Iterable[Post]) -> bool:
        """Whether this very record opens to the posts, once it is within their units."""
        who = reader(posts)
        if not self.sealed(record) or not record.child_id:
            return True
        return who is not None and opens(record.child_id, record.compartment, *who)

    def rows(self) -> "QuerySet[Any]":
        """Every row, with what a line of the list shows beside it."""
        return self.model._default_manager.select_related(*self.related)

    def under(self, unit: Unit, posts: Iterable[Post] = ()) -> "QuerySet[Any]":
        """The rows of a unit; with `posts`, only those that open to them."""
        return self._opened(self.within(self.rows(), unit), unit, tuple(posts))

    def page_under(self, unit: Unit, posts: Iterable[Post] = ()) -> "QuerySet[Any]":
        """The rows of `under`, to read one page of."""
        return self._opened((self.along or self.within)(self.rows(), unit), unit, tuple(posts))

    def _opened(
        self, rows: "QuerySet[Any]", unit: Unit, posts: tuple[Post, ...]
    ) -> "QuerySet[Any]":
        who = reader(posts)
        if self.opened is None or who is None or opens_all(posts, unit):
            return rows
        return self.opened(rows, *who)

    def reach(self, posts: Iterable[Post]) -> "QuerySet[Any]":
        """The rows within the units of those posts that read the kind; no other's is in it."""
        held = tuple(posts)
        roots = [post.unit for post in held if post.role in self.readers]
        if len(roots) == 1:
            return self.under(roots[0], held)
        plain = self.model._default_manager.all()
        # Apart for each post: who supervises one unit may be one of many in another.
        open_ones = [self._opened(self.within(plain, root), root, held) for root in roots]
        parts = [Q(pk__in=rows.values("pk")) for rows in open_ones]
        return self.rows().filter(reduce(Q.__or__, parts, Q(pk__in=[])))
