"""A child whose row names another hamlet has moved there on the day of the file."""

from datetime import date

import pytest

from chungtay.children.models import Child, Residence
from chungtay.exchange import actions
from chungtay.places.models import Level, Unit
from tests.exchange.conftest import Desk
from tests.exchange.test_round_trip import bytes_of, cell, register, taken
from tests.web.conftest import DAY

NAME = "Nguyễn Văn Bảo"


@pytest.fixture
def second(desk: Desk) -> Unit:
    """Another hamlet of the commune."""
    commune = desk.register.commune
    return Unit.objects.create(
        code="t9", name="Thử Hai", kind="thon", level=Level.HAMLET, parent=commune,
        period=commune.period, confidence="illustrative",
    )  # fmt: skip


def homes() -> list[tuple[str, date, date | None, str]]:
    found = Residence.objects.filter(child__full_name=NAME).order_by("period")
    return [(one.unit.name, one.period.lower, one.period.upper, one.ended) for one in found]


def test_another_hamlet_and_back(desk: Desk, second: Unit) -> None:
    before, began = register(), homes()[0][1]
    book = taken(desk)
    cell(book, NAME, "Thôn, buôn, tổ dân phố").value = "Thử Hai"
    upload = desk.send(bytes_of(book))
    assert (upload.counts["changed"], upload.counts["unchanged"]) == (1, 3)
    actions.accept(upload, mode="all", by=desk.user)
    assert homes() == [("Thử", began, DAY, "moved"), ("Thử Hai", DAY, None, "")]
    actions.undo(upload, by=desk.user)
    assert register() == before


def test_the_household_of_the_new_hamlet_has_the_head_of_the_row(desk: Desk, second: Unit) -> None:
    book = taken(desk)
    cell(book, NAME, "Thôn, buôn, tổ dân phố").value = "Thử Hai"
    cell(book, NAME, "Chủ hộ").value = "Bà Nội"
    actions.accept(desk.send(bytes_of(book)), mode="all", by=desk.user)
    home = Child.objects.get(full_name=NAME).residences.get(period__contains=DAY)
    assert home.household is not None
    assert (home.household.unit_id, home.household.head) == (second.pk, "Bà Nội")


def test_a_hamlet_of_another_commune_is_not_the_files(desk: Desk) -> None:
    book = taken(desk)
    cell(book, NAME, "Thôn, buôn, tổ dân phố").value = "Không Có"
    assert desk.send(bytes_of(book)).counts["wrong"] == 1
