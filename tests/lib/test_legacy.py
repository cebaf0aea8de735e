"""Text of the old encodings is read, and nothing else is taken for it."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.demo.people_names import names
from chungtay.lib.vietnamese import recognised
from chungtay.lib.vietnamese.legacy import TCVN3, VNI, from_tcvn3, from_vni
from chungtay.lib.vietnamese.syllables import is_syllable, is_vietnamese

LETTERS = sorted(set(TCVN3.values()) | set(VNI.values()))
TO_TCVN3 = {letter: sign for sign, letter in TCVN3.items()}
TO_VNI = {letter: sign for sign, letter in VNI.items()}


def in_tcvn3(text: str) -> str:
    """Capitals have no code of their own but for seven letters: an office types the small ones."""
    return "".join(TO_TCVN3.get(c, TO_TCVN3.get(c.lower(), c)) for c in text)


def in_vni(text: str) -> str:
    def sign(c: str) -> str:
        found = TO_VNI.get(c.lower(), c.lower())
        return found.upper() if c != c.lower() else found

    return "".join(sign(c) for c in text)


@pytest.fixture(scope="module")
def people() -> list[str]:
    rng = np.random.default_rng(3)
    ethnic, sex = np.full(5000, "01"), rng.integers(0, 2, 5000).astype(np.int8)
    return names().children(rng, ethnic, sex, names().families(rng, ethnic)).to_pylist()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("NguyÔn V¨n B¶o", "Nguyễn Văn Bảo"),
        ("§Æng ThÞ Mü H¹nh", "Đặng Thị Mỹ Hạnh"),
        ("Lª Hoµng Ph\u00ad¬ng Uyªn", "Lê Hoàng Phương Uyên"),
        ("NGUYÔN V¡N B¶O", "NGUYỄN VĂN BẢO"),
        ("Nguyeãn Vaên Baûo", "Nguyễn Văn Bảo"),
        ("ÑAËNG THÒ MYÕ HAÏNH", "ĐẶNG THỊ MỸ HẠNH"),
        ("Ñinh Thò Lan, Phöôøng 3", "Đinh Thị Lan, Phường 3"),
        ("x· Hßa Phó", "xã Hòa Phú"),
    ],
)
def test_an_old_encoding_is_read(typed: str, read: str) -> None:
    assert recognised(typed) == read


@pytest.mark.parametrize(
    "text",
    ["Nguyễn Văn Bảo", "H’Linh Niê", "Y Ƀrŏng Ayŭn", "Ñuên", "Ñô", "Tó", "Hà", "José", "", "  ",
     "Müller", "abc 12", "©", "Bdê̆", "№ 12 §", "Kpă H’Wăn"],
)  # fmt: skip
def test_other_text_stays_as_it_is(text: str) -> None:
    assert recognised(text) == unicodedata.normalize("NFC", text)


def test_no_name_in_unicode_is_changed() -> None:
    rng = np.random.default_rng(4)
    ethnic = rng.choice(sorted(names().peoples), 20_000)
    sex = rng.integers(0, 2, 20_000).astype(np.int8)
    made = names().children(rng, ethnic, sex, names().families(rng, ethnic)).to_pylist()
    assert [name for name in made if recognised(name) != unicodedata.normalize("NFC", name)] == []


@pytest.mark.parametrize("written", [in_tcvn3, in_vni])
def test_names_come_back(people: list[str], written) -> None:
    """But the few whose letters happen to make syllables of Unicode: `Tó` may be just that."""
    wrong = [
        (name, recognised(written(name)))
        for name in people
        if recognised(written(name)).lower() != name.lower()
    ]
    unread = [pair for pair in wrong if pair[1] == written(pair[0])]
    assert [pair for pair in wrong if pair not in unread] == []
    assert len(unread) <= len(people) // 50


@given(st.text(alphabet="".join(c for c in LETTERS if c == c.lower()) + "bcghklmnpqrstvx "))
def test_every_letter_has_its_sign_and_comes_back(text: str) -> None:
    assert from_tcvn3(in_tcvn3(text)) == text


@given(st.lists(st.sampled_from(LETTERS), max_size=6))
def test_every_sign_of_vni_comes_back(letters: list[str]) -> None:
    text = "n".join(letters)
    assert from_vni(in_vni(text)) == text


@given(st.text())
def test_anything_may_be_asked(text: str) -> None:
    assert isinstance(recognised(text), str)


def test_the_tables_are_whole() -> None:
    vowels = "aăâeêioôơuưy"
    toned = {
        unicodedata.normalize("NFC", v + t)
        for v in vowels
        for t in "\u0300\u0309\u0303\u0301\u0323"
    }
    assert toned | set("ăâêôơưđ") <= set(TCVN3.values())
    assert toned | set("ăâêôơưđ") <= set(VNI.values())


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("nguyen", True),
        ("nvb", False),
        ("hlinh", False),
        ("an", True),
        ("ng", False),
        ("quy", True),
    ],
)
def test_a_syllable_is_told_from_initials(word: str, is_one: bool) -> None:
    assert is_syllable(word) is is_one


@pytest.mark.parametrize("word", ["Nguyễn", "thuở", "Hoà", "hòa", "NGHĨA", "Đặng", "uý"])
def test_a_vietnamese_word(word: str) -> None:
    assert is_vietnamese(word)
