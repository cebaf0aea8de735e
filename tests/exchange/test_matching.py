"""What the database tells of whom a file may mean: the same however long, and of one's own only."""

from typing import Any

import polars as pl
import pytest
from django.db import connection

from chungtay.children.models import Child, Residence
from chungtay.exchange.hamlets import Hamlets
from chungtay.exchange.matching import HOMES, HOUSEHOLDS, _asked, read
from chungtay.people.models import User
from chungtay.people.scope import of_person
from chungtay.places.models import Unit
from tests.web.conftest import DAY, Register

LONG = 5_001  # rows from which the names are looked for first


def asked_of(unit: Unit, children: list[Child], length: int = 0) -> list[Any]:
    """What is answered about rows of these children, and of others nobody knows up to a length."""
    hamlet = Residence.objects.filter(unit__commune=unit).values_list("unit_id", flat=True)[0]
    rows = [
        (n, one.personal_number, one.search_key, one.birth_date, hamlet, None)
        for n, one in enumerate(children)
    ]
    rows += [(n, None, f"khong ai {n}", DAY, hamlet, None) for n in range(len(rows), length)]
    schema = {"row": pl.UInt32, "number": pl.String, "name_key": pl.String, "birth": pl.Date,
              "unit": pl.Int64, "child": pl.String}  # fmt: skip
    found = _asked(pl.DataFrame(rows, schema=schema, orient="row"), Hamlets(unit, DAY))
    return sorted(found.rows())


@pytest.mark.parametrize("length", [0, LONG])
@pytest.mark.parametrize("place", ["commune", "district", "province"])
def test_a_long_file_is_answered_as_a_short_one(tiny: Register, length: int, place: str) -> None:
    Child.objects.filter(full_name="Lê Minh", invented=False).update(personal_number="068215000009")
    children = list(Child.objects.filter(residences__unit=tiny.hamlet).order_by("full_name"))
    minh = next(n for n, one in enumerate(children) if one.personal_number)
    tiny.sign_in(getattr(tiny, place))
    with of_person(User.objects.order_by("-pk")[0].pk):
        found = asked_of(tiny.commune, children, length)
    same = [(n, "same", str(one.pk)) for n, one in enumerate(children)]
    assert found == sorted([*same, (minh, "number", str(children[minh].pk))])


@pytest.mark.parametrize("length", [0, LONG])
def test_of_another_commune_only_that_a_number_is_taken(tiny: Register, length: int) -> None:
    Child.objects.filter(full_name="Lê Minh", invented=False).update(personal_number="068215000009")
    children = list(Child.objects.filter(full_name="Lê Minh", invented=False))
    tiny.sign_in(tiny.sibling)
    with of_person(User.objects.order_by("-pk")[0].pk):
        assert asked_of(tiny.sibling, children, length) == [(0, "number", None)]


def homes(root: Unit, hamlets: list[int]) -> int:
    return read(HOUSEHOLDS, [root.pk, hamlets], HOMES).height


def test_households_are_told_of_the_root_alone(tiny: Register) -> None:
    hamlets = list(Residence.objects.on(DAY).under(tiny.district).values_list("unit_id", flat=True))
    own = Residence.objects.filter(unit=tiny.hamlet).count()
    tiny.sign_in(tiny.commune)
    with of_person(User.objects.order_by("-pk")[0].pk):
        assert homes(tiny.commune, list(set(hamlets))) == own
        assert homes(tiny.district, list(set(hamlets))) == 0
        assert homes(tiny.sibling, list(set(hamlets))) == 0


def test_nobody_is_told_nothing(tiny: Register) -> None:
    with of_person(0), connection.cursor() as cursor:
        cursor.execute(HOUSEHOLDS, [tiny.commune.pk, [tiny.hamlet.pk]])
        assert cursor.fetchall() == []
