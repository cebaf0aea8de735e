"""What the records of personal data refuse, and what they count."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from chungtay.children.models import Child
from chungtay.people.models import AuditEvent, User
from chungtay.places.models import Unit
from chungtay.rights.actions import keep_request
from chungtay.rights.models import Consent, DataRequest, Incident, Review

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=HANOI)


@pytest.fixture
def commune(db: None) -> Unit:
    return Unit.objects.on(MONDAY.date()).communes().order_by("pk")[0]


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create(username="can-bo-du-lieu")


def child(born: date = date(2021, 1, 1)) -> Child:
    return Child.objects.create(full_name="Trẻ Thử", sex="f", birth_date=born, ethnic_group="01")


def consent(commune: Unit, **fields: Any) -> Consent:
    about = fields.pop("child", None) or child()
    told: dict[str, Any] = {
        "purpose": "publication", "given_by": "Mẹ", "relation": "mother", "suspect": "no",
        "text_version": "Mẫu 1", "method": "paper", "told_sensitive": True, "own_assent": False,
        "given_on": MONDAY.date(), "evidence": "Tủ 1",
    }  # fmt: skip
    return Consent(unit=commune, child=about, **told | fields)


def request(commune: Unit, **fields: Any) -> DataRequest:
    told = {"kind": "view", "asked_by": "Mẹ", "relation": "mother", "suspect": "no"}
    about = fields.pop("child", None) or child()
    return DataRequest(unit=commune, child=about, received_at=MONDAY, **told | fields)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({}, None),
        ({"purpose": "register"}, "purpose"),
        ({"purpose": "protection"}, "purpose"),
        ({"suspect": "yes"}, "suspect"),
        ({"suspect": ""}, "suspect"),
        ({"relation": "child"}, "relation"),
        ({"relation": "other"}, "relation"),
        ({"told_sensitive": False}, "told_sensitive"),
        ({"purpose": "pictures", "told_sensitive": False}, None),
        ({"evidence": ""}, "evidence"),
    ],
)
def test_consent_is_asked_rightly(commune: Unit, fields: dict[str, Any], at: str | None) -> None:
    one = consent(commune, **fields)
    if at is None:
        one.full_clean()
        return
    with pytest.raises(ValidationError) as told:
        one.full_clean()
    assert at in told.value.message_dict


def test_no_consent_is_asked_for_a_duty(commune: Unit) -> None:
    with pytest.raises(ValidationError, match="không cần và không được hỏi đồng ý"):
        consent(commune, purpose="allowance").full_clean()


@pytest.mark.parametrize(
    ("born", "own", "taken"),
    [("2019-03-03", False, True), ("2019-03-02", False, False), ("2019-03-02", True, True)],
)
def test_a_child_of_seven_consents_itself_to_be_published(
    commune: Unit, born: str, own: bool, taken: bool
) -> None:
    one = consent(commune, child=child(date.fromisoformat(born)), own_assent=own)
    if taken:
        one.full_clean()
    else:
        with pytest.raises(ValidationError, match="của chính trẻ"):
            one.full_clean()


def test_silence_is_not_consent() -> None:
    """Nothing that says yes is ticked or chosen beforehand."""
    blank = Consent()
    assert [blank.own_assent, blank.told_sensitive] == [False, False]
    assert [blank.purpose, blank.suspect, blank.method, blank.given_on] == ["", "", "", None]


def test_a_suspects_consent_is_refused_by_the_database_too(commune: Unit) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        consent(commune, suspect="yes").save()


def test_withdrawn_consent_may_be_given_again(commune: Unit) -> None:
    first = consent(commune)
    first.save()
    with pytest.raises(ValidationError, match="còn hiệu lực"):
        consent(commune, child=first.child).full_clean()
    first.withdrawn_on = MONDAY.date()
    first.save()
    consent(commune, child=first.child).full_clean()
    assert not Consent.objects.filter(child=first.child).standing().exists()


@pytest.mark.parametrize(
    ("fields", "answer", "due"),
    [
        ({}, "2026-03-04", "2026-03-12"),
        ({"kind": "erase"}, "2026-03-04", "2026-03-22"),
        ({"kind": "erase", "through_others": True}, "2026-03-04", "2026-04-01"),
        ({"kind": "object", "extended": True}, "2026-03-04", "2026-04-01"),
    ],
)
def test_the_clocks_are_counted_when_saved(
    commune: Unit, fields: dict[str, Any], answer: str, due: str
) -> None:
    one = request(commune, **fields)
    one.save()
    one.refresh_from_db()
    assert [one.answer_by.isoformat(), one.due_on.isoformat()] == [answer, due]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("fields", "on", "late"),
    [
        ({}, "2026-03-04", False),
        ({}, "2026-03-05", True),  # not answered
        ({"answered_at": at("2026-03-03T09:00")}, "2026-03-12", False),
        ({"answered_at": at("2026-03-03T09:00")}, "2026-03-13", True),  # not done
        ({"answered_at": at("2026-03-06T09:00")}, "2026-03-06", True),
        ({"outcome": "done", "done_at": at("2026-03-04T09:00")}, "2026-06-01", False),
        ({"outcome": "done", "answered_at": at("2026-03-03T09:00"),
          "done_at": at("2026-03-13T09:00")}, "2026-03-13", True),
    ],
)  # fmt: skip
def test_what_is_late_is_marked(commune: Unit, fields: dict[str, Any], on: str, late: bool) -> None:
    one = request(commune, **fields)
    one.save()
    assert one.late(date.fromisoformat(on)) is late


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"outcome": "refused", "done_at": MONDAY, "kind": "erase", "ground": "archives"}, None),
        ({"outcome": "refused", "done_at": MONDAY, "kind": "view", "ground": "archives"}, "ground"),
        ({"outcome": "refused", "done_at": MONDAY}, "ground"),
        ({"outcome": "refused", "done_at": MONDAY, "ground": "not_entitled"}, "ground"),
        ({"outcome": "refused", "done_at": MONDAY, "ground": "suspect"}, "ground"),
        ({"outcome": "done"}, "done_at"),
        ({"done_at": MONDAY}, "done_at"),
        ({"outcome": "done", "done_at": MONDAY, "suspect": "yes"}, "outcome"),
        ({"outcome": "part", "done_at": MONDAY, "suspect": "yes"}, "outcome"),
        ({"outcome": "done", "done_at": MONDAY, "relation": "other"}, "outcome"),
        ({"outcome": "refused", "done_at": MONDAY, "suspect": "yes", "ground": "suspect"}, None),
        ({"extended": True}, "extension_reason"),
    ],
)
def test_a_request_is_closed_rightly(
    commune: Unit, fields: dict[str, Any], where: str | None
) -> None:
    one = request(commune, **fields)
    one._count()
    if where is None:
        one.full_clean()
        return
    with pytest.raises(ValidationError) as told:
        one.full_clean()
    assert where in told.value.message_dict


def test_the_database_gives_a_suspect_nothing(commune: Unit) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        request(commune, suspect="yes", outcome="done", done_at=MONDAY).save()


def test_a_suspects_request_stands_in_the_childs_log(commune: Unit, officer: User) -> None:
    kept = keep_request(request(commune, suspect="yes"), by=officer)
    line = AuditEvent.objects.get(verb="suspect_asked")
    assert line.subject == f"child:{kept.child_id}"
    assert kept in DataRequest.objects.open().by_suspects()


def incident(commune: Unit, **fields: Any) -> Incident:
    told: dict[str, Any] = {
        "detected_at": datetime(2026, 3, 6, 16, 45, tzinfo=HANOI), "nature": "lost",
        "place": "Thôn 1", "what": "Mất máy", "data": "Họ tên", "persons": 3, "harm": "Lộ nơi ở",
        "measures": "Khóa máy", "contact": "Công chức",
    }  # fmt: skip
    return Incident(unit=commune, **told | fields)


@pytest.mark.parametrize(("now", "late"), [("2026-03-09T16:45", False), ("2026-03-09T16:46", True)])
def test_a_breach_is_reported_within_72_hours(commune: Unit, now: str, late: bool) -> None:
    assert incident(commune).late(at(now)) is late
    assert incident(commune, reported_at=at(now)).late(at("2026-05-01T00:00")) is late


def test_persons_are_told_of_located_data_only(commune: Unit) -> None:
    assert incident(commune).tell_persons_by is None
    assert incident(commune, located=True).tell_persons_by == at("2026-03-09T16:45")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, None),
        ({"reported_at": at("2026-03-06T16:44")}, "reported_at"),
        ({"told_persons_at": at("2026-03-01T00:00")}, "told_persons_at"),
        ({"repaired_on": date(2026, 3, 5)}, "repaired_on"),
        ({"persons": 0}, "persons"),
    ],
)
def test_a_breach_is_told_in_order(
    commune: Unit, fields: dict[str, Any], where: str | None
) -> None:
    one = incident(commune, **fields)
    if where is None:
        one.full_clean()
        return
    with pytest.raises(ValidationError) as told:
        one.full_clean()
    assert where in told.value.message_dict


def test_a_review_says_when_the_next_is() -> None:
    assert Review(duty="risks", done_on=date(2026, 8, 31)).again_on == date(2027, 2, 28)
