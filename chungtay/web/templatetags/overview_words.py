"""Template filters of the leader's page: a target, how far it is, and a change, in words."""

from fractions import Fraction
from typing import NamedTuple

from django import template
from django.utils.translation import gettext, ngettext

from chungtay.indicators.change import Bar, Change
from chungtay.indicators.registry import Value
from chungtay.indicators.targets import Progress
from chungtay.lib.vietnamese import decimal, number, percent
from chungtay.plans.models import Target
from chungtay.web.overview import Figure

register = template.Library()
WIDTH = 260
NARROW = Fraction(1, 100)  # a share below it is told per 10,000


class Bars(NamedTuple):
    """Lengths of the drawing, of WIDTH: what is done, and where the target stands (or nowhere)."""

    fill: int
    mark: int | None


@register.filter
def bars(figure: Figure) -> Bars | None:
    """None where there is nothing to be full of."""
    one, value = figure.progress, figure.value
    if value is None:
        return None
    if one is None or one.measured is None:
        told = value.share is not None and value.indicator.headline != "number"
        return Bars(round(WIDTH * (value.share or 0)), None) if told else None
    promised = Fraction(one.target.value)
    full = _full(one.target, one.measured) or Fraction(1)
    return Bars(_length(one.measured / full), _length(promised / full))


def _full(target: Target, measured: Fraction) -> Fraction:
    whole = {Target.Kind.SHARE: 100, Target.Kind.OF: target.of or 0}.get(Target.Kind(target.kind))
    return Fraction(whole) if whole else max(measured, Fraction(target.value))


def _length(part: Fraction) -> int:
    return max(0, min(WIDTH, round(WIDTH * part)))


@register.filter
def ratio(value: Value) -> str:
    """A small share per 10,000, another in percent."""
    share = value.share
    if share is None or not 0 < share < NARROW:
        return percent(value.numerator, value.denominator or 0)
    return gettext("{rate} trên 10.000").format(rate=decimal(share * 10_000, 1))


@register.filter
def goal(one: Progress) -> str:
    """What was promised: 95%, 31/31 xã, trên 230.000.000 đồng, giảm 15% so với năm 2020."""
    target, said = one.target, _promised(one)
    if target.kind == Target.Kind.CHANGE:
        word = gettext("giảm {goal}") if _falls(target) else gettext("tăng {goal}")
        said = gettext("{goal} so với năm {year}").format(
            goal=word.format(goal=said), year=target.base_year
        )
    words = {
        Target.Direction.MORE_THAN: gettext("trên {goal}"),
        Target.Direction.AT_MOST: gettext("không quá {goal}"),
    }
    return words.get(Target.Direction(target.direction), "{goal}").format(goal=said)


def _falls(target: Target) -> bool:
    return target.direction == Target.Direction.FALL


def _promised(one: Progress) -> str:
    target, plain = one.target, _number(Fraction(one.target.value))
    if target.kind in (Target.Kind.SHARE, Target.Kind.CHANGE):
        return f"{plain}%"
    whole = f"/{number(target.of or 0)}" if target.kind == Target.Kind.OF else ""
    return f"{plain}{whole} {gettext(one.indicator.unit)}"


def _number(amount: Fraction) -> str:
    """Without a comma where the amount is whole."""
    return number(int(amount)) if amount.denominator == 1 else decimal(amount, 1)


@register.filter
def lacking(one: Progress) -> str:
    """What a target not reached still lacks, or by how much a ceiling is passed."""
    measured, promised = one.measured or Fraction(0), Fraction(one.target.value)
    if one.target.kind == Target.Kind.CHANGE:
        return _moved_so_far(one.target, measured)
    in_points = one.target.kind == Target.Kind.SHARE
    if one.target.direction == Target.Direction.AT_MOST:
        unit = gettext("điểm phần trăm") if in_points else gettext(one.indicator.unit)
        return gettext("quá {n} {unit}").format(n=_number(measured - promised), unit=unit)
    if in_points:
        return gettext("còn {n} điểm phần trăm").format(n=_tenths(promised - measured))
    return gettext("còn {n}%").format(n=_tenths(100 * (promised - measured) / (promised or 1)))


def _moved_so_far(target: Target, measured: Fraction) -> str:
    """A fall that is a rise so far is told as a rise, and the other way round."""
    if not measured:
        return gettext("chưa đổi")
    wanted = measured > 0
    word = gettext("mới {moved}") if wanted else gettext("đang {moved}")
    falls = _falls(target) is wanted
    moved = gettext("giảm {goal}") if falls else gettext("tăng {goal}")
    return word.format(moved=moved.format(goal=f"{_tenths(abs(measured))}%"))


def _tenths(part: Fraction) -> str:
    """To one place, never told as none when something is lacking."""
    if part < Fraction(1, 10):
        return gettext("dưới 0,1")
    return percent(part.numerator, 100 * part.denominator).removesuffix("%")


@register.filter
def moved(found: Change) -> str:
    """tăng 2 xã, giảm 0,3 điểm phần trăm, không đổi; or why it cannot be told."""
    by = found.by
    if by is None:
        return _why(found.bar)
    if abs(by) < Fraction(1, 20):
        return gettext("không đổi")
    word = gettext("tăng {n} {unit}") if by > 0 else gettext("giảm {n} {unit}")
    if found.now.indicator.headline == "share":
        return word.format(n=_tenths(abs(by)), unit=gettext("điểm phần trăm"))
    return word.format(n=number(int(abs(by))), unit=gettext(found.now.indicator.unit))


def _why(bar: Bar | None) -> str:
    return {
        Bar.GROUPS: gettext("không so được: luật đã đổi nhóm trẻ em"),
        Bar.UNIT: gettext("không so được: kỳ trước chưa có đơn vị này"),
        Bar.REGISTER: gettext("không so được: kỳ trước chưa lập sổ trẻ em"),
        Bar.RECORDS: gettext("không so được: kỳ trước chưa ghi số liệu"),
    }[bar or Bar.RECORDS]


@register.filter
def arrow(found: Change) -> str:
    by = found.by
    if by is None or abs(by) < Fraction(1, 20):
        return ""
    return "↑" if by > 0 else "↓"


@register.filter
def part(whole: Fraction) -> str:
    """A part of one as a whole percent."""
    return percent(whole.numerator, whole.denominator, 0)


@register.simple_tag
def tally(missed: int, reached: int) -> str:
    """3 chỉ tiêu chưa đạt, 5 chỉ tiêu đạt"""
    words = (
        (missed, ngettext("{n} chỉ tiêu chưa đạt", "{n} chỉ tiêu chưa đạt", missed)),
        (reached, ngettext("{n} chỉ tiêu đạt", "{n} chỉ tiêu đạt", reached)),
    )
    return ", ".join(said.format(n=n).replace(" ", "\u00a0") for n, said in words if n)
