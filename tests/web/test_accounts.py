"""Signing in and out, the second factor, how long a session lasts, other people's accounts."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from chungtay.people.invitations import invite
from chungtay.people.models import AuditEvent, Invitation, Post, User
from chungtay.people.roles import Role
from chungtay.web import session_limits
from tests.web.conftest import DAY, SINCE, Register
from tests.web.searching import search

PASSWORD, BETTER = "con trâu đi trước", "cái cày theo sau nó"


def member(
    tiny: Register, role: str = Role.COMMUNE_OFFICER, at: str = "commune", **fields: Any
) -> User:
    given = {"full_name": "Hồ Thị Sen", "works_as_of": DAY, **fields}
    one = User(username=f"sen{User.objects.count()}", **given)
    one.set_password(PASSWORD)
    one.save()
    Post.objects.create(person=one, role=role, unit=getattr(tiny, at), period=SINCE)
    return one


def enter(
    one: User | str, password: str = PASSWORD, client: Client | None = None, **more: Any
) -> Any:
    client = client or Client()
    typed = one if isinstance(one, str) else one.username
    given = {"username": typed, "password": password, **more}
    answer: Any = client.post(reverse("sign_in"), given)
    answer.browser = client
    return answer


def inside(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def code_of(one: User, ahead: int = 0) -> str:
    secret = Authenticator.objects.get(user=one, type="totp").wrap().instance.data["secret"]
    counter = int(time.time()) // 30 + ahead
    return totp.format_hotp_value(totp.hotp_value(totp.decrypt(secret), counter))


def with_app(one: User) -> User:
    totp.TOTP.activate(one, totp.generate_totp_secret())
    return one


@pytest.mark.parametrize(
    "typed", ["{0.username}", "0912 345 678", "+84912345678", "sen@example.vn"]
)
def test_one_signs_in_by_code_phone_or_address(tiny: Register, typed: str) -> None:
    one = member(tiny, phone="0912345678", email="Sen@example.vn")
    answer = enter(typed.format(one))
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert inside(answer.browser)
    assert AuditEvent.objects.filter(verb="signed_in", by=one.username).count() == 1


def test_every_failure_reads_the_same(tiny: Register) -> None:
    one, twin = member(tiny, phone="0912345678"), member(tiny, phone="+84 912345678")
    shut, bare = member(tiny, is_active=False), User.objects.create(username="chua.co")
    tries: list[tuple[Any, str]] = [
             (one, "sai mật khẩu"), ("khong.co.ai", PASSWORD), ("0912345678", PASSWORD),
             (shut, PASSWORD), (bare, ""), (bare, "!"), (twin, ""), ("", PASSWORD)]  # fmt: skip
    pages = set()
    for name, password in tries:
        answer = enter(name, password)
        typed = name if isinstance(name, str) else name.username
        words = answer.content.decode().replace(f'value="{typed}"', 'value=""')
        pages.add(words.split('<div class="card-x">')[1].split("csrfmiddlewaretoken")[0])
        assert "sessionid" not in answer.browser.cookies
    assert len(pages) == 1
    assert "Tên hoặc mật khẩu không đúng." in pages.pop()


def test_five_failures_shut_the_account_there_whether_it_exists_or_not(tiny: Register) -> None:
    one = member(tiny, phone="0912345678")
    for name in (one.username, "khong.co.ai"):
        told = [enter(name, "sai", REMOTE_ADDR="10.0.0.9") for _ in range(6)]
        assert [answer.status_code for answer in told] == [200] * 4 + [429] * 2
        assert "Hãy đợi 15 phút" in told[-1].content.decode()
    assert enter(one).status_code == 429
    assert enter("0912345678").status_code == 429  # by another name too
    away = Client(REMOTE_ADDR="10.9.9.9")
    assert enter(one, client=away).status_code == 302
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert enter(one).status_code == 302
    kept = str(list(AccessAttempt.objects.values()))
    assert "khong.co.ai" not in kept
    assert PASSWORD not in kept


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [("/tre-em/", "/tre-em/"), ("https://xau.example/", "/"), ("//xau.example", "/"),
     ("javascript:alert(1)", "/"), ("/\\xau.example", "/")],
)  # fmt: skip
def test_the_next_page_is_one_of_ours(tiny: Register, wanted: str, led_to: str) -> None:
    assert enter(member(tiny), next=wanted)["Location"] == led_to


def test_the_session_gets_a_new_key(tiny: Register) -> None:
    client = Client()
    client.get(reverse("sign_in"))
    session = client.session
    session["left"] = "by another"
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    assert enter(member(tiny), client=client).status_code == 302
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_only_pages_of_ours_can_be_reached() -> None:
    foreign = ("account_signup", "account_email", "account_reset_password", "mfa_trust",
               "mfa_download_recovery_codes", "account_request_login_code")  # fmt: skip
    assert not set(foreign) & set(get_resolver().reverse_dict)


# The second factor


@pytest.fixture
def demanded(settings: Any) -> None:
    settings.SECOND_FACTOR = "required"


@pytest.mark.parametrize(
    ("role", "at", "led"),
    [
        (Role.COLLABORATOR, "hamlet", False),
        (Role.COMMUNE_OFFICER, "commune", True),
        (Role.PROVINCE_OFFICER, "province", True),
        (Role.LEADER, "province", True),
        (Role.ADMINISTRATOR, "hamlet", True),
        (Role.AUDITOR, "hamlet", True),
    ],
)
def test_whoever_stands_above_the_hamlet_sets_it_up_first(
    tiny: Register, demanded: None, role: str, at: str, led: bool
) -> None:
    client = enter(member(tiny, role, at)).browser
    for page in ("children", "account", "accounts"):
        answer = client.get(reverse(page))
        assert (answer.headers.get("Location") == reverse("second_factor")) == led, page
    assert client.get(reverse("second_factor")).status_code == 200


def test_an_app_is_set_up_and_then_asked_for(tiny: Register, demanded: None) -> None:
    one = member(tiny)
    client = enter(one).browser
    page = client.get(reverse("mfa_activate_totp"))
    assert "data:image/svg+xml;base64," in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    for wrong, told in (("000000", "Mã không đúng"), ("", "Chưa nhập mã.")):
        answer = client.post(reverse("mfa_activate_totp"), {"code": wrong})
        assert told in answer.content.decode()
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"]).content.decode()
    assert codes.count("<li>") == 10
    assert "****" in str(client.get(answer["Location"]).context["unused_codes"])
    assert inside(client)

    again = enter(one)
    assert again["Location"] == reverse("mfa_authenticate")
    assert not inside(again.browser)
    again.browser.get(reverse("mfa_authenticate"))
    sure = again.browser.post(reverse("mfa_authenticate"), {"code": code_of(one)})
    assert sure["Location"] == reverse("home")
    assert inside(again.browser)


def test_a_code_is_good_once_and_guesses_are_counted_for_the_account(tiny: Register) -> None:
    one = with_app(member(tiny))
    code = code_of(one)
    first, second = enter(one).browser, enter(one).browser
    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    from django.core.cache import cache

    cache.clear()  # as in another process
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert not inside(second)
    told = []
    for n in range(5):
        guesser = enter(one, client=Client(REMOTE_ADDR=f"10.0.0.{n}")).browser
        told.append(guesser.post(reverse("mfa_authenticate"), {"code": "123"}).status_code)
    assert told == [200, 200, 200, 429, 429]
    assert AuditEvent.objects.filter(verb="code_refused").count() >= 5


@pytest.mark.parametrize(
    ("seconds", "lets_in"),
    [(0, True), (-30, True), (30, True), (-90, False), (90, False), (-300, False), (3600, False)],
)
def test_a_telephone_whose_clock_is_off_is_refused_in_words(
    tiny: Register, seconds: int, lets_in: bool
) -> None:
    one = with_app(member(tiny))
    client = enter(one).browser
    client.get(reverse("mfa_authenticate"))
    code = code_of(one, ahead=seconds // 30)
    page = client.post(reverse("mfa_authenticate"), {"code": code}).content.decode()
    assert inside(client) == lets_in
    assert ("bật đặt giờ tự động" in page) == (not lets_in)


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (-4, "lệch chừng 2 phút"),
        (20, "lệch chừng 10 phút"),
        (-118, "lệch chừng 59 phút"),
        (400, "Mã không đúng"),
        (None, "Mã không đúng"),
    ],
)
def test_a_clock_that_is_off_is_found_when_the_app_is_set_up(
    tiny: Register, steps: int | None, told: str
) -> None:
    one = member(tiny)
    client = enter(one).browser
    client.get(reverse("mfa_activate_totp"))
    counter = int(time.time()) // 30 + (steps or 0)
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    typed = code if steps else "mười hai"
    answer = client.post(reverse("mfa_activate_totp"), {"code": typed})
    assert told in answer.content.decode()
    assert not Authenticator.objects.filter(user=one).exists()


def test_a_servers_clock_set_back_lets_no_code_in_twice(tiny: Register) -> None:
    one = with_app(member(tiny))
    code = code_of(one)
    assert inside(_with_code(one, code))
    Authenticator.objects.filter(user=one).update(
        last_used_at=timezone.now() + timedelta(minutes=5)
    )
    assert not inside(_with_code(one, code))


def _with_code(one: User, code: str) -> Client:
    from django.core.cache import cache

    cache.clear()
    client: Client = enter(one).browser
    client.get(reverse("mfa_authenticate"))
    client.post(reverse("mfa_authenticate"), {"code": code})
    return client


def test_a_slip_of_a_clock_that_ran_ahead_is_refused_in_words(tiny: Register) -> None:
    one = member(tiny, Role.COLLABORATOR, "hamlet")
    address = reverse("slip_open", args=[invite(one, purpose="phone", by=member(tiny))])
    Invitation.objects.filter(person=one).update(created_at=timezone.now() + timedelta(minutes=3))
    page = Client().get(address)
    assert page.status_code == 404
    assert "Phiếu này không dùng được" in page.content.decode()


def test_a_recovery_code_lets_in_once(tiny: Register) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    one = with_app(member(tiny))
    code = RecoveryCodes.activate(one).get_unused_codes()[0]
    for lets_in in (True, False):
        client = enter(one).browser
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert inside(client) == lets_in


def test_the_last_means_stays_where_it_is_demanded(tiny: Register, demanded: None) -> None:
    one = with_app(member(tiny))
    client = enter(one).browser
    client.post(reverse("mfa_authenticate"), {"code": code_of(one)})
    page = client.get(reverse("mfa_deactivate_totp"))
    assert "hãy thêm cách khác trước khi bỏ cách này" in page.content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=one, type="totp").exists()


def with_key(one: User) -> Authenticator:
    data = {"name": "Khóa bàn", "credential": {}}
    return Authenticator.objects.create(user=one, type="webauthn", data=data)


LAST = "hãy thêm cách khác trước khi bỏ cách này"


@pytest.mark.parametrize(
    ("role", "at", "app", "goes"),
    [
        (Role.COMMUNE_OFFICER, "commune", False, False),
        (Role.COMMUNE_OFFICER, "commune", True, True),
        (Role.ADMINISTRATOR, "hamlet", False, False),
        (Role.COLLABORATOR, "hamlet", False, True),
    ],
)
def test_the_last_security_key_stays_where_it_is_demanded(
    tiny: Register, demanded: None, role: str, at: str, app: bool, goes: bool
) -> None:
    one = member(tiny, role, at)
    client, key = enter(one).browser, with_key(one)
    if app:
        with_app(one)
    address = reverse("mfa_remove_webauthn", args=[key.pk])
    page = client.get(address).content.decode()
    assert (LAST in page, ">Bỏ khóa</button>" in page) == (not goes, goes)
    told = client.post(address)
    assert Authenticator.objects.filter(pk=key.pk).exists() != goes
    assert (told.status_code == 302) == goes
    assert goes or LAST in told.content.decode()


def test_a_key_goes_by_the_form_alone_and_only_its_owners(tiny: Register, demanded: None) -> None:
    one = member(tiny)
    client, key = enter(one).browser, with_key(one)
    assert client.delete(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 405
    other = enter(with_key(member(tiny, Role.COLLABORATOR, "hamlet")).user).browser
    assert other.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code in (302, 404)
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_recovery_codes_are_no_means_of_their_own(tiny: Register, demanded: None) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    one = member(tiny)
    client, key = enter(one).browser, with_key(one)
    RecoveryCodes.activate(one)
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert Authenticator.objects.filter(user=one, type="webauthn").exists()


def test_a_change_of_means_asks_again(tiny: Register) -> None:
    client = Client()
    client.force_login(member(tiny))
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        answer = client.get(reverse(name))
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    wanted = f"{reverse('account_reauthenticate')}?next={reverse('mfa_activate_totp')}"
    assert client.post(wanted, {"password": "sai"}).status_code == 200
    assert client.post(wanted, {"password": PASSWORD})["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize(
    "sent",
    [
        "", "{", "{}", "[]", "1", "null", '{"response":{}}',
        '{"id":"a","rawId":"YQ","response":{"clientDataJSON":"e30"},"type":"public-key"}',
        '{"id":"YQ","rawId":"YQ","response":{"clientDataJSON":"e30","attestationObject":"YQ"}}',
        '{"id":"YQ","rawId":"YQ","response":{"clientDataJSON":"e30","authenticatorData":"YQ"}}',
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":'
        '"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0","attestationObject":"oA","signature":"YQ"}}',
    ],
)  # fmt: skip
def test_what_no_key_sends_is_refused(tiny: Register, sent: str) -> None:
    one = with_app(member(tiny))
    client = enter(one).browser
    client.get(reverse("mfa_authenticate"))
    client.post(reverse("mfa_authenticate"), {"credential": sent})
    assert not inside(client)
    other = enter(member(tiny)).browser
    other.get(reverse("mfa_add_webauthn"))
    answer = other.post(reverse("mfa_add_webauthn"), {"credential": sent, "name": "x"})
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()


# How long a session lasts


@pytest.mark.parametrize(
    ("role", "at", "begun", "seen", "goes_on"),
    [
        (Role.COMMUNE_OFFICER, "commune", 29, 29, True),
        (Role.COMMUNE_OFFICER, "commune", 31, 31, False),
        (Role.COMMUNE_OFFICER, "commune", 60 * 12 + 1, 1, False),
        (Role.COMMUNE_OFFICER, "commune", -2, 0, False),
        (Role.COMMUNE_OFFICER, "commune", 5, -2, False),
        (Role.COLLABORATOR, "hamlet", 31, 31, True),
        (Role.COLLABORATOR, "hamlet", 60 * 8 + 1, 60 * 8 + 1, False),
        (Role.COLLABORATOR, "hamlet", 60 * 24 * 29, 60, True),
        (Role.COLLABORATOR, "hamlet", 60 * 24 * 31, 60, False),
        (Role.COLLABORATOR, "hamlet", 0, -60, False),
    ],
)
def test_sessions_end(
    tiny: Register, role: str, at: str, begun: int, seen: int, goes_on: bool
) -> None:
    client = enter(member(tiny, role, at)).browser
    session, now = client.session, time.time()
    session[session_limits.BEGUN] = now - begun * 60
    session[session_limits.SEEN] = now - seen * 60
    session.save()
    assert inside(client) == goes_on
    assert inside(client) == goes_on
    if not goes_on:
        assert "Phiên làm việc đã hết" in client.get(reverse("sign_in")).content.decode()


def test_an_ended_post_sees_nothing_the_next_minute(tiny: Register) -> None:
    one = member(tiny)
    client = enter(one).browser
    assert client.get(reverse("children")).status_code == 200
    Post.objects.filter(person=one).update(period=(SINCE.lower, DAY))
    assert client.get(reverse("children")).status_code == 403


# One's own account


def test_devices_are_listed_and_signed_out(tiny: Register) -> None:
    one = member(tiny)
    phone = enter(one, client=Client(HTTP_USER_AGENT="(Linux; Android 14) Chrome/130")).browser
    office = enter(one, client=Client(HTTP_USER_AGENT="(Windows NT 10.0) Firefox/130")).browser
    other = enter(member(tiny)).browser
    page = office.get(reverse("account"))
    assert [d.name for d in page.context["devices"]] == ["Firefox, Windows", "Chrome, Android"]
    there = page.context["devices"][1].pk
    assert other.post(reverse("device_end", args=[there])).status_code == 404
    assert inside(phone)
    assert office.get(reverse("device_end", args=[there])).status_code == 405
    office.post(reverse("device_end", args=[there]))
    assert (inside(phone), inside(office), inside(other)) == (False, True, True)
    phone = enter(one).browser
    office.post(reverse("devices_end"))
    assert (inside(phone), inside(office), inside(other)) == (False, True, True)
    assert len(office.get(reverse("account")).context["devices"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("sai", BETTER, BETTER, "Mật khẩu hiện nay không đúng."),
        (PASSWORD, "ngắn", "ngắn", "ít nhất 10 ký tự"),
        (PASSWORD, "hothisen1", "hothisen1", "ít nhất 10 ký tự"),
        (PASSWORD, "hồ thị sen 1", "hồ thị sen 1", "không được là họ tên"),
        (PASSWORD, "", "", "Chưa gõ mật khẩu."),
        (PASSWORD, BETTER, BETTER, ""),
    ],
)
def test_a_password_is_changed(tiny: Register, old: str, new: str, again: str, told: str) -> None:
    one = member(tiny)
    client, elsewhere = enter(one).browser, enter(one).browser
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": old, "password1": new, "password2": again},
    )
    assert told in answer.content.decode()
    one.refresh_from_db()
    assert one.check_password(BETTER) == (not told)
    assert (inside(client), inside(elsewhere)) == (True, bool(told))


# Slips


def test_looking_at_a_slip_does_not_burn_it_and_pressing_does(
    tiny: Register, new_events: Any
) -> None:
    one = member(tiny, Role.COLLABORATOR, "hamlet")
    User.objects.filter(pk=one.pk).update(password="!")
    address = reverse("slip_open", args=[invite(one, purpose="first", by=member(tiny))])
    robot, phone, thief = Client(), Client(), Client()
    assert [robot.get(address).status_code, robot.head(address).status_code] == [200, 200]
    short = {"password1": "ngắn", "password2": "ngắn"}
    assert phone.post(address, short).status_code == 400
    answer = phone.post(address, {"password1": BETTER, "password2": BETTER})
    assert answer["Location"] == reverse("home")
    assert inside(phone)
    for method in (thief.get, thief.post, phone.get):
        page = method(address)
        assert page.status_code == 404
        assert "Phiếu này không dùng được nữa" in page.content.decode()
    assert not inside(thief)
    told = new_events.filter(verb="slip_refused", kind="refusal")
    assert told.filter(subject=f"user:{one.pk}").count() == 3
    assert inside(enter(one, BETTER).browser)


def test_a_new_telephone_signs_the_old_one_out(tiny: Register) -> None:
    one = member(tiny, Role.COLLABORATOR, "hamlet")
    old, new = enter(one).browser, Client()
    address = reverse("slip_open", args=[invite(one, purpose="phone", by=member(tiny))])
    assert inside(old)
    assert new.post(address)["Location"] == reverse("home")
    assert (inside(new), inside(old)) == (True, False)
    assert inside(enter(one).browser)


def test_a_slip_does_not_go_around_the_second_factor(tiny: Register) -> None:
    one = with_app(member(tiny))
    address = reverse("slip_open", args=[invite(one, purpose="first", by=member(tiny))])
    client = Client()
    answer = client.post(address, {"password1": BETTER, "password2": BETTER})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not inside(client)


def test_whoever_sat_there_before_is_signed_out(tiny: Register) -> None:
    one = member(tiny, Role.COLLABORATOR, "hamlet")
    client = enter(member(tiny)).browser
    client.post(reverse("slip_open", args=[invite(one, purpose="phone", by=member(tiny))]))
    assert client.get(reverse("account")).context["user"] == one


# Other people's accounts


REACHED = [
    (Role.COMMUNE_OFFICER, "commune", Role.COLLABORATOR, "hamlet", 200),
    (Role.ADMINISTRATOR, "commune", Role.COMMUNE_OFFICER, "commune", 200),
    (Role.ADMINISTRATOR, "province", Role.DISTRICT_OFFICER, "district", 200),
    (Role.COMMUNE_OFFICER, "sibling", Role.COLLABORATOR, "hamlet", 404),
    (Role.COMMUNE_OFFICER, "commune", Role.COMMUNE_OFFICER, "commune", 404),
    (Role.COMMUNE_OFFICER, "commune", Role.DISTRICT_OFFICER, "district", 404),
    (Role.COLLABORATOR, "hamlet", Role.COLLABORATOR, "hamlet", 403),
    (Role.LEADER, "province", Role.COLLABORATOR, "hamlet", 403),
]


@pytest.mark.parametrize(("role", "at", "other", "there", "status"), REACHED)
def test_accounts_are_looked_after_from_above(
    tiny: Register, role: str, at: str, other: str, there: str, status: int, new_events: Any
) -> None:
    client, one = tiny.sign_in(getattr(tiny, at), role), member(tiny, other, there)
    for name in ("person_account", "slip_new"):
        assert client.get(reverse(name, args=[one.pk])).status_code == status, name
    if status == 200:
        return
    client.post(reverse("slip_new", args=[one.pk]), {"de": "first"})
    for what in ("khoa", "mo", "bo-lop-hai"):
        client.post(reverse("person_account", args=[one.pk]), {"viec": what})
    one.refresh_from_db()
    assert (one.is_active, Invitation.objects.filter(person=one).count()) == (True, 0)
    assert new_events.filter(verb="refused").exists()


def test_the_list_shows_those_within(tiny: Register) -> None:
    near = member(tiny, Role.COLLABORATOR, "hamlet", full_name="Y Bhăm Niê")
    far = member(tiny, Role.COMMUNE_OFFICER, "sibling", full_name="Cao Văn Xa")
    client = tiny.sign_in(tiny.commune)
    page = client.get(reverse("accounts")).content.decode()
    assert (near.full_name in page, far.full_name in page) == (True, False)
    found = search(client, reverse("accounts"), "bham").content.decode()
    assert near.full_name in found


def test_an_administrator_finds_the_posts_and_no_child(tiny: Register) -> None:
    one = member(tiny, Role.COLLABORATOR, "hamlet", full_name="Y Bhăm Niê")
    client = tiny.sign_in(tiny.province, Role.ADMINISTRATOR)
    page = client.get(reverse("records", args=["can-bo"]))
    assert one.full_name in page.content.decode()
    assert client.get(reverse("home"))["Location"] == reverse("records", args=["can-bo"])
    assert client.get(reverse("children")).status_code == 403


def test_a_slip_is_printed_once(tiny: Register) -> None:
    one = member(tiny, Role.COLLABORATOR, "hamlet")
    client = tiny.sign_in(tiny.commune)
    page = client.post(reverse("slip_new", args=[one.pk]), {"de": "phone"})
    words = page.content.decode()
    address = page.context["address"]
    assert address in words
    assert "data:image/svg+xml;base64," in words
    assert "no-store" in page["Cache-Control"]
    assert address not in client.get(reverse("person_account", args=[one.pk])).content.decode()
    assert Client().get(address).status_code == 200
    assert client.post(reverse("slip_new", args=[one.pk]), {"de": "root"}).status_code == 404


def _locked(client: Client, one: User) -> None:
    client.post(reverse("person_account", args=[one.pk]), {"viec": "khoa"})


def _reset(client: Client, one: User) -> None:
    with_app(one)
    client.post(reverse("person_account", args=[one.pk]), {"viec": "bo-lop-hai"})


@pytest.mark.parametrize(
    ("done", "verb", "enters"),
    [(_locked, "account_locked", False), (_reset, "second_factor_reset", True)],
)
def test_what_is_done_to_an_account_ends_its_sessions(
    tiny: Register, done: Callable[[Client, User], None], verb: str, enters: bool
) -> None:
    one = member(tiny, Role.COLLABORATOR, "hamlet")
    hers, head = enter(one).browser, tiny.sign_in(tiny.commune)
    assert inside(hers)
    done(head, one)
    assert not inside(hers)
    assert (enter(one).status_code == 302) == enters
    assert AuditEvent.objects.filter(verb=verb, subject=f"user:{one.pk}").count() == 1
    head.post(reverse("person_account", args=[one.pk]), {"viec": "mo"})
    assert enter(one, client=Client(REMOTE_ADDR="10.1.1.1")).status_code == 302
