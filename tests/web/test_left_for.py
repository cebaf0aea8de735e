"""A child who leaves the system: where to is kept, and told on its page and in the lists."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.children.actions import come_back, leave_system
from chungtay.children.models import Child, Residence
from chungtay.lib.problems import Problem
from chungtay.people.deeds import undo
from chungtay.people.models import Deed, User
from chungtay.people.scope import of_person
from chungtay.places.models import Level, Unit
from tests.web.books import opened_book
from tests.web.conftest import DAY, Register

ON = date(2020, 6, 1)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def client(tiny: Register) -> Client:
    return tiny.sign_in(tiny.commune)


@pytest.fixture
def child(tiny: Register) -> Child:
    return Child.objects.get(full_name="Nguyễn Văn Bảo", residences__unit=tiny.hamlet)


def province(name: str = "Tỉnh Bình Dương") -> Unit:
    found = Unit.objects.on(DAY).filter(level=Level.PROVINCE)
    return next(one for one in found if one.title == name)


def moved(client: Client, child: Child, **typed: str) -> Any:
    said = {"outside": "on", "on": "1/6/2020", **typed}
    return client.post(reverse("child_moves_out", args=[child.pk]), said, follow=True)


def home(child: Child) -> Residence:
    return Residence.objects.select_related("left_province").get(child=child)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"where": "nước Lào"}, "nước Lào"),
        ({"province": "binh duong", "where": "Dĩ An"}, "Dĩ An, Tỉnh Bình Dương"),
        ({"province": "binh duong"}, "Tỉnh Bình Dương"),
        ({}, ""),
    ],
)
def test_where_to_is_kept_and_told(
    client: Client, child: Child, tiny: Register, typed: dict[str, str], told: str
) -> None:
    page = moved(client, child, **typed)
    assert page.status_code == 200
    assert home(child).left_for == told
    assert ("Rồi chuyển đến" in text(page)) == bool(told)
    listed = text(client.get(reverse("movements"), {"thang": "2020-06"}))
    assert "Chuyển đi" in listed
    assert not told or f"đến {told}" in listed
    book = opened_book(client, reverse("movements_file"), {"thang": "2020-06"})
    cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert not told or told in cells


@pytest.mark.parametrize("name", ["where", "province"])
def test_it_is_asked_only_of_who_leaves_the_system(client: Client, child: Child, name: str) -> None:
    page = moved(client, child, outside="", **{name: "binh duong"})
    assert page.status_code == 400
    assert "hãy đánh dấu ô ở trên" in text(page)
    assert home(child).period.upper is None


def test_a_commune_is_no_province(tiny: Register, child: Child) -> None:
    officer = User.objects.create(username="mot.can.bo", works_as_of=DAY)
    with pytest.raises(Problem, match="Hãy chọn tỉnh"):
        leave_system(child, on=ON, by=officer, province=tiny.sibling)


def test_undo_and_return_leave_nothing_of_it_on_the_new_home(
    tiny: Register, client: Client, child: Child
) -> None:
    moved(client, child, where="nước Lào")
    officer = User.objects.get(pk=client.session["_auth_user_id"])
    with of_person(officer.pk):
        undo(Deed.objects.get(child_id=child.pk, kind="moved_out"), by=officer)
        assert (home(child).left_to, home(child).ended) == ("", "")
        leave_system(child, on=ON, by=officer, to="nước Lào", province=province())
        come_back(child, unit=tiny.hamlet, on=date(2020, 6, 15), by=officer)
    told = (
        Residence.objects.filter(child=child).order_by("period").values_list("left_to", flat=True)
    )
    assert list(told) == ["nước Lào", ""]
