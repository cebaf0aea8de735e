"""A real browser on a served small Đắk Lắk.

The server is started here and not by `live_server`: that one empties the database after each
test, and with it the country's units that all tests share.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections

# The browser's driver runs an event loop in this thread; Django is asked not to mind it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
# A machine that only tests has no graphics processor: playing one costs a third of the time.
WITHOUT = ["--no-sandbox", "--disable-gpu"]
PASSWORD = "mot-mat-khau-de-thu"
PHONE, DESK = 360, 1280
AXE = Axe().axe_script
RUN_AXE = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"


@dataclass
class Site:
    url: str
    browser: Any

    def page(self, width: int, **options: Any) -> Any:
        size = {"width": width, "height": 800}
        context = self.browser.new_context(viewport=size, locale="vi-VN", **options)
        page = context.new_page()
        page.told = []
        page.on("console", lambda said: page.told.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: page.told.append(str(error)))
        return page

    def sign_in(self, username: str, width: int, **options: Any) -> Any:
        page = self.page(width, **options)
        page.goto(f"{self.url}/")
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(f"{self.url}/")
        return page


def violations(page: Any) -> list[Any]:
    """What axe finds on the page as it stands; axe itself is read into a page once."""
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE)
    return list(page.evaluate(RUN_AXE))


def follow(page: Any, one: Any) -> None:
    """Clicks what leads to a page, and waits for it: a click alone returns on the old page."""
    with page.expect_navigation():
        one.click()


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Any]:
    """One for all journeys, which come last; gone before the database is taken down."""
    if not CHROMIUM:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=WITHOUT)
        yield browser
        # While the driver's loop runs, Django keeps a connection apart from the usual one.
        connections.close_all()
        browser.close()


@pytest.fixture(autouse=True)
def _pages_closed(browser: Any) -> Iterator[None]:
    """A page left open goes on asking the server, and drawing, through all the tests after."""
    yield
    for context in browser.contexts:
        context.close()


@pytest.fixture(scope="module")
def site(browser: Any, small_dak_lak: Any, django_db_blocker: Any) -> Iterator[Site]:
    from pytest_django.live_server_helper import LiveServer

    from chungtay.people.models import User

    with django_db_blocker.unblock():
        for user in User.objects.filter(username__in=("daklak.tinh", "daklak.xa", "daklak.thon")):
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
        server = LiveServer("localhost")
        yield Site(server.url, browser)
        server.stop()
