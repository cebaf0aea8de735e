"""The committed tree of units: what the source documents and the law say of it must hold."""

import csv
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "chungtay/places/data"
KINDS = {
    0: {"nuoc"},
    1: {"tinh", "thanh_pho_tw"},
    2: {"quan", "huyen", "thi_xa", "thanh_pho"},
    3: {"phuong", "xa", "thi_tran", "dac_khu"},
}
CODE_LENGTH = {0: 2, 1: 2, 2: 3, 3: 5}
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


UNITS = [row for path in sorted(DATA.glob("units-*.csv")) for row in rows(path.name)]
BY_KEY = {row["key"]: row for row in UNITS}
CHANGES = rows("changes.csv")
TEXTS = {row["id"] for row in rows("texts.csv")}


def on(day: str) -> list[Row]:
    return [u for u in UNITS if u["valid_from"] <= day and (u["valid_to"] or "9999") > day]


def above(unit: Row, level: int) -> Row:
    while int(unit["level"]) > level:
        unit = BY_KEY[unit["parent_key"]]
    return unit


def under(day: str, code: str, level: int) -> list[Row]:
    """Units of a level valid on a day below the unit of that code."""
    top = {2: 1, 3: 2}[len(code)]
    found = [u for u in on(day) if int(u["level"]) == level]
    return [u for u in found if above(u, top)["code"] == code]


@pytest.mark.parametrize(
    ("day", "level", "count"),
    [
        ("2020-06-30", 1, 63),
        ("2025-06-30", 1, 63),
        ("2025-06-30", 2, 696),
        ("2025-06-30", 3, 10035),
        ("2025-07-01", 1, 34),
        ("2025-07-01", 2, 0),
        ("2025-07-01", 3, 3321),
    ],
)
def test_the_nation_has_as_many_units_as_the_law_says(day: str, level: int, count: int) -> None:
    assert sum(int(u["level"]) == level for u in on(day)) == count


@pytest.mark.parametrize(
    ("place", "day", "code", "districts", "communes"),
    [
        ("Đắk Lắk", "2020-06-30", "66", 15, 184),
        ("Đắk Lắk", "2024-10-31", "66", 15, 184),
        ("Đắk Lắk", "2024-11-01", "66", 15, 180),
        ("Đắk Lắk", "2025-07-01", "66", 0, 102),
        ("An Giang", "2020-12-31", "89", 11, 156),
        ("An Giang", "2023-04-10", "89", 11, 156),
        ("An Giang", "2025-01-01", "89", 11, 155),
        ("Bắc Kạn", "2019-12-31", "06", 8, 122),
        ("Bắc Kạn", "2023-12-31", "06", 8, 108),
    ],
)
def test_provinces_of_the_documents(
    place: str, day: str, code: str, districts: int, communes: int
) -> None:
    assert (len(under(day, code, 2)), len(under(day, code, 3))) == (districts, communes), place


@pytest.mark.parametrize(
    ("day", "code", "count", "names"),
    [
        (
            "2012-03-13",
            "140",
            31,
            "Đại Lịch,Sơn A,Tú Lệ,Thượng Bằng La,Phù Nham,Sơn Thịnh,Cát Thịnh",
        ),
        ("2020-02-01", "140", 24, "Đại Lịch,Tú Lệ,Thượng Bằng La,Sơn Thịnh,Cát Thịnh"),
        ("2020-02-01", "133", 14, "Sơn A,Phù Nham,Nghĩa Lộ"),
        ("2014-08-26", "157", 29, "Bình Chân,Vụ Bản,Ân Nghĩa"),
        ("2020-01-01", "157", 24, "Vũ Bình,Quyết Thắng"),
    ],
)
def test_districts_of_the_documents(day: str, code: str, count: int, names: str) -> None:
    found = {u["name"] for u in under(day, code, 3)}
    assert len(found) == count
    assert set(names.split(",")) <= found


@pytest.mark.parametrize(
    ("code", "day", "xa", "phuong", "thi_tran"),
    [
        ("89", "2020-12-31", 119, 21, 16),
        ("89", "2021-01-01", 116, 21, 19),
        ("89", "2023-04-10", 110, 28, 18),
        ("89", "2025-01-01", 110, 27, 18),
        ("66", "2023-04-10", 151, 20, 13),
        ("06", "2023-04-10", 95, 6, 7),
    ],
)
def test_kinds_are_as_many_as_each_resolution_counts(
    code: str, day: str, xa: int, phuong: int, thi_tran: int
) -> None:
    found = Counter(unit["kind"] for unit in under(day, code, 3))
    assert found == {"xa": xa, "phuong": phuong, "thi_tran": thi_tran}


