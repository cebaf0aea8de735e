"""Days, moments and spans of days, typed as people write them."""

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chungtay.lib import vietnamese
from chungtay.lib.vietnamese import fold

YEARS = range(1930, 2101)
NEAR = {"hom nay": 0, "hom qua": -1, "hom kia": -2, "ngay mai": 1, "mai": 1, "nay": 0}
PARTED = re.compile(r"(\d{1,2})[/.\- ]+(\d{1,2})(?:[/.\- ]+(\d{4}|\d{2}))?")
WHOLE = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
TURNED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
CLOCK = re.compile(r"(.*?)\s*\b(\d{1,2})[:hg](\d{2})?\s*$")


def parse_day(text: str, today: date) -> date:
    """1/6/2020, 01-06-2020, 01062020, 1/6 (of this year), “hôm nay”. Raises ValueError."""
    words = " ".join(re.sub(r"\b(ngay|thang|nam)\b(?= *\d)", " ", fold(text)).split())
    if words in NEAR:
        return today + timedelta(days=NEAR[words])
    if turned := TURNED.fullmatch(words):
        return _day(turned[3], turned[2], turned[1], today)
    parts = PARTED.fullmatch(words) or WHOLE.fullmatch(words)
    if parts is None:
        raise ValueError(text)
    return _day(parts[1], parts[2], parts[3], today)


def _day(day: str, month: str, year: str | None, today: date) -> date:
    full = today.year if year is None else int(year) + (2000 if len(year) == 2 else 0)
    if full not in YEARS:
        raise ValueError(year)
    return date(full, int(month), int(day))


def _said(value: Any) -> str:
    return vietnamese.date(value) if isinstance(value, date) else str(value or "")


class DayField(forms.Field):
    """One day. `today` is the day of the desk, set by the form."""

    shape = "inputs/text.html"
    mode, size, width = "numeric", 14, "w-auto"
    today: date = date.min
    default_error_messages = {
        "invalid": _("Không hiểu ngày “%(text)s”. Hãy ghi ngày/tháng/năm, ví dụ 31/12/2020."),
    }

    def prepare_value(self, value: Any) -> Any:
        return _said(value)

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_day(text, self.today)
        except ValueError:
            raise self.wrong("invalid", text) from None

    def wrong(self, code: str, text: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"text": text})


class MomentField(DayField):
    """A day and a time of it: 30/06/2020 14:30, or 14h30 of today."""

    size = 20
    default_error_messages = {
        "invalid": _("Không hiểu “%(text)s”. Hãy ghi ngày và giờ, ví dụ 31/12/2020 14:30."),
    }

    def prepare_value(self, value: Any) -> str:
        if not isinstance(value, datetime):
            return str(value or "")
        local = timezone.localtime(value)
        return f"{vietnamese.date(local)} {local:%H:%M}"

    def to_python(self, value: Any) -> datetime | None:
        text = str(value or "").strip()
        if not text:
            return None
        clock = CLOCK.fullmatch(fold(text))
        with suppress(ValueError):
            if clock:
                day = parse_day(clock[1], self.today) if clock[1] else self.today
                at = time(int(clock[2]), int(clock[3] or 0))
                return timezone.make_aware(datetime.combine(day, at))
        raise self.wrong("invalid", text)


class TwoBoxes(forms.Widget):
    """The first and the last day, each in its own box."""

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> tuple[str, str]:
        return data.get(name) or "", data.get(f"{name}_den") or ""

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        return name not in data


class PeriodField(DayField):
    """From a day to a day, both in; kept end-exclusive. No last day: it still holds."""

    shape = "inputs/period.html"
    widget = TwoBoxes
    faulty_box = ""
    default_error_messages = {
        "required": _("Hãy ghi ngày bắt đầu."),
        "order": _("Ngày kết thúc %(text)s không thể trước ngày bắt đầu."),
        "open": _("Hãy ghi ngày kết thúc."),
    }

    def __init__(self, *, closed: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.closed = closed

    def prepare_value(self, value: Any) -> tuple[str, str]:
        if isinstance(value, (tuple, list)):
            return _said(value[0]), _said(value[1])
        if isinstance(value, str):  # an address can say anything
            return value, ""
        if value is None or value.lower is None:
            return "", ""
        return _said(value.lower), _said(value.upper and value.upper - timedelta(days=1))

    def clean(self, value: Any) -> DateRange | None:
        self.faulty_box = ""
        first = self.to_python(value[0])
        self.faulty_box = "_den"
        last = self.to_python(value[1])
        if first is not None and last is not None and last < first:
            raise self.wrong("order", _said(last))
        if first is not None and last is None and self.closed:
            raise self.wrong("open", "")
        self.faulty_box = ""
        if first is None and (self.required or last is not None):
            raise self.wrong("required", "")
        return first and DateRange(first, last and last + timedelta(days=1))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != tuple(data or ("", ""))
