"""The list of an earlier day, on the tree of that day: who reads it, and what is only counted."""

from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from chungtay.children.actions.moves import come_back
from chungtay.children.models import Began, Child, Ended, Residence
from chungtay.people.models import AuditEvent, User
from chungtay.people.rearranging import carry_out
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from chungtay.places.changing import Asked, Named
from chungtay.places.models import Change, Unit
from tests.places.district import DAY, Place, build, person

BEFORE, NOW = date(2020, 8, 31), date(2020, 12, 31)
TEXT = "Nghị quyết số 12/NQ-HĐND ngày 20/8/2020"


@pytest.fixture
def place(db: None) -> Place:
    return build()


def merged(place: Place) -> Unit:
    return _done(place, Asked(Change.What.MERGE, DAY, TEXT, (place.a.pk, place.b.pk),
                              (Named("Hợp Nhất Thử", "phuong"),)), "Hợp Nhất Thử")  # fmt: skip


def split(place: Place) -> Unit:
    parts = {place.hamlets["a1"].pk: 0, place.hamlets["a2"].pk: 1}
    into = (Named("Một", "xa"), Named("Hai", "xa", "99901"))
    asked = Asked(Change.What.SPLIT, DAY, TEXT, (place.a.pk,), into, parts)
    return _done(place, asked, "Một")


def _done(place: Place, asked: Asked, name: str) -> Unit:
    with of_person(place.admin.pk):
        carry_out(asked, by=place.admin)
    return Unit.objects.get(name=name, level=3)


def at(role: str, unit: Unit) -> Client:
    user = person(role, unit)
    User.objects.filter(pk=user.pk).update(works_as_of=NOW)
    client = Client()
    client.force_login(user)
    return client


def listed(client: Client, unit: Unit, day: str = "31/8/2020", **more: Any) -> str:
    asked = {"don-vi": unit.pk, "ngay": day} | more
    answer = client.get(reverse("children"), asked)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def names(page: str) -> set[str]:
    return {one for one in ("Trẻ a1", "Trẻ a2", "Trẻ b1", "Trẻ c1") if one in page}


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.COLLABORATOR, Role.PROVINCE_OFFICER])
def test_whoever_serves_them_now_reads_the_old_list(place: Place, role: str) -> None:
    new = merged(place)
    client = at(role, new if role != Role.PROVINCE_OFFICER else place.province)
    assert names(listed(client, place.a)) == {"Trẻ a1", "Trẻ a2"}
    assert names(listed(client, place.hamlets["b1"])) == {"Trẻ b1"}
    assert place.a.title in listed(client, place.a)


def test_the_reading_is_kept(place: Place) -> None:
    listed(at(Role.COMMUNE_OFFICER, merged(place)), place.a)
    kept = AuditEvent.objects.filter(verb="read_list").latest("pk")
    assert kept.subject == f"children:{place.a.pk}"
    assert kept.details["total"] == 2
    assert "ngay" in kept.details["filters"]


def test_each_part_of_a_split_unit_reads_its_own_and_counts_the_others(place: Place) -> None:
    page = listed(at(Role.COMMUNE_OFFICER, split(place)), place.a)
    assert names(page) == {"Trẻ a1"}
    assert "Còn 1 trẻ của danh sách này nay không thuộc địa bàn" in page


def test_one_who_had_left_before_is_counted_and_not_named(place: Place) -> None:
    new = merged(place)
    home = Residence.objects.filter(child__full_name="Trẻ a2").order_by("period").first()
    assert home is not None
    Residence.objects.filter(child=home.child_id).exclude(pk=home.pk).delete()
    Residence.objects.create(
        child=home.child, unit=place.hamlets["c1"], period=DateRange(DAY, None)
    )
    page = listed(at(Role.COMMUNE_OFFICER, new), place.a)
    assert names(page) == {"Trẻ a1"}
    assert "Còn 1 trẻ" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"tuoi": "2-5"}, {"Trẻ a1", "Trẻ a2"}), ({"gioi": "m"}, set()), ({"xep": "sinh"},
     {"Trẻ a1", "Trẻ a2"})],
)  # fmt: skip
def test_it_is_narrowed_like_any_list(place: Place, asked: Any, found: set[str]) -> None:
    assert names(listed(at(Role.COMMUNE_OFFICER, merged(place)), place.a, **asked)) == found


def test_names_are_searched_for_in_it(place: Place) -> None:
    client = at(Role.COMMUNE_OFFICER, merged(place))
    told = {"q": "tre a2", "don-vi": place.a.pk, "ngay": "31/8/2020"}
    answer = client.post(reverse("children"), told, follow=True)
    assert names(answer.content.decode()) == {"Trẻ a2"}


