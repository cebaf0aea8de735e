"""Files of a document: taken, given back as files, refused when they are not what they say."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chungtay.people.models import AuditEvent
from chungtay.people.roles import Role
from chungtay.plans.models import Attachment, Document
from tests.lib.test_uploads import BAD, pdf, png
from tests.security.attacks.conftest import nothing_changed
from tests.security.attacks.pages import live
from tests.web.conftest import Register
from tests.web.records import document


@pytest.fixture
def paper(tiny: Register) -> Document:
    return document(tiny.commune, 1)


def send(client: Client, paper: Document, name: str, data: bytes, kind: str = "") -> Any:
    sent = SimpleUploadedFile(name, data, kind or "application/pdf")
    return client.post(f"/ho-so/van-ban/{paper.pk}/tep/", {"file": sent})


def test_a_scan_is_kept_and_given_back_as_a_file(tiny: Register, paper: Document) -> None:
    client = tiny.sign_in(tiny.commune)
    assert send(client, paper, "../Công văn 12.pdf", pdf()).status_code == 302
    kept = Attachment.objects.get(document=paper)
    assert (kept.name, kept.kind, kept.size) == ("Công văn 12.pdf", "pdf", len(pdf()))
    page = client.get(f"/ho-so/van-ban/{paper.pk}/").content.decode()
    assert "Công văn 12.pdf" in page
    answer = client.get(f"/ho-so/van-ban/{paper.pk}/tep/{kept.pk}/")
    assert answer.content == pdf()
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    verbs = AuditEvent.objects.filter(subject=f"attachment:{kept.pk}").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["add", "take_file"]


def test_a_file_is_removed_after_asking(tiny: Register, paper: Document, new_events: Any) -> None:
    client = tiny.sign_in(tiny.commune)
    send(client, paper, "a.png", png())
    path = f"/ho-so/van-ban/{paper.pk}/tep/{Attachment.objects.get().pk}/go/"
    assert client.get(path).status_code == 200
    assert Attachment.objects.count() == 1
    assert client.post(path).status_code == 302
    assert Attachment.objects.count() == 0
    assert new_events.filter(verb="remove").count() == 1
    assert client.post(path).status_code == 404


def test_a_bad_file_is_refused_in_words(tiny: Register, paper: Document) -> None:
    client = tiny.sign_in(tiny.commune)
    with nothing_changed():
        for what, (name, make, told) in BAD.items():
            data = make() if what != "too large" else b"a,b\n" * 1_300_000
            answer = send(client, paper, name, data)
            page = answer.content.decode()
            assert answer.status_code == 400, what
            assert told in page or what == "nothing", what
            assert live(page) == [], what


def test_a_flood_is_refused_before_it_is_read(tiny: Register, paper: Document) -> None:
    client = tiny.sign_in(tiny.commune)
    with nothing_changed():
        assert send(client, paper, "a.pdf", b"a" * 7_000_000).status_code == 400
        many = [SimpleUploadedFile(f"{n}.pdf", pdf()) for n in range(5)]
        path = f"/ho-so/van-ban/{paper.pk}/tep/"
        assert client.post(path, {"file": many}).status_code == 400
        assert client.post(path).status_code == 400


def test_a_name_that_would_run_is_only_words(tiny: Register, paper: Document) -> None:
    client = tiny.sign_in(tiny.commune)
    send(client, paper, '"><xssprobe onload=alert(1)>.pdf', pdf())
    assert live(client.get(f"/ho-so/van-ban/{paper.pk}/").content.decode()) == []
    kept = Attachment.objects.get()
    header = client.get(f"/ho-so/van-ban/{paper.pk}/tep/{kept.pk}/")["Content-Disposition"]
    assert not set("<>\r\n") & set(header)


def test_what_it_claims_to_be_is_not_believed(tiny: Register, paper: Document) -> None:
    client = tiny.sign_in(tiny.commune)
    send(client, paper, "a.png", png(), "text/html")
    kept = Attachment.objects.get()
    assert client.get(f"/ho-so/van-ban/{paper.pk}/tep/{kept.pk}/")["Content-Type"] == "image/png"


def _clients(tiny: Register) -> Iterator[tuple[Client, set[int]]]:
    yield tiny.sign_in(tiny.sibling), {404}
    yield tiny.sign_in(tiny.commune, role=Role.LEADER), {403, 404}
    yield tiny.sign_in(None), {403, 404}
    yield Client(), {302}


def test_nobody_else_touches_it(tiny: Register, paper: Document) -> None:
    send(tiny.sign_in(tiny.commune), paper, "a.pdf", pdf())
    base = f"/ho-so/van-ban/{paper.pk}/tep/"
    one = f"{base}{Attachment.objects.get().pk}/"
    for client, refused in _clients(tiny):
        with nothing_changed():
            assert send(client, paper, "b.png", png()).status_code in refused
            assert client.get(one).status_code in refused
            assert client.post(f"{one}go/").status_code in refused


def test_a_file_of_another_document_is_not_found(tiny: Register, paper: Document) -> None:
    client, other = tiny.sign_in(tiny.commune), document(tiny.commune, 2)
    send(client, paper, "a.pdf", pdf())
    kept = Attachment.objects.get()
    with nothing_changed():
        assert client.get(f"/ho-so/van-ban/{other.pk}/tep/{kept.pk}/").status_code == 404
        assert client.post(f"/ho-so/van-ban/{other.pk}/tep/{kept.pk}/go/").status_code == 404


def test_the_same_file_twice_and_an_eleventh_are_refused(tiny: Register, paper: Document) -> None:
    client = tiny.sign_in(tiny.commune)
    assert send(client, paper, "a.pdf", pdf()).status_code == 302
    assert "đã được đính kèm" in send(client, paper, "b.pdf", pdf()).content.decode()
    for n in range(9):
        assert send(client, paper, "a.pdf", pdf(b"%d" % n)).status_code == 302
    assert "nhiều nhất 10 tệp" in send(client, paper, "a.pdf", pdf(b"x")).content.decode()
