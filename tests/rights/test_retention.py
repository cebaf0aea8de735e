"""Nothing goes without a dry run, nothing goes early, and case files never."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.sessions.models import Session

from chungtay.law.data_rights import retention
from chungtay.lib.problems import Problem
from chungtay.people.models import AuditEvent
from chungtay.places.models import Unit
from chungtay.rights.models import Consent, DataRequest, Incident
from chungtay.rights.retention import REMOVED, carry_out, plan, told
from tests.rights.test_rules import commune, consent, incident, request

__all__ = ["commune"]
TODAY = date(2031, 3, 10)
EARLY, JUST = date(2026, 3, 9), date(2026, 3, 10)  # five years and a day ago; five years ago


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


@pytest.mark.usefixtures("filled")
def test_the_dry_run_counts_and_removes_nothing() -> None:
    counted = {line.rule.code: line.rows for line in plan(TODAY)}
    assert counted == {
        "session": 1, "consent": 1, "request": 1, "incident": 1,
        "register": 0, "case": 0, "trail": 0,
    }  # fmt: skip
    assert Consent.objects.count() == DataRequest.objects.count() == Incident.objects.count() == 3
    said = told(plan(TODAY))
    assert "--carry-out --expect 4" in said
    assert "Hồ sơ vụ việc, thông báo, tố giác: giữ lại, không xóa" in said
    assert "Điều 29 khoản 1 [C]" in said


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("expected", [0, 3, 5])
def test_another_number_than_was_printed_removes_nothing(expected: int) -> None:
    with pytest.raises(Problem, match="Chưa xóa gì"):
        carry_out(TODAY, expected)
    assert Consent.objects.count() == 3
    assert Session.objects.count() == 1


@pytest.mark.usefixtures("filled")
def test_what_is_over_its_time_goes_and_leaves_one_line() -> None:
    assert carry_out(TODAY, 4) == 4
    assert Consent.objects.count() == DataRequest.objects.count() == Incident.objects.count() == 2
    assert not Session.objects.exists()
    line = AuditEvent.objects.get(verb="retention")
    assert line.details == {"session": 1, "consent": 1, "request": 1, "incident": 1}
    assert carry_out(TODAY, 0) == 0  # safe to repeat


def test_every_rule_that_removes_says_from_which_rows() -> None:
    assert set(REMOVED) == {code for code, rule in retention().items() if not rule.keep}
