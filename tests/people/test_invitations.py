"""Slips, passwords, names to sign in by, and who looks after whose account."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from chungtay.people.access import posts
from chungtay.people.accounts import lock, may_manage
from chungtay.people.invitations import SlipRefused, accept, end_sessions, invite, opened, refuse
from chungtay.people.models import AuditEvent, Invitation, Post, User
from chungtay.people.passwords import GoodPassword
from chungtay.people.roles import Role
from chungtay.people.sign_in import named
from chungtay.places.models import Unit

pytestmark = pytest.mark.django_db
ON, GOOD = date(2020, 6, 30), "con trâu đi trước cái cày"
FIRST, PHONE = Invitation.Purpose.FIRST, Invitation.Purpose.PHONE


def person(username: str, **fields: str) -> User:
    return User.objects.create(username=username, full_name="Phạm Thị Bưởi", **fields)


def at(code: str) -> Unit:
    return Unit.objects.on(ON).get(code=code)


def holder(role: str, code: str) -> User:
    one = person(f"{role}.{code}.{User.objects.count()}")
    Post.objects.create(person=one, role=role, unit=at(code), period=(date(2019, 1, 1), None))
    return one


@pytest.mark.parametrize("written", [str, str.upper, lambda t: t.replace("-", " ")])
def test_a_slip_opens_once_however_it_is_written(written: Callable[[str], str]) -> None:
    giver, one = person("a"), person("b")
    token = written(invite(one, purpose=FIRST, by=giver))
    assert opened(token).person == one
    assert accept(token, password=GOOD) == one
    one.refresh_from_db()
    assert one.check_password(GOOD)
    with pytest.raises(SlipRefused):
        accept(token, password="chiếm lấy tài khoản")
    one.refresh_from_db()
    assert one.check_password(GOOD)


def test_the_token_is_kept_nowhere() -> None:
    token = invite(person("b"), purpose=FIRST, by=person("a"))
    bare = token.replace("-", "")
    kept = [str(row) for row in (*Invitation.objects.values(), *AuditEvent.objects.values())]
    assert not any(token in row or bare in row for row in kept)
    assert len(set(bare)) > 5


def _expired(slip: Invitation) -> None:
    Invitation.objects.filter(pk=slip.pk).update(expires_at=timezone.now())


def _from_the_future(slip: Invitation) -> None:
    """The clock was set back since."""
    later = timezone.now() + timedelta(hours=1)
    Invitation.objects.filter(pk=slip.pk).update(created_at=later)


def _another_made(slip: Invitation) -> None:
    invite(slip.person, purpose=FIRST, by=slip.created_by)


def _locked(slip: Invitation) -> None:
    lock(slip.person, by=slip.created_by)


@pytest.mark.parametrize("spoil", [_expired, _from_the_future, _another_made, _locked])
def test_a_spoilt_slip_is_refused(spoil: Callable[[Invitation], None]) -> None:
    one = person("b")
    token = invite(one, purpose=FIRST, by=person("a"))
    spoil(opened(token))
    with pytest.raises(SlipRefused):
        accept(token, password=GOOD)
    refuse(token)
    line = AuditEvent.objects.get(verb="slip_refused", subject=f"user:{one.pk}")
    assert (line.kind, token in str(line.__dict__)) == ("refusal", False)


def test_an_unknown_token_is_refused() -> None:
    for token in ("", "-", "abc", "x" * 500, "0" * 20):
        with pytest.raises(SlipRefused):
            opened(token)


def test_a_slip_for_a_telephone_leaves_the_password() -> None:
    one = person("b")
    one.set_password(GOOD)
    one.save()
    accept(invite(one, purpose=PHONE, by=person("a")), password="")
    one.refresh_from_db()
    assert one.check_password(GOOD)


def test_ending_sessions_changes_what_every_session_bears() -> None:
    one = person("b")
    before = one.get_session_auth_hash()
    end_sessions(one)
    assert User.objects.get(pk=one.pk).get_session_auth_hash() != before


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("con trâu đi trước cái cày", True),
        ("Ẩm thực Tây Nguyên", True),
        ("zu4vohph2k", True),
        ("x" * 9, False),
        ("xy9" * 43, False),
        ("1234567890", False),
        ("aaaaaaaaaaaa", False),
        ("qwertyuiop", False),
        ("password123", False),
        ("matkhau2026", False),
        ("ChungTay@2026", False),
        ("phạm thị bưởi", False),
        ("PhamThiBuoi1", False),
        ("0912345678", False),
        ("+84 912 345 678", False),
        ("thu.00017", False),
    ],
)
def test_passwords(password: str, good: bool) -> None:
    one = User(username="thu.00017", full_name="Phạm Thị Bưởi", phone="0912 345 678")
    if good:
        GoodPassword().validate(password, one)
        return
    with pytest.raises(ValidationError):
        GoodPassword().validate(password, one)


def test_a_letter_is_the_same_however_the_keyboard_composes_it() -> None:
    one = User()
    one.set_password("tie\u0302\u0301ng Vie\u0323\u0302t")
    assert one.check_password("tiếng Việt")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("thu.00017", "b"),
        ("THU.00017 ", "b"),
        ("0912 345 678", "b"),
        ("+84 912.345.678", "b"),
        ("0084912345678", "b"),
        ("buoi@example.vn", "b"),
        ("BUOI@example.vn", "b"),
        ("0987654321", None),
        ("chung@example.vn", None),
        ("912345", None),
        ("", None),
        ("0912'345", None),
    ],
)
def test_one_box_for_every_name(typed: str, found: str | None) -> None:
    mine = person("thu.00017", phone="+84 912 345 678", email="buoi@example.vn")
    for name in ("c", "d"):
        person(name, phone="098 765 43 21", email="chung@example.vn")
    assert named(typed) == (mine if found else None)


@pytest.mark.parametrize(
    ("giver", "holds", "may"),
    [
        ((Role.ADMINISTRATOR, "66"), (Role.PROVINCE_OFFICER, "66"), True),
        ((Role.ADMINISTRATOR, "66"), (Role.COMMUNE_OFFICER, "24133"), True),
        ((Role.ADMINISTRATOR, "67"), (Role.COMMUNE_OFFICER, "24133"), False),
        ((Role.COMMUNE_OFFICER, "24133"), (Role.COLLABORATOR, "24133"), True),
        ((Role.COMMUNE_OFFICER, "24133"), (Role.COMMUNE_OFFICER, "24133"), False),
        ((Role.COMMUNE_OFFICER, "24133"), (Role.DISTRICT_OFFICER, "643"), False),
        ((Role.COMMUNE_OFFICER, "24133"), (Role.COLLABORATOR, "24136"), False),
        ((Role.COMMUNE_OFFICER, "24133"), (Role.AUDITOR, "24133"), False),
        ((Role.DISTRICT_OFFICER, "643"), (Role.COMMUNE_OFFICER, "24133"), True),
        ((Role.DISTRICT_OFFICER, "643"), (Role.ADMINISTRATOR, "24133"), False),
        ((Role.COLLABORATOR, "24133"), (Role.COLLABORATOR, "24133"), False),
    ],
)
def test_who_looks_after_whose_account(
    giver: tuple[str, str], holds: tuple[str, str], may: bool
) -> None:
    by, one = holder(*giver), holder(*holds)
    assert may_manage(by, posts(by, ON), one, ON) == may


def test_nobody_looks_after_their_own_or_a_person_with_one_post_out_of_reach() -> None:
    by, one = holder(Role.ADMINISTRATOR, "66"), holder(Role.COLLABORATOR, "24133")
    assert not may_manage(by, posts(by, ON), by, ON)
    Post.objects.create(
        person=one, role=Role.LEADER, unit=at("67"), period=(date(2021, 1, 1), None)
    )
    assert not may_manage(by, posts(by, ON), one, ON)
