"""Đơn vị: units of each time, who holds which post, steering boards."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chungtay.people.models import Board, Post
from chungtay.people.posts import gives, keep_board, keep_post, working_day
from chungtay.places.models import Unit
from chungtay.web.kinds import cells, columns, reach
from chungtay.web.kinds.kind import OF_POSTS, OF_RECORDS, PROVINCE, Column, Kind, Part
from chungtay.web.kinds.protection import languages


def acts_on_post(post: Post, posts: Iterable[Post]) -> list[tuple[Any, str]]:
    """Handing over a post that still holds, for whoever may end it."""
    person = next((one.person for one in posts), None)
    if person is None or (not post.period.upper_inf and post.period.upper <= working_day(person)):
        return []
    if not gives(post.role, post.unit, by=person, on=working_day(person)):
        return []
    return [(_("Bàn giao"), reverse("hand_over", args=[post.pk]))]


def above(unit: Any) -> str:
    return cells.place(unit.parent)


KINDS = (
    Kind(
        slug="don-vi",
        serves=("C20",),
        model=Unit,
        title=_("Đơn vị"),
        one=_("đơn vị"),
        about=_("Tỉnh, huyện, xã, thôn theo từng thời kỳ, và đơn vị cấp trên khi đó."),
        columns=(
            columns.itself(_("Đơn vị")),
            Column("level"),
            Column("parent", _("Thuộc"), above),
            Column("code"),
            columns.FROM,
            columns.UNTIL,
        ),
        filters=(columns.one_of(Unit, "level"), columns.one_of(Unit, "kind")),
        related=("parent__parent",),
        within=reach.under,
        orders=columns.LAST_ENTERED,
        search="search_key",
        when="period",
        current=True,
        words={"parent": above},
        parents=("parent",),
        parts=(
            Part("don-vi", "parent", _("Đơn vị trực thuộc")),
            Part("can-bo", "unit", _("Cán bộ, cộng tác viên")),
            Part("ban-chi-dao", "unit", _("Ban chỉ đạo")),
            Part("mo-hinh", "unit", _("Mô hình")),
        ),
        writers=PROVINCE,
        readers=OF_RECORDS | OF_POSTS,
    ),
    Kind(
        slug="can-bo",
        serves=("C9", "C20"),
        model=Post,
        title=_("Cán bộ, cộng tác viên"),
        one=_("vị trí công tác"),
        about=_("Ai giữ vị trí nào trong công tác trẻ em, ở đâu, từ bao giờ."),
        columns=(
            Column("person", _("Họ và tên")),
            Column("role"),
            columns.UNIT,
            columns.FROM,
            columns.UNTIL,
        ),
        filters=(columns.one_of(Post, "role"),),
        related=("person", "unit__parent"),
        within=reach.under,
        orders=columns.LAST_ENTERED,
        search="person__search_key",
        when="period",
        current=True,
        words={"languages": lambda post: languages(post.languages)},
        parents=("unit",),
        readers=OF_RECORDS | OF_POSTS,
        writers=OF_POSTS,
        keeps=keep_post,
        acts=acts_on_post,
    ),
    Kind(
        slug="ban-chi-dao",
        serves=("C22",),
        model=Board,
        title=_("Ban chỉ đạo"),
        one=_("ban chỉ đạo"),
        about=_("Ban chỉ đạo, ban bảo vệ trẻ em liên ngành của từng đơn vị."),
        columns=(
            columns.UNIT,
            Column("decision"),
            Column("chair"),
            columns.FROM,
            columns.UNTIL,
        ),
        related=("unit__parent", "chair"),
        within=reach.at(),
        orders=columns.LAST_ENTERED,
        when="period",
        current=True,
        parents=("unit",),
        readers=OF_RECORDS,
        keeps=keep_board,
    ),
)
