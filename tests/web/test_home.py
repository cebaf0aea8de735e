from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.law.deadlines import next_report
from chungtay.lib.periods import parse_period
from chungtay.places.models import Level
from chungtay.web.spans import last_ended, running
from tests.web.conftest import Register


@pytest.mark.parametrize(
    ("day", "running_code", "ended_code"),
    [
        ("2020-06-30", "2020-H1", "2020-H1"),
        ("2020-05-10", "2020-01-01..2020-05-10", "2019-H2"),
        ("2020-07-01", "2020-07-01..2020-07-01", "2020-H1"),
        ("2020-12-31", "2020-H2", "2020-H2"),
    ],
)
def test_periods_of_a_day(day: str, running_code: str, ended_code: str) -> None:
    on = date.fromisoformat(day)
    assert (running(on).code, last_ended(on).code) == (running_code, ended_code)
    assert parse_period(running(on).code) == running(on)


@pytest.mark.parametrize(
    ("level", "day", "period", "due"),
    [
        (Level.PROVINCE, "2020-06-30", "2020-H1", "2020-07-15"),
        (Level.PROVINCE, "2020-07-16", "2020-H2", "2021-01-15"),
        (Level.DISTRICT, "2020-06-30", "2020-H1", "2020-06-30"),
        (Level.COMMUNE, "2020-06-16", "2020-H2", "2020-12-15"),
    ],
)
def test_the_next_report(level: Level, day: str, period: str, due: str) -> None:
    owed = next_report(level, date.fromisoformat(day))
    assert owed is not None
    assert (owed.period.code, owed.day) == (period, date.fromisoformat(due))


def test_a_hamlet_owes_no_report() -> None:
    assert next_report(Level.HAMLET, date(2020, 6, 30)) is None


def test_tasks_are_counted_from_the_register(tiny: Register) -> None:
    page = tiny.sign_in(tiny.commune).get(reverse("home")).content.decode()
    for title in (
        "Trẻ có hoàn cảnh đặc biệt chưa được hỗ trợ trong kỳ",
        "Trẻ sắp tròn 16 tuổi trong 30 ngày tới",
        "Trẻ chỉ biết năm sinh",
        "Thôn, buôn, tổ dân phố chưa có cộng tác viên",
        "Báo cáo 6 tháng cuối năm 2020",
    ):
        assert title in page
    assert 'href="tel:111"' in page


def test_a_task_with_nothing_to_do_is_not_shown(tiny: Register) -> None:
    client = tiny.sign_in(tiny.sibling)
    assert "Trẻ chỉ biết năm sinh" not in client.get(reverse("home")).content.decode()


def test_a_wrong_password_is_told_at_the_field(db: None) -> None:
    answer = Client(headers={"accept-language": "vi"}).post(
        reverse("sign_in"), {"username": "a", "password": "b"}
    )
    page = answer.content.decode()
    assert "<title>Lỗi: " in " ".join(page.split()).replace("<title> ", "<title>")
    assert page.count("Tên hoặc mật khẩu không đúng.") == 1
    assert 'href="#id_username"' in page


def test_pages_hold_no_inline_style_or_script(tiny: Register) -> None:
    client = tiny.sign_in(tiny.province)
    report = reverse("report", args=[tiny.province.pk, "2020-H1"])
    for path in (reverse("home"), reverse("children"), reverse("reports"), report):
        page = client.get(path).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert "<script>" not in page
