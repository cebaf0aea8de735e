"""Text of the old encodings: TCVN3 (the ABC fonts, .VnTime) and VNI-Windows, as they look when a
program takes them for Latin-1: `NguyÔn V¨n B¶o`, `Nguyeãn Vaên Baûo`."""

import string
import unicodedata
from collections.abc import Callable

from chungtay.lib.vietnamese.syllables import is_vietnamese

# Vowel and its five tones: huyền, hỏi, ngã, sắc, nặng.
TCVN3_VOWELS = {
    "a": "µ¶·¸¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "×ØÜÝÞ",
    "o": "ßáâãä", "ô": "åæçèé", "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
TCVN3_LETTERS = dict(zip("¨©ª«¬\u00ad®¡¢£¤¥¦§", "ăâêôơưđĂÂÊÔƠƯĐ", strict=True))
# VNI writes the mark of a vowel as a second letter; i, ỵ, ơ, ư and đ have letters of their own.
VNI_MARKS = {"a": "øûõùï", "â": "àåãáä", "ă": "èúüéë"}
VNI_VOWELS = {
    "a": ("a", "a"), "ă": ("a", "ă"), "â": ("a", "â"), "e": ("e", "a"), "ê": ("e", "â"),
    "o": ("o", "a"), "ô": ("o", "â"), "ơ": ("ô", "a"), "u": ("u", "a"), "ư": ("ö", "a"),
    "y": ("y", "a"),
}  # fmt: skip
VNI_LETTERS = {"ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "ô": "ơ", "ö": "ư", "ñ": "đ"}
NEARLY_ALL = 0.8
Reader = Callable[[str], str | None]
TONES = "\u0300\u0309\u0303\u0301\u0323"


def _toned(vowel: str) -> list[str]:
    return [unicodedata.normalize("NFC", vowel + tone) for tone in TONES]


def _tcvn3() -> dict[str, str]:
    table = dict(TCVN3_LETTERS)
    for vowel, signs in TCVN3_VOWELS.items():
        table |= dict(zip(signs, _toned(vowel), strict=True))
    return table


def _vni() -> dict[str, str]:
    table = VNI_LETTERS | {"aâ": "â", "aê": "ă", "eâ": "ê", "oâ": "ô", "î": "ỵ"}
    for vowel, (base, marks) in VNI_VOWELS.items():
        table |= {
            base + sign: one for sign, one in zip(VNI_MARKS[marks], _toned(vowel), strict=True)
        }
    del table["yï"]  # ỵ has its own letter
    return table


TCVN3, VNI = _tcvn3(), _vni()
# Letters that may well stand in a name of Unicode text: the Vietnamese ones, and ñ.
WRITTEN = frozenset(string.ascii_lowercase) | set(TCVN3.values()) | {"ñ"}


def from_tcvn3(word: str) -> str | None:
    """The word in Unicode; None if a sign is not of the encoding. A capital's font writes the
    small letters' codes, so a word otherwise in capitals is one."""
    read = [TCVN3.get(c, c if c.isascii() or c == "’" else "") for c in word]
    if "" in read:
        return None
    plain = [c for c in word if c.isascii() and c.isalpha()]
    whole = "".join(read)
    return whole.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else whole


def from_vni(word: str) -> str | None:
    """The word in Unicode; None if a sign is not of the encoding."""
    out, at = "", 0
    while at < len(word):
        size = 2 if word[at : at + 2].lower() in VNI else 1
        sign = word[at : at + size]
        found = VNI.get(sign.lower(), sign if sign.isascii() or sign == "’" else None)
        if found is None:
            return None
        out += found.upper() if sign[0].isupper() else found
        at += size
    return out


def recognised(text: str) -> str:
    """The same text in Unicode if its marked words are syllables in an old encoding alone;
    else as it was. Never guesses from one word with ñ: `Ñô` is a name of its own."""
    text = unicodedata.normalize("NFC", text)
    strange = [word for word in _words(text) if not word.isascii()]
    if all(is_vietnamese(word) for word in strange) or not _sure(strange):
        return text
    for read in (from_vni, from_tcvn3):
        if all(is_vietnamese(read(word) or "-") for word in strange):
            return _each(text, read)
    return text


def encoding_of(text: str) -> Reader | None:
    """How to read a long text of an old encoding, as it looks when it is taken for Latin-1: the
    words with marks are nearly all syllables in it, and hardly any are as they stand. Among them
    may be names of other languages. Nothing if the text is of neither encoding."""
    strange = [one for one in _words(unicodedata.normalize("NFC", text)) if not one.isascii()]
    few = len(strange) * (1 - NEARLY_ALL)
    if not strange or not _sure(strange) or sum(map(is_vietnamese, strange)) > few:
        return None
    for read in (from_vni, from_tcvn3):
        if sum(not is_vietnamese(read(word) or "-") for word in strange) <= few:
            return read
    return None


def rewritten(text: str, read: Reader) -> str:
    """The text in Unicode, word by word; a word with signs that are not of the encoding stays."""
    return _each(unicodedata.normalize("NFC", text), read)


def _words(text: str) -> list[str]:
    return [word.strip(string.punctuation).replace("’", "") for word in text.split()]


def _sure(words: list[str]) -> bool:
    """Whether more stands there than one lone sign, or one word with ñ and no stranger sign."""
    first = words[0].lower()
    lone_n = first.startswith("ñ") and WRITTEN.issuperset(first)
    return any(len(word) > 1 for word in words) and (len(words) > 1 or not lone_n)


def _each(text: str, read: Reader) -> str:
    return "".join(read(part) or part for part in _cut(text))


def _cut(text: str) -> list[str]:
    """Words with their punctuation, and the white space between them."""
    parts, word = [], ""
    for c in text:
        if c.isspace():
            parts += [word, c]
            word = ""
        else:
            word += c
    return [*parts, word]
