"""The pages of a change of units: who may, preview, carrying out as a job, the way back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.children.models import Residence
from chungtay.people.models import Deed, Job, User
from chungtay.people.roles import Role
from chungtay.people.working import run_waiting
from chungtay.places.models import Unit
from tests.places.district import DAY, Place, build, homes, person

TEXT = "Nghị quyết số 12/NQ-HĐND ngày 20/8/2020"
NAME = "Hợp Nhất Thử"


@pytest.fixture
def place(db: None) -> Place:
    return build()


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(place: Place) -> Client:
    return sign_in(place.admin)


def merger(place: Place, **more: Any) -> dict[str, Any]:
    olds = [place.a.pk, place.b.pk]
    told = {"day": "1/9/2020", "text": TEXT, "olds": olds, "name": NAME, "kind": "phuong"}
    return told | {"code": ""} | more


def ask(client: Client, doing: str, unit: Unit, told: dict[str, Any] | None = None) -> Any:
    address = f"{reverse('unit_change', args=[doing])}?don-vi={unit.pk}"
    return client.post(address, told) if told is not None else client.get(address)


def test_merged_on_the_pages_and_put_back(place: Place, admin: Client) -> None:
    was = homes(DAY)
    form = ask(admin, "nhap", place.district).content.decode()
    assert all(one.title in form for one in (place.a, place.b, place.c))
    shown = ask(admin, "nhap", place.district, merger(place))
    assert shown.status_code == 200
    assert "Chưa ghi gì" in shown.content.decode()
    assert not Unit.objects.filter(name=NAME).exists()
    begun = ask(admin, "nhap", place.district, merger(place, do="carry"))
    one = Job.objects.get()
    assert begun["Location"] == reverse("job", args=[one.pk])
    run_waiting()
    assert homes(DAY)["Trẻ a1"] == f"Thôn a1, Phường {NAME}"
    deed = Deed.objects.get(kind="units")
    page = admin.get(reverse("unit_changed", args=[deed.pk])).content.decode()
    assert place.a.title in page
    assert f"Phường {NAME}" in page
    admin.post(reverse("unit_change_undo", args=[deed.pk]))
    run_waiting()
    assert homes(DAY) == was
    assert "đã hoàn tác" in admin.get(reverse("unit_changes")).content.decode()


def test_the_change_of_2025_waits_until_it_is_carried_out(place: Place, admin: Client) -> None:
    list_page, told = reverse("unit_changes"), "Văn bản đã có"
    address = reverse("unit_change_known", args=[place.province.pk, "2025-07-01"])
    page = admin.get(list_page).content.decode()
    assert told in page
    assert address in page
    names = {f"part_{one.pk}": "" for one in place.hamlets.values()}
    answer = admin.post(address, names | {"do": "carry"})
    assert answer.status_code == 302, answer.content.decode()
    run_waiting()
    assert Job.objects.get().state == Job.State.DONE, Job.objects.get().words
    assert told not in admin.get(list_page).content.decode()
    assert Residence.objects.filter(period__startswith="2025-07-01").count() == 4


@pytest.mark.parametrize(
    ("doing", "at", "told", "sentence"),
    [
        ("nhap", "district", {"olds": []}, "Hãy đánh dấu các đơn vị nhập lại."),
        ("nhap", "district", {"text": ""}, "Hãy ghi mục này."),
        ("nhap", "district", {"day": "31/02/2020"}, "Không hiểu ngày"),
        ("nhap", "district", {"day": "1/1/2000"}, "ngày sắp xếp phải sau đó"),
        ("doi-ten", "a", {"name": ""}, "Hãy ghi mục này."),
        ("tach", "a", {"name_1": "Một", "kind_1": "xa"}, "Hãy ghi mục này."),
        ("chuyen", "a", {"parent": "1"}, "Hãy chọn một dòng trong danh sách."),
    ],
)
def test_a_mistake_is_told_and_nothing_begins(
    place: Place, admin: Client, doing: str, at: str, told: dict[str, Any], sentence: str
) -> None:
    answer = ask(admin, doing, getattr(place, at), merger(place, do="carry") | told)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Job.objects.exists()


def test_a_unit_of_another_place_is_not_taken_from_a_forged_form(
    place: Place, admin: Client
) -> None:
    far = Unit.objects.on(DAY).communes().exclude(province=place.province)[0]
    answer = ask(admin, "nhap", place.district, merger(place, olds=[place.a.pk, far.pk]))
    assert answer.status_code == 400
    assert ask(admin, "doi-ten", far).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.PROVINCE_OFFICER, 200), (Role.DISTRICT_OFFICER, 403), (Role.LEADER, 403)],
)
@pytest.mark.parametrize("doing", ["nhap", "bo-cap-huyen"])
def test_it_opens_to_those_who_arrange_units(
    place: Place, role: str, status: int, doing: str
) -> None:
    client = sign_in(person(role, place.province))
    assert ask(client, doing, place.province).status_code == status


def test_anothers_change_is_neither_seen_nor_undone(place: Place, admin: Client) -> None:
    ask(admin, "nhap", place.district, merger(place, do="carry"))
    run_waiting()
    deed, was = Deed.objects.get(kind="units"), homes(DAY)
    far = Unit.objects.on(DAY).filter(level=1).exclude(pk=place.province.pk)[0]
    other = sign_in(person(Role.PROVINCE_OFFICER, far))
    known = reverse("unit_change_known", args=[place.province.pk, "2025-07-01"])
    assert other.get(reverse("unit_changed", args=[deed.pk])).status_code in (403, 404)
    assert other.post(reverse("unit_change_undo", args=[deed.pk])).status_code in (403, 404)
    assert other.get(known).status_code == 404
    run_waiting()
    assert homes(DAY) == was


@pytest.mark.parametrize("day", ["2024-07-01", "hom-nay", "2025-13-01"])
def test_a_day_without_a_change_is_not_there(place: Place, admin: Client, day: str) -> None:
    address = reverse("unit_change_known", args=[place.province.pk, day])
    assert admin.get(address).status_code == 404


def test_two_at_once_are_refused(place: Place, admin: Client) -> None:
    officer = sign_in(person(Role.PROVINCE_OFFICER, place.province))
    ask(admin, "nhap", place.district, merger(place, do="carry"))
    answer = ask(officer, "nhap", place.district, merger(place, do="carry"))
    assert answer.status_code == 400
    assert "Người khác đang làm việc này" in answer.content.decode()
