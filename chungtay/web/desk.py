"""What every page knows: whose desk it is, of which unit, and on which day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from chungtay.people.access import covers, former_units, holding, posts, units_within
from chungtay.people.models import AuditEvent, Post, User
from chungtay.people.roles import Permission, Role, roles_with
from chungtay.people.trail import act_as, note
from chungtay.places.models import Level, Unit, UnitQuerySet

Page = Callable[..., HttpResponse]
# Whoever holds one of these has some list of records to open.
LISTED = (
    Permission.CHILDREN,
    Permission.RECORDS,
    Permission.BOOKS,
    Permission.NOTICES,
    Permission.POSTS,
    Permission.AUDIT,
)
EVERY_ROLE = frozenset(Role)
NAMED = ("level", "kind", "name")  # what a unit's title is made of


@dataclass(frozen=True)
class Desk:
    """A signed-in person's posts on the day they work as of. `roles`: those whose posts the page
    stands on, so that a right reaches no further than the units of the post that gives it."""

    user: User
    day: date
    posts: tuple[Post, ...]
    roles: frozenset[Role] = EVERY_ROLE

    @property
    def acting(self) -> tuple[Post, ...]:
        """The posts that open this page, highest unit first."""
        return tuple(post for post in self.posts if post.role in self.roles)

    @property
    def unit(self) -> Unit:
        """The unit of the highest post that opens the page. Raises PermissionDenied without one."""
        if not self.posts:
            raise PermissionDenied(without_post())
        if not self.acting:
            raise PermissionDenied(without_right())
        return self.acting[0].unit

    @property
    def reads_children(self) -> bool:
        """A leader, an accountant, an auditor do not."""
        return self.may(Permission.CHILDREN)

    @property
    def sees_figures(self) -> bool:
        return self.may(Permission.FIGURES)

    @property
    def searches(self) -> bool:
        """Whether the one box for everything finds anything for these posts."""
        return self.may(Permission.CHILDREN, Permission.RECORDS)

    @property
    def opens_lists(self) -> bool:
        return self.may(*LISTED)

    @property
    def units(self) -> UnitQuerySet:
        """Every unit of the day within the posts that open the page."""
        return units_within([post.unit for post in self.acting], self.day)

    @property
    def former_units(self) -> UnitQuerySet:
        """Those that had become one of `units` by the day."""
        return former_units([post.unit for post in self.acting], self.day)

    def may(self, *permissions: Permission) -> bool:
        """Whether any post of the day gives any of these, at whatever unit."""
        return bool(holding(self.posts, *permissions))

    def over(self, unit: Unit) -> tuple[Post, ...]:
        """The posts that reach the unit, whatever they give."""
        return tuple(post for post in self.posts if covers(post, unit))

    def may_at(self, unit: Unit, *permissions: Permission) -> bool:
        return bool(holding(self.over(unit), *permissions))

    def standing_on(self, roles: Iterable[Role]) -> "Desk":
        """The same desk on the posts of these roles alone."""
        return replace(self, roles=self.roles & frozenset(roles))


def without_post() -> str:
    return gettext(
        "Tài khoản này chưa được giao vị trí công tác nào nên chưa xem được số liệu. "
        "Hãy liên hệ người quản trị của xã hoặc của tỉnh."
    )


def without_right(here: Desk | None = None) -> str:
    if here is not None and here.sees_figures and not here.searches:
        return gettext("Vị trí công tác của anh/chị chỉ xem số liệu, không mở hồ sơ và danh sách.")
    return gettext("Vị trí công tác của anh/chị không mở được trang này.")


def stand_on(request: HttpRequest, roles: Iterable[Role]) -> Desk:
    """From here on the request's desk stands on the posts of these roles.

    Raises PermissionDenied, and keeps the refusal, if none of the posts has such a role.
    """
    here = desk(request).standing_on(roles)
    request._desk = here  # type: ignore[attr-defined]
    if not here.acting:
        refused(request)
        raise PermissionDenied(without_right(here) if here.posts else without_post())
    act_as(here.acting[0])
    return here


def refused(request: HttpRequest, subject: str = "") -> None:
    """Keeps that a person asked for what their posts do not give: the page, never its keys."""
    match = request.resolver_match
    page = (match.url_name or "") if match else ""
    by = desk(request).user.username
    note("refused", subject or f"page:{page}", by=by, kind=AuditEvent.Kind.REFUSAL)


def needs(*permissions: Permission) -> Callable[[Page], Page]:
    """Opens a page to those only whose posts give any of the permissions, within those posts'
    own units; the others are refused in words, and the trail keeps it."""
    roles = frozenset().union(*(roles_with(one) for one in permissions))

    def guard(page: Page) -> Page:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            stand_on(request, roles)
            return page(request, *args, **kwargs)

        return guarded

    return guard


def today(request: HttpRequest) -> date:
    """The day the person works as of: demonstration accounts stay on theirs."""
    return getattr(request.user, "works_as_of", None) or timezone.localdate()


def desk(request: HttpRequest) -> Desk:
    """The same desk for the whole request."""
    if not hasattr(request, "_desk"):
        user, day = cast(User, request.user), today(request)
        request._desk = Desk(user, day, tuple(posts(user, day)))  # type: ignore[attr-defined]
    return request._desk  # type: ignore[attr-defined]


def chosen_unit(request: HttpRequest) -> Unit:
    """The unit of `?don-vi=`, or the desk's own. A unit out of reach answers 404."""
    own, wanted = desk(request).unit, request.GET.get("don-vi", "")
    return unit_within(request, wanted) if wanted else own


def unit_within(request: HttpRequest, pk: int | str) -> Unit:
    """A unit by its key if the person may look at it; 404 tells no more than "not found"."""
    reach = desk(request).units.select_related("district", "province", "commune")
    unit = reach.filter(pk=pk).first() if str(pk).isdecimal() and len(str(pk)) < 10 else None
    if unit is None:
        raise Http404(gettext("Không có đơn vị này trong phạm vi công tác của anh/chị."))
    return unit


def units_below(unit: Unit, day: date) -> list[Unit]:
    """The units one level down in the day's tree, in Vietnamese order, with what names them."""
    below = Unit.objects.on(day).filter(parent=unit).order_by("sort_key", "pk")
    return list(below.only(*NAMED))


def drill(request: HttpRequest, unit: Unit) -> dict[str, list[Unit]]:
    """What a drop-down of units offers: the way up to the desk's posts, and one level down."""
    here = desk(request)
    path = _path(here, unit)
    own = [post.unit for post in here.acting if post.unit not in [*path, unit]]
    return {"path": own + path, "below": units_below(unit, here.day)}


def _path(here: Desk, unit: Unit) -> list[Unit]:
    """The units above this one that the desk may look at, the highest first."""
    if unit.level <= here.unit.level:
        return []  # no post stands higher
    keys = [unit.province_id, unit.district_id, unit.commune_id]
    above = here.units.filter(pk__in=[key for key in keys if key], level__lt=unit.level)
    return list(above.order_by("level").only(*NAMED))


def is_above_communes(unit: Unit) -> bool:
    return unit.level < Level.COMMUNE


def context(request: HttpRequest) -> dict[str, Any]:
    """For every template: the desk, if somebody sits at it."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {"desk": desk(request), "day": today(request)}
