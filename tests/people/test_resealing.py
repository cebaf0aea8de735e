"""New keys: everything sealed anew, once, without a trace in the history."""

from datetime import date
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.utils import timezone

from chungtay.cases.models import Case, Notice
from chungtay.children.models import Alert, Child, Named
from chungtay.lib.keys import KeyProblem, add_key, keys, keys_file, new_key
from chungtay.lib.sealing import key_of, unseal
from chungtay.people import resealing
from chungtay.people.models import Deed, DeedRow, User
from chungtay.people.resealing import counted, forget, print_status, rotate
from chungtay.people.sealed_columns import Column, sealed_columns
from chungtay.places.models import Unit
from chungtay.rights.models import Consent, ConsentPaper

pytestmark = pytest.mark.django_db
ON = date(2020, 3, 2)


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
    assert tables == {"cases_case", "cases_caseevent", "people_deedrow"}
    places = {one.place for one in sealed_columns()}
    assert places >= {"mfa_authenticator.data", "rights_consentpaper.data"}


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
    monkeypatch.setattr(Column, "at_once", 2)
    batch, made = resealing._batch, []

    def interrupted(column: Column) -> int:
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


# Everything at once, as it stands in every table


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rows: list[Named]) -> User:
    """A value in every sealed column, also of what other tests left under the installation's
    keys; whose second factors they are."""
    monkeypatch.undo()
    theirs = keys_file().read_text() if keys_file().exists() else ""
    monkeypatch.setenv("CHUNGTAY_VAR", str(tmp_path))
    keys_file().write_text(keys_file().read_text() + theirs)
    monkeypatch.setattr(Column, "at_once", 3)
    _fill(rows[0].child, person := rows[0].person)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return person


def _fill(child: Child, person: User) -> None:
    unit = Unit.objects.filter(level=3).order_by("pk")[0]
    known = {"unit": unit, "harm": "violence", "child": child}
    notice = Notice.objects.create(
        **known, received_at=timezone.now(), channel="111", account="tin", informant="hàng xóm"
    )
    case = Case.objects.create(
        **known, notice=notice, found_on=ON, account="diễn biến", suspect_told="chú"
    )
    child.circumstances.create(group_id="05", case=1, period=(ON, None), sealed_evidence="giấy")
    Alert.objects.create(unit=unit, child=child, by=person, reason="gấp", until=timezone.now())
    _change(
        cases_case="number = 'K1'", cases_notice="urgent = true", children_circumstance='"case" = 0'
    )
    given = Consent.objects.create(
        child=child, unit=unit, purpose="pictures", suspect="no", given_on=ON, relation="mother"
    )
    ConsentPaper.objects.create(
        consent=given,
        kind="pdf",
        data="%PDF giấy".encode(),
        size=9,
        sha256="0" * 64,
        uploaded_by=person,
    )
    totp.TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    _kept_by_a_deed(case, person)


def _change(**rows: str) -> None:
    """What a row was before stands in its history."""
    with connection.cursor() as cursor:
        for table, change in rows.items():
            cursor.execute(f"UPDATE {table} SET {change} WHERE id = (SELECT max(id) FROM {table})")


def _kept_by_a_deed(case: Case, person: User) -> None:
    deed = Deed.objects.create(kind="merge", day=ON, unit=case.unit, by=person)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO people_deedrow (deed_id, step, "table", key, old, new)'
            " SELECT %s, 1, 'cases_case', id::text, to_jsonb(c), to_jsonb(c)"
            " FROM cases_case c WHERE id = %s",
            [deed.pk, case.pk],
        )


def _named(key: str) -> dict[str, int]:
    """Every column of the database in which a value sealed under the key stands: rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'bytea')"
        )
        found = {}
        for table, column, kind in cursor.fetchall():
            head = f'"{column}"::text'
            if kind == "bytea":
                head = f"encode(substring(\"{column}\" for 64), 'escape')"
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {head} LIKE %s', [f"%s1:{key}:%"])
            found[f"{table}.{column}"] = cursor.fetchone()[0]
    return {place: rows for place, rows in found.items() if rows}


def test_nothing_of_the_old_key_remains_anywhere(everything: User) -> None:
    rotate()  # what other tests left under keys of theirs comes under one first
    old = keys()[0].id
    assert set(_named(old)) >= {
        "cases_case.account", "cases_case.suspect_told", "cases_caseevent.account",
        "cases_notice.account", "cases_notice.informant", "cases_noticeevent.informant",
        "children_alert.reason", "children_circumstance.sealed_evidence",
        "children_circumstanceevent.sealed_evidence", "children_named.reason",
        "mfa_authenticator.data", "people_deedrow.old", "people_deedrow.new",
        "rights_consentpaper.data",
    }  # fmt: skip
    rotate()
    assert _named(old) == {}
    assert len(counted()) == 1
    factors = Authenticator.objects.filter(user=everything)
    assert factors.get(type="totp").wrap().validate_code(_code("JBSWY3DPEHPK3PXP"))
    assert len(factors.get(type="recovery_codes").wrap().get_unused_codes()) == 10
    assert ConsentPaper.objects.latest("pk").data == "%PDF giấy".encode()
    assert Case.objects.latest("pk").account == "diễn biến"
    kept = DeedRow.objects.latest("pk")
    assert kept.old is not None
    assert unseal(kept.old["account"], "cases_case.account") == "diễn biến"


def test_an_old_key_is_forgotten_when_nothing_stands_under_it(everything: User) -> None:
    old = keys()[0].id
    with pytest.raises(KeyProblem, match="đang dùng"):
        forget(old)
    add_key(new_key("seal"))
    with pytest.raises(KeyProblem, match="niêm bằng khóa"):
        forget(old)
    rotate()
    forget(old)
    assert old not in {key.id for key in keys()}
    assert ConsentPaper.objects.latest("pk").data
    assert print_status() == 0
    with pytest.raises(KeyProblem, match="Thiếu khóa"):
        forget(old)


def test_what_only_looks_sealed_stops_no_rotation(everything: User) -> None:
    Authenticator.objects.create(user=everything, type="webauthn", data={"name": "s1:ab:QUJD"})
    assert rotate() > 0
    assert Authenticator.objects.get(type="webauthn", user=everything).data["name"] == "s1:ab:QUJD"


def _code(secret: str) -> str:
    counter = int(timezone.now().timestamp()) // 30
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))
