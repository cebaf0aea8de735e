import pytest
from django.test import Client
from django.urls import reverse

from chungtay.children.models import Child
from chungtay.people.models import AuditEvent
from chungtay.people.roles import Role
from tests.web.conftest import PROVINCE, Register

PAGES = ("home", "hamlets", "children", "reports")


def _child(name: str) -> str:
    here = Child.objects.filter(residences__unit__province__code=PROVINCE)
    return reverse("child", args=[here.get(full_name=name).pk])


@pytest.mark.parametrize("name", PAGES)
def test_every_page_asks_to_sign_in(db: None, name: str) -> None:
    answer = Client().get(reverse(name))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("sign_in"))


@pytest.mark.parametrize("name", PAGES)
def test_a_person_without_a_post_is_told_so(db: None, tiny: Register, name: str) -> None:
    answer = tiny.sign_in(None).get(reverse(name))
    assert answer.status_code == 403
    assert "chưa được giao vị trí công tác" in answer.content.decode()


@pytest.mark.parametrize(
    ("own", "asked", "status"),
    [
        ("commune", "commune", 200),
        ("commune", "hamlet", 200),
        ("commune", "sibling", 404),
        ("commune", "district", 404),
        ("district", "sibling", 200),
        ("province", "commune", 200),
    ],
)
def test_units_are_seen_downwards_only(tiny: Register, own: str, asked: str, status: int) -> None:
    client = tiny.sign_in(getattr(tiny, own))
    unit = getattr(tiny, asked)
    for path in (
        f"{reverse('home')}?don-vi={unit.pk}",
        f"{reverse('children')}?don-vi={unit.pk}",
        reverse("figure", args=[unit.pk, "2020-H1", "children"]),
        reverse("report_file", args=[unit.pk, "2020-H1", "xlsx"]),
    ):
        assert client.get(path).status_code == status, path


def test_a_child_outside_the_scope_is_not_found(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    assert client.get(_child("Đặng H’Linh")).status_code == 200
    assert client.get(_child("Hoàng Láng Giềng")).status_code == 404


def test_reading_a_child_is_logged(tiny: Register) -> None:
    address = _child("Đặng H’Linh")
    tiny.sign_in(tiny.commune).get(address)
    subject = f"child:{address.split('/')[2]}"
    assert AuditEvent.objects.filter(verb="read_child", subject=subject).count() == 1


@pytest.mark.parametrize(
    ("role", "told"),
    [(Role.COMMUNE_OFFICER, True), (Role.DISTRICT_OFFICER, True), (Role.COLLABORATOR, False)],
)
def test_a_sensitive_group_is_named_to_few(tiny: Register, role: str, told: bool) -> None:
    client = tiny.sign_in(tiny.commune, role)
    page = client.get(_child("Lê Minh")).content.decode()
    assert ("HIV" in page, "Có hồ sơ cần bảo mật" in page) == (told, False)
    listed = client.get(reverse("children"), {"nhom": "05"}).status_code
    assert listed == (200 if told else 400)
    assert ("HIV" in client.get(reverse("children")).content.decode()) == told


def test_children_stay_in_no_cache(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    for path in (reverse("children"), _child("Đặng H’Linh")):
        assert "no-store" in client.get(path)["Cache-Control"]
