"""The pages of a child's life: one form each, refused in words, taken back with one button."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.children.models import Child, Household, Residence
from chungtay.health.models import Injury
from chungtay.people.models import AuditEvent, Deed
from chungtay.people.roles import Role
from chungtay.places.models import Change, Level, Unit
from chungtay.support.models import Grant
from tests.web.conftest import DAY, SINCE, Register, add_child
from tests.web.test_record_forms import shown

BAO = "Nguyễn Văn Bảo"


@pytest.fixture(autouse=True)
def _no_deeds(db: None) -> None:
    """A browser's requests are committed, and what is counted here is this test's."""
    Deed.objects.all().delete()


def child(name: str = BAO) -> Child:
    return Child.objects.get(full_name=name, invented=False)


def page(client: Client, name: str, *args: Any, **asked: Any) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def send(client: Client, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(name, args=args), data)


def to_sibling(tiny: Register, client: Client, **more: Any) -> Any:
    told = {"to": f"{tiny.sibling.title}, {tiny.district.name}", "on": "1/6/2020", **more}
    return send(client, "child_moves_out", child().pk, **told)


def test_a_child_is_handed_over_and_settled_by_the_new_commune(tiny: Register) -> None:
    old, new, bao = tiny.sign_in(tiny.commune), tiny.sign_in(tiny.sibling), child()
    answer = to_sibling(tiny, old)
    assert answer.headers["location"] == reverse("child", args=[bao.pk])
    gone = page(old, "child", bao.pk)
    assert "Đã chuyển đi" in gone
    assert tiny.sibling.title in gone
    assert "Sửa thông tin" not in gone
    assert old.get(reverse("child_edit", args=[bao.pk])).status_code == 404
    assert "Trẻ chuyển đến chờ xác nhận thôn, hộ" in page(new, "home")
    assert BAO in page(new, "arrivals")
    assert "chờ xác nhận thôn, hộ" in page(new, "child", bao.pk)
    told = {"unit": f"thử, {tiny.sibling.name}", "household": "Phan Chủ Mới", "lives_with": "kin"}
    assert send(new, "child_settles", bao.pk, **told).status_code == 302
    home = bao.residences.get(period__contains=DAY)
    assert home.household is not None
    assert (home.unit.level, home.household.head, home.lives_with) == (4, "Phan Chủ Mới", "kin")
    assert "Không có trẻ nào chờ" in page(new, "arrivals")
    assert new.get(reverse("child_settles", args=[bao.pk])).status_code == 404


def test_others_of_the_household_go_along(tiny: Register) -> None:
    household = child().residences.get().household
    sister = add_child(tiny.hamlet, "Nguyễn Thị Em", date(2020, 1, 1))
    sister.residences.update(household=household)
    client = tiny.sign_in(tiny.commune)
    assert "Nguyễn Thị Em" in page(client, "child_moves_out", child().pk)
    to_sibling(tiny, client, **{f"cung_{sister.pk}": "on"})
    assert {one.residences.get(period__contains=DAY).unit for one in (child(), sister)} == {
        tiny.sibling
    }
    assert Deed.objects.filter(kind="moved_out").count() == 2


def test_an_old_commune_is_found_as_what_it_became(tiny: Register) -> None:
    old = Unit.objects.create(
        code="cu-1", name="Xã Cũ Rích", kind="xa", level=Level.COMMUNE, parent=tiny.district,
        period=(date(2010, 1, 1), date(2019, 1, 1)), confidence="illustrative",
    )  # fmt: skip
    Change.objects.create(
        what="merge", date=date(2019, 1, 1), old=old, new=tiny.sibling, legal_text="Thử",
        confidence="illustrative",
    )  # fmt: skip
    to_sibling(tiny, tiny.sign_in(tiny.commune), to="xa cu rich")
    assert child().residences.get(period__contains=DAY).unit == tiny.sibling


REFUSED = [
    ("child_moves_out", {"to": "Xã Không Đâu Có", "on": "1/6/2020"}, "Không thấy xã, thôn"),
    ("child_moves_out", {"on": "1/6/2020"}, "Hãy ghi xã, thôn nơi đến"),
    ("child_moves_out", {"outside": "on", "on": "1/7/2020"}, "Ngày này chưa tới"),
    ("child_moves_out", {"outside": "on", "on": "31/2/2020"}, "Không hiểu ngày"),
    ("child_moves_out", {"outside": "on", "on": ""}, "Hãy ghi ngày"),
    ("child_moves_out", {"outside": "on", "on": "1/1/2018"}, "Phải sau ngày 01/05/2019"),
    ("child_lost", {"on": "1/1/2018"}, "Phải sau ngày 01/05/2019"),
    ("child_died", {"on": "30/4/2019"}, "Phải từ ngày 01/05/2019 trở đi"),
    ("child_died", {"on": "1/6/2020", "cause": "drowning"}, "Hãy chọn nơi xảy ra"),
    ("child_returns", {"to": "Xã Không Đâu Có", "on": "1/6/2020"}, "Không thấy xã, thôn"),
]


@pytest.mark.parametrize(("name", "data", "told"), REFUSED)
def test_what_cannot_be_is_refused_at_its_field(
    tiny: Register, name: str, data: dict[str, Any], told: str
) -> None:
    Residence.objects.filter(child=child()).update(period=(date(2019, 5, 1), None))
    child().guardians.update(period=(date(2019, 5, 1), None))
    answer = send(tiny.sign_in(tiny.commune), name, child().pk, **data)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Deed.objects.exists()


def test_a_death_links_the_accident_and_ends_the_ticked_allowance(tiny: Register) -> None:
    bao, client = child(), tiny.sign_in(tiny.commune)
    kept, ended = (
        Grant.objects.create(
            child=bao, ground=ground, decision="1/QĐ", period=SINCE, monthly_amount=405_000
        )
        for ground in ("136.5.1", "5.1.c")
    )
    told = {"on": "1/6/2020", "cause": "drowning", "where": "community"}
    send(client, "child_died", bao.pk, **told, **{f"dung_{ended.pk}": "on"})
    hurt = Injury.objects.get(child=bao)
    assert (hurt.cause, hurt.fatal, hurt.date) == ("drowning", True, date(2020, 6, 1))
    ends = [Grant.objects.get(pk=one.pk).period.upper for one in (kept, ended)]
    assert ends == [None, date(2020, 6, 1)]
    assert "Đã chết 01/06/2020" in page(client, "child", bao.pk)
    undone = send(client, "deed_undo", Deed.objects.get().pk)
    assert undone.status_code == 302
    assert not Injury.objects.filter(child=bao).exists()
    assert Grant.objects.get(pk=ended.pk).period.upper is None
    assert child().died_on is None


def test_an_allowance_of_later_is_not_passed_over(tiny: Register) -> None:
    later = Grant.objects.create(
        child=child(), ground="5.1.c", decision="9/QĐ", monthly_amount=405_000,
        period=(date(2020, 6, 15), None),
    )  # fmt: skip
    told = {"on": "1/6/2020", f"dung_{later.pk}": "on"}
    answer = send(tiny.sign_in(tiny.commune), "child_died", child().pk, **told)
    assert answer.status_code == 400
    assert "9/QĐ cho hưởng từ ngày 15/06/2020" in answer.content.decode()
    assert child().died_on is None


def test_a_button_takes_the_last_deed_back(tiny: Register) -> None:
    client, bao = tiny.sign_in(tiny.commune), child()
    send(client, "child_lost", bao.pk, on="1/6/2020")
    there = page(client, "child", bao.pk)
    assert "Không rõ nơi ở" in there
    address = reverse("deed_undo", args=[Deed.objects.get().pk])
    assert address in there
    assert address in page(client, "child_history", bao.pk)
    assert address in page(client, "movements", thang="2020-06")
    answer = client.post(address, {"ve": f"/tre-em/{bao.pk}/"}, follow=True)
    assert "Đã hoàn tác: không rõ nơi ở, ngày 01/06/2020." in answer.content.decode()
    assert bao.residences.get().period.upper is None
    assert AuditEvent.objects.filter(verb="undo", child_id=bao.pk).count() == 1
    again = client.post(address, {}, follow=True)
    assert "Không hoàn tác được" in again.content.decode()


@pytest.mark.parametrize("elsewhere", ["//evil.test/", "https://evil.test/", "javascript:1"])
def test_after_undoing_nobody_is_led_elsewhere(tiny: Register, elsewhere: str) -> None:
    client = tiny.sign_in(tiny.commune)
    send(client, "child_lost", child().pk, on="1/6/2020")
    answer = send(client, "deed_undo", Deed.objects.get().pk, ve=elsewhere)
    assert answer.headers["location"].startswith("/bien-dong/")


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        (Role.COMMUNE_OFFICER, "sibling", 404),
        (Role.COLLABORATOR, "hamlet", 302),
        (Role.DISTRICT_OFFICER, "district", 302),
        (Role.HEALTH_WORKER, "commune", 403),
        (Role.LEADER, "commune", 403),
    ],
)
def test_who_may_press_the_button(tiny: Register, role: str, unit: str, status: int) -> None:
    send(tiny.sign_in(tiny.commune), "child_lost", child().pk, on="1/6/2020")
    other = tiny.sign_in(getattr(tiny, unit), role=role)
    assert send(other, "deed_undo", Deed.objects.get().pk).status_code == status


def test_a_record_form_of_the_register_is_a_deed(tiny: Register) -> None:
    client, bao = tiny.sign_in(tiny.commune), child()
    told = {"group": "04", "case": "2", "period": "1/6/2020", "evidence": "12/GXN"}
    answer = client.post(f"{reverse('record_new', args=['hoan-canh'])}?child={bao.pk}", told)
    assert answer.status_code == 302
    deed = Deed.objects.get()
    assert (deed.kind, deed.child_id, deed.day) == ("circumstance", bao.pk, date(2020, 6, 1))
    send(client, "deed_undo", deed.pk)
    assert not bao.circumstances.exists()


def test_a_new_home_by_its_form_is_one_deed_with_the_old_ones_end(tiny: Register) -> None:
    client, bao = tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER), child()
    told = {"unit": f"thử, {tiny.sibling.name}", "period": "1/3/2020", "lives_with": "kin"}
    address = f"{reverse('record_new', args=['noi-o'])}?child={bao.pk}"
    assert client.post(address, told).status_code == 302
    assert bao.residences.count() == 2
    send(client, "deed_undo", Deed.objects.get().pk)
    assert bao.residences.get().period.upper is None


def test_the_next_school_ends_the_last(tiny: Register) -> None:
    client, bao = tiny.sign_in(tiny.commune), child()
    address = f"{reverse('record_new', args=['viec-hoc'])}?child={bao.pk}"
    for day, stage in (("5/9/2019", "nursery"), ("5/2/2020", "primary")):
        told = {"status": "learning", "stage": stage, "period": day}
        assert client.post(address, told).status_code == 302
    ends = [one.period.upper for one in bao.schooling.order_by("period")]
    assert ends == [date(2020, 2, 5), None]


def test_a_household_parts_and_is_joined_again(tiny: Register) -> None:
    client, bao = tiny.sign_in(tiny.commune), child()
    household = bao.residences.get().household
    assert household is not None
    assert "Tách hộ" in page(client, "record", "ho-gia-dinh", household.pk)
    told = {"head": "Phan Chủ Mới", "on": "1/6/2020"}
    assert send(client, "household_split", household.pk, **told).status_code == 400
    told[f"cung_{bao.pk}"] = "on"
    assert send(client, "household_split", household.pk, **told).status_code == 302
    new = Household.objects.get(head="Phan Chủ Mới")
    assert bao.residences.get(period__contains=DAY).household == new
    into = {"into": household.head, "on": "10/6/2020"}
    assert send(client, "household_join", new.pk, **into).status_code == 302
    assert bao.residences.get(period__contains=DAY).household == household


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("068219000123", "số thứ tư không khớp giới tính"),
        ("068019000123", "số thứ tư không khớp thế kỷ sinh"),
        ("068218000123", "số thứ năm, thứ sáu không khớp năm sinh"),
        ("999219000123", "ba số đầu không phải mã tỉnh nào"),
    ],
)
def test_a_number_that_does_not_fit_is_doubted_and_saved(
    tiny: Register, number: str, told: str
) -> None:
    client, bao = tiny.sign_in(tiny.commune), child()
    Child.objects.filter(pk=bao.pk).update(sex="f" if "giới" in told else "m")
    address = reverse("child_edit", args=[bao.pk])
    opened = client.get(address).context
    data = {name: opened["form"][name].value() for name in opened["form"].fields}
    data |= {"_stamp": opened["stamp"], "birth_date": "1/5/2019", "personal_number": number}
    answer = client.post(address, data, follow=True)
    assert told in answer.content.decode()
    assert child().personal_number == number
    assert told in page(client, "child_edit", bao.pk)


def test_why_a_child_has_no_number(tiny: Register) -> None:
    Child.objects.filter(pk=child().pk).update(no_number_reason="unregistered")
    client = tiny.sign_in(tiny.commune)
    assert "Chưa có: chưa đăng ký khai sinh" in " ".join(page(client, "child", child().pk).split())


def test_a_newborn_of_a_household_comes_with_its_mother(tiny: Register) -> None:
    bao = child()
    household = bao.residences.get().household
    assert household is not None
    client = tiny.sign_in(tiny.hamlet, role=Role.COLLABORATOR)
    opened = client.get(f"{reverse('new_child')}?ho={household.pk}").context["form"]
    assert opened["carer"].value() == f"Mẹ {BAO}"
    assert opened["relation"].value() == "mother"
    assert opened["household"].value().key == str(household.pk)
    assert client.get(f"{reverse('new_child')}?ho={child().pk}").status_code == 404


@pytest.mark.parametrize(("year", "status"), [(1990, 302), (2008, 400)])
def test_a_newborn_s_mother_keeps_her_year_and_was_old_enough(
    tiny: Register, year: int, status: int
) -> None:
    child().guardians.update(birth_year=year)
    household, client = child().residences.get().household, tiny.sign_in(tiny.commune)
    assert household is not None
    address = f"{reverse('new_child')}?ho={household.pk}"
    typed = {"full_name": "Em Của Bảo", "sex": "f", "birth_date": "5/3/2017"}
    answer = client.post(address, {**shown(client.get(address)), **typed})
    assert answer.status_code == status
    if status == 302:
        assert child("Em Của Bảo").guardians.get().birth_year == year
        return
    assert [at for at, _said in answer.context["form"].mistakes()] == ["id_birth_date"]


@pytest.mark.parametrize(
    ("slug", "data", "told"),
    [
        ("viec-hoc", {"status": "learning"}, "đã có việc học khác"),
        ("tinh-trang", {"state": "dead"}, "đã có tình trạng khác"),
    ],
)
def test_what_overlaps_is_refused_in_words(
    tiny: Register, slug: str, data: dict[str, str], told: str
) -> None:
    client, bao = tiny.sign_in(tiny.commune), child()
    owner = f"child={bao.pk}" if slug == "viec-hoc" else f"guardian={bao.guardians.get().pk}"
    address = f"{reverse('record_new', args=[slug])}?{owner}"
    assert client.post(address, {**data, "period": "1/6/2020"}).status_code == 302
    answer = client.post(address, {**data, "period": "1/6/2020"})
    assert answer.status_code == 400
    assert told in answer.content.decode()
