"""What of a personal number does not fit a person: doubted, one by one."""

from datetime import date

import pytest

from chungtay.law.personal_number import Doubt, doubts, is_number, prefixes

BORN = date(2012, 3, 5)


@pytest.mark.parametrize(
    ("number", "sex", "born", "found"),
    [
        ("066212000001", "m", BORN, []),
        ("066312000001", "f", BORN, []),
        ("066099000001", "m", date(1999, 12, 31), []),
        ("066312000001", "m", BORN, [Doubt.SEX]),
        ("066112000001", "f", BORN, [Doubt.CENTURY]),
        ("066213000001", "m", BORN, [Doubt.YEAR]),
        ("003212000001", "m", BORN, [Doubt.PREFIX]),
        ("999999999999", "m", BORN, list(Doubt)),
    ],
)
def test_what_does_not_fit(number: str, sex: str, born: date, found: list[Doubt]) -> None:
    assert doubts(number, sex=sex, born=born) == found


@pytest.mark.parametrize(
    "text", ["", "12345678901", "1234567890123", "06621200000x", "٠٦٦٢١٢٠٠٠٠٠١"]
)
def test_what_is_no_number(text: str) -> None:
    assert not is_number(text)
    with pytest.raises(ValueError, match="twelve"):
        doubts(text, sex="m", born=BORN)


def test_the_63_provinces_of_their_time() -> None:
    assert len(prefixes()) == 63
    assert prefixes()["066"] == "Đắk Lắk"
