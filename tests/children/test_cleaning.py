"""Which records the cleaning lists, and for what."""

from datetime import date
from typing import Any

import pytest

from chungtay.children.cleaning import Fault, by_hamlet, to_clean
from chungtay.children.models import Child, Guardian
from tests.security.world import DAY, World, build

pytestmark = pytest.mark.django_db
F = Fault
GOOD = {
    "full_name": "Trẻ Riêng Đủ", "personal_number": "068318000001", "sex": "f",
    "birth_date": date(2018, 5, 1), "birth_precision": "day",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return build()


CASES: list[tuple[dict[str, Any], list[Fault]]] = [
    ({}, []),
    ({"personal_number": None}, [F.NUMBER]),
    ({"sex": "m"}, [F.DOUBT]),
    ({"birth_date": date(2017, 5, 1)}, [F.DOUBT]),
    ({"personal_number": "999318000001"}, [F.DOUBT]),
    ({"full_name": "Đủ"}, [F.NAME]),
    ({"full_name": "H’Hen"}, [F.NAME]),
    ({"full_name": "Y Moan"}, []),
    ({"birth_precision": "month"}, [F.BIRTH]),
    ({"birth_precision": "estimated"}, [F.BIRTH]),
    ({"birth_precision": "month", "personal_number": None}, [F.NUMBER, F.BIRTH]),
]


@pytest.mark.parametrize(("changed", "faults"), CASES, ids=str)
def test_what_is_missing_or_does_not_fit(
    world: World, changed: dict[str, Any], faults: list[Fault]
) -> None:
    Child.objects.filter(pk=world.children["own"].pk).update(**(GOOD | changed))
    found = to_clean(world.hamlets["own"], DAY)
    assert [list(one.faults) for one in found] == ([faults] if faults else [])


def test_a_child_without_anybody(world: World) -> None:
    Child.objects.filter(pk=world.children["own"].pk).update(**GOOD)
    Guardian.objects.filter(child=world.children["own"]).delete()
    [one] = to_clean(world.communes["own"], DAY)
    assert one.faults == (F.CARER,)


def test_counts_by_hamlet(world: World) -> None:
    found = to_clean(world.communes["own"], DAY)
    assert by_hamlet(found) == [(world.hamlets["own"], {"number": 1, "all": 1})]