def test_a_code_names_another_ward_after_a_merger() -> None:
    names = [u["name"] for u in UNITS if u["code"] == "24133"]
    assert names == ["Thắng Lợi", "Thành Công", "Buôn Ma Thuột"]


def test_keys_are_unique_and_made_of_code_and_start() -> None:
    assert len(BY_KEY) == len(UNITS)
    assert all(u["key"] == f"{u['code']}@{u['valid_from']}" for u in UNITS)


def test_a_code_has_one_row_a_day() -> None:
    periods = defaultdict(list)
    for u in UNITS:
        periods[u["code"]].append((u["valid_from"], u["valid_to"] or "9999"))
    overlaps = [
        (code, one, two)
        for code, spans in periods.items()
        for one, two in pairwise(sorted(spans))
        if one[1] > two[0]
    ]
    assert overlaps == []
    assert all(start < end for spans in periods.values() for start, end in spans)


def test_every_parent_stands_through_the_whole_period_of_its_child() -> None:
    for u in UNITS:
        if u["level"] != "0":
            parent = BY_KEY[u["parent_key"]]
            assert parent["valid_from"] <= u["valid_from"], u["key"]
            assert (parent["valid_to"] or "9999") >= (u["valid_to"] or "9999"), u["key"]
            assert int(parent["level"]) < int(u["level"]), u["key"]


def test_kind_code_and_point_fit_the_level() -> None:
    for u in UNITS:
        level = int(u["level"])
        assert u["kind"] in KINDS[level], u["key"]
        assert len(u["code"]) == CODE_LENGTH[level], u["key"]
        assert not u["lat"] or (6 < float(u["lat"]) < 24 and 102 < float(u["lon"]) < 118), u["key"]


def test_hoang_sa_and_truong_sa_stand_at_sea() -> None:
    islands = [u for u in UNITS if u["name"] in {"Hoàng Sa", "Trường Sa"} and u["level"] != "1"]
    assert {u["name"] for u in islands if float(u["lon"]) > 111} == {"Hoàng Sa", "Trường Sa"}
    assert all(float(u["lon"]) > 111 for u in islands)


def test_changes_join_rows_that_end_and_begin_on_their_day() -> None:
    for change in CHANGES:
        old, new = BY_KEY[change["old_key"]], BY_KEY[change["new_key"]]
        assert old["valid_to"] == change["date"], change
        ended = change["kind"] == "level_ended"
        assert new["valid_from"] == change["date"] or ended, change


def test_every_row_that_ended_has_a_successor_and_every_new_one_a_forerunner() -> None:
    ended = {u["key"] for u in UNITS if u["valid_to"]}
    begun = {u["key"] for u in UNITS if u["valid_from"] != "2008-08-01"}
    assert ended == {c["old_key"] for c in CHANGES}
    assert begun <= {c["new_key"] for c in CHANGES}


def test_shares_of_one_unit_add_up_to_it_or_are_unknown() -> None:
    shares = defaultdict(list)
    for change in CHANGES:
        shares[change["old_key"]].append(change["share"])
    known = [found for found in shares.values() if all(found)]
    assert all(sum(map(float, found)) == pytest.approx(1) for found in known)


def test_a_change_is_told_once() -> None:
    links = [(c["old_key"], c["new_key"], c["date"]) for c in CHANGES]
    assert len(set(links)) == len(links)


def test_whatever_is_confirmed_has_a_source_and_every_source_is_known() -> None:
    for row in [*UNITS, *CHANGES]:
        assert row["confidence"] in {"confirmed", "date-assumed", "illustrative"}
        assert row["source"] or row["confidence"] != "confirmed", row
        assert set(row["source"].split(";")) <= TEXTS, row
    assert all(set(c["legal_text"].split(";")) <= TEXTS for c in CHANGES)


def test_files_stay_small_enough_to_review() -> None:
    assert all(path.stat().st_size < 1_000_000 for path in DATA.iterdir())
