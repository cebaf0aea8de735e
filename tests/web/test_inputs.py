"""What an officer types, and what is understood of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.web.inputs.days import DayField, MomentField, PeriodField, parse_day
from chungtay.web.inputs.numbers import AmountField, MoneyField, NumberField, YearField
from chungtay.web.inputs.plain import LanguagesField
from chungtay.web.inputs.sentences import sentence
from chungtay.web.kinds import KINDS

TODAY = date(2020, 6, 30)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("01/06/2020", date(2020, 6, 1)),
        ("1/6/2020", date(2020, 6, 1)),
        ("1-6-2020", date(2020, 6, 1)),
        ("1.6.2020", date(2020, 6, 1)),
        ("01062020", date(2020, 6, 1)),
        ("1/6/20", date(2020, 6, 1)),
        ("1/6", date(2020, 6, 1)),
        ("ngày 13 tháng 3 năm 2012", date(2012, 3, 13)),
        ("2020-06-01", date(2020, 6, 1)),
        ("hôm nay", TODAY),
        ("Hom qua", date(2020, 6, 29)),
    ],
)
def test_a_day_is_read(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["31/02/2020", "1/13/2020", "thứ hai", "2020", "1/6/1200"])
def test_what_is_no_day_is_told(typed: str) -> None:
    field = DayField()
    field.today = TODAY
    with pytest.raises(ValidationError, match="Không hiểu ngày"):
        field.clean(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("30/06/2020 14:30", "30/06/2020 14:30"),
        ("30/6/2020 14h30", "30/06/2020 14:30"),
        ("8h", "30/06/2020 08:00"),
        ("hôm qua 7:05", "29/06/2020 07:05"),
    ],
)
def test_a_moment_is_read_and_said_back(typed: str, said: str) -> None:
    field = MomentField()
    field.today = TODAY
    assert field.prepare_value(field.clean(typed)) == said


@pytest.mark.parametrize("typed", ["30/06/2020", "25:00", "30/6/2020 14:75"])
def test_a_moment_needs_its_hour(typed: str) -> None:
    field = MomentField()
    field.today = TODAY
    with pytest.raises(ValidationError, match="ngày và giờ"):
        field.clean(typed)


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("1/1/2012", "31/12/2012", DateRange(date(2012, 1, 1), date(2013, 1, 1))),
        ("1/1/2012", "", DateRange(date(2012, 1, 1), None)),
        ("1/1/2012", "1/1/2012", DateRange(date(2012, 1, 1), date(2012, 1, 2))),
    ],
)
def test_a_period_keeps_its_last_day(first: str, last: str, period: DateRange) -> None:
    assert PeriodField().clean((first, last)) == period


@pytest.mark.parametrize(
    ("first", "last", "box", "told"),
    [
        ("1/6/2012", "1/5/2012", "_den", "không thể trước ngày bắt đầu"),
        ("", "1/5/2012", "", "Hãy ghi ngày bắt đầu"),
        ("1/6/2012", "x", "_den", "Không hiểu ngày"),
        ("x", "1/6/2012", "", "Không hiểu ngày"),
    ],
)
def test_a_wrong_period_is_told_at_its_box(first: str, last: str, box: str, told: str) -> None:
    field = PeriodField()
    with pytest.raises(ValidationError, match=told):
        field.clean((first, last))
    assert field.faulty_box == box


@pytest.mark.parametrize(
    ("typed", "sum_"),
    [
        ("50.000.000", 50_000_000),
        ("50,000,000", 50_000_000),
        ("50000000 đồng", 50_000_000),
        ("50tr", 50_000_000),
        ("50 triệu", 50_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1.2 tỷ", 1_200_000_000),
        ("1.200 triệu", 1_200_000_000),
        ("1tr5", 1_500_000),
        ("500k", 500_000),
        ("500 nghìn đồng", 500_000),
        ("0", 0),
    ],
)
def test_a_sum_is_read(typed: str, sum_: int) -> None:
    assert MoneyField().clean(typed) == sum_


@pytest.mark.parametrize("typed", ["năm mươi triệu", "50 tr x", "1,5", "-5", "1.2.3", "tr", "5 6"])
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


def test_a_sum_is_said_back_in_words() -> None:
    assert MoneyField().echo("50tr") == "năm mươi triệu đồng"
    assert MoneyField().echo("x") == ""


@pytest.mark.parametrize(
    ("typed", "number", "said"),
    [
        ("98,6", Decimal("98.6"), "98,6"),
        ("98.6", Decimal("98.6"), "98,6"),
        ("95%", Decimal(95), "95"),
        ("1.234,5", Decimal("1234.5"), "1.234,5"),
        ("230.000.000", Decimal(230_000_000), "230.000.000"),
    ],
)
def test_a_decimal_takes_a_comma(typed: str, number: Decimal, said: str) -> None:
    field = NumberField(places=1)
    assert field.clean(typed) == number
    assert field.prepare_value(number) == said


def test_a_target_may_be_a_sum() -> None:
    assert AmountField(places=2).clean("230tr") == 230_000_000


@pytest.mark.parametrize("typed", ["1,5", "-1", "abc", "99999"])
def test_a_whole_number_is_whole(typed: str) -> None:
    with pytest.raises(ValidationError):
        NumberField(most=32767).clean(typed)


def test_a_year_has_four_digits() -> None:
    assert YearField().clean("2012") == 2012
    with pytest.raises(ValidationError, match="Năm"):
        YearField().clean("12")


def test_languages_are_named() -> None:
    field = LanguagesField()
    assert field.clean("ê đê, Mnông") == ["12", "20"]
    assert field.prepare_value(["12", "20"]) == "Ê Đê, M’nông"
    with pytest.raises(ValidationError, match="Không có dân tộc"):
        field.clean("Klingon")


def test_every_rule_of_a_kind_has_its_sentence() -> None:
    for kind in KINDS.values():
        for constraint in kind.model._meta.constraints:
            assert str(sentence(constraint))
