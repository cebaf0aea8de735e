"""After a merge the kept child's history and access log tell the removed record's too."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from chungtay.children.merging import merge
from chungtay.children.models import Child, Circumstance, Guardian
from chungtay.people.deeds import undo
from chungtay.people.models import AuditEvent, Deed, User
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from chungtay.people.trail import note
from tests.web.conftest import SINCE, Register, add_child

OF = "từ hồ sơ đã gộp Nguyen Van Bao"


def text(response: Any) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def other(tiny: Register) -> Child:
    """The record that will go: corrected once, opened once, listed once."""
    made = add_child(tiny.hamlet, "Nguyen Van Bo", kept_of(tiny).birth_date, sex="m")
    Child.objects.filter(pk=made.pk).update(full_name="Nguyen Van Bao")
    Guardian.objects.filter(child=made).update(full_name="Trần Thị Hai")
    note("read_child", f"child:{made.pk}", by="ban.cu", kind="read")
    note("read_list", "children", by="ban.danh.sach", kind="read", shown=[made.pk])
    return Child.objects.get(pk=made.pk)


def kept_of(tiny: Register) -> Child:
    return Child.objects.get(full_name="Nguyễn Văn Bảo", residences__unit=tiny.hamlet)


def merged(tiny: Register, other: Child) -> tuple[Child, Deed, User]:
    client = tiny.sign_in(tiny.commune)
    officer = User.objects.get(pk=client.session["_auth_user_id"])
    with of_person(officer.pk):
        done = merge(kept_of(tiny), other, {}, by=officer)
    return done.child, done.deed, officer


def page(client: Client, name: str, child: Child, asked: str = "") -> str:
    return text(client.get(reverse(name, args=[child.pk]) + asked))


def test_the_history_tells_what_was_written_in_the_removed_record(
    tiny: Register, other: Child
) -> None:
    client = tiny.sign_in(tiny.commune)
    kept, deed, officer = merged(tiny, other)
    told = page(client, "child_history", kept)
    assert "Họ và tên: Nguyen Van Bo → Nguyen Van Bao" in told
    assert "Mẹ Nguyen Van Bo → Trần Thị Hai" in told
    assert OF in told
    with of_person(officer.pk):
        undo(deed, by=officer)
    assert OF not in page(client, "child_history", kept)
    assert "Trần Thị Hai" not in page(client, "child_history", kept)
    assert "Nguyen Van Bo → Nguyen Van Bao" in page(client, "child_history", other)


@pytest.mark.parametrize("asked", ["", "?in=1"])
@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.AUDITOR])
def test_the_access_log_and_its_paper_tell_who_read_the_removed_record(
    tiny: Register, other: Child, role: str, asked: str
) -> None:
    client = tiny.sign_in(tiny.commune, role)
    kept, deed, officer = merged(tiny, other)
    told = page(client, "child_log", kept, asked)
    for said in ("ban.cu", "ban.danh.sach", OF):
        assert said in told
    with of_person(officer.pk):
        undo(deed, by=officer)
    assert "ban.cu" not in page(client, "child_log", kept, asked)
    assert "ban.cu" in page(client, "child_log", other, asked)


@pytest.mark.parametrize("name", ["child", "child_log"])
def test_the_address_of_the_removed_record_leads_to_the_kept_one(
    tiny: Register, other: Child, name: str
) -> None:
    client = tiny.sign_in(tiny.commune)
    kept, _deed, _officer = merged(tiny, other)
    answer = client.get(reverse(name, args=[other.pk]))
    assert answer.url == reverse(name, args=[kept.pk])


def test_a_record_merged_twice_is_told_by_the_last_one(tiny: Register, other: Child) -> None:
    kept, _deed, officer = merged(tiny, other)
    last = add_child(tiny.hamlet, "Nguyễn Bảo", kept.birth_date, sex="m")
    with of_person(officer.pk):
        merge(last, kept, {}, by=officer)
    client = tiny.sign_in(tiny.commune)
    assert OF in page(client, "child_history", last)
    assert "ban.cu" in page(client, "child_log", last)


def test_one_of_another_commune_reads_neither(tiny: Register, other: Child) -> None:
    kept, _deed, _officer = merged(tiny, other)
    stranger = tiny.sign_in(tiny.sibling)
    person = User.objects.get(pk=stranger.session["_auth_user_id"])
    with of_person(person.pk), connection.cursor() as cursor:
        assert not AuditEvent.objects.filter(child_id=other.pk).exists()
        for table, key in (
            ("children_childevent", "pgh_obj_id"),
            ("children_guardianevent", "child_id"),
        ):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {key} = %s", [other.pk])
            assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM access.made_of(%s)", [kept.pk])
        assert cursor.fetchone() == (0,)


def test_what_was_sealed_in_the_removed_record_stays_untold(tiny: Register, other: Child) -> None:
    Circumstance.objects.create(
        child=other, group_id="11", case=1, period=SINCE, evidence="căn cứ kín"
    )
    Circumstance.objects.filter(child=other).update(evidence="căn cứ kín khác")
    kept, _deed, _officer = merged(tiny, other)
    unnamed = tiny.sign_in(tiny.commune, in_charge=False)
    told = page(unnamed, "child_history", kept)
    assert OF in told
    assert "căn cứ kín" not in told
    named = page(tiny.sign_in(tiny.commune), "child_history", kept)
    assert "căn cứ kín" in named
