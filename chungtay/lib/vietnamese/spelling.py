"""One word as different hands write it: Hòa and Hoà, Bảo and BẢO."""

import re
import unicodedata

TONE = "[\u0300\u0301\u0303\u0309\u0323]"
# Where a tone stands in an open syllable is a matter of school: òa or oà, òe or oè, ùy or uỳ.
_OLD = re.compile(f"(?<!q)(o)({TONE})([ae])$|(?<!q)(u)({TONE})(y)$")
_NEW = re.compile(f"(?<!q)(o)([ae])({TONE})$|(?<!q)(u)(y)({TONE})$")


def spellings(word: str) -> list[str]:
    """The word with its tone in either place, in small letters, as a name and in capitals."""
    small = unicodedata.normalize("NFD", word.lower())
    both = {small, _swapped(_OLD, small), _swapped(_NEW, small)}
    told = sorted(unicodedata.normalize("NFC", one) for one in both)
    return [form for one in told for form in (one, one[:1].upper() + one[1:], one.upper())]


def _swapped(pattern: re.Pattern[str], word: str) -> str:
    def turned(found: re.Match[str]) -> str:
        first, second, third = (part for part in found.groups() if part)
        return first + third + second

    return pattern.sub(turned, word)


def other_i_or_y(folded: str) -> str | None:
    """`my` for `mi` and `mi` for `my`: after a consonant a last i and y are one sound, and both
    are written. None where they are not: `thuy` and `thui` are two words."""
    if not re.search(r"(?:[bcdghklmnprstvx]|qu)[iy]$", folded):
        return None
    return folded[:-1] + ("y" if folded[-1] == "i" else "i")
