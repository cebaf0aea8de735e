"""Template filters: numbers, money, dates and ages as a Vietnamese reader expects them."""

import datetime as dt
from typing import Any

from django import template
from django.utils.translation import get_language, gettext, gettext_lazy

from chungtay.children.models import BirthPrecision, Child
from chungtay.indicators.registry import Indicator, Value
from chungtay.law.age import age_in_words
from chungtay.lib import vietnamese
from chungtay.lib.periods import Period

register = template.Library()
WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


@register.filter
def number(value: int) -> str:
    return vietnamese.number(value)


@register.filter
def money(value: int) -> str:
    return vietnamese.money(value)


@register.filter
def date(value: dt.date) -> str:
    return vietnamese.date(value)


@register.filter(expects_localtime=True)
def moment(value: dt.datetime | None) -> str:
    """14:05 30/06/2020, on the clocks of Viet Nam; "" for never."""
    return f"{value:%H:%M} {vietnamese.date(value)}" if value else ""


@register.filter
def weekday(value: dt.date) -> str:
    return str(WEEKDAYS[value.weekday()])


@register.filter
def percent(part: int, whole: int) -> str:
    return vietnamese.percent(part, whole)


@register.filter
def share(value: Value) -> str:
    """n/N of a figure, as every percent is followed by."""
    return f"{number(value.numerator)}/{number(value.denominator or 0)}"


@register.filter
def rate(value: Value) -> str:
    """The percent of a figure, or a dash where no rate is counted."""
    whole = value.denominator
    return vietnamese.percent(value.numerator, whole) if whole else "–"


@register.filter
def counted(value: Value) -> str:
    """The number with what it counts: 492.832 trẻ, 3.024.747.000 đồng."""
    return f"{number(value.numerator)} {gettext(value.indicator.unit)}"


@register.filter
def headline(value: Value) -> str:
    """The figure as a report says it: 98,6%, 184/184 or 492.832 trẻ."""
    if value.indicator.headline == "share":
        return rate(value)
    return share(value) if value.indicator.headline == "of" else counted(value)


@register.filter
def named(one: Indicator) -> str:
    return one.title_en if get_language() == "en" else one.title


@register.filter
def explained(one: Indicator) -> str:
    """How the figure is counted, in words of the reader's language."""
    return one.how_en if get_language() == "en" else one.how


@register.filter
def spoken(period: Period) -> str:
    """The period in words of the reader's language."""
    if get_language() != "en":
        return period.title
    year, _, part = period.code.partition("-")
    named = {"": f"the year {year}", "H1": f"the first half of {year}"}
    named |= {"H2": f"the second half of {year}", "9M": f"the first nine months of {year}"}
    named |= {f"Q{n}": f"quarter {n} of {year}" for n in range(1, 5)}
    return named.get(part, f"{date(period.start)} to {date(period.last_day)}")


@register.filter
def age(child: Child, on: dt.date) -> str:
    """2 tuổi 8 tháng; `khoảng` before it when the day or month of birth is not known."""
    words = age_in_words(child.birth_date, on)
    if child.birth_precision in (BirthPrecision.YEAR, BirthPrecision.ESTIMATED):
        years = on.year - child.birth_date.year
        words = gettext("khoảng {age}").format(age=f"{years} tuổi")
    return words.replace("tuổi", gettext("tuổi")).replace("tháng", gettext("tháng"))


@register.filter
def born(child: Child) -> str:
    """The birth date as far as it is known."""
    day = child.birth_date
    if child.birth_precision == BirthPrecision.MONTH:
        return f"{day:%m}/{day.year}"
    if child.birth_precision == BirthPrecision.YEAR:
        return f"{day.year} ({gettext('chỉ biết năm')})"
    if child.birth_precision == BirthPrecision.ESTIMATED:
        return f"{day.year} ({gettext('ước lượng')})"
    return vietnamese.date(day)


@register.filter
def cell(value: Any) -> str:
    """One value of a record, by its type."""
    if isinstance(value, bool):
        return gettext("Có") if value else gettext("Không")
    if isinstance(value, dt.date):
        return vietnamese.date(value)
    return vietnamese.number(value) if isinstance(value, int) else str(value or "–")


@register.filter
def numeric(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@register.filter
def at(values: Any, index: int) -> Any:
    return values[index]


@register.filter
def hundredths(value: Value) -> int:
    """The share as a whole number of hundredths, for the length of a bar."""
    return round(100 * (value.share or 0))
