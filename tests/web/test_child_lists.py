"""The list of children as a person likes to see it: columns, saved views, paper, workbook."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from chungtay.people.models import AuditEvent, SavedView
from chungtay.people.roles import PERMISSIONS, Permission, Role
from chungtay.web.child_columns import COLUMNS
from tests.web.books import opened_book
from tests.web.conftest import Register, add_child
from tests.web.searching import search, searched_at

FILE, SHEET, COLUMNS_AT, SAVE = "/tre-em/tai/", "/tre-em/in/", "/tre-em/cot/", "/tre-em/cach-xem/"


def officer(tiny: Register) -> Client:
    return tiny.sign_in(tiny.commune)


def heads(page: str) -> list[str]:
    table = page.split("<thead")[1].split("</thead>")[0]
    return [" ".join(one.split()) for one in re.findall(r"<th[^>]*>(.*?)</th>", table, re.S)]


def names(page: str) -> list[str]:
    return re.findall(r'scope="row">\s*<a href="[^"]*">([^<]*)</a>', page)


def book_of(client: Client, asked: dict[str, Any]) -> list[list[Any]]:
    _mark, *rows = opened_book(client, FILE, asked).worksheets[0].iter_rows(values_only=True)
    return [list(row) for row in rows]


def test_the_usual_columns(tiny: Register) -> None:
    page = officer(tiny).get("/tre-em/").content.decode()
    assert heads(page) == [
        "Họ và tên", "Ngày sinh, giới tính, tuổi", "Thôn, buôn", "Người chăm sóc", "Hoàn cảnh",
    ]  # fmt: skip


def test_the_columns_chosen_stay_for_that_person(tiny: Register) -> None:
    client = officer(tiny)
    answer = client.post(COLUMNS_AT + "?gioi=m", {"cot": ["so", "dan-toc", "gioi", "khong-co"]})
    assert answer["Location"] == "/tre-em/?gioi=m"
    page = client.get(answer["Location"]).content.decode()
    assert heads(page) == ["Họ và tên", "Giới tính", "Dân tộc", "Số định danh"]
    assert "Kinh" in page
    assert len(heads(officer(tiny).get("/tre-em/").content.decode())) == 5


def test_every_column_says_something(tiny: Register) -> None:
    add_child(tiny.hamlet, "Đủ Mọi Cột", date(2015, 2, 3), "04", poverty="poor",
              personal_number="066215000001")  # fmt: skip
    client = officer(tiny)
    client.post(COLUMNS_AT, {"cot": [column.key for column in COLUMNS]})
    rows = book_of(client, {})
    line = next(row for row in rows if row[0] == "Đủ Mọi Cột")
    assert line[1:] == [
        "03/02/2015", "nữ", "5 tuổi 4 tháng", "Kinh", "066215000001",
        f"{tiny.hamlet.title}, {tiny.commune.title}", "Mẹ Đủ Mọi Cột",
        "Hoàn cảnh đặc biệt, Hộ nghèo", "Chủ hộ của Đủ Mọi Cột", "Hộ nghèo",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [{}, {"gioi": "m"}, {"xep": "sinh"}, {"dien": ["special", "risk"]}, {"viec": "nam-sinh"}],
)
def test_the_workbook_and_the_sheet_hold_what_the_page_shows(
    tiny: Register, asked: dict[str, Any]
) -> None:
    client = officer(tiny)
    shown = names(client.get("/tre-em/", asked).content.decode())
    assert shown
    head, *rows = book_of(client, asked)
    assert [row[0] for row in rows] == shown
    assert len(head) == 7
    assert names(client.get(SHEET, asked).content.decode()) == shown


def test_the_workbook_holds_what_was_searched_for(tiny: Register) -> None:
    client = officer(tiny)
    key = searched_at(client, "/tre-em/", "bao").partition("t=")[2]
    assert [row[0] for row in book_of(client, {"t": key})[1:]] == ["Nguyễn Văn Bảo"]
    line = AuditEvent.objects.filter(verb="take_list").latest("pk")
    assert len(line.shown) == 1
    assert key not in str(line.details)


@pytest.mark.parametrize(
    "role",
    [Role.COLLABORATOR, Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER, Role.LEADER, Role.AUDITOR],
)
def test_the_workbook_goes_to_those_who_may_take_lists(tiny: Register, role: Role) -> None:
    held = PERMISSIONS[role]
    may = {Permission.CHILDREN, Permission.EXPORT} <= held
    at = tiny.hamlet if role == Role.COLLABORATOR else tiny.commune
    assert (tiny.sign_in(at, role=role).get(FILE).status_code == 200) == may


def test_a_workbook_of_another_commune_is_not_found(tiny: Register) -> None:
    assert officer(tiny).get(FILE, {"don-vi": tiny.sibling.pk}).status_code == 404


def test_a_saved_view_is_a_link_without_words(tiny: Register) -> None:
    client = officer(tiny)
    address = searched_at(client, "/tre-em/", "bao", gioi="m")
    answer = client.post(f"{SAVE}{address.removeprefix('/tre-em/')}&x=1", {"ten": " Trẻ  trai "})
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("Trẻ trai", "gioi=m")
    assert answer["Location"] == address
    assert '<a href="/tre-em/?gioi=m">Trẻ trai</a>' in client.get("/tre-em/").content.decode()
    assert "Trẻ trai" not in officer(tiny).get("/tre-em/").content.decode()


@pytest.mark.parametrize("name", ["", "   ", "a" * 61])
def test_a_view_without_a_good_name_is_refused(tiny: Register, name: str) -> None:
    answer = officer(tiny).post(SAVE + "?gioi=m", {"ten": name})
    assert answer.status_code == 400
    assert "Hãy đặt tên cho cách xem" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_a_view_is_removed_by_its_owner_alone(tiny: Register) -> None:
    client = officer(tiny)
    client.post(SAVE + "?gioi=m", {"ten": "Trẻ trai"})
    remove = f"{SAVE}{SavedView.objects.get().pk}/xoa/"
    assert officer(tiny).post(remove).status_code == 404
    assert client.get(remove).status_code == 405
    assert client.post(remove + "?xep=sinh")["Location"] == "/tre-em/?xep=sinh"
    assert not SavedView.objects.exists()


def test_a_list_too_long_for_paper_is_refused(tiny: Register, monkeypatch: Any) -> None:
    monkeypatch.setattr("chungtay.web.pages.children.MOST_PRINTED", 2)
    answer = officer(tiny).get(SHEET)
    assert answer.status_code == 400
    assert "không in được" in answer.content.decode()


SEARCHED = [
    ("bảo nguyễn", ["Nguyễn Văn Bảo"]),
    ("nvb", ["Nguyễn Văn Bảo"]),
    ("n v bao", ["Nguyễn Văn Bảo"]),
    ("NguyÔn V¨n B¶o", ["Nguyễn Văn Bảo"]),
    ("Nguyeãn Vaên Baûo", ["Nguyễn Văn Bảo"]),
    ("h linh", ["Đặng H’Linh"]),
    ("h'linh", ["Đặng H’Linh"]),
    ("hlinh 2012", ["Đặng H’Linh"]),
    ("mỹ", ["Trần Mĩ", "Lý Mỹ"]),
    ("ly", ["Lý Mỹ"]),
    ("li", ["Lý Mỹ", "Đặng H’Linh"]),
    ("hoà", ["Phạm Hòa", "Phạm Hoa", "Phạm Hoan"]),
    ("hoa", ["Phạm Hoa", "Phạm Hòa", "Phạm Hoan"]),
    ("my nguyen thi xuan", ["Lý Mỹ"]),
    ("2016 tran thi suong", ["Trần Mĩ"]),
    ("bao 2019 thu", ["Nguyễn Văn Bảo"]),
    ("2031", []),
    ("khong ai", []),
]


@pytest.mark.parametrize(("words", "found"), SEARCHED)
def test_a_child_is_found_as_people_type(tiny: Register, words: str, found: list[str]) -> None:
    from chungtay.children.models import Guardian

    mothers = {"Lý Mỹ": "Nguyễn Thị Xuân", "Trần Mĩ": "Trần Thị Sương"}
    for name in ("Lý Mỹ", "Trần Mĩ", "Phạm Hoan", "Phạm Hòa", "Phạm Hoa"):
        child = add_child(tiny.hamlet, name, date(2016, 2, 3))
        Guardian.objects.filter(child=child).update(full_name=mothers.get(name, "Không Tên"))
    shown = names(search(officer(tiny), "/tre-em/", words).content.decode())
    assert shown == found or (sorted(shown) == sorted(found) and words in ("mỹ", "li"))


def test_a_suspect_is_no_way_to_a_child(tiny: Register) -> None:
    from chungtay.children.models import Guardian

    Guardian.objects.filter(child__full_name="Lê Minh").update(
        full_name="Kẻ Bị Nghi", is_contact=False
    )
    assert names(search(officer(tiny), "/tre-em/", "ke bi nghi").content.decode()) == []


def test_nothing_is_found_of_another_commune(tiny: Register) -> None:
    for words in ("lang gieng", "hlg", "me hoang lang gieng", "gieng thu"):
        assert names(search(officer(tiny), "/tre-em/", words).content.decode()) == [], words
