"""Codes of the paper book: digits alone, the last one a check digit.

The check digit is Damm's (H. M. Damm, 2004): one wrong digit and two digits changed over are
always found. A code typed with spaces, points or dashes is the same code.
"""

import re

from chungtay.lib.problems import Problem

# The quasigroup of order 10 that Damm gives; the diagonal is zero, so a valid code ends in 0.
TABLE = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
LONGEST = 18


def _digit(digits: str) -> str:
    state = 0
    for one in digits:
        state = int(TABLE[state][int(one)])
    return str(state)


def checked(number: int) -> str:
    """The code of a positive number: its digits, then the check digit."""
    return f"{number}{_digit(str(number))}"


def spaced(code: str) -> str:
    """In threes from the right, as it is printed: 1 204 563."""
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", " ", code)


def of_visit(key: int) -> str:
    """The code of a child's row: even, so that it is never that of a page."""
    return checked(2 * key)


def of_area(key: int) -> str:
    """The code of a hamlet's pages, for children who are not on the list."""
    return checked(2 * key + 1)


def read(typed: str) -> tuple[str, int]:
    """("visit" or "area", its key). Raises Problem for what is no code of ours."""
    half, rest = divmod(number_of(typed), 2)
    return ("area" if rest else "visit"), half


def number_of(typed: str) -> int:
    """The number that a typed code stands for. Raises Problem for what is no code of ours."""
    digits = re.sub(r"[\s.\-]", "", typed)
    if re.fullmatch(rf"[0-9]{{2,{LONGEST}}}", digits) and _digit(digits) == "0":
        return int(digits[:-1])
    raise Problem(
        f"Mã “{typed.strip()[:24]}” không đúng: hãy xem lại các chữ số.",
        f"The code “{typed.strip()[:24]}” is wrong: check its digits.",
    )
