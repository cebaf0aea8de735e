"""The code of a row of the paper book: what is mistyped is found."""

import pytest

from chungtay.lib.problems import Problem
from chungtay.survey.codes import checked, number_of, of_area, of_visit, read, spaced

NUMBERS = (1, 7, 10, 99, 1204, 40563, 804000, 9999999)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_code_is_read_back(number: int) -> None:
    assert number_of(checked(number)) == number
    assert number_of(spaced(checked(number))) == number


@pytest.mark.parametrize("number", NUMBERS)
def test_every_wrong_digit_and_every_two_changed_over_are_refused(number: int) -> None:
    code, wrong = checked(number), set()
    for at, digit in enumerate(code):
        wrong |= {code[:at] + other + code[at + 1 :] for other in "0123456789" if other != digit}
        turned = code[:at] + code[at : at + 2][::-1] + code[at + 2 :]
        wrong |= {turned} - {code}
    for typed in wrong:
        with pytest.raises(Problem):
            number_of(typed)


@pytest.mark.parametrize("typed", ["", "x", "12a", "٣٤", "-", "0" * 40])
def test_what_is_no_code_is_said_so(typed: str) -> None:
    with pytest.raises(Problem, match="không đúng"):
        number_of(typed)


@pytest.mark.parametrize(
    ("code", "shown"), [("12", "12"), ("1204", "1 204"), ("402815", "402 815")]
)
def test_it_is_printed_in_threes(code: str, shown: str) -> None:
    assert spaced(code) == shown


@pytest.mark.parametrize("key", NUMBERS)
def test_a_row_and_a_page_are_told_apart(key: int) -> None:
    assert read(of_visit(key)) == ("visit", key)
    assert read(of_area(key)) == ("area", key)
