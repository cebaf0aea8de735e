"""The follow-up sheet and the yearly list: what they say, in which file, and what they keep."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from chungtay.children.models import Circumstance, Compartment, Named
from chungtay.people.roles import Role
from tests.security.world import DAY, SINCE, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def officer(world: World) -> Client:
    client = Client()
    client.force_login(world.person(Role.COMMUNE_OFFICER, world.communes["own"]))
    return client


def _sheet(world: World) -> str:
    return reverse("follow_up", args=[world.children["own"].pk])


def _sealed(world: World) -> None:
    """A group that only those named may know of."""
    child = world.children["own"]
    Circumstance.objects.create(child=child, group_id="11", case=4, period=SINCE)
    other = world.person(Role.CASE_MANAGER, world.communes["own"])
    Named.objects.create(
        child=child, compartment=Compartment.SEXUAL_ABUSE, person=other, period=SINCE, by=other
    )


SAID = ("Trẻ Riêng own", "Chủ Hộ own", "Mẹ Riêng own", "Trẻ em khuyết tật", "1/QĐ-own",
        "đồng/tháng", "12,5", "đang học")  # fmt: skip


@pytest.mark.parametrize("words", SAID)
def test_the_sheet_says(world: World, officer: Client, words: str) -> None:
    assert words.lower() in officer.get(_sheet(world)).content.decode().lower()


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_sheet_as_a_file(world: World, officer: Client, kind: str) -> None:
    child = world.children["own"]
    made = officer.get(reverse("follow_up_file", args=[child.pk, kind])).content
    if kind == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    else:
        held = Document(BytesIO(made))
        text = "\n".join(one.text for one in held.paragraphs)
    assert "PHIẾU THEO DÕI" in text
    assert "Trẻ Riêng own" in text


def test_another_kind_of_file_is_refused(world: World, officer: Client) -> None:
    address = reverse("follow_up_file", args=[world.children["own"].pk, "exe"])
    assert officer.get(address).status_code == 404


def test_what_is_sealed_stands_on_neither(world: World, officer: Client) -> None:
    _sealed(world)
    for address in (_sheet(world), reverse("special_list")):
        assert "xâm hại tình dục" not in officer.get(address).content.decode()


def test_a_child_of_another_unit(world: World, officer: Client) -> None:
    for name in ("follow_up", "follow_up_file"):
        args: list[Any] = [world.children["sibling"].pk]
        args += ["pdf"] if name.endswith("file") else []
        assert officer.get(reverse(name, args=args)).status_code == 404


@pytest.mark.parametrize(
    ("period", "listed"),
    [
        (SINCE, True),
        (DateRange(date(2019, 2, 1), date(2020, 1, 1)), False),  # ended on the last day before
        (DateRange(date(2019, 2, 1), date(2020, 1, 2)), True),
        (DateRange(date(2020, 7, 1), None), False),  # after the day the list is made
    ],
)
def test_the_list_holds_who_was_in_it_in_the_year(
    world: World, officer: Client, period: DateRange, listed: bool
) -> None:
    Circumstance.objects.filter(child=world.children["own"]).update(period=period)
    page = officer.get(reverse("special_list"), {"nam": "2020"}).content.decode()
    assert ("Trẻ Riêng own" in page) == listed
    assert "Trẻ Riêng sibling" not in page


@pytest.mark.parametrize("year", ["1999", "2021", "x", "20200000000"])
def test_a_year_there_is_not(officer: Client, year: str) -> None:
    assert officer.get(reverse("special_list"), {"nam": year}).status_code == 404


def test_the_file_opens_with_its_password_alone(world: World, officer: Client) -> None:
    address = f"{reverse('special_list_file')}?nam=2020"
    told = officer.get(address)
    password, sealed = told.context["password"], told.context["sealed"]
    answer = officer.post(address, {"password": sealed})
    reader = PdfReader(BytesIO(answer.content))
    assert reader.is_encrypted
    assert not reader.decrypt("1234")
    assert reader.decrypt(password)
    assert "Trẻ Riêng own" in "".join(page.extract_text() for page in reader.pages)


def test_a_forged_password_takes_nothing(officer: Client) -> None:
    answer = officer.post(reverse("special_list_file"), {"password": "1234-1234"})
    assert answer.status_code == 400


def test_above_communes_it_leads_down(world: World) -> None:
    client = Client()
    client.force_login(world.person(Role.DISTRICT_OFFICER, world.district))
    page = client.get(reverse("special_list")).content.decode()
    assert "Trẻ Riêng" not in page
    assert world.communes["own"].title in page
    assert client.get(reverse("special_list_file")).status_code == 404


def test_the_day_is_the_persons_own(world: World, officer: Client) -> None:
    assert f"{DAY:%d/%m/%Y}" in officer.get(reverse("special_list")).content.decode()
