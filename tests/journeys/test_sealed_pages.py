"""The pages on sealed matters, on a phone and on a desk: nothing axe finds, nothing too wide."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.conftest import DESK, PHONE, Site, follow, violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
REASON = "Trẻ đang ở bệnh viện, cần liên hệ gấp với người phụ trách"


@pytest.fixture(scope="module")
def shut(site: Site, django_db_blocker: Any) -> Iterator[Any]:
    """A child of the officer's commune with something sealed, in another officer's charge."""
    from chungtay.children.models import Circumstance, Named, Residence
    from chungtay.people.models import Post, User

    with django_db_blocker.unblock():
        officer = User.objects.get(username="daklak.xa")
        day = officer.works_as_of
        assert day is not None
        post = Post.objects.of(officer, day).get()
        home = Residence.objects.on(day).under(post.unit).order_by("pk").first()
        assert home is not None
        Circumstance.objects.filter(child=home.child_id, group_id="05").delete()
        made = Circumstance.objects.create(
            child=home.child, group_id="05", period=home.period, evidence="Phiếu"
        )
        Named.objects.filter(child=home.child_id).delete()
        other = User.objects.create(username="sealed.other", full_name="Người Phụ Trách")
        named = Named.objects.create(
            child=home.child, compartment="hiv", person=other, period=home.period
        )
        yield home.child
        made.delete()
        Named.objects.filter(child=home.child_id).delete()
        home.child.alerts.all().delete()
        assert named
        other.delete()


def _sound(page: Any) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_glass_is_broken_and_told(site: Site, shut: Any, width: int) -> None:
    page = site.sign_in("daklak.xa", width)
    page.goto(f"{site.url}/tre-em/{shut.pk}/")
    if page.get_by_text("Có hồ sơ cần bảo mật").count():  # the second round finds it open
        _sound(page)
        follow(page, page.get_by_role("link", name="Mở khẩn cấp, có ghi lý do"))
        _sound(page)
        page.get_by_label("Vì sao cần mở ngay").fill(REASON)
        page.get_by_label("Mở trong").select_option("1")
        page.get_by_role("button", name="Mở", exact=True).click()
    page.wait_for_url(f"{site.url}/tre-em/{shut.pk}/")
    assert page.get_by_text("HIV").count()
    above = site.sign_in("daklak.tinh", width)
    assert above.get_by_text(REASON).count()
    _sound(above)
    above.goto(f"{site.url}/tre-em/{shut.pk}/nguoi-duoc-xem/")
    assert above.get_by_role("cell", name="Được giao phụ trách").count()
    _sound(above)
