"""The sealed record of a child to one who does not read the register: the chair of its board."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.cases.models import Case
from chungtay.children.models import Adoption, Child, Circumstance, Guardian, Named
from chungtay.people.models import AuditEvent, Board, Post, User
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from tests.web.conftest import DAY, SINCE, Register
from tests.web.records import child as new_child


def person(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def chair(tiny: Register, at: str = "commune") -> Client:
    client = tiny.sign_in(getattr(tiny, at), Role.LEADER)
    Board.objects.create(
        unit=getattr(tiny, at), period=SINCE, decision="1/QĐ", chair=person(client)
    )
    return client


def a_case(tiny: Register) -> Case:
    made = new_child(tiny.hamlet, 0)
    father = Guardian.objects.create(
        child=made, relation="father", full_name="Cha Bị Nghi", period=SINCE
    )
    Circumstance.objects.create(child=made, group_id="09", period=SINCE, evidence="Phiếu số 77")
    return Case.objects.create(
        child=made, unit=tiny.commune, harm="violence", found_on=DAY, account="Lời kể dài",
        suspect=father,
    )  # fmt: skip


def text(client: Client, name: str, *args: Any) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_chair_reads_the_sealed_record_whole(tiny: Register) -> None:
    case, client = a_case(tiny), chair(tiny)
    assert reverse("sealed_list") in text(client, "overview")
    listed = text(client, "sealed_list")
    assert case.child.full_name in listed
    assert listed.count("/giu-kin/") >= 1
    said = text(client, "sealed", case.child_id)
    for words in ("Lời kể dài", "Phiếu số 77", "Cha Bị Nghi", "bạo lực"):
        assert words in said
    line = AuditEvent.objects.filter(verb="read_sealed").latest("pk")
    assert line.child_id == case.child_id


def test_a_chair_reads_no_register(tiny: Register) -> None:
    case, client = a_case(tiny), chair(tiny)
    for name, args in (("child", [case.child_id]), ("children", []), ("records", ["vu-viec"])):
        assert client.get(reverse(name, args=args)).status_code == 403
    with of_person(person(client).pk):
        assert not Child.objects.exists()
        assert not Guardian.objects.exists()
        assert not Circumstance.objects.exists()
        assert Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize("who", ["leader", "next board", "officer", "auditor", "post ended"])
def test_for_all_others_nothing_is_there(tiny: Register, who: str) -> None:
    case = a_case(tiny)
    client = {
        "leader": lambda: tiny.sign_in(tiny.commune, Role.LEADER),
        "next board": lambda: chair(tiny, "sibling"),
        "officer": lambda: tiny.sign_in(tiny.commune, in_charge=False),
        "auditor": lambda: tiny.sign_in(tiny.province, Role.AUDITOR),
        "post ended": lambda: chair(tiny),
    }[who]()
    if who == "post ended":
        Post.objects.filter(person=person(client)).update(period=(SINCE.lower, DAY))
    answer = client.get(reverse("sealed", args=[case.child_id]))
    assert answer.status_code == (403 if who == "post ended" else 404)
    assert case.child.full_name not in text(client, "sealed_list")


def test_who_is_named_reads_that_compartment_alone(tiny: Register) -> None:
    case = a_case(tiny)
    Circumstance.objects.create(child=case.child, group_id="05", period=SINCE)
    client = tiny.sign_in(tiny.commune, in_charge=False)
    Named.objects.create(child=case.child, compartment="case", person=person(client), period=SINCE)
    said = text(client, "sealed", case.child_id)
    assert "Lời kể dài" in said
    assert "HIV" not in said


def test_an_ended_post_opens_nothing_even_to_one_who_is_named(tiny: Register) -> None:
    case, client = a_case(tiny), tiny.sign_in(tiny.commune, in_charge=False)
    who = person(client)
    Named.objects.create(child=case.child, compartment="case", person=who, period=SINCE)
    Post.objects.filter(person=who).update(period=(SINCE.lower, DAY))
    with of_person(who.pk):
        assert not Case.objects.exists()


def test_a_chair_says_who_may_read(tiny: Register) -> None:
    case, client = a_case(tiny), chair(tiny)
    officer = person(tiny.sign_in(tiny.commune, in_charge=False))
    User.objects.filter(pk=officer.pk).update(full_name="Phạm Được Giao")
    Named.objects.create(child=case.child, compartment="case", person=officer, period=SINCE)
    other = person(tiny.sign_in(tiny.commune, in_charge=False))
    User.objects.filter(pk=other.pk).update(full_name="Đỗ Thêm Vào")
    address = reverse("named", args=[case.child_id])
    told = {"person": "Đỗ Thêm Vào", "compartment": "case"}
    assert client.post(address, told).status_code == 302
    assert Named.objects.filter(child=case.child, person=other).exists()


def test_an_adoption_opens_to_those_named_and_others_learn_that_something_is_sealed(
    tiny: Register,
) -> None:
    made = new_child(tiny.hamlet, 0)
    officer = tiny.sign_in(tiny.commune, in_charge=False)
    address = f"{reverse('record_new', args=['nhan-con-nuoi'])}?child={made.pk}"
    told = {
        "unit": tiny.commune.name, "kind": "domestic", "number": "3/2020", "authority": "UBND xã",
        "registered_on": "1/6/2020", "from_carer": "Cơ sở A", "to_carer": "Ông Bà Nuôi",
    }  # fmt: skip
    answer = officer.post(address, told)
    assert answer.status_code == 302, answer.content.decode()
    record = Adoption.objects.get(child=made)
    assert "Ông Bà Nuôi" in text(officer, "record", "nhan-con-nuoi", record.pk)
    assert "Có hồ sơ cần bảo mật" not in text(officer, "child", made.pk)
    other = tiny.sign_in(tiny.commune, in_charge=False)
    assert "Có hồ sơ cần bảo mật" in text(other, "child", made.pk)
    assert other.get(reverse("record", args=["nhan-con-nuoi", record.pk])).status_code == 404
    assert "người khác phụ trách" in other.post(address, told).content.decode()
    neighbour = tiny.sign_in(tiny.hamlet, Role.COLLABORATOR)
    for hint in ("Có hồ sơ cần bảo mật", "con nuôi"):
        assert hint not in text(neighbour, "child", made.pk)
    assert "Ông Bà Nuôi" in text(chair(tiny), "sealed", made.pk)
