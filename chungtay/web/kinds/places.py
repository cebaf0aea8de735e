"""Đơn vị: units of each time, who holds which post, steering boards."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from chungtay.people.models import Board, Post
from chungtay.places.models import Unit
from chungtay.web.kinds import cells, columns, reach
from chungtay.web.kinds.kind import PROVINCE, Column, Kind, Part
from chungtay.web.kinds.protection import languages


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
    ),
)
