"""The tree of units on a date, and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chungtay.places.actions import load_country
from chungtay.places.models import Change, Kind, Level, Unit

pytestmark = pytest.mark.django_db
OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("day", "level", "count"),
    [
        (OLD, Level.PROVINCE, 63),
        (OLD, Level.DISTRICT, 696),
        (OLD, Level.COMMUNE, 10_035),
        (NEW, Level.PROVINCE, 34),
        (NEW, Level.DISTRICT, 0),
        (NEW, Level.COMMUNE, 3_321),
    ],
)
def test_the_country_before_and_after_1_july_2025(day: date, level: int, count: int) -> None:
    assert Unit.objects.on(day).filter(level=level).exclude(source="demo").count() == count


@pytest.mark.parametrize(
    ("code", "day", "districts", "communes"),
    [
        ("66", date(2020, 6, 30), 15, 184),
        ("89", date(2020, 12, 31), 11, 156),
        ("06", date(2023, 12, 31), 8, 108),
    ],
)
def test_provinces_of_the_source_documents(
    code: str, day: date, districts: int, communes: int
) -> None:
    tree = Unit.objects.on(day).under(Unit.objects.on(day).get(code=code))
    assert (tree.districts().count(), tree.communes().count()) == (districts, communes)


def test_loading_twice_changes_nothing() -> None:
    before = Unit.objects.count()
    assert load_country() == 0
    assert Unit.objects.count() == before


def test_every_change_of_2025_names_its_text() -> None:
    changes = Change.objects.filter(date=NEW)
    assert changes.count() > 10_000
    assert not changes.filter(legal_text="").exists()
    assert changes.filter(what="level_ended").exists()


def test_a_commune_knows_its_district_and_province_only_while_there_are_districts() -> None:
    before = Unit.objects.on(OLD).communes().first()
    after = Unit.objects.on(NEW).communes().exclude(source="demo").first()
    assert before
    assert after
    assert (before.district_id is None, before.province_id is None) == (False, False)
    assert (after.district_id is None, after.province_id is None) == (True, False)


def a_unit(**given: object) -> Unit:
    parent = Unit.objects.on(OLD).get(code="66")
    fields = {
        "code": "X1",
        "name": "Thử",
        "kind": Kind.DISTRICT,
        "level": Level.DISTRICT,
        "parent": parent,
        "period": (date(2019, 1, 1), date(2025, 7, 1)),
        "confidence": "illustrative",
    }
    return Unit(**fields | given)


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": (date(2019, 1, 1), None)},  # outlives its parent
        {"level": Level.PROVINCE},  # not below its parent
        {"parent": None},
        {"code": "66"},  # the same code on the same days
        {"period": (None, date(2020, 1, 1))},
        {"period": (date(2019, 1, 1), date(2019, 1, 1))},
    ],
    ids=str,
)
def test_the_database_refuses(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_unit(**wrong).save()


def test_the_database_takes_what_is_right() -> None:
    made = a_unit()
    made.save()
    made.refresh_from_db()
    assert made.district_id == made.pk
    assert made in Unit.objects.under(made.parent)
