"""What a form refuses, the database refuses too: rows written past every form."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, models

from chungtay.activities.models import Activity, CareModel
from chungtay.cases.models import Case, Notice
from chungtay.children.models import Child
from chungtay.fund.models import Donation, Donor, Fund
from chungtay.health.models import InsuranceCard, Measurement, Vaccination
from chungtay.places.models import Unit
from chungtay.plans.models import Assessment, Document, Plan, PlanPart, Score, Target, Task
from chungtay.support.models import GiftDrive, Support

pytestmark = pytest.mark.django_db
DAY, YEAR = date(2020, 5, 4), (date(2020, 1, 1), date(2021, 1, 1))


def unit() -> Unit:
    return Unit.objects.on(DAY).get(level=1, code="68")


def child() -> Child:
    return Child.objects.create(
        full_name="A", birth_date=date(2018, 1, 1), sex="f", ethnic_group="01"
    )


def plan() -> Plan:
    return Plan.objects.create(unit=unit(), period=YEAR, form="own", number="9/KH", title="K")


def target(**fields: Any) -> Target:
    kept = {"order": 1, "indicator": "children", "wording": "w", "value": 1, **fields}
    return Target(plan=plan(), **kept)


def assessment() -> Assessment:
    return Assessment.objects.create(unit=unit(), year=2020, standard="QD06")


def activity(**fields: Any) -> Activity:
    kept = {"kind": "forum", "name": "n", "starts_on": DAY, "ends_on": DAY, "status": "held"}
    return Activity(unit=unit(), **{**kept, **fields})


def document(**fields: Any) -> Document:
    kept = {"flow": "issued", "kind": "plan", "number": "30", "sign": "KH-UBND", "issuer": "UBND"}
    return Document(unit=unit(), summary="s", **{"date": DAY, **kept, **fields})


def drive() -> GiftDrive:
    return GiftDrive.objects.create(
        unit=unit(), name="d", occasion="tet", date=DAY, source="budget"
    )


def twice(make: Callable[[], models.Model]) -> list[models.Model]:
    make().save()
    return [make()]


REFUSED: dict[str, Callable[[], list[models.Model]]] = {
    "a share of nothing": lambda: [target(kind="share")],
    "a share over 100": lambda: [target(kind="share", of_what="trẻ", value=101)],
    "n of no total": lambda: [target(kind="of")],
    "n above its total": lambda: [target(kind="of", value=32, of=31)],
    "a change from no year": lambda: [target(kind="change")],
    "points over the maximum": lambda: [
        Score(assessment=assessment(), criterion=1, points=101, most=100)
    ],
    "points below nought": lambda: [
        Score(assessment=assessment(), criterion=1, points=-1, most=100)
    ],
    "recognised by no decision": lambda: [
        Assessment(unit=unit(), year=2020, standard="QD06", result="recognised")
    ],
    "a second assessment of a year": lambda: twice(
        lambda: Assessment(unit=unit(), year=2020, standard="QD06")
    ),
    "a number used twice in a year": lambda: twice(document),
    "a plan's number twice": lambda: twice(
        lambda: Plan(unit=unit(), period=YEAR, form="own", number="1", title="K")
    ),
    "a paragraph that says nothing": lambda: [PlanPart(plan=plan(), kind="basis", order=1)],
    "a task done on no day": lambda: [
        Task(unit=unit(), sector="health", what="w", given_on=DAY, status="done")
    ],
    "a task due before it is given": lambda: [
        Task(unit=unit(), sector="health", what="w", given_on=DAY, due_on=date(2020, 5, 3))
    ],
    "an activity that ends before it begins": lambda: [activity(ends_on=date(2020, 5, 3))],
    "called off without a reason": lambda: [activity(status="cancelled")],
    "a cost from nowhere": lambda: [activity(cost=1)],
    "a model that holds no day": lambda: [
        CareModel(kind_id="safe_home", unit=unit(), period=(DAY, DAY))
    ],
    "two Funds of a unit at a time": lambda: twice(
        lambda: Fund(unit=unit(), period=YEAR, decision="1")
    ),
    "nothing given": lambda: [
        Donation(
            fund=unit(), donor=Donor.objects.create(name="d", kind="firm"), form="cash",
            date=DAY, amount=0, receipt="1",
        )
    ],
    "a card neither issued nor missing": lambda: [InsuranceCard(child=child(), date=DAY)],
    "a card issued and missing": lambda: [
        InsuranceCard(child=child(), date=DAY, issued_on=DAY, missing_reason="name")
    ],
    "a weight of 200 kg": lambda: [
        Measurement(child=child(), date=DAY, weight=200, height=80, posture="lying")
    ],
    "a tenth dose": lambda: [Vaccination(child=child(), date=DAY, vaccine="opv", dose=10)],
    "an allowance of a gift drive": lambda: [
        Support(child=child(), kind="care", date=DAY, drive=drive())
    ],
    "a case filed before it was found": lambda: [
        Case(child=child(), unit=unit(), harm="violence", found_on=DAY, filed_on=date(2020, 5, 3))
    ],
    "passed on before it was received": lambda: [
        Notice(
            unit=unit(), channel="111", harm="violence",
            received_at=datetime(2020, 5, 4, tzinfo=UTC),
            passed_on_at=datetime(2020, 5, 3, tzinfo=UTC),
        )
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(what: str) -> None:
    rows = REFUSED[what]()
    with pytest.raises(IntegrityError):
        type(rows[0]).objects.bulk_create(rows)  # type: ignore[attr-defined]


def test_the_same_number_may_return_next_year() -> None:
    document().save()
    document(date=date(2021, 5, 4)).save()
    assert Document.objects.filter(number="30", unit=unit(), sign="KH-UBND").count() == 2
