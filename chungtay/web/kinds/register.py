"""Trẻ em: what the register itself keeps of a child: circumstances, carers, homes, households."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.children.actions import keep_next, kept_as, move_home
from chungtay.children.models import (
    Circumstance,
    Group,
    GroupQuerySet,
    Guardian,
    GuardianState,
    Household,
    Poverty,
    Residence,
    Schooling,
)
from chungtay.children.naming import keep_sealed
from chungtay.children.sealed import open_to
from chungtay.indicators.disclosure import SENSITIVE_GROUPS
from chungtay.people.models import Deed, Post
from chungtay.places.models import Level, Unit
from chungtay.web.kinds import cells, columns, reach
from chungtay.web.kinds.kind import (
    WITH_COLLABORATORS,
    Choices,
    Column,
    Filter,
    Kind,
    Order,
    Part,
)

PRIVATE = _("Nhóm cần bảo mật")
OF_WHOM = Column("child", _("Trẻ em"), lambda record: record.child.full_name)
HOUSEHOLD = Column("household", _("Hộ gia đình"), lambda record: str(record.household or ""))


def private(episode: Any) -> bool:
    """Of a group that only some may know by name: the record opens to them alone."""
    return episode.group_id in SENSITIVE_GROUPS


def group(episode: Any) -> str:
    """The group's name. A list names no private group, whoever reads or downloads it."""
    return str(PRIVATE) if private(episode) else str(episode.group)


def told_evidence(episode: Any) -> str:
    """The evidence of a sealed group stands apart; whoever opens the record reads it."""
    return str(episode.ground)


def in_order_of_law() -> GroupQuerySet:
    """The groups in force first, of each law those of special circumstances before risks."""
    ended = When(period__upper_inf=True, then=Value(0))
    order = Case(ended, default=Value(1), output_field=IntegerField())
    return Group.objects.order_by(order, "-kind", "code")


@dataclass(frozen=True)
class GroupFilter(Filter):
    """Boxes of the groups by name; all the private ones are one box."""

    def narrow(self, rows: "QuerySet[Any]", wanted: Iterable[str]) -> "QuerySet[Any]":
        asked = set(wanted)
        return super().narrow(rows, asked | SENSITIVE_GROUPS if "kin" in asked else asked)


def groups() -> Choices:
    named = [one for one in in_order_of_law() if one.code not in SENSITIVE_GROUPS]
    return [*((one.code, str(one)) for one in named), ("kin", str(PRIVATE))]


def group_kinds() -> Choices:
    return [(key, capfirst(gettext(str(said)))) for key, said in Group.Kind.choices]


def home_of(poverty: Any) -> str:
    return cells.place(poverty.household.unit)


