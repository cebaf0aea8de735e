"""Numbers, money and dates as a Vietnamese office writes and reads them."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
BILLION = 10**9
NOT_SET = "–"


def number(n: int) -> str:
    """492832 as `492.832`."""
    return f"{n:,d}".replace(",", ".")


def decimal(x: float | Decimal | Fraction, places: int) -> str:
    """98.55 to one place as `98,6`: halves round away from zero, as people round."""
    step = Decimal(1).scaleb(-places)
    rounded = _exact(x).quantize(step, rounding=ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def _exact(x: float | Decimal | Fraction) -> Decimal:
    """A float counts as the digits it prints, so that 0.15 is a half and not a little less."""
    if isinstance(x, Fraction):
        return Decimal(x.numerator) / Decimal(x.denominator)
    return x if isinstance(x, Decimal) else Decimal(str(x))


def percent(part: int, whole: int, places: int = 1) -> str:
    """493 of 500 as `98,6%`; a whole percent has no zeros after it; `–` if there is no whole."""
    if whole == 0:
        return NOT_SET
    shown = decimal(Fraction(100 * part, whole), places)
    return (shown.rstrip("0").rstrip(",") if "," in shown else shown) + "%"


def money(n: int) -> str:
    """Whole đồng: 3024747000 as `3.024.747.000 đồng`."""
    return f"{number(n)} đồng"


def date(d: dt.date) -> str:
    """30 June 2020 as `30/06/2020`."""
    return f"{d.day:02d}/{d.month:02d}/{d.year:04d}"


def in_words(n: int, *, zero_tens: str = "linh") -> str:
    """A whole number as it is read: 50000000 is `năm mươi triệu`.

    `zero_tens` is the word for an empty tens place: `linh`, or `lẻ` as the South says.
    """
    if n < 0:
        return f"âm {in_words(-n, zero_tens=zero_tens)}"
    return " ".join(_read(n, False, zero_tens)) or DIGITS[0]


def _read(n: int, follows: bool, zero_tens: str) -> list[str]:
    """The words of `n`; after a larger group (`follows`) its hundreds are always said."""
    if n >= BILLION:
        head, tail = divmod(n, BILLION)
        return [*_read(head, follows, zero_tens), "tỷ", *_read(tail, True, zero_tens)]
    words: list[str] = []
    for size, name in ((10**6, ["triệu"]), (10**3, ["nghìn"]), (1, [])):
        group, n = divmod(n, size)
        if group:
            words += [*_read_group(group, follows or bool(words), zero_tens), *name]
    return words


def _read_group(group: int, follows: bool, zero_tens: str) -> list[str]:
    hundreds, rest = divmod(group, 100)
    spoken = bool(hundreds) or follows
    return [*([DIGITS[hundreds], "trăm"] if spoken else []), *_read_tens(rest, spoken, zero_tens)]


def _read_tens(rest: int, follows: bool, zero_tens: str) -> list[str]:
    tens, unit = divmod(rest, 10)
    if tens == 0:
        return ([zero_tens] if follows else []) + [DIGITS[unit]] if unit else []
    head = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return head + ([_unit(tens, unit)] if unit else [])


def _unit(tens: int, unit: int) -> str:
    if unit == 5:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(unit, DIGITS[unit]) if tens > 1 else DIGITS[unit]
