"""Numbers and sums of money, typed the way an office writes them."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chungtay.lib import vietnamese
from chungtay.lib.vietnamese import fold, in_words

TIMES = {
    "": 1,
    "k": 10**3,
    "ng": 10**3,
    "nghin": 10**3,
    "ngan": 10**3,
    "tr": 10**6,
    "trieu": 10**6,
    "ty": 10**9,
    "ti": 10**9,
}
SUM = re.compile(r"([\d.,]+) ?(k|ng|nghin|ngan|tr|trieu|ty|ti)? ?(\d{1,3})?")
CURRENCY = re.compile(r" ?(d|dong|vnd|vnđ|₫)\.?$")
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


def parse_number(text: str) -> Decimal:
    """1.234,5 and 1234,5 and 1234.5; points (or commas) between whole thousands are dropped.
    Raises ValueError."""
    bare = text.replace(" ", "")
    if GROUPED.fullmatch(bare) and ("." in bare or bare.count(",") > 1):
        bare = bare.replace(".", "").replace(",", "")
    elif "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    try:
        return Decimal(bare)
    except InvalidOperation:
        raise ValueError(text) from None


def parse_money(text: str) -> Decimal:
    """50.000.000, 50tr, 1,2 tỷ, 500k, 1tr5, in đồng. Raises ValueError."""
    words = CURRENCY.sub("", fold(text))
    parts = SUM.fullmatch(words)
    if parts is None or (parts[3] and not parts[2]):
        raise ValueError(text)
    times = TIMES[parts[2] or ""]
    number = parts[1].replace(",", "") if times == 1 and GROUPED.fullmatch(parts[1]) else parts[1]
    rest = Decimal(f"0.{parts[3]}") if parts[3] else Decimal(0)
    return (parse_number(number) + rest) * times


class NumberField(forms.Field):
    """A number with a comma before its decimals; `places` is how many of them may be kept."""

    shape = "inputs/text.html"
    mode, size, width = "decimal", 12, "w-auto"
    default_error_messages = {
        "invalid": _("Không hiểu số “%(text)s”. Ví dụ đúng: 1.250 hoặc 98,6."),
        "places": _("Số “%(text)s” có quá nhiều chữ số sau dấu phẩy."),
        "below": _("Số không thể âm."),
        "above": _("Số “%(text)s” quá lớn."),
    }

    def __init__(
        self, *, places: int = 0, most: int | None = None, empty: Any = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.places, self.most, self.empty = places, most, empty

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, (int, Decimal)):
            return self.said(value)
        return str("" if value is None else value)

    def said(self, value: int | Decimal) -> str:
        shown = vietnamese.decimal(Decimal(value), self.places)
        return shown.rstrip("0").rstrip(",") if "," in shown else shown

    def read(self, text: str) -> Decimal:
        return parse_number(text.removesuffix("%"))

    def to_python(self, value: Any) -> Decimal | int | None:
        text = str("" if value is None else value).strip()
        if not text:
            return self.empty
        try:
            number = self.read(text)
        except ValueError:
            raise self.wrong("invalid", text) from None
        self._within(number, text)
        return number if self.places else int(number)

    def _within(self, number: Decimal, text: str) -> None:
        if round(number, self.places) != number:
            raise self.wrong("places", text)
        if number < 0:
            raise self.wrong("below", text)
        if self.most is not None and number > self.most:
            raise self.wrong("above", text)

    def wrong(self, code: str, text: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"text": text})


class YearField(NumberField):
    """A year: no point between its digits."""

    mode, size = "numeric", 6
    default_error_messages = {"invalid": _("Năm “%(text)s” không đúng. Ví dụ đúng: 2020.")}

    def said(self, value: int | Decimal) -> str:
        return str(value)

    def read(self, text: str) -> Decimal:
        if not re.fullmatch(r"(19|20)\d\d", text):
            raise ValueError(text)
        return Decimal(text)


class MoneyField(NumberField):
    """Whole đồng; short ways of writing are understood and said back in words."""

    size = 18
    default_error_messages = {
        "invalid": _("Không hiểu số tiền “%(text)s”. Ví dụ đúng: 50.000.000, 50tr hoặc 1,2 tỷ."),
        "places": _("Số tiền “%(text)s” phải là số đồng nguyên."),
        "below": _("Số tiền không thể âm."),
    }

    def read(self, text: str) -> Decimal:
        return parse_money(text)

    def echo(self, value: Any) -> str:
        """The sum in words, or nothing while it is not understood."""
        try:
            read = self.to_python(value)
        except ValidationError:
            return ""
        return f"{in_words(int(read))} đồng" if read else ""


class AmountField(NumberField):
    """A number that may be a sum: 95, 98,6 or 230tr."""

    size = 18

    def read(self, text: str) -> Decimal:
        try:
            return parse_number(text.removesuffix("%"))
        except ValueError:
            return parse_money(text)
