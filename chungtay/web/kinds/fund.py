"""Quỹ: the Child Protection Fund's books."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chungtay.fund.models import Benefit, Donation, Donor, Fund, Spending
from chungtay.people.roles import READS_CHILDREN
from chungtay.web.kinds import cells, columns, reach
from chungtay.web.kinds.kind import OF_ACCOUNTS, OF_BOOKS, Column, Kind, Order, Part

OF_FUND = Column("fund", _("Quỹ của"), lambda record: cells.place(record.fund))


def where(donor: Donor) -> str:
    return gettext("trong tỉnh") if donor.inside_province else gettext("ngoài tỉnh")


KINDS = (
    Kind(
        slug="quy",
        serves=("C16",),
        model=Fund,
        title=_("Quỹ Bảo trợ trẻ em"),
        one=_("Quỹ Bảo trợ trẻ em"),
        about=_("Quỹ đã thành lập ở tỉnh, huyện, xã: từ ngày nào, theo quyết định nào."),
        columns=(
            columns.UNIT,
            Column("decision"),
            columns.FROM,
            columns.UNTIL,
            Column("account"),
        ),
        related=("unit__parent",),
        within=reach.Followed(),
        orders=columns.LAST_ENTERED,
        when="period",
        current=True,
        readers=OF_BOOKS,
        writers=OF_ACCOUNTS,
    ),
    Kind(
        slug="van-dong",
        serves=("C16", "C19"),
        model=Donation,
        title=_("Vận động"),
        one=_("khoản vận động"),
        about=_("Tiền, hiện vật và hỗ trợ trực tiếp mà Quỹ vận động được, của từng nhà tài trợ."),
        columns=(
            Column("receipt"),
            Column("donor"),
            OF_FUND,
            Column("form"),
            Column("date"),
            Column("amount", numeric=True),
        ),
        filters=(columns.one_of(Donation, "form"),),
        related=("donor", "fund__parent"),
        within=reach.Followed("fund"),
        orders=columns.newest(),
        search="donor__search_key",
        when="date",
        parents=("donor",),
        readers=OF_BOOKS,
        writers=OF_ACCOUNTS,
    ),
    Kind(
        slug="chi",
        serves=("C17",),
        model=Spending,
        title=_("Chi của Quỹ"),
        one=_("khoản chi của Quỹ"),
        about=_("Quyết định chi của Quỹ và trẻ được hưởng từ từng khoản."),
        columns=(Column("decision"), Column("purpose"), OF_FUND, Column("date")),
        related=("fund__parent",),
        within=reach.Followed("fund"),
        orders=columns.newest(),
        when="date",
        parts=(Part("huong-loi", "spending", _("Trẻ hưởng lợi từ khoản chi")),),
        readers=OF_BOOKS,
        writers=OF_ACCOUNTS,
    ),
    Kind(
        slug="huong-loi",
        serves=("C17",),
        model=Benefit,
        title=_("Lượt trẻ hưởng lợi"),
        one=_("lượt trẻ hưởng lợi"),
        about=_("Mỗi lần một trẻ được hưởng từ một khoản chi của Quỹ."),
        columns=(
            Column("support.child.full_name", _("Trẻ em")),
            Column("support.kind"),
            Column("support.date"),
            Column("support.amount", _("Trị giá, đồng"), numeric=True),
            Column("spending", _("Khoản chi")),
        ),
        related=("spending", "support__child"),
        within=reach.Followed("spending__fund"),
        orders=columns.LAST_ENTERED,
        search="support__child__search_key",
        when="support__date",
        parents=("spending",),
        readers=OF_BOOKS & READS_CHILDREN,  # each row names a child
        writers=OF_ACCOUNTS & READS_CHILDREN,
    ),
    Kind(
        slug="nha-tai-tro",
        serves=("C16",),
        model=Donor,
        title=_("Nhà tài trợ"),
        one=_("nhà tài trợ"),
        about=_("Cơ quan, doanh nghiệp, tập thể, cá nhân ủng hộ hoặc nhận đỡ đầu trẻ."),
        columns=(Column("name"), Column("kind"), Column("inside_province", _("Ở đâu"), where)),
        filters=(columns.one_of(Donor, "kind"), columns.yes_or_no(Donor, "inside_province")),
        within=reach.donors,
        orders=(Order("ten", _("Tên (A–Y)"), ("search_key", "pk")),),
        search="search_key",
        parts=(
            Part("van-dong", "donor", _("Đã ủng hộ")),
            Part("do-dau", "donor", _("Đang đỡ đầu")),
        ),
        form=("name", "kind", "inside_province"),
        readers=OF_BOOKS,
        writers=OF_ACCOUNTS,
    ),
)
