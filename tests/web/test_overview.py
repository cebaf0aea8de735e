"""The leader's page: eight figures, targets, changes, and no child's name."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from chungtay.cases.models import Case, Harm
from chungtay.children.models import Child
from chungtay.fund.models import Donation, Donor
from chungtay.people.roles import Role
from chungtay.plans.models import Plan, Target
from chungtay.support.models import Support
from tests.web.conftest import DAY, Register

YEAR = DateRange(date(2020, 1, 1), date(2021, 1, 1))


def read(tiny: Register, role: str = Role.LEADER, **asked: str) -> str:
    answer = tiny.sign_in(tiny.province, role).get(reverse("overview"), asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def plan(tiny: Register) -> Plan:
    return Plan.objects.create(
        unit=tiny.province, period=YEAR, form="own", number="30/KH-UBND", title="Thử"
    )


def promise(plan: Plan, indicator: str, kind: str, value: str, **fields: object) -> Target:
    return Target.objects.create(
        plan=plan, order=plan.targets.count() + 1, indicator=indicator, kind=kind,
        value=Decimal(value), wording="Thử", **fields,
    )  # fmt: skip


def test_a_leader_lands_on_the_overview(tiny: Register) -> None:
    client = tiny.sign_in(tiny.province, Role.LEADER)
    assert client.get(reverse("home")).headers["Location"] == reverse("overview")


def test_a_leader_opens_no_list_of_children(tiny: Register) -> None:
    answer = tiny.sign_in(tiny.province, Role.LEADER).get(reverse("children"))
    assert answer.status_code == 403
    assert "chỉ xem số liệu" in answer.content.decode()


def test_an_officer_reads_it_too(tiny: Register) -> None:
    assert "Tổng quan" in read(tiny, Role.PROVINCE_OFFICER)


def test_no_child_is_named(tiny: Register, plan: Plan) -> None:
    promise(plan, "special_supported", "share", "95", of_what="trẻ có hoàn cảnh đặc biệt")
    page = read(tiny)
    assert not [name for name in Child.objects.values_list("full_name", flat=True) if name in page]


def test_figures_without_records_are_left_out(tiny: Register) -> None:
    page = read(tiny)
    assert "Tổng số trẻ em" in page
    assert "Quỹ Bảo trợ trẻ em vận động" not in page


def test_without_a_plan_it_says_so(tiny: Register) -> None:
    assert "Đơn vị chưa có kế hoạch đặt chỉ tiêu" in read(tiny)


def test_a_missed_target_says_what_is_lacking_and_where(tiny: Register, plan: Plan) -> None:
    promise(plan, "special_supported", "share", "95", of_what="trẻ có hoàn cảnh đặc biệt")
    page = read(tiny)
    assert "1 chỉ tiêu chưa đạt" in page
    assert "Chỉ tiêu: 95%, <b>còn 95 điểm phần trăm</b>" in page
    assert "Chậm so với mục tiêu" in page
    assert tiny.commune.title in page.partition("Xã, phường chậm nhất")[2]


def test_a_reached_target_is_not_behind(tiny: Register, plan: Plan) -> None:
    for child in Child.objects.filter(circumstances__group__kind="special"):
        Support.objects.create(child=child, kind="gift", date=DAY, amount=1, provider="Thử")
    promise(plan, "special_supported", "share", "95", of_what="trẻ có hoàn cảnh đặc biệt")
    page = read(tiny)
    assert "1 chỉ tiêu đạt" in page
    assert "Chậm so với mục tiêu" not in page


@pytest.mark.parametrize(("raised", "behind"), [(49, True), (51, False)])
def test_money_is_behind_only_when_slower_than_the_year(
    tiny: Register, plan: Plan, raised: int, behind: bool
) -> None:
    donor = Donor.objects.create(name="Thử", kind=Donor.Kind.values[0])
    Donation.objects.create(
        fund=tiny.province, donor=donor, date=DAY, form="cash", amount=raised, receipt="1"
    )
    promise(plan, "fund_raised", "sum", "100")
    page = read(tiny)
    assert f"còn {100 - raised}%" in page
    assert ("Chậm so với mục tiêu" in page) is behind


def test_another_period_and_a_sheet_to_print(tiny: Register) -> None:
    page = read(tiny, ky="2019", **{"in": "1"})
    assert "năm 2019" in page
    assert "print.js" in page


def test_a_period_not_understood_is_not_found(tiny: Register) -> None:
    client = tiny.sign_in(tiny.province, Role.LEADER)
    assert client.get(reverse("overview"), {"ky": "abc"}).status_code == 404


def test_a_unit_out_of_reach_is_not_found(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune, Role.LEADER)
    assert client.get(reverse("overview"), {"don-vi": tiny.sibling.pk}).status_code == 404


def test_nothing_inline(tiny: Register, plan: Plan) -> None:
    promise(plan, "special_supported", "share", "95", of_what="trẻ")
    page = read(tiny)
    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page


def test_few_cases_are_told_neither_as_a_number_nor_as_reached(tiny: Register) -> None:
    plan = Plan.objects.create(
        unit=tiny.commune, period=YEAR, form="own", number="1/KH-UBND", title="Thử"
    )
    promise(plan, "cases_filed_and_supported", "share", "100", of_what="vụ việc")
    child = Child.objects.get(full_name="Lê Minh", invented=False)
    Case.objects.create(child=child, unit=tiny.commune, harm=Harm.values[0], found_on=DAY)
    answer = tiny.sign_in(tiny.commune, Role.LEADER).get(reverse("overview"))
    page = answer.content.decode()
    assert "Số nhỏ hoặc chưa có, không nêu." in page
    assert "Chưa tính được" in page
    assert "0/1" not in page
    assert "Chưa đạt" not in page
    assert "Chậm so với mục tiêu" not in page
