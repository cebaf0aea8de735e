"""The clocks of personal data as worked examples, each day counted by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from chungtay.law import data_rights
from chungtay.law.data import CONFIDENCE, law_file, text_title
from chungtay.law.working_days import add_working_days, holidays

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("received", "answered"),
    [
        ("2026-03-02", "2026-03-04"),  # a Monday
        ("2026-03-05", "2026-03-09"),  # a Thursday: the weekend is not counted
        ("2026-03-07", "2026-03-10"),  # a Saturday
        ("2026-02-13", "2026-02-24"),  # before the new year's five days, 16 to 20 February
        ("2026-04-24", "2026-04-29"),  # the Hung Kings' day falls on a Sunday, made up on the 27th
        ("2026-04-29", "2026-05-05"),  # 30 April and 1 May, then a weekend
        ("2026-08-31", "2026-09-04"),  # 1 and 2 September
        ("2026-12-31", "2027-01-05"),  # 1 January, then a weekend
    ],
)
def test_two_working_days_to_answer(received: str, answered: str) -> None:
    assert data_rights.answer_by(date.fromisoformat(received)) == date.fromisoformat(answered)


@pytest.mark.parametrize(
    ("kind", "plain", "through_others", "extended", "both"),
    [
        ("view", "2026-03-12", "2026-03-17", "2026-03-22", "2026-03-27"),
        ("correct", "2026-03-12", "2026-03-17", "2026-03-22", "2026-03-27"),
        ("provide", "2026-03-12", "2026-03-17", "2026-03-22", "2026-03-27"),
        ("withdraw", "2026-03-17", "2026-03-22", "2026-04-01", "2026-04-06"),
        ("restrict", "2026-03-17", "2026-03-22", "2026-04-01", "2026-04-06"),
        ("object", "2026-03-17", "2026-03-22", "2026-04-01", "2026-04-06"),
        ("erase", "2026-03-22", "2026-04-01", "2026-04-11", "2026-04-21"),
        ("protect", "2026-03-17", "2026-03-17", "2026-04-01", "2026-04-01"),
    ],
)
def test_days_to_do_what_is_asked(
    kind: str, plain: str, through_others: str, extended: str, both: str
) -> None:
    received = date(2026, 3, 2)
    counted = [
        data_rights.due(kind, received, through_others=others, extended=more).isoformat()
        for others, more in ((False, False), (True, False), (False, True), (True, True))
    ]
    assert counted == [plain, through_others, extended, both]


def test_every_kind_of_request_is_worked_above() -> None:
    worked = {"view", "correct", "provide", "withdraw", "restrict", "object", "erase", "protect"}
    assert set(data_rights.clocks()) == worked


def test_72_hours_run_by_the_clock_over_a_weekend() -> None:
    detected = datetime(2026, 3, 6, 16, 45, tzinfo=HANOI)  # a Friday
    assert data_rights.report_by(detected) == datetime(2026, 3, 9, 16, 45, tzinfo=HANOI)
    assert data_rights.tell_persons_by(detected) == data_rights.report_by(detected)


@pytest.mark.parametrize(
    ("born", "on", "asked"),
    [("2019-03-02", "2026-03-01", False), ("2019-03-02", "2026-03-02", True),
     ("2020-02-29", "2027-02-27", False), ("2020-02-29", "2027-02-28", True)],
)  # fmt: skip
def test_a_child_of_seven_is_asked_itself(born: str, on: str, asked: bool) -> None:
    assert data_rights.assents(date.fromisoformat(born), date.fromisoformat(on)) is asked


def test_a_breach_is_kept_five_years_after_repair() -> None:
    assert data_rights.keep_breach_until(date(2028, 2, 29)) == date(2033, 2, 28)


@pytest.mark.parametrize(
    ("duty", "done", "again"),
    [("risks", "2026-08-31", "2027-02-28"), ("risks", "2026-06-15", "2026-12-15"),
     ("check", "2026-12-31", "2027-12-31"), ("process", "2028-02-29", "2029-02-28")],
)  # fmt: skip
def test_a_duty_is_looked_at_again(duty: str, done: str, again: str) -> None:
    assert data_rights.review_again(duty, date.fromisoformat(done)) == date.fromisoformat(again)


def test_only_consent_is_asked_where_the_law_gives_no_other_ground() -> None:
    asked = {code for code, one in data_rights.purposes().items() if one.by_consent}
    assert asked == {"sponsors", "publication", "pictures", "reminders", "research"}
    assert all(one.by_consent for one in data_rights.purposes().values() if one.publishes)


def test_archives_may_refuse_only_an_erasure() -> None:
    assert data_rights.refusals()["archives"].kinds == ("erase",)
    known = set(data_rights.clocks())
    assert all(set(one.kinds) <= known for one in data_rights.refusals().values())


def test_the_trail_and_adoptions_are_never_removed() -> None:
    kept = {code for code, rule in data_rights.retention().items() if rule.keep}
    assert kept == {"adoption", "trail"}


def test_what_no_text_sets_a_time_for_is_removed_on_a_decision_alone() -> None:
    asking = {code for code, rule in data_rights.retention().items() if rule.on_decision}
    assert asking - {"adoption"} == {"case", "notice", "grown", "died", "moved"}


def test_every_value_says_its_text_and_confidence() -> None:
    rows = [*data_rights.clocks().values(), *data_rights.refusals().values()]
    rows += [*data_rights.duties().values(), *data_rights.retention().values()]
    rows += [*data_rights.bases().values()]
    assert all(text_title(row.text) and row.article for row in rows)
    assert {row.confidence for row in rows} <= set(CONFIDENCE)
    breach = law_file("data_rights")["breach"]
    assert all("confidence" in breach[name] for name in breach if name != "content")


def test_holidays_of_2026() -> None:
    days = ["2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20",
            "2026-04-27", "2026-04-30", "2026-05-01", "2026-09-01", "2026-09-02"]  # fmt: skip
    assert sorted(day.isoformat() for day in holidays(2026)) == days


def test_no_working_days_are_not_a_term() -> None:
    with pytest.raises(ValueError, match="0 working days"):
        add_working_days(date(2026, 3, 2), 0)
