"""The scan of a consent: sealed where it lies, opened by few, refused when it is something else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from chungtay.children.models import Child
from chungtay.people.models import User
from chungtay.people.roles import Role
from chungtay.people.scope import of_person
from chungtay.rights.models import Consent, ConsentPaper
from tests.lib.test_uploads import BAD, jpeg, pdf, png
from tests.security.attacks.conftest import nothing_changed
from tests.security.attacks.pages import live
from tests.web.conftest import Register
from tests.web.records import consent


@pytest.fixture
def given(tiny: Register) -> Consent:
    child = Child.objects.get(full_name="Nguyễn Văn Bảo", invented=False)
    return consent(tiny.commune, child, 0)


def send(client: Client, given: Consent, name: str, data: bytes, kind: str = "") -> Any:
    sent = SimpleUploadedFile(name, data, kind or "application/pdf")
    return client.post(reverse("consent_paper_new", args=[given.pk]), {"file": sent})


def stored(paper: ConsentPaper) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM rights_consentpaper WHERE id = %s", [paper.pk])
        return bytes(cursor.fetchone()[0])


@pytest.mark.parametrize(("name", "make"), [("Bảo.pdf", pdf), ("a.png", png), ("a.jpg", jpeg)])
def test_a_scan_lies_sealed_and_is_given_back_as_a_file(
    tiny: Register, given: Consent, new_events: Any, name: str, make: Any
) -> None:
    client = tiny.sign_in(tiny.commune)
    assert send(client, given, name, make()).status_code == 302
    kept = ConsentPaper.objects.get(consent=given)
    assert (kept.kind, kept.size) == (name[-3:], len(make()))
    assert stored(kept).startswith(b"s1:")
    assert make()[:40] not in stored(kept)
    page = client.get(reverse("record", args=["dong-y", given.pk])).content.decode()
    assert "Bản quét 1" in page
    answer = client.get(reverse("consent_paper", args=[given.pk, kept.pk]))
    assert answer.content == make()
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "Bảo" not in answer["Content-Disposition"]  # the name it came with says whose it is
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    lines = new_events.filter(subject=f"consentpaper:{kept.pk}").order_by("pk")
    told = [(line.verb, line.child_id) for line in lines]
    assert told == [("add", given.child_id), ("take_file", given.child_id)]


def test_a_bad_file_is_refused_in_words(tiny: Register, given: Consent) -> None:
    client = tiny.sign_in(tiny.commune)
    with nothing_changed():
        for what, (name, make, told) in BAD.items():
            data = make() if what != "too large" else b"%PDF-1.4" + b"a" * 5_300_000
            answer = send(client, given, name, data)
            page = answer.content.decode()
            assert answer.status_code == 400, what
            assert "Có lỗi cần sửa" in page, what
            assert told in page or "Chỉ nhận tệp thuộc loại" in page or what == "nothing", what
            assert live(page) == [], what
        for name, data in (("a.csv", b"a,b\n1,2\n"), ("a.pdf", png()), ("a.png", pdf())):
            assert send(client, given, name, data).status_code == 400
        assert client.post(reverse("consent_paper_new", args=[given.pk])).status_code == 400


def test_the_same_twice_and_a_fifth_are_refused(tiny: Register, given: Consent) -> None:
    client = tiny.sign_in(tiny.commune)
    send(client, given, "a.pdf", pdf())
    assert "đã có" in send(client, given, "b.pdf", pdf()).content.decode()
    for n in range(3):
        assert send(client, given, "a.pdf", pdf(b"%d" % n)).status_code == 302
    assert "nhiều nhất 4 bản quét" in send(client, given, "a.pdf", pdf(b"x")).content.decode()


def test_a_scan_is_removed_after_asking(tiny: Register, given: Consent, new_events: Any) -> None:
    client = tiny.sign_in(tiny.commune)
    send(client, given, "a.pdf", pdf())
    path = reverse("consent_paper_end", args=[given.pk, ConsentPaper.objects.get().pk])
    assert client.get(path).status_code == 200
    assert ConsentPaper.objects.count() == 1
    assert client.post(path).status_code == 302
    assert ConsentPaper.objects.count() == 0
    assert new_events.get(verb="remove").child_id == given.child_id
    assert client.post(path).status_code == 404


def _clients(tiny: Register) -> Iterator[tuple[Client, set[int]]]:
    yield tiny.sign_in(tiny.sibling), {404}
    yield tiny.sign_in(tiny.hamlet, Role.COLLABORATOR), {403}
    yield tiny.sign_in(tiny.commune, Role.CASE_MANAGER), {403}
    yield tiny.sign_in(tiny.commune, Role.LEADER), {403}
    yield tiny.sign_in(tiny.province, Role.ADMINISTRATOR), {403}
    yield tiny.sign_in(None), {403}
    yield Client(), {302}


def test_nobody_else_touches_it(tiny: Register, given: Consent) -> None:
    send(tiny.sign_in(tiny.commune), given, "a.pdf", pdf())
    one = [given.pk, ConsentPaper.objects.get().pk]
    for client, refused in _clients(tiny):
        with nothing_changed():
            assert send(client, given, "b.png", png()).status_code in refused
            assert client.get(reverse("consent_paper", args=one)).status_code in refused
            assert client.post(reverse("consent_paper_end", args=one)).status_code in refused


def test_a_scan_of_another_consent_is_not_found(tiny: Register, given: Consent) -> None:
    client = tiny.sign_in(tiny.commune)
    other = consent(tiny.commune, given.child, 0, purpose="reminders")
    send(client, given, "a.pdf", pdf())
    kept = ConsentPaper.objects.get()
    assert client.get(reverse("consent_paper", args=[other.pk, kept.pk])).status_code == 404
    assert client.post(reverse("consent_paper_end", args=[other.pk, kept.pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "at", "seen"),
    [
        (Role.COMMUNE_OFFICER, "commune", 1),
        (Role.DISTRICT_OFFICER, "district", 1),
        (Role.COMMUNE_OFFICER, "sibling", 0),
        (Role.CASE_MANAGER, "commune", 0),
        (Role.COLLABORATOR, "hamlet", 0),
        (Role.AUDITOR, "commune", 0),
        (Role.ADMINISTRATOR, "province", 0),
    ],
)
def test_the_database_itself_shows_it_to_no_other(
    tiny: Register, given: Consent, role: str, at: str, seen: int
) -> None:
    send(tiny.sign_in(tiny.commune), given, "a.pdf", pdf())
    Consent.objects.filter(pk=given.pk).update(evidence="Tủ 2")
    tiny.sign_in(getattr(tiny, at), role)
    with of_person(User.objects.latest("pk").pk), connection.cursor() as cursor:
        for table in ("consentpaper", "consentevent"):
            cursor.execute(f"SELECT count(*) FROM rights_{table}")
            assert cursor.fetchone()[0] == seen, table
