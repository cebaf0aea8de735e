"""The five localities at a fiftieth: they count as their documents say, their records keep the
models' own rules, and they can be taken out without a trace."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from chungtay.activities.models import Activity, CareModel, Counselling
from chungtay.cases.models import Case, Notice
from chungtay.children.models import Child, Residence
from chungtay.demo.build import build_named
from chungtay.demo.figures import figures
from chungtay.demo.models import Locality
from chungtay.demo.places import Description, describe
from chungtay.demo.remove import remove
from chungtay.fund.models import Donation, Fund, Sponsorship
from chungtay.health.models import (
    Examination,
    Injury,
    InsuranceCard,
    Measurement,
    Vaccination,
    VitaminA,
)
from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Unit
from chungtay.plans.models import Assessment, Document, Plan, PlanPart, Score, Target, Task
from chungtay.support.models import GiftDrive, Support

SCALE = 0.02
PLACES = ["lac-son", "bac-kan", "an-giang", "van-chan"]
KEPT: tuple[Any, ...] = (
    Activity, Assessment, CareModel, Case, Counselling, Document, Donation, Fund, GiftDrive,
    Injury, Notice, Plan, PlanPart, Score, Sponsorship, Target, Task,
)  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", PLACES)
def test_a_locality_stands_by_its_document_and_goes_without_a_trace(place: str) -> None:
    before = _rows()
    locality = build_named(place, scale=SCALE)
    assert [line for line in figures(describe(place)) if not line.equal] == []
    _keeps_the_rules()
    _accounts_work(describe(place))
    _homes_are_valid(locality, describe(place))
    remove(locality)
    assert _rows() == before


def test_dak_lak_keeps_the_rules_and_has_every_kind(dak_lak: Locality) -> None:
    _keeps_the_rules()
    for model in (*KEPT, InsuranceCard, Measurement, Vaccination, VitaminA, Examination):
        if model is Sponsorship:  # its document names no sponsor
            continue
        assert model.objects.exists(), model


def _keeps_the_rules() -> None:
    broken = [
        (row, problem)
        for model in KEPT
        for row in model.objects.order_by("?")[:150]
        if (problem := _problem(row))
    ]
    assert broken == []
    gifts = Support.objects.filter(drive__isnull=False).select_related("drive__unit")
    assert [(gift, _problem(gift)) for gift in gifts[:80] if _problem(gift)] == []


def _problem(row: models.Model) -> str:
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("model", [InsuranceCard, Measurement, Vaccination, VitaminA, Examination])
def test_nothing_happens_to_a_child_before_its_birth(
    model: type[models.Model], dak_lak: Locality
) -> None:
    rows = model._default_manager.all()
    assert not rows.filter(date__lt=models.F("child__birth_date")).exists()
    assert not Support.objects.filter(date__lt=models.F("child__birth_date")).exists()


def _rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        return {
            model._meta.db_table: _count(cursor, model._meta.db_table)
            for model in apps.get_models()
            if model._meta.managed
            and not model._meta.label.startswith(("auth.", "contenttypes.", "pghistory."))
        }


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f'SELECT count(*) FROM "{table}"')
    return int(cursor.fetchone()[0])


@pytest.mark.parametrize("place", ["van-chan", "an-giang"])
def test_the_same_seed_writes_the_same_records(place: str) -> None:
    def written() -> list[Any]:
        build_named(place, scale=SCALE, start_over=True)
        child = Child.objects.order_by("pk").values_list("pk", "full_name", "birth_date")
        weights = Measurement.objects.order_by("child_id", "date")
        cases = Case.objects.order_by("child_id", "found_on")
        return [
            list(child),
            list(weights.values_list("child_id", "date", "weight")),
            list(cases.values_list("child_id", "found_on", "filed_on")),
            list(
                Support.objects.order_by("child_id", "date", "amount").values_list(
                    "child_id", "amount"
                )
            ),
        ]

    assert written() == written()


def _homes_are_valid(locality: Locality, description: Description) -> None:
    """Also when communes became others after the period: three of An Giang were made townlets on
    1 January 2021 (NQ 1107/NQ-UBTVQH14)."""
    counts = []
    for day in (description.period.last_day, description.as_of):
        homes = Residence.objects.on(day).under(locality.unit).select_related("unit")
        assert not [home for home in homes if not home.unit.valid_on(day)]
        counts.append(len(homes))
    assert counts[0] == counts[1]
    tree = Unit.objects.on(description.as_of).under(locality.unit)
    posts = Post.objects.under(locality.unit).on(description.as_of)
    officers = posts.filter(role=Role.COMMUNE_OFFICER).values("unit").distinct()
    assert officers.count() == tree.communes().count()


def _accounts_work(description: Description) -> None:
    code = description.code.replace("-", "")
    words = ["lanhdao", "xa", "thon", "huyen", "kiemtra", "quantri"]
    people = User.objects.filter(username__in=[f"{code}.{word}" for word in words])
    assert people.count() == len(words)
    assert {user.works_as_of for user in people} == {description.as_of}


def test_a_plan_holds_all_its_parts() -> None:
    build_named("van-chan", scale=SCALE)
    plan = Plan.objects.get(number="30/KH-UBND", unit__code="140", signer__gt="")
    headings = [part.heading for part in plan.parts.filter(kind="activity").order_by("order")]
    numbers = [heading.split(". ")[0] for heading in headings]
    assert numbers == ["1", "2", "2.1", "2.2", "2.3", "3", "4", "5"]
    assert plan.parts.filter(kind="duty").count() == 3
    assert plan.parts.filter(kind="recipient").count() == 5
    assert plan.targets.get(order=2).within == plan.targets.get(order=1)
