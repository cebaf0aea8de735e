"""What a Vietnamese syllable may look like, to tell a word from initials or from letters of an
old encoding. Loanwords and the names of other peoples of the country are mostly none."""

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
LETTERS = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")
ONSET = "(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
RIME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|"
    "iem|ien|ieng|iep|iet|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|"
    "oat|oay|oc|oe|oem|oen|oeo|oet|oi|om|on|ong|ooc|oong|op|ot|u|ua|uan|uang|uat|uay|uc|ue|"
    "uech|uen|uenh|uet|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|"
    "uyen|uyet|uynh|uyt|uyu|y|ych|yem|yen|yet|yeu|ynh|yt"
)
# A tone stands on a vowel, with or without the mark of its own: ñ bears none.
_TONED = re.compile(f"([aeiouy][\u0302\u0306\u031b]?)[{TONES}]")
# And on the first of two last vowels but for these: `Lẽo`, never `Leõ`; `hoà` as well as `hòa`.
_MISPLACED = re.compile(
    f"(?<!q)(?<!g)(?!oa|oe|uy|ue\u0302|uo\u031b)"
    f"[aeiouy][\u0302\u0306\u031b]?[aeiouy][\u0302\u0306\u031b]?[{TONES}]$"
)
# A syllable that ends in a stop bears sắc or nặng; ă and â end none; uư is no sound.
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_NO_SOUND = re.compile("[ăâ]$|uư")
_SYLLABLE = re.compile(f"{ONSET}(?:{RIME})")


def is_syllable(folded: str) -> bool:
    """Whether a folded word can be one: `nguyen`, not `nvb` nor `hlinh`."""
    return bool(_SYLLABLE.fullmatch(folded))


def is_vietnamese(word: str) -> bool:
    """Whether a word with its marks can be a Vietnamese syllable: `Nguyễn`, not `NguyÔn`."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word).lower())
    untoned, tones = _TONED.subn(r"\1", letters)
    whole = unicodedata.normalize("NFC", untoned)
    if tones > 1 or _MISPLACED.search(letters) or _NO_SOUND.search(whole):
        return False
    if _STOPPED.search(whole) and not {"\u0301", "\u0323"} & set(letters):
        return False
    return LETTERS.issuperset(whole) and is_syllable(_plain(untoned))


def _plain(decomposed: str) -> str:
    kept = (c for c in decomposed if not unicodedata.combining(c))
    return "".join(kept).replace("đ", "d")
