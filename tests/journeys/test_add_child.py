"""A collaborator adds a child in under a minute, and takes it back with one button.

The minute is measured in steps, not by this machine's clock: what a hand does on a phone, by the
keystroke-level model (Card, Moran and Newell 1980) with the times of a slow typist.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest

from chungtay.children.models import Child
from tests.journeys.conftest import DESK, PHONE, Site

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
NAME = "Phan Thị Mới Thêm"
KEY, POINT, THINK = 0.5, 1.1, 1.35  # seconds: one letter, one tap, one decision
MINUTE, MOST_STEPS = 60.0, 16


@dataclass
class Hand:
    """Does what a person does, and counts it."""

    page: Any
    steps: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def tap(self, role: str, name: str) -> None:
        self._step(f"tap {name}", POINT + THINK)
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def fill(self, box: str, text: str) -> None:
        self._step(f"fill {box}", POINT + THINK + KEY * len(text))
        self.page.fill(f"#id_{box}", text)

    def choose(self, box: str, value: str) -> None:
        self._step(f"choose {box}", 2 * POINT + THINK)
        self.page.select_option(f"#id_{box}", value)

    def _step(self, what: str, seconds: float) -> None:
        self.steps.append(what)
        self.seconds += seconds


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_child_is_added_within_a_minute(site: Site, width: int) -> None:
    page = site.sign_in("daklak.thon", width)
    hand = Hand(page)
    hand.tap("link", "Trẻ em")
    hand.tap("link", "Thêm trẻ")
    hand.fill("full_name", NAME)
    hand.choose("sex", "f")
    hand.fill("birth_date", "3/6/2020")
    hand.fill("household", "Phan Văn Chủ")
    hand.fill("carer", "Lò Thị Mẹ")
    hand.choose("relation", "mother")
    hand.tap("button", "Thêm trẻ")
    page.wait_for_url("**/tre-em/*-*/")
    assert page.locator("h1").first.inner_text().strip() == NAME
    assert hand.seconds < MINUTE, (hand.seconds, hand.steps)
    assert len(hand.steps) <= MOST_STEPS
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide
    page.get_by_role("button", name="Hoàn tác").first.click()
    page.wait_for_url("**/bien-dong/**")
    assert not Child.objects.filter(full_name=NAME).exists()
    assert [said for said in page.told if "error" in said.lower()] == []
