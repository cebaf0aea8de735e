"""What every answer bears, and what is never written of it."""

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from chungtay.children.models import Child
from chungtay.web.logs import Nameless
from tests.security.attacks.pages import address, read, routes
from tests.web.conftest import Register, _fresh, tiny

__all__ = ["_fresh", "tiny"]
NAME = "Đặng H’Linh"
SECRET = "Quách Tĩnh Bí Mật"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's own formatter writes."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Nameless())
    logging.getLogger().addHandler(handler)
    yield out
    logging.getLogger().removeHandler(handler)


def policy(answer: Any) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


EXPECTED = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=()",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": "default-src 'none'",
}


def test_every_page_is_closed_and_not_kept(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    for route, _page in routes():
        answer = client.get(address(route))
        read(answer)
        for name, value in EXPECTED.items():
            assert value in answer[name], (route, name)
        assert "unsafe" not in answer["Content-Security-Policy"], route


def test_nothing_but_our_own_files_runs(tiny: Register) -> None:
    said = policy(tiny.sign_in(tiny.commune).get("/"))
    assert said["default-src"] == said["object-src"] == said["base-uri"] == "'none'"
    assert said["script-src"] == said["style-src"] == said["form-action"] == "'self'"
    assert said["frame-ancestors"] == said["script-src-attr"] == "'none'"


def test_files_of_the_site_may_be_kept(db: None) -> None:
    answer = Client().get("/static/chungtay.css")
    assert read(answer)
    assert "no-store" not in answer.get("Cache-Control", "")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_https_is_asked_for_only_behind_https(db: None) -> None:
    assert "Strict-Transport-Security" not in Client().get("/")
    with override_settings(BEHIND_HTTPS=True):
        assert "max-age=31536000" in Client().get("/")["Strict-Transport-Security"]


@pytest.mark.parametrize(("origins", "prefix"), [("https://treem.example", "__Host-"), ("", "")])
def test_cookies_are_bound_to_the_host_behind_https(origins: str, prefix: str) -> None:
    told = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        "s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY)"
    )
    given = {
        **os.environ,
        "CHUNGTAY_ORIGINS": origins,
        "DJANGO_SETTINGS_MODULE": "chungtay.settings",
    }
    answer = subprocess.run(
        [sys.executable, "-c", told], env=given, capture_output=True, text=True, check=True
    )
    secure = str(bool(prefix))
    assert answer.stdout.split() == [
        f"{prefix}sessionid", f"{prefix}csrftoken", secure, secure, secure, "True"
    ]  # fmt: skip


def test_a_message_lies_in_no_cookie(tiny: Register) -> None:
    assert settings.MESSAGE_STORAGE.endswith("SessionStorage")


def broken(*_given: Any, **_named: Any) -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as fault:
        raise ValueError(f"Key (full_name)=({SECRET}) already exists") from fault


def test_an_error_writes_no_name(
    tiny: Register, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = tiny.sign_in(tiny.commune)
    client.raise_request_exception = False
    monkeypatch.setattr("chungtay.web.desk.Desk.unit", property(broken))
    child = Child.objects.filter(full_name=NAME).first()
    assert child is not None
    answers = [
        client.get("/tre-em/", {"q": SECRET}, follow=True),
        client.post("/tre-em/", {"q": SECRET}, follow=True),
        client.get(f"/tre-em/{child.pk}/", {"ten": SECRET}),
        client.post("/tre-em/them/", {"full_name": SECRET}),
    ]
    assert 500 in {answer.status_code for answer in answers}
    for answer in answers:
        page = answer.content.decode()
        assert SECRET not in page
        assert NAME not in page or answer.status_code == 200
        assert "Traceback" not in page
    written = log.getvalue()
    assert "500 GET tre-em/" in written
    assert "builtins.ValueError" in written
    assert "desk.py" in written
    for private in (SECRET, NAME, "Qu%C3%A1ch", str(child.pk), "full_name"):
        assert private not in written


def test_a_refusal_writes_no_name(tiny: Register, log: io.StringIO) -> None:
    client = tiny.sign_in(tiny.commune)
    child = Child.objects.get(full_name="Hoàng Láng Giềng")
    for path in (f"/tre-em/{child.pk}/", f"/{SECRET}/", f"/tre-em/?q={SECRET}\x00"):
        answer = client.get(path)
        assert answer.status_code in (400, 404)
        assert SECRET not in answer.content.decode()
        assert "Láng Giềng" not in answer.content.decode()
    strict = Client(enforce_csrf_checks=True)
    assert "đã cũ" in strict.post("/dang-nhap/", {"username": SECRET}).content.decode()
    Client().get("/", headers={"host": "bi-mat.invalid"})
    written = log.getvalue()
    assert "404 GET tre-em/<uuid:pk>/" in written
    for private in (SECRET, "Qu%C3%A1ch", str(child.pk), "bi-mat"):
        assert private not in written


@pytest.mark.parametrize("status", ["400", "403_csrf", "404", "500"])
def test_a_fault_is_told_in_both_languages(db: None, status: str) -> None:
    from django.template.loader import render_to_string

    page = render_to_string(f"{status}.html")
    assert 'lang="vi"' in page
    assert 'lang="en"' in page or status == "404"


def test_a_library_writes_where_and_not_what(log: io.StringIO) -> None:
    logging.getLogger("some.library").warning("could not parse %s", SECRET)
    logging.getLogger("some.library").warning(f"could not parse {SECRET}")
    logging.getLogger("chungtay.demo").warning("no such place %s", SECRET)
    written = log.getvalue()
    assert SECRET not in written
    assert "test_headers:" in written
    assert "no such place" in written
