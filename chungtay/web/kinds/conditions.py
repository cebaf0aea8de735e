"""Trẻ em: certificates of disability and grave illnesses, the ground of two groups of the law."""

from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Disability, Illness
from chungtay.web.kinds import columns
from chungtay.web.kinds.kind import OF_HEALTH, WITH_COLLABORATORS, Column, Kind
from chungtay.web.kinds.register import OF_A_CHILD, OF_WHOM

WRITERS = WITH_COLLABORATORS | OF_HEALTH

KINDS = (
    Kind(
        slug="khuyet-tat",
        serves=("C5",),
        model=Disability,
        title=_("Giấy xác nhận khuyết tật"),
        one=_("giấy xác nhận khuyết tật"),
        about=_("Dạng và mức độ khuyết tật của trẻ theo giấy xác nhận, còn hiệu lực đến khi nào."),
        columns=(
            OF_WHOM,
            columns.BORN,
            Column("kind"),
            Column("degree"),
            columns.FROM,
            columns.UNTIL,
        ),
        filters=(columns.one_of(Disability, "kind"), columns.one_of(Disability, "degree")),
        related=("child",),
        form=("child", "kind", "degree", "number", "period"),
        writers=WRITERS,
        **OF_A_CHILD,
    ),
    Kind(
        slug="benh",
        serves=("C5",),
        model=Illness,
        title=_("Bệnh hiểm nghèo, bệnh dài ngày"),
        one=_("bệnh của trẻ"),
        about=_("Trẻ mắc bệnh hiểm nghèo hoặc bệnh phải điều trị dài ngày, từ ngày nào."),
        columns=(
            OF_WHOM,
            columns.BORN,
            Column("kind"),
            Column("name"),
            columns.FROM,
            columns.UNTIL,
        ),
        filters=(columns.one_of(Illness, "kind"),),
        related=("child",),
        form=("child", "kind", "name", "period", "evidence"),
        writers=WRITERS,
        **OF_A_CHILD,
    ),
)