def test_a_day_before_the_unit_leads_to_those_of_that_day(place: Place) -> None:
    new = merged(place)
    client = at(Role.COMMUNE_OFFICER, new)
    answer = client.get(reverse("children"), {"don-vi": new.pk, "ngay": "31/8/2020"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0].startswith(reverse("children_then"))
    assert place.a.title in page
    assert place.b.title in page
    assert place.c.title not in page
    assert f"don-vi={place.a.pk}" in page


def test_the_usual_day_is_the_last_of_the_old_units(place: Place) -> None:
    page = at(Role.COMMUNE_OFFICER, merged(place)).get(reverse("children_then")).content.decode()
    assert "31/08/2020" in page
    assert place.a.title in page


def test_a_leader_sees_numbers_alone(place: Place) -> None:
    client = at(Role.LEADER, merged(place))
    page = client.get(reverse("children_then"), {"don-vi": place.a.pk, "ngay": "2020-08-31"})
    told = page.content.decode()
    assert '<td class="num" data-l="Trẻ em">2</td>' in told
    assert names(told) == set()
    assert reverse("children") + "?" not in told
    asked = {"don-vi": place.a.pk, "ngay": "31/8/2020"}
    assert client.get(reverse("children"), asked).status_code == 403


def test_an_administrator_of_units_opens_neither(place: Place) -> None:
    merged(place)
    client = at(Role.ADMINISTRATOR, place.province)
    for name in ("children", "children_then"):
        answer = client.get(reverse(name), {"don-vi": place.a.pk, "ngay": "31/8/2020"})
        assert answer.status_code == 403


@pytest.mark.parametrize("name", ["children", "children_then", "children_sheet"])
@pytest.mark.parametrize("whose", ["neighbour", "province", "forged", "nothing"])
def test_an_old_unit_of_others_is_not_there(place: Place, name: str, whose: str) -> None:
    new = merged(place)
    far = Unit.objects.on(DAY).communes().exclude(province=place.province)[0]
    unit, root = {
        "neighbour": (place.a.pk, place.c),
        "province": (place.a.pk, far),
        "forged": (2**31, new),
        "nothing": ("1 OR 1=1", new),
    }[whose]
    client = at(Role.COMMUNE_OFFICER, root)
    answer = client.get(reverse(name), {"don-vi": unit, "ngay": "31/8/2020"})
    assert answer.status_code == 404
    assert "Trẻ a" not in answer.content.decode()


@pytest.mark.parametrize("name", ["children", "children_then"])
@pytest.mark.parametrize(
    ("day", "sentence"),
    [("1/1/2021", "Ngày này chưa tới"), ("31/02/2020", "Không hiểu ngày"), ("'", "Không hiểu")],
)
def test_a_day_that_cannot_be_is_refused(place: Place, name: str, day: str, sentence: str) -> None:
    client = at(Role.COMMUNE_OFFICER, merged(place))
    answer = client.get(reverse(name), {"don-vi": place.a.pk, "ngay": day})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_without_a_day_the_old_unit_has_no_list(place: Place) -> None:
    client = at(Role.COMMUNE_OFFICER, merged(place))
    assert client.get(reverse("children"), {"don-vi": place.a.pk}).status_code == 404


def test_before_it_was_one_unit_its_officer_read_the_own_list(place: Place) -> None:
    client = at(Role.COMMUNE_OFFICER, place.c)
    assert names(listed(client, place.c, "1/3/2020")) == {"Trẻ c1"}


GONE = date(2020, 8, 15)


def lost(place: Place) -> Child:
    """Lost sight of in a hamlet of the first commune before its units were changed."""
    child = Child.objects.get(full_name="Trẻ a1")
    Residence.objects.filter(child=child).update(
        period=DateRange(date(2019, 1, 1), GONE), ended=Ended.LOST
    )
    return child


@pytest.mark.parametrize(
    ("change", "commune", "status"),
    [
        (merged, "Hợp Nhất Thử", 200),
        (split, "Một", 200),
        (split, "Hai", 404),
    ],
)
@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.CASE_MANAGER])
def test_a_child_lost_before_the_change_opens_where_its_hamlet_went(
    place: Place, role: str, change: Any, commune: str, status: int
) -> None:
    child = lost(place)
    change(place)
    client = at(role, Unit.objects.get(name=commune, level=3, period__contains=NOW))
    assert client.get(reverse("child", args=[child.pk])).status_code == status


def test_of_other_communes_nobody_opens_it(place: Place) -> None:
    child = lost(place)
    merged(place)
    address = reverse("child", args=[child.pk])
    assert at(Role.COMMUNE_OFFICER, place.c).get(address).status_code == 404
    assert at(Role.DISTRICT_OFFICER, place.district).get(address).status_code == 200


def test_it_is_found_again_in_the_new_commune(place: Place) -> None:
    child = lost(place)
    unit = merged(place)
    officer = person(Role.COMMUNE_OFFICER, unit)
    User.objects.filter(pk=officer.pk).update(works_as_of=NOW)
    officer.refresh_from_db()
    hamlet = Unit.objects.get(name="Thôn a1", period__contains=NOW)
    with of_person(officer.pk):
        home = come_back(child, unit=hamlet, on=date(2020, 12, 1), by=officer)
    assert (home.unit, home.began) == (hamlet, Began.FOUND)
