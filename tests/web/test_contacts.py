"""Whom to call about a child, and that a suspect is never among them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.cases.actions import keep_case
from chungtay.cases.models import Case
from chungtay.children.models import Child, Guardian, Residence
from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from tests.web.conftest import DAY, SINCE, Register
from tests.web.records import child as new_child

SUSPECT = "Cha Bị Nghi"


def person(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


@pytest.fixture
def followed(tiny: Register) -> tuple[Client, Case]:
    """A case with a manager, a mother and a father; the father also heads the household."""
    made = new_child(tiny.hamlet, 0)
    for relation, name in (("father", SUSPECT), ("mother", "Mẹ Hiền")):
        Guardian.objects.create(child=made, relation=relation, full_name=name, period=SINCE)
    home = Residence.objects.get(child=made).household
    assert home is not None
    home.head = SUSPECT
    home.save()
    client = tiny.sign_in(tiny.commune, in_charge=False)
    User.objects.filter(pk=person(client).pk).update(full_name="Bà Quản Lý", phone="0912 000 111")
    keeper = User.objects.create(username="ctv", full_name="Cô Cộng Tác", phone="0913 000 222")
    Post.objects.create(person=keeper, role=Role.COLLABORATOR, unit=tiny.hamlet, period=SINCE)
    case = Case(child=made, unit=tiny.commune, harm="violence", found_on=DAY)
    return client, keep_case(case, by=person(client))


def suspect(case: Case, by: User) -> None:
    case.suspect = Guardian.objects.get(child=case.child, full_name=SUSPECT, relation="father")
    keep_case(case, by=by)


def contacts(client: Client, case: Case) -> str:
    page = client.get(reverse("record", args=["vu-viec", case.pk])).content.decode()
    return page.split('id="lien-he"')[1].split("</section>")[0]


def test_a_case_tells_whom_to_call(followed: tuple[Client, Case]) -> None:
    told = contacts(*followed)
    for words in (SUSPECT, "Mẹ Hiền", "Bà Quản Lý", "tel:0912000111", "Cô Cộng Tác"):
        assert words in told


def pages(child: Child) -> list[tuple[str, list[Any]]]:
    return [("child", [child.pk]), ("children", []), ("child_log", [child.pk])]


def test_a_suspect_is_called_nowhere(followed: tuple[Client, Case]) -> None:
    client, case = followed
    suspect(case, person(client))
    told = contacts(client, case)
    assert SUSPECT not in told
    assert "Mẹ Hiền" in told
    for name, args in pages(case.child):
        assert SUSPECT not in client.get(reverse(name, args=args)).content.decode()


def test_a_page_does_not_tell_that_somebody_is_no_contact_any_more(
    followed: tuple[Client, Case],
) -> None:
    client, case = followed
    suspect(case, person(client))
    history = client.get(reverse("child_history", args=[case.child_id])).content.decode()
    assert "iên hệ về trẻ" not in history


def test_the_same_person_of_another_time_is_shut_out_too(followed: tuple[Client, Case]) -> None:
    client, case = followed
    told: dict[str, Any] = {"child": case.child, "full_name": SUSPECT, "period": SINCE}
    before = Guardian.objects.create(relation="relative", **told)
    suspect(case, person(client))
    later = Guardian.objects.create(relation="carer", **told)
    before.refresh_from_db()
    assert (before.is_contact, later.is_contact) == (False, False)
    case.suspect = None
    keep_case(case, by=person(client))
    assert not Guardian.objects.filter(child=case.child, is_contact=False).exists()
