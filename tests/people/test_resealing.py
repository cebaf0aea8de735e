"""New keys: everything sealed anew, once, without a trace in the history."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from chungtay.children.models import Child, Named
from chungtay.lib.keys import KeyProblem, keys, keys_file
from chungtay.lib.sealing import key_of
from chungtay.people import resealing
from chungtay.people.models import User
from chungtay.people.resealing import counted, print_status, rotate, sealed_columns

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHUNGTAY_VAR", str(tmp_path))
    monkeypatch.delenv("CHUNGTAY_KEYS", raising=False)
    # Other tables hold what other tests sealed under other keys.
    found = [one for one in sealed_columns() if one.table == "children_named"]
    monkeypatch.setattr(resealing, "sealed_columns", lambda: found)


@pytest.fixture
def rows() -> list[Named]:
    child = Child.objects.create(full_name="Lê Thử", birth_date=date(2015, 1, 2), ethnic_group="01")
    person = User.objects.create(username="reseal")
    period = (date(2020, 1, 1), None)
    made = [
        Named.objects.create(
            child=child, compartment="case", person=person, period=period, reason=f"lý do {n}"
        )
        for n in range(7)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return made


def test_every_sealed_column_is_found() -> None:
    assert {one.place for one in sealed_columns()} >= {
        "cases_case.account",
        "cases_case.suspect_told",
        "cases_notice.account",
        "cases_notice.informant",
        "children_alert.reason",
        "children_circumstance.sealed_evidence",
        "children_named.reason",
    }
    tables = {one.table for one in sealed_columns() if one.place == "cases_case.account"}
    assert tables == {"cases_case", "cases_caseevent"}


def test_everything_is_sealed_under_the_new_key(rows: list[Named]) -> None:
    old = keys()[0].id
    before = counted()[old]
    assert rotate() == before >= 7
    assert counted() == {keys()[0].id: before}
    assert keys()[0].id != old
    assert {one.reason for one in Named.objects.filter(pk__in=[r.pk for r in rows])} == {
        f"lý do {n}" for n in range(7)
    }


def test_what_was_interrupted_is_finished_under_the_same_key(
    rows: list[Named], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 2)
    batch, made = resealing._batch, []

    def interrupted(column: resealing.Column) -> int:
        made.append(batch(column))
        if sum(made) >= 4:
            raise KeyboardInterrupt
        return made[-1]

    monkeypatch.setattr(resealing, "_batch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rotate()
    begun = keys()[0].id
    assert len(counted()) == 2
    monkeypatch.setattr(resealing, "_batch", batch)
    rotate()
    assert keys()[0].id == begun
    assert len(counted()) == 1


def test_a_missing_key_stops_it_before_anything_changes(
    rows: list[Named], capsys: pytest.CaptureFixture[str]
) -> None:
    old = key_of(_stored(rows[0]))
    keys_file().unlink()
    with pytest.raises(KeyProblem, match=old):
        rotate()
    assert len(keys()) == 1
    assert key_of(_stored(rows[0])) == old
    assert print_status() == 1
    assert "THIẾU KHÓA" in capsys.readouterr().out


def _stored(row: Named) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM children_named WHERE id = %s", [row.pk])
        return str(cursor.fetchone()[0])
