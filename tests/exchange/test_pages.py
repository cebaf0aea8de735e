"""The pages of Excel: who opens them, whose file it is, what the trail keeps."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungtay.children.models import Child
from chungtay.exchange.models import Upload
from chungtay.people.models import Job
from chungtay.people.roles import PERMISSIONS, Permission, Role
from chungtay.people.working import run_waiting
from tests.exchange.conftest import HEAD, row, workbook
from tests.web.conftest import Register

OWN = ("upload", "upload_columns", "upload_marked", "upload_choose")
POSTED = ("upload_accept", "upload_undo", "upload_recheck", "upload_remove")
WRITES = sorted(role for role in Role if Permission.ENROL in PERMISSIONS[role])
OTHERS = sorted(set(Role) - set(WRITES) - {Role.INTERPRETER})


def sent(client: Client, data: bytes, name: str = "a.xlsx") -> Any:
    return client.post(reverse("exchange"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def matched(client: Client, data: bytes) -> Upload:
    """A file sent and its columns matched as guessed."""
    sent(client, data)
    upload = Upload.objects.order_by("-pk")[0]
    asked = {f"cot-{place}": name for place, name in upload.mapping.items()}
    client.post(reverse("upload_columns", args=[upload.pk]), asked)
    upload.refresh_from_db()
    return upload


@pytest.mark.parametrize("role", OTHERS)
def test_who_does_not_write_the_register_opens_nothing(tiny: Register, role: str) -> None:
    upload = matched(tiny.sign_in(tiny.commune), workbook(row("An Bình")))
    client = tiny.sign_in(tiny.commune, role)
    assert client.get(reverse("exchange")).status_code == 403
    for name in OWN:
        assert client.get(reverse(name, args=[upload.pk])).status_code in (403, 404)
    for name in POSTED:
        assert client.post(reverse(name, args=[upload.pk])).status_code in (403, 404)


@pytest.mark.parametrize("place", ["commune", "sibling", "province"])
def test_another_persons_file_is_not_found(tiny: Register, place: str) -> None:
    upload = matched(tiny.sign_in(tiny.commune), workbook(row("An Bình")))
    role = Role.PROVINCE_OFFICER if place == "province" else Role.COMMUNE_OFFICER
    client = tiny.sign_in(getattr(tiny, place), role)
    for name in OWN:
        assert client.get(reverse(name, args=[upload.pk])).status_code == 404
    for name in POSTED:
        assert client.post(reverse(name, args=[upload.pk])).status_code == 404
    assert not client.get(reverse("exchange")).context["uploads"]


def test_from_sending_to_taking_back(tiny: Register, new_events: Any) -> None:
    client = tiny.sign_in(tiny.commune)
    upload = matched(client, workbook(row("An Bình"), row("Sai Ngày", "31/02/2015")))
    page = client.get(reverse("upload", args=[upload.pk])).content.decode()
    assert "Không có ngày này trong lịch." in page
    assert "Dòng 3" in page
    client.post(reverse("upload_accept", args=[upload.pk]), {"mode": "good"})
    assert Child.objects.filter(full_name="An Bình").exists()
    client.post(reverse("upload_undo", args=[upload.pk]))
    assert not Child.objects.filter(full_name="An Bình").exists()
    verbs = set(new_events.values_list("verb", flat=True))
    assert {
        "send_file",
        "match_columns",
        "read_upload",
        "import_file",
        "deed_import",
        "undo",
    } <= verbs
    client.post(reverse("upload_remove", args=[upload.pk]))
    assert not Upload.objects.exists()


def test_a_filled_template_is_locked_and_kept_in_the_trail(tiny: Register, new_events: Any) -> None:
    client = tiny.sign_in(tiny.commune)
    page = client.get(reverse("exchange_template"))
    asked = {"what": "filled", "password": page.context["sealed"]}
    answer = client.post(reverse("exchange_template"), asked)
    assert b"".join(answer.streaming_content).startswith(b"\xd0\xcf\x11\xe0")  # encrypted
    assert len(new_events.get(verb="take_template").shown) == 4
    answer = client.post(reverse("exchange_template"), {"what": "empty"})
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_who_may_not_export_takes_the_empty_template_only(tiny: Register) -> None:
    client = tiny.sign_in(tiny.hamlet, Role.COLLABORATOR)
    assert "Mẫu có danh sách trẻ" not in client.get(reverse("exchange_template")).content.decode()
    assert client.post(reverse("exchange_template"), {"what": "filled"}).status_code == 403


def test_a_refused_file_is_told_in_words(tiny: Register) -> None:
    answer = sent(tiny.sign_in(tiny.commune), b"%PDF-1.4", "a.pdf")
    assert answer.status_code == 400
    assert "Chỉ nhận tệp thuộc loại" in answer.content.decode()


def test_half_an_upload_is_refused(tiny: Register) -> None:
    """The line broke: what came ends within the file."""
    file = SimpleUploadedFile("a.xlsx", workbook(row("An Bình")))
    whole = encode_multipart(BOUNDARY, {"file": file})
    client = tiny.sign_in(tiny.commune)
    half = whole[: len(whole) // 2]
    answer = client.generic("POST", reverse("exchange"), half, content_type=MULTIPART_CONTENT)
    assert answer.status_code == 400
    assert "đường truyền bị ngắt giữa chừng" in answer.content.decode()
    assert not Upload.objects.exists()


def test_the_marked_file_is_locked(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    upload = matched(client, workbook(row("Sai Ngày", "31/02/2015")))
    address = reverse("upload_marked", args=[upload.pk])
    assert client.post(address, {"password": "sai"}).status_code == 400
    answer = client.post(address, {"password": client.get(address).context["sealed"]})
    assert b"".join(answer.streaming_content).startswith(b"\xd0\xcf\x11\xe0")


def test_one_who_may_be_known_is_chosen_on_the_page(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    before = Child.objects.filter(full_name="Lê Minh", invented=False).count()
    upload = matched(client, workbook(row("Lê Minh", "05/03/2015", sex="Nam")))
    address = reverse("upload_choose", args=[upload.pk])
    assert "Chính là trẻ trong sổ" in client.get(address).content.decode()
    client.post(address, {"dong-2": "other"})
    client.post(reverse("upload_accept", args=[upload.pk]), {"mode": "all"})
    assert Child.objects.filter(full_name="Lê Minh", invented=False).count() == before + 1


def test_many_choices_ask_no_more_than_one(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    rows = [row("Lê Minh", f"0{n}/03/2015", sex="Nam") for n in range(1, 5)]

    def asked(*rows: Any) -> int:
        upload = matched(client, workbook(*rows, head=HEAD))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("upload_choose", args=[upload.pk]))
        assert len(page.context["rows"]) == len(rows)
        return len(queries)

    asked(rows[0])  # what a first page alone asks
    assert asked(*rows[:1]) == asked(*rows)


def test_a_long_file_is_a_job(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    rows = [row(f"Trẻ Thứ {n} {n % 7}", f"{n % 27 + 1:02}/03/2015") for n in range(2_100)]
    upload = matched(client, workbook(*rows, head=HEAD))
    assert upload.state == Upload.State.WAITING
    assert run_waiting() == 1
    client.post(reverse("upload_accept", args=[upload.pk]), {"mode": "good"})
    assert run_waiting() == 1
    upload.refresh_from_db()
    assert [one.state for one in Job.objects.order_by("pk")] == ["done", "done"]
    assert upload.counts["written"] == 2_100
