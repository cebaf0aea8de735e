import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.conftest import DAY, Register, add_child
from tests.web.searching import search

BAO, LINH, ANH, MINH = "Nguyễn Văn Bảo", "Đặng H’Linh", "Trần Thị Ánh", "Lê Minh"


def _names(client: Client, **asked: object) -> list[str]:
    words = asked.pop("q", "")
    read = search(client, reverse("children"), str(words), **asked) if words else None
    page = (read or client.get(reverse("children"), asked)).content.decode()
    return re.findall(r'scope="row">\s*<a href="[^"]*">([^<]*)</a>', page)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [ANH, BAO, LINH, MINH]),
        ({"q": "dang hlinh"}, [LINH]),
        ({"q": "hlinh dang"}, [LINH]),
        ({"q": "BẢO 2019"}, [BAO]),
        ({"q": "2012"}, [LINH]),
        ({"q": "bao 2012"}, []),
        ({"gioi": "m"}, [BAO, MINH]),
        ({"tuoi": "0-1"}, [BAO]),
        ({"tuoi": ["0-1", "2-5"]}, [BAO, MINH]),
        ({"dien": "special"}, [LINH, MINH]),
        ({"dien": "risk"}, [ANH]),
        ({"dien": ["risk", "special"]}, [ANH, LINH, MINH]),
        ({"dien": "poor"}, [ANH]),
        ({"dien": "near_poor"}, []),
        ({"nhom": "04"}, [LINH]),
        ({"dien": "special", "gioi": "m"}, [MINH]),
        ({"viec": "tron-16"}, [ANH]),
        ({"viec": "nam-sinh"}, [MINH]),
        ({"xep": "sinh"}, [BAO, MINH, LINH, ANH]),
        ({"so-lieu": "special_circumstances", "ky": "2020-H1"}, [LINH, MINH]),
        ({"so-lieu": "special_supported", "ky": "2020-H1"}, []),
        ({"so-lieu": "special_supported", "ky": "2020-H1", "phan": "con-lai"}, [LINH, MINH]),
        ({"so-lieu": "children", "ky": "2019"}, [ANH, BAO, LINH, MINH, "Người Lớn Rồi"]),
    ],
)
def test_the_list_holds_what_is_asked(tiny: Register, asked: dict, found: list[str]) -> None:
    client = tiny.sign_in(tiny.commune)
    order = (lambda names: names) if asked.get("xep") == "sinh" else sorted
    assert order(_names(client, **asked)) == order(found)


@pytest.mark.parametrize("asked", [{"tuoi": "9"}, {"nhom": "99"}, {"xep": "'"}])
def test_a_filter_that_does_not_exist_is_refused(tiny: Register, asked: dict) -> None:
    answer = tiny.sign_in(tiny.commune).get(reverse("children"), asked)
    assert answer.status_code == 400
    assert "bộ lọc không dùng được" in answer.content.decode()


def test_too_long_a_search_is_refused(tiny: Register) -> None:
    answer = search(tiny.sign_in(tiny.commune), reverse("children"), "a" * 81)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "asked", [{"so-lieu": "fund_raised", "ky": "2020"}, {"so-lieu": "children", "ky": "2020-13"}]
)
def test_a_figure_that_has_no_children_is_not_found(tiny: Register, asked: dict) -> None:
    assert tiny.sign_in(tiny.commune).get(reverse("children"), asked).status_code == 404


def test_the_pager_walks_through_all(tiny: Register) -> None:
    for n in range(70):
        add_child(tiny.hamlet, f"Trẻ Thêm{n:02d}", date(2014, 2, 3))
    client = tiny.sign_in(tiny.province)
    first, second = _names(client), _names(client, trang=2)
    assert (len(first), len(set(first + second))) == (50, 75)
    page = client.get(reverse("children"), {"trang": "2"}).content.decode()
    assert "51–75" in page
    assert "75 trẻ" in page


def test_queries_do_not_grow_with_rows(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    client.get(reverse("children"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("children"))
    for n in range(45):
        add_child(tiny.hamlet, f"Trẻ Thêm{n:02d}", date(2014, 2, 3), "04", poverty="poor")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("children"))
    assert len(many) == len(few)
    assert len(many) <= 22


def test_the_count_is_the_same_both_ways(tiny: Register) -> None:
    from chungtay.web.register import at_home, count_at_home

    for unit in (tiny.province, tiny.district, tiny.commune, tiny.hamlet):
        assert count_at_home(unit, DAY) == at_home(unit, DAY).count()


def test_a_childs_page_tells_its_story(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    page = search(client, reverse("children"), "le minh").content.decode()
    address = re.findall(r'href="(/tre-em/[0-9a-f-]{36}/)"', page)[0]
    told = client.get(address).content.decode()
    for words in (MINH, "2015 (chỉ biết năm)", "khoảng 5 tuổi", "Mẹ Lê Minh", "01/01/2019"):
        assert words in told
