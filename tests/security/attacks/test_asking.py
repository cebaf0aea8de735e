"""Requests that a page of ours would not send: from another site, to another host, in another's
name, out of the folder, onwards to another place."""

from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from chungtay.people.models import Post, User
from chungtay.people.roles import Role
from tests.security.attacks.conftest import nothing_changed
from tests.security.attacks.pages import address, read, routes
from tests.web.conftest import DAY, SINCE, Register

ROUTES = [route for route, _page in routes()]
PART = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
PASSWORD = "mot-cau-dai-de-nho-2020"
ELSEWHERE = (
    "https://example.invalid/",
    "//example.invalid/",
    "\\\\example.invalid",
    "/\\example.invalid",
    "http:example.invalid",
    "javascript:alert(1)",
    "https:///example.invalid",
    "\thttps://example.invalid",
    "@example.invalid",
)


def strict(tiny: Register) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.cookies = tiny.sign_in(tiny.commune).cookies
    return client


def forged(client: Client, path: str) -> list[int]:
    """What a form of another site is answered: without a token, with a wrong one, from afar."""
    client.cookies.pop(settings.CSRF_COOKIE_NAME, None)
    alone = client.post(path, {"next": "/"})
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    wrong = client.post(path, {"csrfmiddlewaretoken": "b" * 32})
    afar = client.post(
        path, {"csrfmiddlewaretoken": "a" * 32}, headers={"origin": "https://example.invalid"}
    )
    return [answer.status_code for answer in (alone, wrong, afar)]


def test_every_address_refuses_a_form_of_another_site(tiny: Register) -> None:
    client = strict(tiny)
    with nothing_changed():
        answers = {route: forged(client, address(route)) for route in ROUTES}
    assert {route: told for route, told in answers.items() if told != [403] * 3} == {}


def test_no_address_writes_when_it_is_only_looked_at(tiny: Register) -> None:
    client = tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)
    with nothing_changed():
        for route in ROUTES:
            for method in ("get", "head", "options"):
                answer = getattr(client, method)(address(route))
                read(answer)
                assert answer.status_code < 500, (method, route)


def an_account(tiny: Register) -> User:
    user = User.objects.create_user("thu.dang.nhap", password=PASSWORD, full_name="Thử")
    User.objects.filter(pk=user.pk).update(works_as_of=DAY)
    Post.objects.create(person=user, role=Role.COLLABORATOR, unit=tiny.hamlet, period=SINCE)
    return user


def signed_in(client: Client, user: User, **more: Any) -> Any:
    """Through the form of the site, by whatever names its boxes have."""
    page = client.get(reverse("sign_in"))
    named = {"username": user.username, "login": user.username, "password": PASSWORD}
    assert page.status_code == 200
    return client.post(reverse("sign_in"), {**named, **more})


def test_the_session_begins_anew_at_sign_in(tiny: Register) -> None:
    user, client = an_account(tiny), Client()
    planted = client.session
    planted["planted"] = "x"
    planted.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = planted.session_key
    signed_in(client, user)
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert after != before
    assert not Session.objects.filter(pk=before).exists()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")


def test_a_session_ends_at_sign_out(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("sign_out"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get("/").status_code == 302
    assert not Session.objects.filter(pk=key).exists()


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_elsewhere(tiny: Register, target: str) -> None:
    user = an_account(tiny)
    told = [
        signed_in(Client(), user, next=target),
        Client().post(reverse("set_language"), {"language": "en", "next": target}),
        tiny.sign_in(tiny.commune).post(reverse("sign_out"), {"next": target}),
        Client().get(f"{reverse('home')}?next={target.strip()}"),
    ]
    for answer in told:
        leads = urlsplit(urljoin("http://testserver/x/", answer.get("Location", "/")))
        assert (leads.scheme, leads.netloc) == ("http", "testserver")
    assert "example.invalid" not in Client().get("/", headers={"referer": target})["Location"]


@pytest.mark.parametrize(
    "host", ["example.invalid", "127.0.0.1.example.invalid", 'a"b', "localhost:x"]
)
def test_another_host_is_not_answered_for(db: None, host: str) -> None:
    answer = Client().get(reverse("sign_in"), headers={"host": host})
    assert answer.status_code == 400
    assert host not in answer.content.decode()


def test_a_host_said_on_the_way_is_not_believed(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    said = {
        "x-forwarded-host": "example.invalid",
        "x-original-url": "/muc/",
        "x-rewrite-url": "/muc/",
    }
    for path in ("/", "/tre-em/", "/khong-co/"):
        assert "example.invalid" not in client.get(path, headers=said).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/..%2f..%2fsettings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static//etc/passwd",
        "/static/....//....//settings.py",
        "/static/chungtay.css/../../../settings.py",
        "/static/..\\..\\settings.py",
        "/ho-so/../muc/../../etc/passwd",
        "/ho-so/ke-hoach/1/tai/../../../etc/passwd",
        "/ho-so/ke-hoach/1/tai/%2e%2e%2fpdf",
        "/bao-cao/1/2020/tai/..%2f..%2fxlsx",
        "/bao-cao/1/2020/hinh/..%2f..%2fpyramid.svg",
        "/muc/..%2f..%2f/",
    ],
)
def test_no_path_leads_out(tiny: Register, path: str) -> None:
    answer = tiny.sign_in(tiny.commune).get(path)
    assert answer.status_code in (400, 404)
    said = read(answer)
    assert b"SECRET_KEY" not in said
    assert b"root:" not in said


def test_odd_methods_write_nothing(tiny: Register) -> None:
    client = tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)
    with nothing_changed():
        for route in ROUTES:
            for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"):
                answer = client.generic(method, address(route), b"{}")
                read(answer)
                assert answer.status_code < 500, route


def test_another_kind_of_body_writes_nothing(tiny: Register) -> None:
    client = tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)
    bodies = {
        "application/json": b'{"full_name": {"$gt": ""}}',
        "application/xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "multipart/form-data; boundary=x": PART + b"\xff",
        "multipart/form-data": b"--",
        "application/x-www-form-urlencoded; charset=utf-7": b"a=+ADw-",
        "text/plain": b"\x00\xff",
        "": b"\xff" * 100,
    }
    with nothing_changed():
        for path in ("/tre-em/them/", "/ho-so/van-ban/them/", "/nguy-co/them/", "/ngon-ngu/"):
            for kind, body in bodies.items():
                answer = client.post(path, body, content_type=kind)
                assert answer.status_code < 500, (path, kind)
                assert "root:" not in answer.content.decode()


def test_more_than_a_form_is_refused(tiny: Register) -> None:
    client = tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)
    with nothing_changed():
        many = {f"f{n}": "1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
        assert client.post("/ho-so/van-ban/them/", many).status_code == 400
        assert client.post("/ho-so/van-ban/them/", {"summary": "a" * 1_100_000}).status_code == 400
        assert client.get("/ho-so/van-ban/?" + "&".join(many)).status_code in (200, 400)
