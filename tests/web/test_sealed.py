"""Who sees what of a child's sealed matters on the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chungtay.cases.models import Case
from chungtay.children.models import Alert, Child, Circumstance, Guardian, Named
from chungtay.people.models import AuditEvent, Post, User
from chungtay.people.roles import Role
from chungtay.web.kinds import KINDS
from tests.web.conftest import DAY, SINCE, Register
from tests.web.records import child as new_child

REASON = "Trẻ đang ở bệnh viện, cần liên hệ gấp"
GROUPS = {"hiv": "05", "sexual_abuse": "11", "case": "09"}
WORDS = {"hiv": "HIV", "sexual_abuse": "xâm hại tình dục", "case": "bị bạo lực"}
HINT = "Có hồ sơ cần bảo mật"
READERS: dict[str, tuple[str, str, str]] = {
    # reader: role, unit, what the page says: all, hint or silent
    "named officer": (Role.COMMUNE_OFFICER, "commune", "all"),
    "other officer": (Role.COMMUNE_OFFICER, "commune", "hint"),
    "case manager": (Role.CASE_MANAGER, "commune", "hint"),
    "health worker": (Role.HEALTH_WORKER, "commune", "hint"),
    "collaborator": (Role.COLLABORATOR, "hamlet", "silent"),
    "district": (Role.DISTRICT_OFFICER, "district", "all"),
    "province": (Role.PROVINCE_OFFICER, "province", "all"),
}


def _sealed_child(tiny: Register, compartment: str) -> Child:
    made = new_child(tiny.hamlet, 0)
    Circumstance.objects.create(
        child=made, group_id=GROUPS[compartment], case=0, period=SINCE, evidence="Phiếu số 77"
    )
    return made


def _reader(tiny: Register, who: str, child: Child, compartment: str) -> Client:
    role, unit, _says = READERS[who]
    client = tiny.sign_in(getattr(tiny, unit), role, in_charge=False)
    keeper = _person(client) if who == "named officer" else _keeper(tiny)
    Named.objects.create(child=child, compartment=compartment, person=keeper, period=SINCE)
    return client


def _person(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def _keeper(tiny: Register) -> User:
    keeper = _person(tiny.sign_in(tiny.commune, in_charge=False))
    keeper.full_name = "Phạm Người Phụ Trách"
    keeper.save()
    return keeper


def _page(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


@pytest.mark.parametrize("compartment", GROUPS)
@pytest.mark.parametrize("who", READERS)
def test_what_a_childs_page_says(tiny: Register, who: str, compartment: str) -> None:
    child = _sealed_child(tiny, compartment)
    client, says = _reader(tiny, who, child, compartment), READERS[who][2]
    page = _page(client, "child", child.pk)
    told = (WORDS[compartment] in page, "Phiếu số 77" in page, HINT in page)
    assert told == {"all": (True, True, False), "hint": (False, False, True)}.get(
        says, (False, False, False)
    )
    assert ("Phạm Người Phụ Trách" in page) == (says == "hint")


@pytest.mark.parametrize("who", READERS)
def test_a_record_that_does_not_open_is_not_there(tiny: Register, who: str) -> None:
    child = _sealed_child(tiny, "hiv")
    client, says = _reader(tiny, who, child, "hiv"), READERS[who][2]
    episode = child.circumstances.get()
    for page in ("record", "record_edit"):
        answer = client.get(reverse(page, args=["hoan-canh", episode.pk]))
        assert answer.status_code in ((200,) if says == "all" else (403, 404))
    listed = _page(client, "records", "hoan-canh")
    assert (f"/ho-so/hoan-canh/{episode.pk}/" in listed) == (says == "all")
    special = client.get(reverse("children"), {"dien": "special"}).content.decode()
    assert (child.full_name in special) == (says == "all")


@pytest.mark.parametrize("who", READERS)
def test_a_case_is_listed_to_whom_it_opens(tiny: Register, who: str) -> None:
    child = new_child(tiny.hamlet, 0)
    client = _reader(tiny, who, child, "case")
    case = Case.objects.create(
        child=child, unit=tiny.commune, harm="violence", found_on=SINCE.lower, account="Lời kể dài"
    )
    opens = READERS[who][2] == "all"
    answer = client.get(reverse("record", args=["vu-viec", case.pk]))
    assert answer.status_code == (200 if opens else answer.status_code)
    assert ("Lời kể dài" in answer.content.decode()) == opens
    listed = client.get(reverse("records", args=["vu-viec"]))
    assert (f"/ho-so/vu-viec/{case.pk}/" in listed.content.decode()) == opens


def test_an_officer_breaks_the_glass_and_the_supervisor_is_told(tiny: Register) -> None:
    child = _sealed_child(tiny, "hiv")
    client = _reader(tiny, "other officer", child, "hiv")
    address = reverse("break_glass", args=[child.pk])
    refused = client.post(address, {"reason": "cần", "hours": "4"})
    assert refused.status_code == 400
    assert "ít nhất 20" in refused.content.decode()
    assert not Alert.objects.filter(child=child).exists()
    assert client.post(address, {"reason": REASON, "hours": "4"}).status_code == 302
    assert "HIV" in _page(client, "child", child.pk)
    district = tiny.sign_in(tiny.district, Role.DISTRICT_OFFICER)
    assert REASON in _page(district, "home")
    alert = Alert.objects.get(child=child)
    assert district.post(reverse("alert_seen", args=[alert.pk])).status_code == 302
    assert REASON not in _page(district, "home")
    assert AuditEvent.objects.filter(verb="break_glass", subject=f"child:{child.pk}").count() == 1
    Named.objects.filter(ground="break_glass").update(until=timezone.now() - timedelta(seconds=1))
    assert "HIV" not in _page(client, "child", child.pk)


@pytest.mark.parametrize(
    ("who", "status"), [("collaborator", 404), ("named officer", 404), ("province", 404)]
)
def test_glass_that_is_not_theirs_is_not_there(tiny: Register, who: str, status: int) -> None:
    child = _sealed_child(tiny, "hiv")
    client = _reader(tiny, who, child, "hiv")
    told = {"reason": REASON, "hours": "1"}
    assert client.post(reverse("break_glass", args=[child.pk]), told).status_code == status
    assert not Alert.objects.filter(child=child).exists()


def test_no_glass_where_nothing_is_sealed_or_the_child_is_anothers(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune, in_charge=False)
    elsewhere = Child.objects.get(
        full_name="Hoàng Láng Giềng", residences__unit__commune=tiny.sibling
    )
    for child in (new_child(tiny.hamlet, 1), elsewhere):
        assert client.get(reverse("break_glass", args=[child.pk])).status_code == 404


def test_those_in_charge_say_who_may_read(tiny: Register) -> None:
    child = _sealed_child(tiny, "hiv")
    client = _reader(tiny, "named officer", child, "hiv")
    other = _keeper(tiny)
    address = reverse("named", args=[child.pk])
    told = {"person": other.full_name, "compartment": "hiv"}
    assert client.post(address, told).status_code == 302
    named = Named.objects.get(child=child, person=other)
    assert client.post(address, {"end": str(named.pk)}).status_code == 302
    assert not Named.objects.holding(SINCE.lower).filter(person=other, child=child).exists()


def test_who_is_not_in_charge_does_not_say_who_may_read(tiny: Register) -> None:
    child = _sealed_child(tiny, "hiv")
    client = _reader(tiny, "other officer", child, "hiv")
    address = reverse("named", args=[child.pk])
    assert client.get(address).status_code == 404
    client.post(reverse("break_glass", args=[child.pk]), {"reason": REASON, "hours": "1"})
    assert client.get(address).status_code == 404  # a reader for an hour is not in charge


def test_a_suspect_is_no_contact_on_any_page(tiny: Register) -> None:
    child = new_child(tiny.hamlet, 0)
    client = tiny.sign_in(tiny.commune)
    Guardian.objects.create(child=child, relation="father", full_name="Cha Bị Nghi", period=SINCE)
    assert "Cha Bị Nghi" in _page(client, "child", child.pk)
    Guardian.objects.filter(full_name="Cha Bị Nghi").update(is_contact=False, is_main=True)
    assert "Cha Bị Nghi" not in _page(client, "child", child.pk)
    assert "Cha Bị Nghi" not in _page(client, "children")


def test_a_case_written_on_the_page_is_the_writers(tiny: Register) -> None:
    child = new_child(tiny.hamlet, 0)
    client = tiny.sign_in(tiny.commune, in_charge=False)
    address = f"{reverse('record_new', args=['vu-viec'])}?child={child.pk}"
    told = {
        "harm": "violence", "found_on": "1/6/2020", "outcome": "open", "account": "Lời kể dài",
        "unit": tiny.commune.name,
    }  # fmt: skip
    answer = client.post(address, told)
    assert answer.status_code == 302, answer.content.decode()
    case = Case.objects.get(child=child)
    assert case.manager == _person(client)
    assert "Lời kể dài" in _page(client, "record", "vu-viec", case.pk)
    other = tiny.sign_in(tiny.commune, in_charge=False)
    refused = other.post(address, told)
    assert refused.status_code == 400
    assert "người khác phụ trách" in refused.content.decode()


def test_a_lost_key_is_told_in_words_and_not_as_an_error(
    tiny: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    child = _sealed_child(tiny, "hiv")
    client = _reader(tiny, "named officer", child, "hiv")
    monkeypatch.setenv("CHUNGTAY_VAR", str(tmp_path))
    answer = client.get(reverse("child", args=[child.pk]))
    assert answer.status_code == 503
    assert "Thiếu khóa niêm phong" in answer.content.decode()


@pytest.mark.parametrize(("supervised", "reached"), [("sibling", False), ("commune", True)])
def test_who_supervises_one_unit_is_one_of_many_in_another(
    tiny: Register, supervised: str, reached: bool
) -> None:
    made = _sealed_child(tiny, "case")
    client = tiny.sign_in(tiny.commune, Role.CASE_MANAGER)
    person = _person(client)
    Post.objects.create(
        person=person, role=Role.DISTRICT_OFFICER, unit=getattr(tiny, supervised), period=SINCE
    )
    case = Case.objects.create(child=made, unit=tiny.commune, harm="violence", found_on=DAY)
    posts = tuple(Post.objects.of(person, DAY).select_related("unit", "person"))
    for kind, record in (("vu-viec", case), ("hoan-canh", made.circumstances.get())):
        for held in (posts, posts[::-1]):
            assert KINDS[kind].reach(held).filter(pk=record.pk).exists() is reached
