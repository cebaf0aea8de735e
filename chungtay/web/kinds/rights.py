"""Dữ liệu cá nhân: consents, requests with their clocks, breaches, standing duties."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chungtay.people.roles import Permission, roles_with
from chungtay.rights.actions import keep_request
from chungtay.rights.models import Consent, DataRequest, Incident, Review
from chungtay.web.kinds import columns, reach
from chungtay.web.kinds.kind import Column, Kind, Paper

OF_RIGHTS = roles_with(Permission.RIGHTS)


def _minutes(kind: str) -> Any:
    return lambda incident: reverse("incident_file", args=[incident.pk, kind])


KINDS = (
    Kind(
        slug="yeu-cau-du-lieu",
        model=DataRequest,
        title=_("Yêu cầu về dữ liệu cá nhân"),
        one=_("yêu cầu về dữ liệu"),
        about=_("Trẻ hoặc người đại diện xin xem, sửa, rút đồng ý, xóa: nhận lúc nào, hạn nào."),
        columns=(
            columns.CHILD,
            Column("kind"),
            columns.UNIT,
            Column("received_at"),
            Column("answer_by"),
            Column("due_on"),
            Column("outcome"),
        ),
        filters=(columns.one_of(DataRequest, "kind"), columns.one_of(DataRequest, "outcome")),
        related=("child", "unit__parent"),
        within=reach.at(),
        orders=columns.newest("received_at"),
        search="child__search_key",
        when="received_at",
        parents=("child",),
        readers=OF_RIGHTS,
        writers=OF_RIGHTS,
        keeps=keep_request,
    ),
    Kind(
        slug="dong-y",
        model=Consent,
        title=_("Sự đồng ý"),
        one=_("sự đồng ý"),
        about=_("Chỉ cho việc ngoài nhiệm vụ theo luật: đăng ảnh, giới thiệu nhà tài trợ…"),
        columns=(
            columns.CHILD,
            Column("purpose"),
            columns.UNIT,
            Column("relation"),
            Column("given_on"),
            Column("withdrawn_on"),
        ),
        filters=(columns.one_of(Consent, "purpose"), columns.one_of(Consent, "method")),
        related=("child", "unit__parent"),
        within=reach.at(),
        orders=columns.newest("given_on"),
        search="child__search_key",
        when="given_on",
        parents=("child",),
        readers=OF_RIGHTS,
        writers=OF_RIGHTS,
        files="rights/_papers.html",
    ),
    Kind(
        slug="vi-pham-du-lieu",
        model=Incident,
        title=_("Vi phạm dữ liệu"),
        one=_("vi phạm dữ liệu"),
        about=_("Lộ, mất, xem trộm dữ liệu: báo cơ quan chuyên trách trong 72 giờ, lập biên bản."),
        columns=(
            columns.itself(_("Vi phạm")),
            columns.UNIT,
            Column("detected_at"),
            Column("report_by", _("Hạn báo"), lambda incident: incident.report_by),
            Column("reported_at"),
            Column("persons", numeric=True),
            Column("repaired_on"),
        ),
        filters=(columns.one_of(Incident, "nature"), columns.yes_or_no(Incident, "located")),
        related=("unit__parent",),
        within=reach.at(),
        orders=columns.newest("detected_at"),
        when="detected_at",
        papers=(
            Paper(_("Biên bản (Word)"), _minutes("docx")),
            Paper(_("Biên bản (PDF)"), _minutes("pdf")),
        ),
        readers=OF_RIGHTS,
        writers=OF_RIGHTS,
    ),
    Kind(
        slug="ra-soat-du-lieu",
        model=Review,
        title=_("Rà soát bảo vệ dữ liệu"),
        one=_("lần rà soát"),
        about=_("Quy trình, rủi ro, kiểm tra định kỳ, nơi nhận phản ánh: đã xem xét ngày nào."),
        columns=(
            Column("duty"),
            columns.UNIT,
            Column("done_on"),
            Column("again_on", _("Xem xét lại trước"), lambda review: review.again_on),
            Column("by"),
            Column("paper"),
        ),
        filters=(columns.one_of(Review, "duty"),),
        related=("unit__parent",),
        within=reach.at(),
        orders=columns.newest("done_on"),
        when="done_on",
        readers=OF_RIGHTS,
        writers=OF_RIGHTS,
    ),
)
