"""The Child Protection Fund: raised, spent, and on what."""

from collections.abc import Iterator

from chungtay.fund.models import Donation
from chungtay.indicators.facts import BENEFIT
from chungtay.lib.vietnamese import money, number
from chungtay.places.models import Level
from chungtay.reports.chapters import Matter
from chungtay.reports.said import counted, kinds, of
from chungtay.reports.tables import Tables
from chungtay.support.models import Support

BY_KIND = "SELECT kind, count(*) FROM benefit GROUP BY kind"


def fund(tables: Tables) -> Iterator[str]:
    """4. Quỹ Bảo trợ trẻ em."""
    raised, times = tables.count("fund_raised"), tables.count("fund_benefits")
    if raised:
        forms = ", ".join(
            f"{form.label} {money(tables.by_form[form])}"
            for form in Donation.Form
            if tables.by_form.get(form)
        )
        yield f"Quỹ Bảo trợ trẻ em vận động được {money(raised)}, gồm: {forms}."
    else:
        yield "Trong kỳ không ghi nhận khoản vận động nào của Quỹ Bảo trợ trẻ em."
    if times:
        yield (
            f"Quỹ đã hỗ trợ {number(times)} lượt trẻ em với kinh phí "
            f"{money(tables.count('fund_spent'))} ({_kinds_of_support(tables)})."
        )
    funds = tables.value("communes_with_fund")
    if funds and tables.unit.level < Level.COMMUNE:
        yield f"{of(funds)} {kinds(tables.communes, Level.COMMUNE)} đã có Quỹ Bảo trợ trẻ em."


def _kinds_of_support(tables: Tables) -> str:
    return counted((Support.Kind(kind).label, n) for kind, n in tables.rows(BENEFIT, BY_KIND))


FUND = Matter("Quỹ Bảo trợ trẻ em", fund, serves=("C16", "C17"))
