"""Nothing goes without a dry run, nothing goes early, and nothing else goes along."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from chungtay.cases.models import Case, Notice
from chungtay.children.models import Adoption, Child, Household, Residence
from chungtay.law.data_rights import retention
from chungtay.lib.problems import Problem
from chungtay.people.models import AuditEvent, Deed, DeedRow, User
from chungtay.places.models import Unit
from chungtay.rights.anonymising import about_children, anonymise, texts
from chungtay.rights.leaving import GONE, left, released
from chungtay.rights.models import Consent, ConsentPaper, DataRequest, Incident
from chungtay.rights.retention import carry_out, due, passed, plan, told
from tests.rights.test_rules import commune, consent, incident, request
from tests.security.world import World, build

__all__ = ["commune"]
TODAY = date(2031, 3, 10)
EARLY, JUST = date(2026, 3, 9), date(2026, 3, 10)  # five years and a day ago; five years ago
LATER = date(2044, 5, 2)  # ten years and a day after those born on 01/05/2018 turned 16
PAPER = "12/QĐ-UBND, 02/05/2044"


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def filled(commune: Unit) -> None:
    for day in (EARLY, JUST):
        consent(commune, withdrawn_on=day).save()
        request(commune, outcome="done", done_at=moment(day)).save()
        incident(commune, repaired_on=day).save()
    consent(commune).save()
    request(commune).save()
    incident(commune).save()
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=moment(EARLY))


def counted(day: date, unit: Unit | None = None) -> dict[str, int]:
    return {line.rule.code: line.rows for line in plan(day, unit) if line.rows}


@pytest.mark.usefixtures("filled")
def test_the_dry_run_counts_and_removes_nothing() -> None:
    counts = counted(TODAY)
    asked = ("session", "consent", "request", "incident")
    assert {code: counts[code] for code in asked} == dict.fromkeys(asked, 1)
    assert Consent.objects.count() == DataRequest.objects.count() == Incident.objects.count() == 3
    said = told(plan(TODAY))
    assert "--carry-out --expect 4" in said
    assert "Nhật ký truy cập và việc đã làm: giữ lại, không xóa" in said
    assert "Điều 29 khoản 1 [C]" in said


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("expected", [0, 3, 5])
def test_another_number_than_was_printed_removes_nothing(expected: int) -> None:
    with pytest.raises(Problem, match="Chưa xóa gì"):
        carry_out(TODAY, expected)
    assert Consent.objects.count() == 3
    assert Session.objects.count() == 1


@pytest.mark.usefixtures("filled")
def test_what_is_over_its_time_goes_and_leaves_one_line(new_events: Any) -> None:
    ConsentPaper.objects.create(
        consent=Consent.objects.get(withdrawn_on=EARLY), kind="pdf", data=b"%PDF", size=4,
        sha256="0" * 64, uploaded_by=User.objects.create(username="r"),
    )  # fmt: skip
    Consent.objects.update(evidence="Tủ 2")  # what it said before stands in the history
    assert carry_out(TODAY, 4) == 4
    assert Consent.objects.count() == DataRequest.objects.count() == Incident.objects.count() == 2
    assert not Session.objects.exists()
    assert not ConsentPaper.objects.exists()
    history = apps.get_model("rights.ConsentEvent").objects
    assert set(history.values_list("pgh_obj", flat=True)) == set(
        Consent.objects.values_list("pk", flat=True)
    )
    line = new_events.get(verb="retention")
    assert line.details == {"session": 1, "consent": 1, "request": 1, "incident": 1}
    assert carry_out(TODAY, 0) == 0  # safe to repeat


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rules": ["grown"]}, "quyết định của cơ quan"),
        ({"rules": ["grown"], "decision": "  "}, "quyết định của cơ quan"),
        ({"rules": ["trail"]}, "Không có quy định"),
        ({"rules": ["everything"]}, "Không có quy định"),
    ],
)
@pytest.mark.django_db
def test_what_may_not_be_carried_out_is_told(given: dict[str, Any], told: str) -> None:
    with pytest.raises(Problem, match=told):
        carry_out(TODAY, 0, **given)


@pytest.mark.django_db
def test_every_rule_says_from_which_rows() -> None:
    for rule in retention().values():
        assert rule.keep or passed(rule, TODAY).count() >= 0


# Children who left


@pytest.fixture
def world(db: None) -> World:
    found = build()
    for model in (Case, Notice):
        model.objects.filter(child=found.children["own"]).delete()
    kept = [found.children[place].pk for place in ("own", "sibling")]
    Adoption.objects.filter(child__in=kept).delete()
    return found


def leavers(code: str, day: date, world: World) -> set[str]:
    rows = set(left(retention()[code], day).values_list("pk", flat=True))
    return {place for place, child in world.children.items() if child.pk in rows}


def test_a_child_grows_out_to_the_day(world: World) -> None:
    assert leavers("grown", date(2044, 5, 1), world) == set()
    assert leavers("grown", LATER, world) == {"own", "sibling", "other"}


def test_a_child_that_died_or_moved_away_leaves_ten_years_later(world: World) -> None:
    Child.objects.filter(pk=world.children["own"].pk).update(died_on=date(2020, 5, 1))
    gone = Residence.objects.filter(child=world.children["sibling"])
    gone.update(period=(date(2019, 1, 1), date(2020, 5, 1)))
    for code, who in (("died", {"own"}), ("moved", {"sibling"}), ("grown", set())):
        assert leavers(code, date(2030, 5, 1), world) == set()
        assert leavers(code, date(2030, 5, 2), world) == who
    Residence.objects.create(
        child=world.children["sibling"], unit=world.hamlets["other"],
        period=(date(2021, 1, 1), None),
    )  # fmt: skip
    assert leavers("moved", date(2030, 5, 2), world) == set()


def test_what_has_a_time_of_its_own_holds_a_child_back(world: World) -> None:
    rule, own = retention()["grown"], world.children["own"]
    mine = left(rule, LATER).filter(pk__in=[one.pk for one in world.children.values()])
    assert set(released(mine, LATER)) == {own}  # the others have a case
    request(world.communes["own"], child=own).save()
    assert not released(mine, LATER).exists()


def test_cases_go_by_their_own_time_and_then_release_the_child(world: World) -> None:
    case = Case.objects.get(child=world.children["sibling"])
    Case.objects.filter(pk=case.pk).update(closed_on=date(2021, 1, 1))
    unit = world.communes["sibling"]
    assert "case" not in counted(date(2041, 1, 1), unit)
    assert counted(date(2041, 1, 2), unit)["case"] == 1
    with pytest.raises(Problem, match="quyết định"):
        carry_out(date(2041, 1, 2), 1, rules=["case"], unit=unit)
    carry_out(date(2041, 1, 2), 1, rules=["case"], unit=unit, decision="1/QĐ")
    assert not Case.objects.filter(pk=case.pk).exists()
    assert not apps.get_model("cases.CaseEvent").objects.filter(pgh_obj=case.pk).exists()
    assert counted(LATER, unit) == {"notice": 1}  # which still holds the child
    carry_out(LATER, 1, rules=["notice"], unit=unit, decision="1/QĐ")
    assert counted(LATER, unit) == {"grown": 1}


def test_a_notice_that_a_case_stands_on_waits_for_it(world: World) -> None:
    assert "notice" not in counted(LATER, world.communes["sibling"])


# Anonymised: who it was is nowhere any more, and nothing else has changed


def _lines(*tables: str) -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found[table] = {row[0] for row in cursor}
    return found


def _tables() -> list[str]:
    """Every table but those of units, which are many and hold nobody."""
    return [one for one in connection.introspection.table_names() if not one.startswith("places_")]


@pytest.fixture
def known(world: World) -> Child:
    """The child of this commune, of whom much is known; a sister in the same home."""
    own = world.children["own"]
    Child.objects.filter(pk=own.pk).update(personal_number="0" * 12, full_name="Trẻ Riêng Một")
    own.circumstances.create(group_id="05", case=1, period=(date(2021, 1, 1), None))
    own.circumstances.update(evidence="giấy của Trẻ Riêng Một", end_reason="khỏi")
    own.examinations.update(note="gặp mẹ Trẻ Riêng Một")
    consent(world.communes["own"], child=own, given_by="Mẹ Riêng own").save()
    own.guardians.create(
        relation="father", full_name="Cha Riêng own", period=(date(2019, 1, 1), None)
    )
    own.guardians.filter(relation="father").delete()  # once known, kept by the history
    _deed(own, world)
    return own


def _deed(own: Child, world: World) -> None:
    person = User.objects.create(username="deed")
    deed = Deed.objects.create(
        kind="corrected", day=date(2020, 1, 1), unit=world.communes["own"], by=person
    )
    for table, key in (("children_child", own.pk), ("children_guardian", 0)):
        row = {"id": str(key), "child_id": str(own.pk), "full_name": "Trẻ Riêng Một"}
        DeedRow.objects.create(deed=deed, step=1, table=table, key=str(key), old=row, new=row)


def head_of(child: Child) -> str:
    return Household.objects.get(residences__child=child).head


def _go(own: Child, world: World) -> int:
    return carry_out(LATER, 1, rules=["grown"], unit=world.communes["own"], decision=PAPER)


def test_who_a_child_was_is_nowhere_any_more(known: Child, world: World, new_events: Any) -> None:
    assert _go(known, world) == 1
    known.refresh_from_db()
    assert (known.full_name, known.search_key, known.personal_number) == (GONE, "", None)
    assert (known.birth_date, known.birth_precision) == (date(2018, 1, 1), "year")
    assert list(known.guardians.all()) == []
    assert [one.group_id for one in known.circumstances.all()] == ["04"]
    assert head_of(known) == GONE
    for table, lines in _lines(*_tables()).items():
        said = [one for one in lines if "Riêng Một" in one or "Riêng own" in one or "0" * 12 in one]
        assert [one for one in said if str(known.pk) in one or "own" in one] == [], table
    line = new_events.get(verb="retention")
    assert line.details == {"grown": 1, "decision": PAPER}
    assert not Deed.objects.filter(until=None, rows=None, kind="corrected").exists()
    assert _go_again(world) == 0


def _go_again(world: World) -> int:
    return carry_out(LATER, 0, rules=["grown"], unit=world.communes["own"], decision=PAPER)


def test_nothing_of_anybody_else_has_changed(known: Child, world: World) -> None:
    sister = Child.objects.create(
        full_name="Em Gái", birth_date=date(2043, 1, 1), ethnic_group="01"
    )
    home = known.residences.get()
    Residence.objects.create(
        child=sister, unit=home.unit, household=home.household, period=(date(2043, 1, 1), None)
    )
    mine, deed = str(known.pk), Deed.objects.get(kind="corrected").pk
    hers = [sign.format(one.pk) for one in known.guardians.all() for sign in (",{})", ",{},")]
    before = _lines(*_tables())
    _go(known, world)
    after = _lines(*_tables())
    for table in before:
        gone, new = before[table] - after[table], after[table] - before[table]
        if table.startswith("people_audit"):
            assert not gone, table
            continue
        others = [one for one in gone | new if mine not in one]
        if table.startswith("children_guardianstate"):  # of the mother, who goes with the child
            others = [one for one in others if not any(key in one for key in hers)]
        if table == "people_deed":  # which can no longer be taken back
            others = [one for one in others if not one.startswith(f"({deed},")]
        assert others == [], table
    assert head_of(known) == "Chủ Hộ own"  # a sister lives there


def test_counts_stay_as_they_were(known: Child, world: World) -> None:
    def rows() -> dict[str, int]:
        about = [model for model in about_children() if model._meta.label not in SENT_OFF]
        return {one._meta.label: one._default_manager.count() for one in about}

    known.circumstances.filter(group_id="05").delete()
    before = rows()
    _go(known, world)
    assert rows() == before


SENT_OFF = {"children.Guardian", "children.GuardianState", "children.Named", "children.Alert",
            "rights.Consent", "rights.ConsentPaper"}  # fmt: skip


def test_another_number_anonymises_nobody(known: Child, world: World) -> None:
    with pytest.raises(Problem, match="Chưa xóa gì"):
        carry_out(LATER, 2, rules=["grown"], unit=world.communes["own"], decision=PAPER)
    known.refresh_from_db()
    assert known.full_name == "Trẻ Riêng Một"


def test_a_fault_on_the_way_leaves_everything_as_it_was(
    known: Child, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    before = _lines(*_tables())
    monkeypatch.setattr("chungtay.rights.anonymising._blank_children", stop)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        _go(known, world)
    assert _lines(*_tables()) == before


def test_no_text_about_a_child_is_forgotten() -> None:
    """A new table or column is blanked unless it is said to tell nobody."""
    found = {model._meta.label: texts(model) for model in about_children()}
    assert found["children.Circumstance"] == ["evidence", "end_reason", "sealed_evidence"]
    assert found["support.Grant"] == ["decision"]
    assert {"health.Injury", "fund.Sponsorship", "children.GuardianState"} <= set(found)
    assert "people.User" not in found
    assert "places.Unit" not in found


def test_only_children_asked_for_are_anonymised(known: Child, world: World) -> None:
    anonymise([known.pk])
    assert Child.objects.filter(full_name=GONE).count() == 1
    assert Household.objects.filter(head=GONE).count() == 1
    assert AuditEvent.objects.filter(verb="retention").count() == 0
    assert due(retention()["grown"], LATER, world.communes["own"]).count() == 0
