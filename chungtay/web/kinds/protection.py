"""Bảo vệ: word of a child in danger, the case opened for it, counselling. Sealed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chungtay.activities.models import Counselling
from chungtay.cases.actions import keep_case, keep_notice
from chungtay.cases.models import Case, Notice
from chungtay.children.models import Adoption, Compartment
from chungtay.children.naming import keep_sealed
from chungtay.children.sealed import open_to
from chungtay.law.data import law_file
from chungtay.people.models import Post, User
from chungtay.people.roles import Permission, roles_with
from chungtay.web.contacts import of_case
from chungtay.web.kinds import columns, reach
from chungtay.web.kinds.kind import OF_CASES, OF_NOTICES, PROVINCE, Column, Kind, Part


def always(_record: Any) -> bool:
    return True


def names_a_child(record: Any) -> bool:
    return record.child_id is not None


def opened(rows: Any, person: User, day: date) -> Any:
    """The cases or notices that open to the person; a notice about nobody known is not sealed."""
    return open_to(rows.sealed(), person, day, "sealed_in")


ADOPTED = Value(Compartment.ADOPTION.value)


def opened_adoptions(rows: Any, person: User, day: date) -> Any:
    return open_to(rows.alias(sealed_in=ADOPTED), person, day, "sealed_in")


def who_is_named(case: Any, _posts: Iterable[Post]) -> list[tuple[Any, str]]:
    return [(_("Người được xem"), reverse("named", args=[case.child_id]))]


def not_passed_on(notice: Notice) -> bool:
    return notice.passed_on_at is None


def still_followed(case: Case) -> bool:
    return case.outcome == Case.Outcome.OPEN


def languages(codes: list[str]) -> str:
    """Names of languages by the codes of ethnic groups."""
    names = {group["code"]: str(group["name"]) for group in law_file("ethnic_groups")["groups"]}
    return ", ".join(names.get(code, code) for code in codes)


KINDS = (
    Kind(
        slug="thong-bao",
        serves=("C9",),
        model=Notice,
        title=_("Thông báo, tố giác"),
        one=_("thông báo, tố giác"),
        about=_("Tin báo về trẻ bị hại hoặc có nguy cơ: từ 111, đường dây nóng, xã, công an."),
        columns=(
            columns.itself(_("Thông báo")),
            columns.UNIT,
            Column("harm"),
            Column("urgent"),
            Column("passed_on_at"),
        ),
        filters=(
            columns.one_of(Notice, "harm"),
            columns.one_of(Notice, "channel"),
            columns.yes_or_no(Notice, "urgent"),
        ),
        related=("unit__parent",),
        within=reach.Followed(),
        orders=columns.newest("received_at"),
        when="received_at",
        words={"language": lambda notice: languages([notice.language] if notice.language else [])},
        parts=(Part("vu-viec", "notice", _("Hồ sơ vụ việc từ thông báo này")),),
        readers=OF_NOTICES,
        writers=OF_NOTICES,
        keeps=keep_notice,
        sealed=names_a_child,
        opened=opened,
        open=not_passed_on,
    ),
    Kind(
        slug="vu-viec",
        serves=("C6", "C7", "C8", "C11"),
        model=Case,
        title=_("Hồ sơ vụ việc"),
        one=_("hồ sơ vụ việc"),
        about=_("Trẻ bị hại được phát hiện, lập hồ sơ và hỗ trợ; theo dõi đến khi kết thúc."),
        columns=(
            columns.itself(_("Hồ sơ")),
            columns.UNIT,
            Column("harm"),
            Column("found_on"),
            Column("filed_on"),
            Column("supported_on"),
            Column("outcome"),
        ),
        filters=(columns.one_of(Case, "outcome"), columns.one_of(Case, "harm")),
        related=("unit__parent",),
        within=reach.Followed(),
        orders=columns.newest("found_on"),
        when="found_on",
        parents=("notice", "child"),
        readers=OF_CASES,
        writers=roles_with(Permission.CASES) | PROVINCE,
        keeps=keep_case,
        sealed=always,
        opened=opened,
        acts=who_is_named,
        contacts=of_case,
        open=still_followed,
    ),
    Kind(
        slug="nhan-con-nuoi",
        serves=("C6", "C11"),
        model=Adoption,
        title=_("Nhận con nuôi"),
        one=_("việc nhận con nuôi"),
        about=_("Trẻ được nhận làm con nuôi: quyết định, nơi đăng ký, bên giao, cha mẹ nuôi."),
        columns=(
            columns.itself(_("Quyết định")),
            columns.UNIT,
            Column("kind"),
            Column("registered_on"),
            Column("handed_on"),
            Column("ended_on"),
        ),
        filters=(columns.one_of(Adoption, "kind"),),
        related=("unit__parent",),
        within=reach.at(),
        orders=columns.newest("registered_on"),
        when="registered_on",
        parents=("child",),
        readers=OF_CASES,
        writers=roles_with(Permission.CASES) | PROVINCE,
        keeps=keep_sealed,
        sealed=always,
        opened=opened_adoptions,
        acts=who_is_named,
    ),
    Kind(
        slug="tu-van",
        serves=("C10",),
        model=Counselling,
        title=_("Tư vấn"),
        one=_("lượt tư vấn"),
        about=_("Lượt tư vấn cho trẻ và gia đình ở trung tâm, trường học, cộng đồng."),
        columns=(
            Column("topic"),
            Column("date"),
            columns.UNIT,
            Column("place"),
            Column("site"),
            Column("asker"),
            Column("outcome"),
        ),
        filters=(
            columns.one_of(Counselling, "place"),
            columns.one_of(Counselling, "asker"),
            columns.one_of(Counselling, "topic"),
        ),
        related=("unit__parent",),
        within=reach.at(),
        orders=columns.newest(),
        when="date",
        keeps=keep_sealed,
        sealed=names_a_child,
    ),
)
