"""An operator of line 111 through the pages: takes a call, passes it on, sees nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.cases.models import Case, Notice
from chungtay.people.roles import Role
from chungtay.web.kinds import KINDS
from tests.web.conftest import DAY, Register
from tests.web.records import child as new_child


@pytest.fixture
def operator(tiny: Register) -> Client:
    return tiny.sign_in(tiny.province, Role.HOTLINE_OPERATOR)


def call(tiny: Register) -> dict[str, str]:
    return {
        "unit": tiny.commune.name, "received_at": "29/6/2020 8:30", "channel": "111",
        "harm": "neglect", "account": "Trẻ bị bỏ ở nhà một mình", "informant": "Hàng xóm",
    }  # fmt: skip


def test_the_first_page_is_the_notices(operator: Client) -> None:
    answer = operator.get(reverse("home"))
    assert answer["Location"] == reverse("records", args=["thong-bao"])
    assert operator.get(answer["Location"]).status_code == 200


def test_a_call_is_written_and_passed_to_the_commune(tiny: Register, operator: Client) -> None:
    assert operator.get(reverse("record_new", args=["thong-bao"])).status_code == 200
    answer = operator.post(reverse("record_new", args=["thong-bao"]), call(tiny))
    assert answer.status_code == 302, answer.content.decode()
    notice = Notice.objects.latest("pk")
    page = operator.get(reverse("record", args=["thong-bao", notice.pk])).content.decode()
    assert "Trẻ bị bỏ ở nhà một mình" in page
    edit = reverse("record_edit", args=["thong-bao", notice.pk])
    stamp = operator.get(edit).context["stamp"]
    passed = call(tiny) | {"passed_on_at": "29/6/2020 9:00", "_stamp": stamp}
    assert operator.post(edit, passed).status_code == 302
    notice.refresh_from_db()
    assert notice.passed_on_at is not None
    officer = tiny.sign_in(tiny.commune, in_charge=False)
    told = officer.get(reverse("record", args=["thong-bao", notice.pk])).content.decode()
    assert "Hàng xóm" in told
    elsewhere = tiny.sign_in(tiny.sibling, in_charge=False)
    assert elsewhere.get(reverse("record", args=["thong-bao", notice.pk])).status_code == 404


def test_an_operator_sees_nothing_else(tiny: Register, operator: Client) -> None:
    made = new_child(tiny.hamlet, 0)
    case = Case.objects.create(child=made, unit=tiny.commune, harm="neglect", found_on=DAY)
    addresses = [reverse("records", args=[slug]) for slug in KINDS if slug != "thong-bao"]
    addresses += [reverse(name) for name in ("children", "overview", "reports", "search")]
    addresses += [reverse("child", args=[made.pk]), reverse("record", args=["vu-viec", case.pk])]
    got = {address: operator.get(address).status_code for address in addresses}
    assert {address: status for address, status in got.items() if status != 403} == {}


def test_a_notice_that_names_a_child_is_no_longer_the_operators(
    tiny: Register, operator: Client
) -> None:
    made = new_child(tiny.hamlet, 0)
    operator.post(reverse("record_new", args=["thong-bao"]), call(tiny))
    notice = Notice.objects.latest("pk")
    Notice.objects.filter(pk=notice.pk).update(child=made)
    assert operator.get(reverse("record", args=["thong-bao", notice.pk])).status_code == 404
    assert (
        made.full_name not in operator.get(reverse("records", args=["thong-bao"])).content.decode()
    )
