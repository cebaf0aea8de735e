from datetime import date as day
from fractions import Fraction

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.lib.vietnamese import (
    date,
    decimal,
    fold,
    fold_array,
    in_words,
    money,
    number,
    percent,
    person_sort_key,
    person_sort_keys,
    sort_key,
    sort_keys,
)

SYLLABLES = (
    "Nguyễn nguyên NGUYỄN Đặng dang Ân an Ẩn ần Hà hạ hả hã há Hạ H’Linh H'Linh h’linh Niê Ayŭn "
    "Ƀrŏng brong Kđoh Kbuôr Mlô Êban čăm Čăm Rĭn M’nông Bdê̆ bde Bơ̆ bơ ư u Ứng ựng Tô tơ to Tổ "
    "quý quỷ quỵ Y A Á ạ ă ắ ặ â ấ Sa-ra 12 2 Phụng phùng Ñuên Jôn Wăn zây Fa"
)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằắặầấậéẹếệíịóộợúứựýỵ ŭŏčƀñĕĭ’'"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("H’Linh Niê", "hlinh nie"),
        ("H'LINH  NIÊ ", "hlinh nie"),
        ("Đặng Văn Ưởng", "dang van uong"),
        ("Y Ƀrŏng Ayŭn Čăm", "y brong ayun cam"),
        ("M’nông Bdê̆", "mnong bde"),
        ("Ðỗ\u00a0Thị", "do thi"),
        ("", ""),
    ],
)
def test_a_search_key_has_no_marks_and_no_apostrophes(text, key):
    assert fold(text) == key


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=LETTERS + LETTERS.upper()))
def test_the_key_of_vietnamese_text_is_ascii(text):
    assert fold(text).isascii()


@given(st.lists(st.none() | st.text() | st.text(alphabet=LETTERS)))
def test_folding_a_column_is_folding_each_text(texts):
    expected = [None if text is None else fold(text) for text in texts]
    assert fold_array(texts).to_pylist() == expected


def _texts(count: int) -> list[str]:
    rng = np.random.default_rng(5)
    sizes = rng.integers(1, 5, count)
    return sorted({" ".join(rng.choice(SYLLABLES.split(), size)) for size in sizes})


def test_the_order_is_that_of_icu():
    texts = _texts(8000)
    listed = pa.table({"x": texts})  # noqa: F841 - DuckDB finds it by name
    wanted = duckdb.sql("SELECT x FROM listed ORDER BY x COLLATE vi, x")
    assert sorted(texts, key=lambda text: (sort_key(text), text)) == [
        r[0] for r in wanted.fetchall()
    ]


def test_marks_come_in_the_order_of_the_dictionary():
    keys = [sort_key(word) for word in ("ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ")]
    assert sorted(keys) == keys


def test_keys_are_short_printable_ascii():
    key = sort_key("Nguyễn Thị Hồng Nhung")
    assert key.isascii()
    assert key.isprintable()
    assert len(key) <= 40


def test_a_list_of_people_goes_by_given_name_then_family_name():
    people = [
        "Trần Thị An",
        "Lê Văn Ân",
        "Nguyễn Thu Hà",
        "Trần Thu Hà",
        "Lê Hạ",
        "Y",
        "H’Linh Niê",
    ]
    wanted = [
        "Trần Thị An",
        "Lê Văn Ân",
        "Nguyễn Thu Hà",
        "Trần Thu Hà",
        "Lê Hạ",
        "H’Linh Niê",
        "Y",
    ]
    assert sorted(people, key=person_sort_key) == wanted


@given(st.lists(st.none() | st.text(alphabet=LETTERS + LETTERS.upper())))
def test_keys_of_a_column_are_the_keys_of_each_text(texts):
    for column, one in ((sort_keys, sort_key), (person_sort_keys, person_sort_key)):
        assert column(texts).to_pylist() == [None if t is None else one(t) for t in texts]


@given(st.integers())
def test_a_number_reads_back(n):
    assert int(number(n).replace(".", "")) == n


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (number(492832), "492.832"),
        (decimal(98.55, 1), "98,6"),
        (decimal(0.15, 1), "0,2"),
        (decimal(-1234.5, 0), "-1.235"),
        (decimal(Fraction(2, 3), 2), "0,67"),
        (percent(493, 500), "98,6%"),
        (percent(7, 7), "100%"),
        (percent(0, 7), "0%"),
        (percent(1, 3, 2), "33,33%"),
        (percent(0, 0), "–"),
        (money(3024747000), "3.024.747.000 đồng"),
        (date(day(2020, 6, 30)), "30/06/2020"),
    ],
)
def test_numbers_are_written_as_an_office_writes_them(shown, wanted):
    assert shown == wanted


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (1005, "một nghìn không trăm linh năm"),
        (20_050, "hai mươi nghìn không trăm năm mươi"),
        (50_000_000, "năm mươi triệu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (
            3_024_747_000,
            "ba tỷ không trăm hai mươi tư triệu bảy trăm bốn mươi bảy nghìn",
        ),
        (1_000_000_000_000, "một nghìn tỷ"),
        (-7, "âm bảy"),
    ],
)
def test_numbers_are_read_aloud(n, words):
    assert in_words(n) == words


def test_the_south_says_le():
    assert in_words(105, zero_tens="lẻ") == "một trăm lẻ năm"
