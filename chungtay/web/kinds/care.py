"""Chăm sóc: allowances, what children received, gift drives, sponsorships."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from chungtay.fund.models import Sponsorship
from chungtay.law.data import law_file, text_title
from chungtay.people.models import Post
from chungtay.support.models import GiftDrive, Grant, Support
from chungtay.web.kinds import columns, reach
from chungtay.web.kinds.kind import OF_RECORDS, SEALED, Column, Kind, Part
from chungtay.web.privacy import hidden_grounds_of


def ground(grant: Any) -> str:
    """The clause of the decree that the code of the ground stands for."""
    for decree in law_file("entitlements")["decrees"]:
        for row in decree["grounds"]:
            if row["code"] == grant.ground:
                return f"{row['clause']}, {text_title(decree['text'])}"
    return str(grant.ground)


def hidden_ground(grant: Any, posts: Iterable[Post]) -> frozenset[str]:
    """A ground that would give away a sensitive group."""
    told = grant.ground not in hidden_grounds_of(grant.child_id, posts)
    return frozenset() if told else frozenset({"ground"})


KINDS = (
    Kind(
        slug="tro-cap",
        serves=("C12",),
        model=Grant,
        title=_("Trợ cấp hằng tháng"),
        one=_("quyết định trợ cấp"),
        about=_("Quyết định trợ cấp xã hội hằng tháng cho trẻ và mức hưởng."),
        columns=(
            columns.CHILD,
            columns.BORN,
            Column("decision"),
            Column("monthly_amount", numeric=True),
            columns.FROM,
            columns.UNTIL,
            Column("dossier_complete_on"),
        ),
        related=("child",),
        within=reach.while_granted,
        along=reach.while_granted_by_row,
        orders=columns.LAST_ENTERED,
        search="child__search_key",
        when="period",
        current=True,
        words={"ground": ground},
        hides=hidden_ground,
        parents=("child",),
        parts=(Part("ho-tro", "grant", _("Các lần chi trả"), _("lần chi trả")),),
        writers=SEALED,  # those who are told every ground
    ),
    Kind(
        slug="ho-tro",
        serves=("C3", "C12"),
        model=Support,
        title=_("Hỗ trợ trẻ em"),
        one=_("lần hỗ trợ trẻ"),
        about=_("Mọi thứ trẻ đã nhận: trợ cấp, quà, học bổng, phẫu thuật, chăm sóc."),
        columns=(
            columns.CHILD,
            columns.BORN,
            Column("date"),
            Column("kind"),
            Column("amount", numeric=True),
            Column("source"),
            Column("provider"),
        ),
        filters=(columns.one_of(Support, "kind"), columns.one_of(Support, "source")),
        related=("child",),
        within=reach.under,
        along=reach.under_by_row,
        orders=columns.newest(),
        search="child__search_key",
        when="date",
        parents=("drive", "grant", "child"),
    ),
    Kind(
        slug="dot-tang-qua",
        serves=("C17", "C19", "C26"),
        model=GiftDrive,
        title=_("Đợt thăm, tặng quà"),
        one=_("đợt thăm, tặng quà"),
        about=_("Các đợt thăm, tặng quà dịp Tết, 1/6, Trung thu, Tháng hành động vì trẻ em."),
        columns=(
            Column("name"),
            columns.UNIT,
            Column("occasion"),
            Column("date"),
            Column("source"),
            Column("partner"),
        ),
        filters=(
            columns.one_of(GiftDrive, "occasion"),
            columns.one_of(GiftDrive, "source"),
            columns.yes_or_no(GiftDrive, "hard_area"),
        ),
        related=("unit__parent",),
        within=reach.at(),
        orders=columns.newest(),
        search="search_key",
        when="date",
        parts=(Part("ho-tro", "drive", _("Quà trong đợt này"), _("quà")),),
        readers=OF_RECORDS,
    ),
    Kind(
        slug="do-dau",
        serves=("C18",),
        model=Sponsorship,
        title=_("Nhận đỡ đầu"),
        one=_("lượt nhận đỡ đầu"),
        about=_("Tổ chức, cá nhân nhận đỡ đầu trẻ có hoàn cảnh khó khăn."),
        columns=(
            columns.CHILD,
            columns.BORN,
            Column("donor"),
            columns.UNIT,
            Column("monthly_amount", numeric=True),
            columns.FROM,
            columns.UNTIL,
        ),
        related=("child", "donor", "unit__parent"),
        within=reach.at(),
        orders=columns.LAST_ENTERED,
        search="child__search_key",
        when="period",
        current=True,
        parents=("donor", "child"),
    ),
)
