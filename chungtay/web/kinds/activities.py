"""Hoạt động: events, who took part, what was put out."""

from django.utils.translation import gettext_lazy as _

from chungtay.activities.models import Activity, Attendance, Product
from chungtay.web.kinds import columns, reach
from chungtay.web.kinds.kind import OF_RECORDS, Column, Kind, Part


def not_written_up(activity: Activity) -> bool:
    return activity.status == Activity.Status.PLANNED


KINDS = (
    Kind(
        slug="hoat-dong",
        serves=("C21", "C26", "C27", "C28", "C30"),
        model=Activity,
        title=_("Hoạt động"),
        one=_("hoạt động"),
        about=_("Tập huấn, truyền thông, diễn đàn, chiến dịch, ngày hội, hội nghị, kiểm tra."),
        columns=(
            Column("name"),
            columns.UNIT,
            Column("kind"),
            Column("starts_on"),
            Column("status"),
            Column("children", _("Trẻ em"), numeric=True),
            Column("adults", _("Người lớn"), numeric=True),
        ),
        filters=(
            columns.one_of(Activity, "kind"),
            columns.one_of(Activity, "status"),
            columns.one_of(Activity, "campaign"),
        ),
        related=("unit__parent",),
        within=reach.Followed(),
        orders=columns.newest("starts_on"),
        search="search_key",
        when="starts_on",
        parts=(
            Part("tham-du", "activity", _("Người tham gia")),
            Part("san-pham", "activity", _("Sản phẩm truyền thông")),
        ),
        open=not_written_up,
        readers=OF_RECORDS,
    ),
    Kind(
        slug="tham-du",
        serves=("C21",),
        model=Attendance,
        title=_("Người tham gia hoạt động"),
        one=_("người tham gia"),
        about=_("Cán bộ, cộng tác viên đã dự tập huấn và hoạt động nào."),
        columns=(
            Column("person"),
            Column("activity"),
            Column("activity.starts_on", _("Ngày")),
        ),
        related=("person", "activity"),
        within=reach.Followed("activity__unit"),
        orders=columns.LAST_ENTERED,
        search="person__search_key",
        when="activity__starts_on",
        parents=("activity",),
        readers=OF_RECORDS,
    ),
    Kind(
        slug="san-pham",
        serves=("C27",),
        model=Product,
        title=_("Sản phẩm truyền thông"),
        one=_("sản phẩm truyền thông"),
        about=_("Băng rôn, khẩu hiệu, buổi phát thanh, tin bài đã đưa ra, và ở đâu."),
        columns=(
            columns.itself(_("Sản phẩm")),
            Column("medium"),
            Column("quantity", numeric=True),
            Column("activity"),
            Column("activity.starts_on", _("Ngày")),
        ),
        filters=(columns.one_of(Product, "medium"),),
        related=("activity",),
        within=reach.Followed("activity__unit"),
        orders=columns.LAST_ENTERED,
        when="activity__starts_on",
        parents=("activity",),
        readers=OF_RECORDS,
    ),
)
