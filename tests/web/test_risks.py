"""The list of risks is the province's to keep; the groups of the law are nobody's to edit."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.actions import groups, keep_risk, load_groups
from chungtay.children.models import Child, Circumstance, Group, StoppedRisk
from chungtay.exchange.groups import choices_of, groups_of
from chungtay.lib.problems import Problem
from chungtay.people.models import AuditEvent, User
from chungtay.people.roles import Role
from chungtay.places.models import Change, Level, Unit
from tests.web.conftest import Register

DAY = date(2020, 6, 30)


def province_officer(tiny: Register) -> Any:
    return tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)


def test_the_list_says_what_is_to_be_confirmed(tiny: Register) -> None:
    page = tiny.sign_in(tiny.commune).get("/nguy-co/").content.decode()
    assert "cần xác nhận" in page
    assert "có trong văn bản" in page
    assert "Thêm nguy cơ" not in page


@pytest.fixture
def own(tiny: Register) -> str:
    """The code of a risk of the province's own."""
    made = keep_risk(code="", name="Sống ở vùng lũ", until=None, province=tiny.province, by=me())
    return str(made.pk)


def me() -> User:
    return User.objects.create(username="tinh.thu", full_name="Người Thử", works_as_of=DAY)


def another(tiny: Register) -> Unit:
    found = Unit.objects.on(DAY).filter(level=Level.PROVINCE).exclude(pk=tiny.province.pk)
    return found.order_by("pk")[0]


def listed(client: Any) -> str:
    return str(client.get("/nguy-co/").content.decode())


def test_an_own_risk_is_renamed_and_stays_so(tiny: Register, own: str) -> None:
    address = f"/nguy-co/{own}/"
    answer = province_officer(tiny).post(address, {"name": "Sống ở vùng lũ quét", "until": ""})
    assert answer.status_code == 302
    load_groups()
    assert Group.objects.get(code=own).name == "Sống ở vùng lũ quét"
    assert AuditEvent.objects.filter(subject=f"group:{own}", verb="keep_risk").count() == 2


def test_a_new_risk_is_listed_in_its_own_province_alone(tiny: Register) -> None:
    client = province_officer(tiny)
    client.post("/nguy-co/them/", {"name": "Nghiện trò chơi trực tuyến"})
    assert "Nghiện trò chơi trực tuyến" in listed(client)
    elsewhere = tiny.sign_in(another(tiny), role=Role.PROVINCE_OFFICER)
    assert "Nghiện trò chơi trực tuyến" not in listed(elsewhere)


def test_an_own_risk_that_ended_is_no_longer_listed(tiny: Register, own: str) -> None:
    client = province_officer(tiny)
    client.post(f"/nguy-co/{own}/", {"name": "Sống ở vùng lũ", "until": "01/01/2019"})
    assert "Sống ở vùng lũ" not in listed(client)


def test_a_common_risk_is_stopped_in_one_province_and_taken_up_again(tiny: Register) -> None:
    client = province_officer(tiny)
    elsewhere = tiny.sign_in(another(tiny), role=Role.PROVINCE_OFFICER)
    for until, shown in (("01/01/2019", False), ("", True)):
        assert client.post("/nguy-co/R12/", {"until": until}).status_code == 302
        assert ("Nguy cơ khác" in listed(client)) is shown
        assert "Nguy cơ khác" in listed(elsewhere)


def test_a_common_risk_is_not_renamed(tiny: Register) -> None:
    province_officer(tiny).post("/nguy-co/R12/", {"name": "Tên khác", "until": ""})
    with pytest.raises(Problem):
        keep_risk(code="R12", name="Tên khác", until=None, province=tiny.province, by=me())
    assert Group.objects.get(code="R12").name == "Nguy cơ khác"


@pytest.mark.parametrize("stopped", [False, True])
def test_a_workbook_offers_what_the_province_uses(tiny: Register, own: str, stopped: bool) -> None:
    if stopped:
        StoppedRisk.objects.create(group_id="R12", province=tiny.province, since=DAY)
    told = " ".join(choices_of(tiny.commune, DAY))
    assert ("Nguy cơ khác" not in told) is stopped
    assert "Sống ở vùng lũ" in told
    assert "Sống ở vùng lũ" not in " ".join(choices_of(another(tiny), DAY))


def test_a_row_that_says_a_risk_no_longer_used_is_read(tiny: Register) -> None:
    StoppedRisk.objects.create(group_id="R12", province=tiny.province, since=DAY)
    assert groups_of(tiny.commune, DAY).known["R12"] == "R12"


def test_a_risk_of_another_province_is_not_recorded(tiny: Register, own: str) -> None:
    Group.objects.filter(pk=own).update(province=another(tiny))
    child = Child.objects.filter(residences__unit__commune=tiny.commune).first()
    since = DateRange(DAY, None)
    with pytest.raises(ValidationError, match="tỉnh khác"):
        Circumstance(child=child, group_id=own, period=since).full_clean()


def test_the_list_goes_along_when_the_province_becomes_another(tiny: Register, own: str) -> None:
    new = another(tiny)
    assert not Group.objects.of(new, DAY).filter(pk=own).exists()
    Change.objects.create(old=tiny.province, new=new, what=Change.What.MERGE, date=DAY)
    assert Group.objects.of(new, DAY).filter(pk=own).exists()


def test_what_the_old_province_stopped_the_new_one_takes_up_again(tiny: Register) -> None:
    StoppedRisk.objects.create(group_id="R12", province=tiny.province, since=DAY)
    new = another(tiny)
    Change.objects.create(old=tiny.province, new=new, what=Change.What.MERGE, date=DAY)
    client = tiny.sign_in(new, role=Role.PROVINCE_OFFICER)
    assert "Nguy cơ khác" not in listed(client)
    assert 'value="30/06/2020"' in client.get("/nguy-co/R12/").content.decode()
    assert client.post("/nguy-co/R12/", {"until": ""}).status_code == 302
    assert "Nguy cơ khác" in listed(client)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"name": ""}, "Hãy ghi tên nguy cơ."),
        ({"name": "X", "until": "31/02/2020"}, "Ngày phải có dạng 31/12/2026."),
        ({"name": "X", "until": "01/01/1999"}, "Ngày thôi dùng phải sau ngày 01/01/2005."),
    ],
)
def test_a_mistake_is_told_and_nothing_changes(
    tiny: Register, own: str, asked: dict[str, str], told: str
) -> None:
    answer = province_officer(tiny).post(f"/nguy-co/{own}/", asked)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert Group.objects.get(code=own).name == "Sống ở vùng lũ"


@pytest.mark.parametrize(("code", "status"), [("04", 404), ("R99", 404), ("R12", 200)])
def test_only_risks_are_opened(tiny: Register, code: str, status: int) -> None:
    assert province_officer(tiny).get(f"/nguy-co/{code}/").status_code == status


def test_others_may_not_edit(tiny: Register) -> None:
    answer = tiny.sign_in(tiny.commune).post("/nguy-co/R12/", {"name": "X"})
    assert answer.status_code == 403
    assert Group.objects.get(code="R12").name == "Nguy cơ khác"


def test_a_new_risk_never_writes_over_another(tiny: Register, monkeypatch: Any) -> None:
    taken = Group.objects.get(code="R12")
    taken.province = tiny.province
    monkeypatch.setattr(groups, "_new_risk", lambda *_: taken)
    with pytest.raises(IntegrityError), transaction.atomic():
        province_officer(tiny).post("/nguy-co/them/", {"name": "Trùng mã"})
    assert Group.objects.get(code="R12").name == "Nguy cơ khác"