def while_it_held(rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
    """Rows about children who lived in the unit at any time of the row's period."""
    if unit.level >= Level.COMMUNE:
        # Few homes: their children first, by an index, and not a million rows one by one.
        rows = rows.filter(child__in=Residence.objects.under(unit).values("child"))
    return reach.while_granted(rows, unit)


def while_it_held_by_row(rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
    """The same rows as `while_it_held`, for one page of a province's list."""
    narrow = unit.level > Level.PROVINCE
    return while_it_held(rows, unit) if narrow else reach.while_granted_by_row(rows, unit)


def of_a_guardian(rows: "QuerySet[Any]", unit: Unit) -> "QuerySet[Any]":
    """States of those who care for a child that lived in the unit while they held."""
    homes = Residence.objects.filter(period__overlap=OuterRef("period")).under(unit)
    return rows.filter(Exists(homes.filter(child=OuterRef("guardian__child"))))


def household_acts(household: Any, posts: Iterable[Post]) -> list[tuple[Any, str]]:
    """What an officer or a collaborator does with a household."""
    if not any(post.role in WITH_COLLABORATORS for post in posts):
        return []
    new = f"{reverse('new_child')}?ho={household.pk}"
    return [
        (_("Thêm trẻ mới sinh"), new),
        (_("Thêm trẻ chuyển đến"), f"{new}&den=1"),
        (_("Tách hộ"), reverse("household_split", args=[household.pk])),
        (_("Nhập hộ khác"), reverse("household_join", args=[household.pk])),
    ]


CORRECTED = kept_as(Deed.Kind.CORRECTED)
OF_A_CHILD: dict[str, Any] = {
    "within": while_it_held,
    "along": while_it_held_by_row,
    "orders": columns.LAST_ENTERED,
    "search": "child__search_key",
    "when": "period",
    "current": True,
    "parents": ("child",),
    "long": True,
}

KINDS = (
    Kind(
        slug="hoan-canh",
        serves=("C3", "C5", "C11"),
        model=Circumstance,
        title=_("Hoàn cảnh của trẻ"),
        one=_("hoàn cảnh"),
        about=_("Trẻ thuộc nhóm hoàn cảnh đặc biệt hoặc có nguy cơ, từ ngày nào đến ngày nào."),
        columns=(
            OF_WHOM,
            columns.BORN,
            Column("group", value=group),
            columns.FROM,
            columns.UNTIL,
        ),
        filters=(
            Filter("loai", _("Loại"), "group__kind", group_kinds),
            GroupFilter("nhom", _("Nhóm"), "group", groups),
        ),
        related=("child", "group"),
        form=("child", "group", "case", "period", "evidence", "end_reason"),
        keeps=kept_as(Deed.Kind.CIRCUMSTANCE, keep_sealed),
        sealed=private,
        opened=open_to,
        words={"evidence": told_evidence},
        **OF_A_CHILD,
    ),
    Kind(
        slug="nguoi-cham-soc",
        serves=("C1", "C4"),
        model=Guardian,
        title=_("Người chăm sóc"),
        one=_("người chăm sóc"),
        about=_("Cha, mẹ, người thân hoặc người chăm sóc thay thế của trẻ trong từng thời gian."),
        columns=(
            OF_WHOM,
            columns.BORN,
            Column("relation"),
            Column("full_name"),
            Column("is_main"),
            columns.FROM,
            columns.UNTIL,
        ),
        filters=(columns.one_of(Guardian, "relation"), columns.yes_or_no(Guardian, "is_main")),
        related=("child",),
        form=("child", "full_name", "relation", "is_main", "birth_year", "period"),
        parts=(
            Part("tinh-trang", "guardian", _("Tình trạng của người này"), order=("-period", "-pk")),
        ),
        keeps=CORRECTED,
        writers=WITH_COLLABORATORS,
        **OF_A_CHILD,
    ),
    Kind(
        slug="tinh-trang",
        serves=("C1", "C3"),
        model=GuardianState,
        title=_("Tình trạng của cha, mẹ, người chăm sóc"),
        one=_("tình trạng của người chăm sóc"),
        about=_("Cha, mẹ chết, mất tích, chấp hành án hoặc không còn khả năng chăm sóc trẻ."),
        columns=(
            Column("guardian", _("Người chăm sóc"), lambda record: str(record.guardian)),
            Column("child", _("Trẻ em"), lambda record: record.guardian.child.full_name),
            Column("state"),
            columns.FROM,
            columns.UNTIL,
        ),
        filters=(columns.one_of(GuardianState, "state"),),
        related=("guardian__child",),
        within=of_a_guardian,
        orders=columns.LAST_ENTERED,
        search="guardian__child__search_key",
        when="period",
        current=True,
        parents=("guardian",),
        form=("guardian", "state", "period", "evidence"),
        keeps=kept_as(Deed.Kind.CORRECTED, keep_next),
        writers=WITH_COLLABORATORS,
    ),
    Kind(
        slug="viec-hoc",
        serves=("C1", "C4"),
        model=Schooling,
        title=_("Việc học của trẻ"),
        one=_("việc học"),
        about=_("Trẻ học trường, lớp nào, hoặc bỏ học vì sao, từ ngày nào đến ngày nào."),
        columns=(
            OF_WHOM,
            columns.BORN,
            Column("status"),
            Column("school"),
            Column("grade"),
            columns.FROM,
            columns.UNTIL,
        ),
        filters=(columns.one_of(Schooling, "status"), columns.one_of(Schooling, "stage")),
        related=("child",),
        form=("child", "status", "stage", "grade", "school", "reason", "period"),
        keeps=kept_as(Deed.Kind.CORRECTED, keep_next),
        writers=WITH_COLLABORATORS,
        **OF_A_CHILD,
    ),
    Kind(
        slug="noi-o",
        serves=("C1", "C4"),
        model=Residence,
        title=_("Nơi ở của trẻ"),
        one=_("nơi ở"),
        about=_("Trẻ ở thôn nào, với hộ nào, từ ngày nào; ghi nơi ở mới thì nơi ở cũ kết thúc."),
        columns=(
            OF_WHOM,
            columns.BORN,
            columns.UNIT,
            HOUSEHOLD,
            columns.FROM,
            columns.UNTIL,
        ),
        related=("child", "household", "unit__parent"),
        within=reach.at(),
        orders=columns.LAST_ENTERED,
        search="child__search_key",
        when="period",
        current=True,
        parents=("child", "household"),
        form=("child", "unit", "household", "lives_with", "period"),
        keeps=move_home,
        writers=WITH_COLLABORATORS,
        long=True,
    ),
    Kind(
        slug="ho-gia-dinh",
        serves=("C1", "C4"),
        model=Household,
        title=_("Hộ gia đình"),
        one=_("hộ gia đình"),
        about=_("Hộ có trẻ em ở từng thôn, diện nghèo của hộ và trẻ đang ở trong hộ."),
        columns=(Column("head"), columns.UNIT, Column("address")),
        related=("unit__parent",),
        within=reach.at(),
        orders=(Order("thon", _("Theo thôn, chủ hộ"), ("unit_id", "head", "pk")),),
        form=("head", "unit", "address"),
        keeps=CORRECTED,
        acts=household_acts,
        parts=(
            Part("dien-ngheo", "household", _("Diện nghèo của hộ"), order=("-period", "-pk")),
            Part("noi-o", "household", _("Trẻ đã hoặc đang ở trong hộ"), order=("-period", "-pk")),
        ),
        writers=WITH_COLLABORATORS,
    ),
    Kind(
        slug="dien-ngheo",
        serves=("C3",),
        model=Poverty,
        title=_("Hộ nghèo, cận nghèo"),
        one=_("diện nghèo của hộ"),
        about=_("Hộ được công nhận nghèo, cận nghèo theo rà soát từng năm."),
        columns=(
            HOUSEHOLD,
            Column("place", _("Nơi ở"), home_of),
            Column("status"),
            columns.FROM,
            columns.UNTIL,
            Column("decision"),
        ),
        filters=(columns.one_of(Poverty, "status"),),
        related=("household__unit__parent",),
        within=reach.at("household__unit"),
        orders=columns.LAST_ENTERED,
        when="period",
        current=True,
        parents=("household",),
        keeps=CORRECTED,
        long=True,
    ),
)
