"""Forms in a real browser: no fault of access, no sideways scroll, the summary first."""

import pytest

from tests.journeys.conftest import DESK, PHONE, Site, follow
from tests.journeys.test_pages import violations

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
# A short form, a long one, one with a list of matches, one with every kind of number.
TYPED = {
    "can-do": {"child": "an", "date": "31/2/2020", "weight": "8,4"},
    "hoat-dong": {"cost": "5tr"},
    "van-dong": {"donor": "Công ty Chưa Ai Nghe", "amount": "50tr"},
    "ke-hoach": {"period_den": "1/1/2019"},
}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_forms_are_accessible_with_and_without_mistakes(site: Site, width: int) -> None:
    page, found = site.sign_in("daklak.xa", width), {}
    for slug, typed in TYPED.items():
        page.goto(f"{site.url}/ho-so/{slug}/them/")
        found[slug] = violations(page)
        for name, value in typed.items():
            page.fill(f"#id_{name}", value)
        follow(page, page.get_by_role("button", name="Lưu", exact=True))
        assert page.title().startswith("Lỗi: ")
        assert page.evaluate("document.activeElement.id") == "loi"
        found[f"{slug}, wrong"] = violations(page)
        for link in page.locator("#loi a").all():
            box = page.locator(str(link.get_attribute("href")))
            assert box.count() == 1
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert [said for said in page.told if "400" not in said] == []
