"""The list of risks is the province's to keep; the groups of the law are nobody's to edit."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chungtay.children.actions import groups, load_groups
from chungtay.children.models import Group
from chungtay.people.models import AuditEvent
from chungtay.people.roles import Role
from tests.web.conftest import Register


def province_officer(tiny: Register) -> Any:
    return tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)


def test_the_list_says_what_is_to_be_confirmed(tiny: Register) -> None:
    page = tiny.sign_in(tiny.commune).get("/nguy-co/").content.decode()
    assert "cần xác nhận" in page
    assert "có trong văn bản" in page
    assert "Thêm nguy cơ" not in page


def test_a_renamed_risk_stays_so(tiny: Register) -> None:
    answer = province_officer(tiny).post("/nguy-co/R12/", {"name": "Sống ở vùng lũ", "until": ""})
    assert answer.status_code == 302
    load_groups()
    assert Group.objects.get(code="R12").name == "Sống ở vùng lũ"
    assert AuditEvent.objects.filter(subject="group:R12", verb="keep_risk").count() == 1


def test_a_new_risk_is_listed(tiny: Register) -> None:
    client = province_officer(tiny)
    client.post("/nguy-co/them/", {"name": "Nghiện trò chơi trực tuyến"})
    assert "Nghiện trò chơi trực tuyến" in client.get("/nguy-co/").content.decode()


def test_an_ended_risk_is_no_longer_listed(tiny: Register) -> None:
    client = province_officer(tiny)
    client.post("/nguy-co/R12/", {"name": "Nguy cơ khác", "until": "01/01/2019"})
    assert "Nguy cơ khác" not in client.get("/nguy-co/").content.decode()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"name": ""}, "Hãy ghi tên nguy cơ."),
        ({"name": "X", "until": "31/02/2020"}, "Ngày phải có dạng 31/12/2026."),
        ({"name": "X", "until": "01/01/1999"}, "Ngày thôi dùng phải sau ngày 01/01/2005."),
    ],
)
def test_a_mistake_is_told_and_nothing_changes(
    tiny: Register, asked: dict[str, str], told: str
) -> None:
    answer = province_officer(tiny).post("/nguy-co/R12/", asked)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert Group.objects.get(code="R12").name == "Nguy cơ khác"


@pytest.mark.parametrize(("code", "status"), [("04", 404), ("R99", 404), ("R12", 200)])
def test_only_risks_are_opened(tiny: Register, code: str, status: int) -> None:
    assert province_officer(tiny).get(f"/nguy-co/{code}/").status_code == status


def test_others_may_not_edit(tiny: Register) -> None:
    answer = tiny.sign_in(tiny.commune).post("/nguy-co/R12/", {"name": "X"})
    assert answer.status_code == 403
    assert Group.objects.get(code="R12").name == "Nguy cơ khác"


def test_a_new_risk_never_writes_over_another(tiny: Register, monkeypatch: Any) -> None:
    monkeypatch.setattr(groups, "_new_risk", lambda _: Group.objects.get(code="R12"))
    with pytest.raises(IntegrityError), transaction.atomic():
        province_officer(tiny).post("/nguy-co/them/", {"name": "Trùng mã"})
    assert Group.objects.get(code="R12").name == "Nguy cơ khác"
