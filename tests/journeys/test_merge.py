"""Two records of one child in a real browser: side by side, one, and two again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.duplicates.search import search
from chungtay.children.models import Child, Guardian, Residence, SamePerson
from chungtay.people.models import User
from chungtay.people.scope import of_command
from tests.journeys.conftest import DESK, PHONE, Site

pytestmark = pytest.mark.journey


@pytest.fixture
def pair(site: Site, django_db_blocker: Any) -> Iterator[int]:
    """A second record of a child of the commune, written without marks; taken out afterwards."""
    with django_db_blocker.unblock():
        user = User.objects.get(username="daklak.xa")
        unit = user.posts.get().unit
        homes = Residence.objects.on(user.works_as_of).under(unit).filter(period__upper_inf=True)
        home = homes.filter(child__guardians__relation="mother", child__birth_precision="day")
        one = home.order_by("child__sort_key").first().child
        pk, again = _twice(one, home.get(child=one), user.works_as_of, unit)
    yield pk
    with django_db_blocker.unblock():
        SamePerson.objects.all().delete()
        Child.objects.filter(pk=again).delete()


def _twice(one: Child, home: Residence, day: Any, unit: Any) -> tuple[int, Any]:
    since = DateRange(one.birth_date, None)
    again = Child.objects.create(
        full_name=one.full_name, birth_date=one.birth_date, sex=one.sex, ethnic_group="01",
        invented=True,
    )  # fmt: skip
    Residence.objects.create(child=again, unit=home.unit, period=since)
    for parent in one.guardians.all():
        Guardian.objects.create(
            child=again, relation=parent.relation, full_name=parent.full_name, period=since
        )
    with of_command("duplicates"):
        search(day, unit)
    pair = SamePerson.objects.get(first__in=[one, again], second__in=[one, again])
    return pair.pk, again.pk


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_pair_is_merged_and_parted_again(site: Site, pair: int, width: int) -> None:
    page = site.sign_in("daklak.xa", width)
    page.goto(f"{site.url}/trung/")
    page.locator(f"a[href='/trung/{pair}/']").click()
    page.get_by_role("heading", name="So hai hồ sơ").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Gộp hồ sơ").click()
    page.get_by_role("heading", name="Đã gộp hồ sơ").wait_for()
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_role("heading", name="So hai hồ sơ").wait_for()
    assert [said for said in page.told if not said.startswith("log")] == []
