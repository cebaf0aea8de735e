"""The list of risks is an administrator's; the groups of the law are nobody's to edit."""

import pytest
from django.test import Client

from chungtay.children.actions import load_groups
from chungtay.children.models import Group
from chungtay.people.models import User

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/children/group/"


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("quan-tri", password=None))
    return client


def test_the_list_says_what_is_to_be_confirmed(administrator: Client) -> None:
    page = administrator.get(PAGE).content.decode()
    assert "cần xác nhận" in page
    assert "có trong văn bản" in page


def test_a_risk_is_renamed_and_stays_so(administrator: Client) -> None:
    answer = administrator.post(
        f"{PAGE}R12/change/",
        {
            "code": "R12",
            "kind": "risk",
            "name": "Sống ở vùng lũ",
            "confidence": "D",
            "period_0": "2005-01-01",
            "period_1": "",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    load_groups()
    assert Group.objects.get(code="R12").name == "Sống ở vùng lũ"


def test_a_group_of_the_law_is_not_changed(administrator: Client) -> None:
    answer = administrator.post(f"{PAGE}04/change/", {"name": "Khác"})
    assert answer.status_code == 403
    assert Group.objects.get(code="04").name == "Trẻ em khuyết tật"


def test_it_is_closed_to_others(client: Client) -> None:
    client.force_login(User.objects.create(username="can-bo"))
    assert client.get(PAGE).status_code == 302
