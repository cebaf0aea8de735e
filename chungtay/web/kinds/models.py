"""Mô hình: models of care, and communes that suit children."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from chungtay.activities.models import CareModel, ModelKind
from chungtay.law.child_friendly import standard
from chungtay.plans.models import Assessment, Score
from chungtay.web.kinds import columns, reach
from chungtay.web.kinds.kind import OF_RECORDS, PROVINCE, Column, Kind, Order, Part


def criterion(score: Any) -> str:
    named = standard(score.assessment.standard).criteria.get(score.criterion)
    return f"{score.criterion}. {named.name}" if named else str(score.criterion)


KINDS = (
    Kind(
        slug="mo-hinh",
        serves=("C24", "C30"),
        model=CareModel,
        title=_("Mô hình ở đơn vị"),
        one=_("mô hình ở đơn vị"),
        about=_(
            "Ngôi nhà an toàn, bảo vệ tại cộng đồng, câu lạc bộ, điểm tư vấn: ở đâu, từ bao giờ."
        ),
        columns=(
            columns.itself(_("Mô hình")),
            columns.UNIT,
            columns.FROM,
            columns.UNTIL,
            Column("children", _("Trẻ em"), numeric=True),
            Column("partner"),
        ),
        filters=(columns.row_of(CareModel, "kind", ModelKind.objects.order_by("name").all),),
        related=("kind", "unit__parent"),
        within=reach.Followed(),
        orders=columns.LAST_ENTERED,
        search="search_key",
        when="period",
        current=True,
        parents=("kind",),
        readers=OF_RECORDS,
    ),
    Kind(
        slug="loai-mo-hinh",
        serves=("C24",),
        model=ModelKind,
        title=_("Loại mô hình"),
        one=_("loại mô hình"),
        about=_("Danh mục các loại mô hình, do tỉnh giữ."),
        columns=(Column("name"), Column("counted"), Column("ground")),
        filters=(columns.one_of(ModelKind, "counted"),),
        within=reach.everywhere,
        orders=(Order("ma", _("Theo mã"), ("pk",)),),
        parts=(Part("mo-hinh", "kind", _("Nơi có mô hình này")),),
        writers=PROVINCE,
        readers=OF_RECORDS,
    ),
    Kind(
        slug="danh-gia",
        serves=("C25",),
        model=Assessment,
        title=_("Xã, phường phù hợp với trẻ em"),
        one=_("đánh giá xã phù hợp với trẻ em"),
        about=_("Xã đăng ký, tự chấm điểm và được công nhận phù hợp với trẻ em từng năm."),
        columns=(
            columns.itself(_("Xã, năm")),
            columns.UNIT,
            Column("year"),
            Column("total", numeric=True),
            Column("result"),
            Column("decision"),
        ),
        filters=(
            columns.one_of(Assessment, "result"),
            columns.one_of(Assessment, "standard"),
        ),
        related=("unit__parent",),
        within=reach.Followed(),
        orders=(
            Order("moi", _("Mới nhất trước"), ("-year", "-pk")),
            Order("cu", _("Cũ nhất trước"), ("year", "pk")),
        ),
        when="year",
        parts=(Part("diem-tieu-chi", "assessment", _("Điểm từng tiêu chí")),),
        readers=OF_RECORDS,
    ),
    Kind(
        slug="diem-tieu-chi",
        serves=("C25",),
        model=Score,
        title=_("Điểm tiêu chí"),
        one=_("điểm tiêu chí"),
        about=_("Điểm và minh chứng của từng tiêu chí trong một đánh giá."),
        columns=(
            Column("criterion", _("Tiêu chí")),
            Column("assessment", _("Đánh giá"), lambda score: str(score.assessment)),
            Column("points", numeric=True),
            Column("most", numeric=True),
            Column("evidence"),
        ),
        related=("assessment__unit",),
        within=reach.Followed("assessment__unit"),
        orders=(
            *columns.LAST_ENTERED,
            Order("tieu-chi", _("Theo số tiêu chí"), ("assessment", "criterion")),
        ),
        when="assessment__year",
        words={"criterion": criterion},
        parents=("assessment",),
        readers=OF_RECORDS,
    ),
)
