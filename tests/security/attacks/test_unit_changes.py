"""Changes of units asked for in ways that a page of ours would not: forged keys, another province's
units, days long gone, the confirmation sent once more. Refused in words, and nothing is written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from chungtay.fund.books import balance
from chungtay.fund.models import Transfer
from chungtay.lib.problems import Problem
from chungtay.people import rearranging
from chungtay.people.models import Deed, Job, User
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from chungtay.people.working import run_waiting
from chungtay.places.models import Change, Unit
from tests.places.books import fill
from tests.places.district import DAY, Place, build, homes, person
from tests.security.attacks.conftest import nothing_changed

TEXT = "Nghị quyết số 12/NQ-HĐND ngày 20/8/2020"
ENDED = "đã kết thúc từ ngày 01/09/2020"


@pytest.fixture
def place(db: None) -> Place:
    return build()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def far() -> Unit:
    found = Unit.objects.on(DAY).communes().exclude(province__code="68").first()
    assert found is not None
    return found


def merger(place: Place, **more: Any) -> dict[str, Any]:
    told = {"day": "1/9/2020", "text": TEXT, "olds": [place.a.pk, place.b.pk], "do": "carry"}
    return told | {"name": "Hợp Nhất Thử", "kind": "phuong", "code": ""} | more


def split(place: Place, **more: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"day": "1/9/2020", "text": TEXT, "do": "carry", "rest": "", "fund": ""}
    told |= {"name_1": "Một", "kind_1": "xa", "code_1": "", "name_2": "Hai", "kind_2": "xa"}
    told |= {"code_2": "99901", "name_3": "", "kind_3": "", "code_3": ""}
    return told | {f"part_{place.hamlets[one].pk}": "0" for one in ("a1", "a2")} | more


def ask(client: Client, doing: str, unit: Any, told: dict[str, Any]) -> Any:
    return client.post(f"{reverse('unit_change', args=[doing])}?don-vi={unit}", told)


FORGED: dict[str, tuple[str, Callable[[Place], Any], Callable[[Place], dict[str, Any]]]] = {
    "a key of nobody": ("nhap", lambda p: p.district.pk, lambda p: merger(p, olds=[p.a.pk, 2**40])),
    "words for a key": (
        "nhap", lambda p: p.district.pk, lambda p: merger(p, olds=[p.a.pk, "1 OR 1=1"]),
    ),
    "another province's unit": (
        "nhap", lambda p: p.district.pk, lambda p: merger(p, olds=[p.a.pk, far().pk]),
    ),
    "a unit of another level": (
        "nhap", lambda p: p.district.pk, lambda p: merger(p, olds=[p.a.pk, p.hamlets["b1"].pk]),
    ),
    "the same unit twice": (
        "nhap", lambda p: p.district.pk, lambda p: merger(p, olds=[p.a.pk, p.a.pk]),
    ),
    "a code in use": ("nhap", lambda p: p.district.pk, lambda p: merger(p, code=p.c.code)),
    "a day before it was": ("nhap", lambda p: p.district.pk, lambda p: merger(p, day="1/1/1999")),
    "a day of no calendar": ("nhap", lambda p: p.district.pk, lambda p: merger(p, day="1/1/0001")),
    "a part not offered": (
        "tach", lambda p: p.a.pk, lambda p: split(p, **{f"part_{p.hamlets['a1'].pk}": "7"}),
    ),
    "a Fund to nobody": ("tach", lambda p: p.a.pk, lambda p: split(p, fund="9")),
    "a Fund to a unit not made": ("tach", lambda p: p.a.pk, lambda p: split(p, fund="2")),
    "a Fund by a unit's key": ("tach", lambda p: p.a.pk, lambda p: split(p, fund=str(far().pk))),
    "to another province": (
        "chuyen", lambda p: p.a.pk,
        lambda p: {"day": "1/9/2020", "text": TEXT, "do": "carry", "parent": far().parent_id},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_form_is_refused_in_words(place: Place, name: str) -> None:
    doing, unit, told = FORGED[name]
    client = client_of(place.admin)
    with nothing_changed():
        answer = ask(client, doing, unit(place), told(place))
    assert answer.status_code == 400, answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert not Job.objects.exists()


@pytest.mark.parametrize("unit", [lambda p: far().pk, lambda _p: 2**31, lambda _p: "1;--"])
def test_a_form_for_a_unit_out_of_reach_is_not_there(
    place: Place, unit: Callable[[Place], Any]
) -> None:
    client = client_of(place.admin)
    with nothing_changed():
        for doing in ("nhap", "tach", "doi-ten", "chuyen", "bo-cap-huyen"):
            assert ask(client, doing, unit(place), merger(place)).status_code == 404


def test_the_country_s_change_of_another_province_is_not_there(place: Place) -> None:
    province = far().province_id
    address = reverse("unit_change_known", args=[province, "2025-07-01"])
    client = client_of(place.admin)
    with nothing_changed():
        assert client.post(address, {"do": "carry"}).status_code == 404


def test_the_confirmation_sent_once_more_does_nothing(place: Place) -> None:
    fill(place.a)
    client = client_of(place.admin)
    assert ask(client, "nhap", place.district.pk, merger(place)).status_code == 302
    waiting = ask(client, "nhap", place.district.pk, merger(place))
    assert waiting.status_code in (302, 400)  # to the work that waits, or told that it does
    assert Job.objects.count() == 1
    run_waiting()
    now, entries = homes(DAY), Transfer.objects.count()
    again = ask(client, "nhap", place.district.pk, merger(place))
    assert again.status_code == 400
    assert ENDED in again.content.decode()
    run_waiting()
    assert (homes(DAY), Transfer.objects.count(), Deed.objects.filter(kind="units").count()) == (
        now, entries, 1,
    )  # fmt: skip


def test_taking_it_back_twice_does_nothing(place: Place) -> None:
    client, was = client_of(place.admin), homes(DAY)
    ask(client, "nhap", place.district.pk, merger(place))
    run_waiting()
    address = reverse("unit_change_undo", args=[Deed.objects.get(kind="units").pk])
    for _time in range(2):
        assert client.post(address).status_code == 302
        run_waiting()
    assert homes(DAY) == was
    last = Job.objects.order_by("-pk").first()
    assert last is not None
    assert (last.state, "đã hoàn tác" in str(last.words)) == (Job.State.FAILED, True)


@pytest.mark.parametrize("app", ["fund", "plans", "activities", "cases"])
@pytest.mark.parametrize("whose", ["own without a deed", "another's"])
def test_the_database_carries_nothing_by_itself(place: Place, app: str, whose: str) -> None:
    fill(place.a)
    who = place.admin if whose.startswith("own") else person(Role.COMMUNE_OFFICER, place.a)
    call = f"units.carry_{app}(%s, %s::bigint[], %s::bigint[], %s, %s)"
    with nothing_changed(), of_person(who.pk), pytest.raises(Problem):
        rearranging._asked(call, [place.a.pk], [place.b.pk], [place.b.pk], DAY, TEXT)


def test_numbers_of_others_are_not_told(place: Place) -> None:
    fill(place.a)
    one = person(Role.COMMUNE_OFFICER, place.c)
    with of_person(one.pk):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM units.lived(%s, %s)", [[place.a.pk], DAY])
            assert cursor.fetchall() == []
        with pytest.raises(Problem):
            balance(place.a, DAY)
        assert not Transfer.objects.exists()


def test_a_change_made_up_is_not_written(place: Place) -> None:
    """It would give the right to read the old unit's books."""
    one = person(Role.COMMUNE_OFFICER, place.c)
    with of_person(one.pk), pytest.raises(ProgrammingError), transaction.atomic():
        Change.objects.create(
            what="merge",
            date=DAY,
            old=place.a,
            new=place.c,
            legal_text=TEXT,
            confidence="confirmed",
        )
    with of_person(one.pk):
        assert Change.objects.filter(old=place.a).update(new=place.c) == 0
