"""The pages of the month's movements and of those who turned 16."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungtay.children.actions import due_at_16
from chungtay.children.models import Child
from chungtay.people.models import AuditEvent, Deed, Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Unit
from tests.web.books import opened_book, sealed_on
from tests.web.conftest import DAY, SINCE, Register, add_child
from tests.web.test_life import BAO, child, page, send, to_sibling


@pytest.fixture(autouse=True)
def _no_deeds(db: None) -> None:
    """A browser's requests are committed, and what is counted here is this test's."""
    Deed.objects.all().delete()


def test_the_months_page_counts_and_names(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    to_sibling(tiny, client)
    shown = page(client, "movements", thang="2020-06")
    assert BAO in shown
    assert f"đến {tiny.sibling.title}" in shown
    assert "Người Lớn Rồi" in shown  # 16 on 30 June
    only = page(client, "movements", thang="2020-06", viec="turned_16")
    assert BAO not in only
    named = AuditEvent.objects.filter(verb="read_list", subject=f"movements:{tiny.commune.pk}")
    assert child().pk in named.order_by("-pk")[1].shown


@pytest.mark.parametrize("asked", [
    {"thang": "2020-13"}, {"thang": "2020-7"}, {"thang": "x"}, {"thang": "2020-07"},
    {"viec": "khac"}, {"don-vi": "1"},
])  # fmt: skip
def test_a_month_that_is_none_is_not_found(tiny: Register, asked: dict[str, str]) -> None:
    client = tiny.sign_in(tiny.commune)
    assert client.get(reverse("movements"), asked).status_code == 404


def test_the_months_workbook_says_the_same(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    to_sibling(tiny, client)
    book = opened_book(client, reverse("movements_file"), {"thang": "2020-06"})
    mark, head, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert str(mark[0]).startswith("Tải bởi ")
    assert head[:3] == ("Biến động", "Ngày", "Trẻ em")
    assert [(row[0], row[2]) for row in rows] == [
        ("Chuyển đi", BAO),
        ("Đủ 16 tuổi", "Người Lớn Rồi"),
    ]


def test_a_month_too_long_for_a_workbook_is_not_cut(
    tiny: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = tiny.sign_in(tiny.commune), f"{reverse('movements_file')}?thang=2020-06"
    to_sibling(tiny, client)
    sealed = sealed_on(client.get(address).content.decode())
    monkeypatch.setattr("chungtay.web.pages.movements.MOST_IN_BOOK", 1)
    answer = client.post(address, {"password": sealed}, follow=True)
    assert "Danh sách dài hơn 1 dòng" in answer.content.decode()


@pytest.mark.parametrize("name", ["movements", "special_list"])
def test_a_list_is_offered_to_be_taken_where_it_may_be(tiny: Register, name: str) -> None:
    """An officer who is a collaborator in another commune."""
    client = tiny.sign_in(tiny.commune)
    hamlet = Unit.objects.on(DAY).under(tiny.sibling).hamlets()[0]
    person = User.objects.order_by("-pk")[0]
    Post.objects.create(person=person, role=Role.COLLABORATOR, unit=hamlet, period=SINCE)
    offered = [
        client.get(reverse(name), {"don-vi": unit.pk}).context["may_take"]
        for unit in (tiny.commune, hamlet)
    ]
    assert offered == [True, False]


def test_those_who_are_16_are_closed_together(tiny: Register) -> None:
    grown = add_child(tiny.hamlet, "Phan Văn Lớn", date(2004, 5, 1), "04")
    client = tiny.sign_in(tiny.commune)
    assert "Phan Văn Lớn" in page(client, "turned_16")
    send(client, "turned_16", tre=[str(grown.pk)])
    assert grown.circumstances.get().period.upper == date(2020, 5, 1)
    assert "Phan Văn Lớn" not in page(client, "turned_16")
    assert send(client, "turned_16", tre=["x"]).status_code == 404


def test_many_who_are_16_ask_no_more_than_one(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)

    def asked(name: str) -> int:
        add_child(tiny.hamlet, name, date(2004, 5, 1), "04")
        with CaptureQueriesContext(connection) as queries:
            page(client, "turned_16")
        return len(queries)

    asked("Một")  # what a first page alone asks
    assert asked("Hai") == asked("Ba")


def test_one_whom_another_has_closed_leaves_the_rest_as_they_were(
    tiny: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add_child(tiny.hamlet, "Phan Một", date(2004, 5, 1), "04")
    second = add_child(tiny.hamlet, "Phan Hai", date(2004, 5, 2), "04")
    client, both = tiny.sign_in(tiny.commune), due_at_16(tiny.commune, DAY).order_by("birth_date")
    seen = list(both)
    second.circumstances.update(period=(date(2019, 1, 1), date(2020, 6, 1)))
    monkeypatch.setattr("chungtay.web.pages.movements.due_at_16", lambda *_asked: Seen(seen))
    answer = client.post(reverse("turned_16"), {"tre": [str(one.pk) for one in seen]})
    assert answer.status_code == 302
    assert first.circumstances.get().period.upper is None


class Seen(list[Child]):
    """The children as they were read before another wrote."""

    def order_by(self, *_names: str) -> "Seen":
        return self

    def filter(self, **_asked: Any) -> "Seen":
        return self
