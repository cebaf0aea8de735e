"""The pages of likely duplicates: who sees a pair, what can be done, what is told while typing."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.children.duplicates.entering import Typed, candidates
from chungtay.children.duplicates.search import search
from chungtay.children.models import Child, SamePerson
from chungtay.people.models import AuditEvent, User
from chungtay.people.roles import Role
from chungtay.people.scope import of_command, of_person
from chungtay.places.models import Level, Unit
from tests.web.conftest import DAY, Register, add_child


@pytest.fixture
def twice(tiny: Register) -> Child:
    """Nguyễn Văn Bảo again, in the same hamlet, without marks."""
    again = add_child(tiny.hamlet, "Nguyen Van Bao", date(2019, 5, 1), sex="m")
    again.guardians.update(full_name="Mẹ Nguyễn Văn Bảo")
    return again


@pytest.fixture
def pair(tiny: Register, twice: Child) -> SamePerson:
    with of_command("duplicates"):
        search(DAY, tiny.province)
    return SamePerson.objects.get()


def test_the_list_tells_both_records_and_why(tiny: Register, pair: SamePerson) -> None:
    text = tiny.sign_in(tiny.commune).get("/trung/").content.decode()
    for said in ("Nguyễn Văn Bảo", "Nguyen Van Bao", "một bên viết không dấu", "Cùng ngày sinh"):
        assert said in text


def test_side_by_side_tells_what_differs(tiny: Register, pair: SamePerson) -> None:
    page = tiny.sign_in(tiny.commune).get(f"/trung/{pair.pk}/")
    lines = {str(line.label): line.same for line in page.context["lines"]}
    assert (lines["Họ và tên"], lines["Ngày sinh"]) == (False, True)
    line = AuditEvent.objects.filter(verb="read_pair").latest("pk")
    assert set(line.shown) == {pair.first_id, pair.second_id}


@pytest.mark.parametrize(("act", "state"), [("not_same", "not_same"), ("later", "later")])
def test_a_judgement_is_remembered(tiny: Register, pair: SamePerson, act: str, state: str) -> None:
    client = tiny.sign_in(tiny.commune)
    assert client.post(f"/trung/{pair.pk}/", {"viec": act}).status_code == 302
    with of_command("duplicates"):
        search(DAY, tiny.province)
    assert SamePerson.objects.get().state == state
    assert pair.pk not in [row["pair"].pk for row in client.get("/trung/").context["rows"]]


def side(pair: SamePerson, name: str) -> str:
    return "first" if pair.first.full_name == name else "second"


def test_a_merge_and_its_undo(tiny: Register, pair: SamePerson, twice: Child) -> None:
    client = tiny.sign_in(tiny.commune)
    marked, bare = side(pair, "Nguyễn Văn Bảo"), side(pair, "Nguyen Van Bao")
    said = {"viec": "gop", "giu": bare, "full_name": marked}
    page = client.post(f"/trung/{pair.pk}/", said, follow=True)
    assert "Đã gộp hai hồ sơ làm một." in page.content.decode()
    assert Child.objects.get(pk=twice.pk).full_name == "Nguyễn Văn Bảo"
    assert Child.objects.filter(full_name__in=["Nguyễn Văn Bảo", "Nguyen Van Bao"]).count() == 1
    deed = page.context["deed"]
    back = client.post(f"/viec/{deed.pk}/hoan-tac/", {"ve": f"/trung/{pair.pk}/"}, follow=True)
    assert back.status_code == 200
    assert Child.objects.get(pk=twice.pk).full_name == "Nguyen Van Bao"
    assert SamePerson.objects.get().state == "open"


def test_a_pair_of_two_communes_is_told_without_the_other_record(tiny: Register) -> None:
    home = Child.objects.get(full_name="Hoàng Láng Giềng").residences.get().unit
    again = add_child(home, "Nguyễn Văn Bảo", date(2019, 5, 1), sex="m")
    with of_command("duplicates"):
        assert search(DAY, tiny.province).pairs == 1
    page = tiny.sign_in(tiny.commune).get("/trung/")
    assert page.context["rows"] == []
    (away,) = page.context["elsewhere"]
    assert (away.child.full_name, away.commune) == ("Nguyễn Văn Bảo", tiny.sibling)
    assert str(again.pk) not in page.content.decode()
    pair = SamePerson.objects.get()
    assert tiny.sign_in(tiny.commune).get(f"/trung/{pair.pk}/").status_code == 404
    district = tiny.sign_in(tiny.district, Role.DISTRICT_OFFICER)
    assert district.get(f"/trung/{pair.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"full_name": "nguyen van bao", "birth_date": "2019"}, True),
        ({"full_name": "Nguyễn Văn Bảo", "birth_date": "1/5/2019"}, True),
        ({"full_name": "Nguyễn Văn Bảo"}, False),
        ({"full_name": "Nguyễn Văn Bảo", "birth_date": "2011"}, False),
        ({"full_name": "Phan Thị Mới", "birth_date": "2019"}, False),
    ],
)
def test_while_typing(tiny: Register, typed: dict[str, Any], told: bool) -> None:
    client = tiny.sign_in(tiny.hamlet, Role.COLLABORATOR)
    page = client.post("/tre-em/them/trung/", typed)
    assert page.status_code == 200
    assert ("Nguyễn Văn Bảo" in page.content.decode()) == told


@pytest.mark.parametrize(
    ("role", "at", "told"),
    [
        (Role.COLLABORATOR, "hamlet", True),
        (Role.COMMUNE_OFFICER, "commune", True),
        (Role.COMMUNE_OFFICER, "sibling", False),
    ],
)
def test_while_typing_nobody_is_named_whom_the_caller_does_not_serve(
    tiny: Register, role: str, at: str, told: bool
) -> None:
    client = tiny.sign_in(getattr(tiny, at), role)
    person = User.objects.get(pk=client.session["_auth_user_id"])
    typed = Typed("Nguyễn Văn Bảo", date(2019, 5, 1), True, tiny.hamlet)
    with of_person(person.pk):
        assert bool(candidates(typed)) == told


def test_a_collaborator_is_told_of_the_own_hamlet_alone(tiny: Register) -> None:
    far = Unit.objects.create(
        code="xa-khac", name="Khác", kind="thon", level=Level.HAMLET, parent=tiny.commune,
        period=tiny.commune.period, confidence="illustrative",
    )  # fmt: skip
    add_child(Unit.objects.get(pk=far.pk), "Phan Thị Xa", date(2016, 1, 1))
    typed = Typed("Phan Thị Xa", date(2016, 1, 1), True, tiny.hamlet)
    for role, at, told in (
        (Role.COLLABORATOR, tiny.hamlet, 0),
        (Role.COMMUNE_OFFICER, tiny.commune, 1),
    ):
        client = tiny.sign_in(at, role)
        with of_person(int(client.session["_auth_user_id"])):
            assert len(candidates(typed)) == told


def test_many_pairs_ask_no_more_than_one(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)

    def asked(name: str) -> int:
        both = [add_child(tiny.hamlet, name, date(2018, 5, 1)).pk for _twin in range(2)]
        first, second = sorted(both)
        SamePerson.objects.create(first_id=first, second_id=second, weight=9, found_on=DAY)
        with CaptureQueriesContext(connection) as queries:
            client.get("/trung/")
        return len(queries)

    asked("Một")  # what a first page alone asks
    assert asked("Hai") == asked("Ba")
