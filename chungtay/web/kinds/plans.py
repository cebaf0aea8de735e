"""Kế hoạch: plans, their parts and targets, tasks to sectors, documents."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.indicators.registry import INDICATORS
from chungtay.plans.models import Document, Plan, PlanPart, Target, Task
from chungtay.web.kinds import cells, columns, reach
from chungtay.web.kinds.kind import OF_RECORDS, Column, Kind, Order, Paper, Part
from chungtay.web.templatetags.vietnamese import named

AS_PRINTED = Case(*(When(kind=kind, then=n) for n, kind in enumerate(PlanPart.Kind.values)))


def indicator(target: Any) -> str:
    one = INDICATORS.get(target.indicator)
    return named(one) if one else str(target.indicator)


def promised(target: Any) -> str:
    """What must be reached, with its unit: đạt từ 85%, đạt từ 12/15."""
    number = cells.shown(target.value)
    said = {
        Target.Kind.SHARE: f"{number}%",
        Target.Kind.OF: f"{number}/{cells.shown(target.of)}",
        Target.Kind.SUM: gettext("{sum} đồng").format(sum=number),
        Target.Kind.CHANGE: gettext("{change}% so với {year}").format(
            change=number, year=target.base_year
        ),
    }
    return f"{cells.said(target, 'direction')} {said.get(target.kind, number)}"


PAPERS = ((_("Tải kế hoạch (Word)"), "docx"), (_("Tải kế hoạch (PDF)"), "pdf"))


def _file(kind: str) -> Callable[[Any], str]:
    return lambda plan: reverse("plan_file", args=[plan.pk, kind])


KINDS = (
    Kind(
        slug="ke-hoach",
        serves=("C23", "C31"),
        model=Plan,
        title=_("Kế hoạch"),
        one=_("kế hoạch"),
        about=_("Kế hoạch công tác trẻ em của đơn vị: căn cứ, mục tiêu, hoạt động, kinh phí, ký."),
        columns=(
            Column("number"),
            Column("title"),
            columns.UNIT,
            columns.FROM,
            columns.UNTIL,
            Column("issued_on"),
        ),
        filters=(columns.one_of(Plan, "form"),),
        related=("unit__parent",),
        within=reach.Followed(),
        orders=columns.newest("issued_on"),
        search="search_key",
        when="period",
        parts=(
            Part("muc-tieu", "plan", _("Mục tiêu")),
            Part("noi-dung", "plan", _("Nội dung"), order=(AS_PRINTED, "order")),
            Part("nhiem-vu", "plan", _("Nhiệm vụ giao ngành")),
        ),
        papers=tuple(Paper(label, _file(kind)) for label, kind in PAPERS),
        readers=OF_RECORDS,
    ),
    Kind(
        slug="muc-tieu",
        serves=("C23", "C29"),
        model=Target,
        title=_("Mục tiêu"),
        one=_("mục tiêu"),
        about=_("Điều kế hoạch hứa đạt; kết quả đạt được do hệ thống đếm, không nhập ở đây."),
        columns=(
            Column("wording", _("Mục tiêu")),
            Column("indicator"),
            Column("value", _("Phải đạt"), promised),
            Column("plan", _("Kế hoạch")),
        ),
        filters=(columns.one_of(Target, "kind"),),
        related=("plan",),
        within=reach.Followed("plan__unit"),
        orders=(
            Order("ke-hoach", _("Theo kế hoạch"), ("plan", "order")),
            *columns.LAST_ENTERED,
        ),
        when="plan__period",
        words={"indicator": indicator},
        parents=("plan",),
        readers=OF_RECORDS,
    ),
    Kind(
        slug="noi-dung",
        serves=("C23",),
        model=PlanPart,
        title=_("Nội dung kế hoạch"),
        one=_("nội dung kế hoạch"),
        about=_("Từng căn cứ, hoạt động, khoản kinh phí, phân công và nơi nhận của kế hoạch."),
        columns=(
            columns.itself(_("Nội dung")),
            Column("kind"),
            Column("order", _("Số thứ tự"), numeric=True),
            Column("amount", numeric=True),
            Column("plan", _("Kế hoạch")),
        ),
        filters=(columns.one_of(PlanPart, "kind"),),
        related=("plan",),
        within=reach.Followed("plan__unit"),
        orders=(
            Order("ke-hoach", _("Theo kế hoạch"), ("plan", "kind", "order")),
            *columns.LAST_ENTERED,
        ),
        when="plan__period",
        parents=("plan",),
        readers=OF_RECORDS,
    ),
    Kind(
        slug="nhiem-vu",
        serves=("C32", "C29"),
        model=Task,
        title=_("Nhiệm vụ giao ngành"),
        one=_("nhiệm vụ giao ngành"),
        about=_("Việc đã giao cho các ngành, hạn làm và kết quả."),
        columns=(
            Column("what"),
            Column("sector"),
            columns.UNIT,
            Column("given_on"),
            Column("due_on"),
            Column("status"),
        ),
        filters=(columns.one_of(Task, "status"), columns.one_of(Task, "sector")),
        related=("unit__parent",),
        within=reach.Followed(),
        orders=columns.newest("given_on"),
        search="search_key",
        when="given_on",
        parents=("plan", "document"),
        readers=OF_RECORDS,
    ),
    Kind(
        slug="van-ban",
        serves=("C31",),
        model=Document,
        title=_("Văn bản"),
        one=_("văn bản"),
        about=_("Sổ văn bản đi, đến về công tác trẻ em."),
        columns=(
            columns.itself(_("Số, ký hiệu")),
            Column("summary"),
            Column("issuer"),
            Column("date"),
            Column("flow"),
            Column("unit", _("Sổ của"), cells.unit),
        ),
        filters=(columns.one_of(Document, "flow"), columns.one_of(Document, "kind")),
        related=("unit__parent",),
        within=reach.Followed(),
        orders=columns.newest(),
        search="search_key",
        when="date",
        parts=(Part("nhiem-vu", "document", _("Nhiệm vụ theo văn bản này")),),
        files="attachments/_files.html",
        readers=OF_RECORDS,
    ),
)
