"""A child is entered and mended on a page; its circumstances stay private where they must."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.children.models import Child, Circumstance, Household, Residence
from chungtay.indicators.compute import compute
from chungtay.lib.periods import parse_period
from chungtay.people.models import AuditEvent
from chungtay.people.roles import Role
from chungtay.web.inputs.homes import birth_said, parse_birth
from tests.web.conftest import DAY, Register
from tests.web.searching import search
from tests.web.test_record_forms import shown

NEW = "/tre-em/them/"
ADD = {"full_name": "Phan  Thị Mới", "sex": "f", "birth_date": "5/3/2019", "ethnic_group": "01"}


def collaborator(tiny: Register) -> Client:
    return tiny.sign_in(tiny.hamlet, Role.COLLABORATOR)


def typed(tiny: Register, **more: str) -> dict[str, str]:
    return {**ADD, "unit": f"thử, {tiny.commune.name}", **more}


def child(name: str) -> Child:
    return Child.objects.get(full_name=name, invented=False)


@pytest.mark.parametrize(
    ("text", "day", "precision", "again"),
    [
        ("5/3/2012", date(2012, 3, 5), "day", "05/03/2012"),
        ("05-03-2012", date(2012, 3, 5), "day", "05/03/2012"),
        ("3/2012", date(2012, 3, 1), "month", "03/2012"),
        ("2012", date(2012, 1, 1), "year", "2012"),
        ("năm 2012", date(2012, 1, 1), "year", "2012"),
        ("khoảng 2012", date(2012, 1, 1), "estimated", "khoảng 01/01/2012"),
        ("1/6", date(2020, 6, 1), "day", "01/06/2020"),
    ],
)
def test_a_birth_date_is_read_as_far_as_it_is_known(
    text: str, day: date, precision: str, again: str
) -> None:
    read = parse_birth(text, DAY)
    assert read == (day, precision)
    assert birth_said(read) == again
    assert parse_birth(again, DAY) == read


@pytest.mark.parametrize("text", ["13/2012", "2112", "mai mốt", "31/2/2012", "5/3/12", "050312"])
def test_a_day_that_is_none_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (any)
        parse_birth(text, DAY)


def test_a_new_child_is_counted_and_found(tiny: Register) -> None:
    client, half = collaborator(tiny), parse_period("2020-H1")
    before = compute(tiny.commune, half)["children"].numerator
    opened = client.get(NEW)
    assert opened.context["form"]["unit"].value().words.startswith("Thử")
    data = {**shown(opened), **ADD, "household": "Phan Văn Chủ", "carer": "Lê Thị Mẹ"}
    answer = client.post(NEW, {**data, "relation": "mother"})
    made = child("Phan Thị Mới")
    assert answer.headers["location"] == f"/tre-em/{made.pk}/"
    home = made.residences.get()
    assert (home.unit, home.period.lower) == (tiny.hamlet, made.birth_date)
    assert home.household is not None
    assert (home.household.head, home.household.unit) == ("Phan Văn Chủ", tiny.hamlet)
    assert made.guardians.get().is_main
    assert compute(tiny.commune, half)["children"].numerator == before + 1
    assert AuditEvent.objects.filter(subject=f"child:{made.pk}", verb="enrol").count() == 1
    page = client.get(answer.headers["location"]).content.decode()
    assert "Đã thêm Phan Thị Mới vào sổ." in page
    assert "Lê Thị Mẹ" in page
    assert "Phan Thị Mới" in search(client, "/tre-em/", "phan moi 2019").content.decode()


def test_a_household_of_the_hamlet_is_found_by_its_head(tiny: Register) -> None:
    head = Household.objects.create(unit=tiny.hamlet, head="Y Thoan Kbuôr")
    client, count = tiny.sign_in(tiny.commune), Household.objects.count()
    answer = client.post(NEW, typed(tiny, household="y thoan kbuor"))
    assert answer.status_code == 302
    assert child("Phan Thị Mới").residences.get().household == head
    assert Household.objects.count() == count
    several = client.post(NEW, typed(tiny, full_name="Em Nữa", household="của"))
    assert "Thêm mới “của”" in several.content.decode()
    assert len(several.context["form"].fields["household"].matches) == 5


def test_the_commonest_ethnic_group_is_already_chosen(tiny: Register) -> None:
    Child.objects.filter(full_name__in=("Lê Minh", "Nguyễn Văn Bảo")).update(ethnic_group="12")
    Child.objects.filter(full_name__contains="H’Linh").update(ethnic_group="12")
    assert collaborator(tiny).get(NEW).context["form"]["ethnic_group"].value() == "12"


def test_one_who_may_be_registered_is_shown_first(tiny: Register) -> None:
    client, data = tiny.sign_in(tiny.commune), typed(tiny, full_name="nguyen van bao", sex="m")
    answer = client.post(NEW, data)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Có thể là trẻ đã có trong sổ" in page
    assert f'href="/tre-em/{child("Nguyễn Văn Bảo").pk}/"' in page
    assert "Vẫn thêm" in page
    assert not Child.objects.filter(full_name="nguyen van bao").exists()
    assert client.post(NEW, {**data, "van-them": "khong-phai"}).status_code == 400
    again = client.post(NEW, {**data, "van-them": answer.context["keys"]})
    assert again.status_code == 302
    assert Child.objects.filter(full_name="nguyen van bao").count() == 1


@pytest.mark.parametrize(
    ("wrong", "box", "told"),
    [
        ({"full_name": ""}, "id_full_name", "Hãy ghi"),
        ({"birth_date": "40/3/2019"}, "id_birth_date", "Không hiểu ngày sinh"),
        ({"birth_date": "31/2/2019"}, "id_birth_date", "Không hiểu ngày sinh"),
        ({"birth_date": "5/3/19"}, "id_birth_date", "chỉ có hai chữ số"),
        ({"birth_date": "1/7/2020"}, "id_birth_date", "sau hôm nay"),
        ({"birth_date": "30/6/2004"}, "id_birth_date", "đủ 16 tuổi"),
        ({"personal_number": "123"}, "id_personal_number", "đúng 12 chữ số"),
        ({"personal_number": "0012 1500 0009"}, "id_personal_number", "một trẻ khác"),
        ({"since": "1/1/2019"}, "id_since", "trước ngày sinh"),
        ({"since": "1/7/2020"}, "id_since", "sau hôm nay"),
        ({"carer": "Lê Thị Mẹ"}, "id_relation", "quan hệ"),
        ({"relation": "mother"}, "id_carer", "họ tên người chăm sóc"),
        ({"unit": "không đâu cả"}, "id_unit", "Không thấy đơn vị"),
        ({"sex": "x"}, "id_sex", "Hãy chọn"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_saved(
    tiny: Register, wrong: dict[str, str], box: str, told: str
) -> None:
    taken = Child.objects.filter(full_name="Lê Minh", invented=False)
    taken.update(personal_number="001215000009")
    client, before = tiny.sign_in(tiny.commune), Child.objects.count()
    households, homes = Household.objects.count(), Residence.objects.count()
    answer = client.post(NEW, typed(tiny, household="Hộ Mới", **wrong) | wrong)
    assert answer.status_code == 400
    assert [at for at, said in answer.context["form"].mistakes() if told in str(said)] == [box]
    assert Child.objects.count() == before
    assert (Household.objects.count(), Residence.objects.count()) == (households, homes)


def test_another_units_hamlet_is_refused(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    other = Residence.objects.get(child__full_name="Hoàng Láng Giềng", child__invented=False).unit
    answer = client.post(NEW, {**ADD, "unit": other.code})
    assert "Không thấy đơn vị" in answer.content.decode()
    key = {"unit": "Thử", "unit_ma": str(other.pk), "unit_la": "Thử"}
    client.post(NEW, {**ADD, **key})
    assert not Residence.objects.filter(child__full_name="Phan Thị Mới", unit=other).exists()
    assert client.get(NEW, {"unit": other.pk}).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COLLABORATOR, 200),
        (Role.COMMUNE_OFFICER, 200),
        (Role.DISTRICT_OFFICER, 200),
        (Role.LEADER, 403),
    ],
)
def test_who_may_enter_and_mend_a_child(tiny: Register, role: str, status: int) -> None:
    client, known = tiny.sign_in(tiny.commune, role), child("Lê Minh")
    assert client.get(NEW).status_code == status
    assert client.get(f"/tre-em/{known.pk}/sua/").status_code == status
    stranger = child("Hoàng Láng Giềng")
    assert client.get(f"/tre-em/{stranger.pk}/sua/").status_code in (404, 403)


def test_a_childs_particulars_are_put_right(tiny: Register) -> None:
    client, known = tiny.sign_in(tiny.commune), child("Lê Minh")
    address = f"/tre-em/{known.pk}/sua/"
    opened = shown(client.get(address))
    assert opened["birth_date"] == "2015"
    assert client.post(address, {**opened, "full_name": "Lê Minh Anh"}).status_code == 302
    known.refresh_from_db()
    assert (known.full_name, known.search_key, known.birth_precision) == (
        "Lê Minh Anh", "le minh anh", "year",
    )  # fmt: skip
    assert known.personal_number is None
    late = client.post(address, {**opened, "full_name": "Lê Muộn"})
    assert late.status_code == 400
    assert "Hiện nay trong sổ: Lê Minh Anh" in late.content.decode()
    wrong = client.post(address, {**shown(client.get(address)), "birth_date": "1/2/2019"})
    assert [at for at, _said in wrong.context["form"].mistakes()] == ["id_birth_date"]
    known.refresh_from_db()
    assert known.birth_date == date(2015, 1, 1)


def test_a_move_ends_the_old_home(tiny: Register) -> None:
    client, one = tiny.sign_in(tiny.province, Role.PROVINCE_OFFICER), child("Lê Minh")
    address = f"/ho-so/noi-o/them/?child={one.pk}"
    there = {"unit": f"thử, {tiny.sibling.name}", "lives_with": "family"}
    assert client.post(address, {**there, "period": "1/3/2020"}).status_code == 302
    old, new = one.residences.order_by("period")
    assert (old.unit, old.period.upper) == (tiny.hamlet, date(2020, 3, 1))
    assert (new.unit.parent, new.period.lower) == (tiny.sibling, date(2020, 3, 1))
    again = {**there, "unit": f"thử, {tiny.commune.name}", "period": "1/2/2020"}
    back = client.post(address, again)
    assert [at for at, _said in back.context["form"].mistakes()] == ["id_period"]
    assert "đã có nơi ở khác" in back.content.decode()
    assert one.residences.count() == 2


def test_a_form_that_is_refused_leaves_the_old_home(tiny: Register) -> None:
    client, one = tiny.sign_in(tiny.commune), child("Lê Minh")
    address = f"/ho-so/noi-o/them/?child={one.pk}"
    client.post(address, {"unit": "không đâu cả", "period": "1/3/2020"})
    assert one.residences.get().period.upper is None


@pytest.mark.parametrize(
    ("group", "case", "box"),
    [("04", "4", "id_case"), ("05", "1", "id_case"), ("2004-2", "1", "id_group")],
)
def test_a_group_is_one_of_the_law_of_the_day(
    tiny: Register, group: str, case: str, box: str
) -> None:
    data = {"child": "bao 2019", "group": group, "case": case, "period": "1/6/2020"}
    answer = tiny.sign_in(tiny.commune).post("/ho-so/hoan-canh/them/", data)
    assert [at for at, _said in answer.context["form"].mistakes()] == [box]


def test_a_private_group_is_named_to_nobody_who_may_not_know(tiny: Register) -> None:
    name = "Trẻ em nhiễm HIV/AIDS"
    secret = Circumstance.objects.get(
        group_id="05", child__full_name="Lê Minh", child__invented=False
    )
    page = reverse("record", args=["hoan-canh", secret.pk])
    other = tiny.sign_in(tiny.commune, in_charge=False)
    assert name not in other.get("/ho-so/hoan-canh/").content.decode()
    for address in (page, f"{page}sua/"):
        assert other.get(address).status_code in (403, 404)
    neighbour = tiny.sign_in(tiny.hamlet, Role.COLLABORATOR)
    assert name not in neighbour.get("/ho-so/hoan-canh/").content.decode()
    assert neighbour.get(page).status_code in (403, 404)
    told = tiny.sign_in(tiny.commune).get(page).content.decode()
    assert name in told
    subject = f"circumstance:{secret.pk}"
    assert AuditEvent.objects.filter(verb="read_case", subject=subject).count() == 1
    data = {"child": "bao 2019", "group": "05", "case": "0", "period": "1/6/2020"}
    assert neighbour.post("/ho-so/hoan-canh/them/", data).status_code in (400, 403)


def test_the_private_groups_are_one_box(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    page = client.get("/ho-so/hoan-canh/", {"nhom": ["kin"]}).content.decode()
    assert re.findall(r'scope="row">\s*<a href="[^"]*">([^<]*)</a>', page) == ["Lê Minh"]


def books(client: Client, one: Child) -> str:
    page = client.get(f"/tre-em/{one.pk}/").content.decode()
    return page.split('aria-label="Sổ của trẻ"')[1].split("</section>")[0]


def test_a_childs_page_leads_to_its_lists(tiny: Register) -> None:
    one = child("Đặng H’Linh")
    told = books(tiny.sign_in(tiny.commune), one)
    for slug in ("hoan-canh", "noi-o", "can-do", "tiem-chung", "the-bhyt", "ho-tro", "vu-viec"):
        assert f"/ho-so/{slug}/?child={one.pk}" in told
        assert f"/ho-so/{slug}/them/?child={one.pk}" in told
    assert re.search(r"Hoàn cảnh của trẻ</a>\s*\(1\)", told)
    assert "Gia đình, nơi ở, việc học (2)" in told


def test_sealed_lists_are_not_even_counted_for_others(tiny: Register) -> None:
    told = books(collaborator(tiny), child("Đặng H’Linh"))
    assert "vu-viec" not in told
    assert f"can-do/them/?child={child('Đặng H’Linh').pk}" in told
    assert "the-bhyt/them/" not in told


def test_every_list_of_a_child_opens(tiny: Register) -> None:
    client, one = tiny.sign_in(tiny.commune), child("Đặng H’Linh")
    addresses = set(re.findall(r'href="([^"]+)"', books(client, one)))
    assert len(addresses) > 10
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200


def test_a_household_shows_its_children_and_poverty(tiny: Register) -> None:
    home = child("Trần Thị Ánh").residences.get()
    assert home.household is not None
    page = tiny.sign_in(tiny.commune).get(f"/ho-so/ho-gia-dinh/{home.household.pk}/")
    told = page.content.decode()
    assert "Trần Thị Ánh" in told
    assert "Hộ nghèo" in told
    assert f"/ho-so/dien-ngheo/them/?household={home.household.pk}" in told
