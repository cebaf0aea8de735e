"""What every page knows: whose desk it is, of which unit, and on which day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from chungtay.people.access import posts, reads_children, units_within
from chungtay.people.models import Post, User
from chungtay.places.models import Level, Unit, UnitQuerySet

Page = Callable[..., HttpResponse]
NAMED = ("level", "kind", "name")  # what a unit's title is made of


@dataclass(frozen=True)
class Desk:
    """A signed-in person's own unit and posts on the day they work as of."""

    user: User
    day: date
    posts: tuple[Post, ...]

    @property
    def unit(self) -> Unit:
        """The unit of the highest post. Raises PermissionDenied for a person without one."""
        if not self.posts:
            raise PermissionDenied(
                gettext(
                    "Tài khoản này chưa được giao vị trí công tác nào nên chưa xem được số liệu. "
                    "Hãy liên hệ người quản trị của xã hoặc của tỉnh."
                )
            )
        return self.posts[0].unit

    @property
    def reads_children(self) -> bool:
        """A leader does not: figures only."""
        return reads_children(self.posts)

    @property
    def units(self) -> UnitQuerySet:
        """Every unit the person may look at on the day."""
        return units_within([post.unit for post in self.posts], self.day)


def for_those_who_read_children(page: Page) -> Page:
    """Refuses a page of records to a person whose post opens figures only."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        here = desk(request)
        if here.posts and not here.reads_children:
            raise PermissionDenied(
                gettext("Tài khoản lãnh đạo chỉ xem số liệu, không mở hồ sơ và danh sách.")
            )
        return page(request, *args, **kwargs)

    return guarded


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
    own = [post.unit for post in here.posts if post.unit not in [*path, unit]]
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
