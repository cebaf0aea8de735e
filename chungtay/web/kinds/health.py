"""Trẻ em: insurance cards, growth, vaccines, vitamin A, examinations, injuries."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from chungtay.health.models import (
    Examination,
    Injury,
    InsuranceCard,
    Measurement,
    Vaccination,
    VitaminA,
)
from chungtay.people.roles import Role
from chungtay.web.kinds import columns, reach
from chungtay.web.kinds.kind import OF_HEALTH, Column, Kind

OF_A_CHILD: dict[str, Any] = {
    "within": reach.under,
    "along": reach.under_by_row,
    "orders": columns.newest(),
    "related": ("child",),
    "search": "child__search_key",
    "when": "date",
    "parents": ("child",),
}

KINDS = (
    Kind(
        slug="the-bhyt",
        serves=("C13",),
        model=InsuranceCard,
        title=_("Thẻ bảo hiểm y tế"),
        one=_("thẻ bảo hiểm y tế"),
        about=_("Trẻ đã đề nghị cấp thẻ, đã có thẻ hay chưa và vì sao."),
        columns=(
            columns.CHILD,
            columns.BORN,
            Column("date", _("Ngày đề nghị")),
            Column("issued_on"),
            Column("valid_until"),
            Column("missing_reason"),
        ),
        filters=(columns.one_of(InsuranceCard, "missing_reason"),),
        **OF_A_CHILD,
    ),
    Kind(
        slug="can-do",
        serves=("C14",),
        model=Measurement,
        title=_("Cân, đo"),
        one=_("lần cân, đo"),
        about=_("Cân nặng, chiều cao của trẻ theo ngày cân đo, và đã chấm biểu đồ chưa."),
        columns=(
            columns.CHILD,
            columns.BORN,
            Column("date"),
            Column("weight", numeric=True),
            Column("height", numeric=True),
            Column("on_chart"),
        ),
        filters=(
            columns.one_of(Measurement, "posture"),
            columns.yes_or_no(Measurement, "on_chart"),
        ),
        writers=OF_HEALTH,
        **OF_A_CHILD,
    ),
    Kind(
        slug="tiem-chung",
        serves=("C15",),
        model=Vaccination,
        title=_("Tiêm chủng"),
        one=_("mũi tiêm chủng"),
        about=_("Từng mũi tiêm của trẻ; đủ các mũi là được tiêm chủng đầy đủ."),
        columns=(
            columns.CHILD,
            columns.BORN,
            Column("date"),
            Column("vaccine"),
            Column("dose", numeric=True),
            Column("place"),
        ),
        filters=(columns.one_of(Vaccination, "vaccine"),),
        writers=OF_HEALTH,
        **OF_A_CHILD,
    ),
    Kind(
        slug="vitamin-a",
        serves=("C15",),
        model=VitaminA,
        title=_("Uống vitamin A"),
        one=_("lần uống vitamin A"),
        about=_("Trẻ đã uống vitamin A trong từng đợt, thường vào tháng 6 và tháng 12."),
        columns=(columns.CHILD, columns.BORN, Column("date"), Column("dose")),
        filters=(columns.one_of(VitaminA, "dose"),),
        writers=OF_HEALTH,
        **OF_A_CHILD,
    ),
    Kind(
        slug="kham-chua-benh",
        serves=("C13",),
        model=Examination,
        title=_("Khám, chữa bệnh"),
        one=_("lượt khám, chữa bệnh"),
        about=_("Lượt khám, chữa bệnh của trẻ và quyền lợi bảo hiểm y tế có được hưởng đủ không."),
        columns=(
            columns.CHILD,
            columns.BORN,
            Column("date"),
            Column("facility"),
            Column("treated"),
            Column("rights_kept", _("Hưởng đủ quyền lợi")),
        ),
        filters=(
            columns.yes_or_no(Examination, "rights_kept"),
            columns.yes_or_no(Examination, "treated"),
        ),
        writers=OF_HEALTH - {Role.COLLABORATOR},  # told by those who treat
        **OF_A_CHILD,
    ),
    Kind(
        slug="tai-nan",
        serves=("C11", "C28"),
        model=Injury,
        title=_("Tai nạn, thương tích"),
        one=_("vụ tai nạn, thương tích"),
        about=_("Đuối nước và các tai nạn khác của trẻ: ở đâu, vì sao, đã xử lý thế nào."),
        columns=(
            columns.CHILD,
            columns.BORN,
            Column("date"),
            Column("cause"),
            Column("place"),
            Column("fatal"),
        ),
        filters=(
            columns.one_of(Injury, "cause"),
            columns.one_of(Injury, "place"),
            columns.yes_or_no(Injury, "fatal"),
        ),
        writers=OF_HEALTH,
        **OF_A_CHILD,
    ),
)
