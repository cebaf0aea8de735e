"""What the trail keeps of a page that was read, what changed, and who may look at it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungtay.children.models import Child, Guardian
from chungtay.people.audit import faults
from chungtay.people.models import AuditEvent, User
from chungtay.people.roles import Role
from chungtay.people.trail import acting, note
from chungtay.web.subjects import in_words
from tests.web.conftest import Register, add_child
from tests.web.searching import search


def child_of(tiny: Register, name: str = "Nguyễn Văn Bảo") -> Child:
    return Child.objects.get(full_name=name, residences__unit=tiny.hamlet)


def officer(tiny: Register) -> Client:
    return tiny.sign_in(tiny.commune)


def last(verb: str) -> AuditEvent:
    return AuditEvent.objects.filter(verb=verb).latest("pk")


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


def test_a_reading_says_who_on_which_post_and_of_which_child(tiny: Register) -> None:
    child = child_of(tiny)
    officer(tiny).get(reverse("child", args=[child.pk]))
    line = last("read_child")
    assert (line.kind, line.child_id, line.unit_id) == ("read", child.pk, tiny.commune.pk)
    assert line.post == f"{Role.COMMUNE_OFFICER}:{tiny.commune.title}"


@pytest.mark.parametrize(
    ("page", "args", "verb"),
    [
        ("children", [], "read_list"),
        ("records", ["nguoi-cham-soc"], "read_list"),
        ("search", [], "search"),
    ],
)
def test_a_list_keeps_its_children_and_never_the_words(
    tiny: Register, page: str, args: list[str], verb: str
) -> None:
    search(officer(tiny), reverse(page, args=args), "bao")
    line = last(verb)
    assert child_of(tiny).pk in line.shown
    kept = f"{line.subject} {line.details} {line.reason}".lower()
    assert "bao" not in kept
    assert "bảo" not in kept


def test_the_chain_holds_after_pages_were_read(tiny: Register) -> None:
    client = officer(tiny)
    for address in (reverse("children"), reverse("child", args=[child_of(tiny).pk])):
        client.get(address)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    assert faults() == []


def test_a_change_is_told_from_what_to_what_and_by_whom(tiny: Register) -> None:
    child, client = child_of(tiny), officer(tiny)
    edit = reverse("child_edit", args=[child.pk])
    form = client.get(edit).context
    sent = {"full_name": "Nguyễn Văn Bão", "sex": "m", "birth_date": "01/05/2019",
            "ethnic_group": "01", "personal_number": "", "_stamp": form["stamp"]}  # fmt: skip
    answer = client.post(edit, sent)
    assert answer.status_code == 302, text(answer)
    event = child.history.get()  # type: ignore[attr-defined]
    assert event.full_name == "Nguyễn Văn Bảo"
    assert event.pgh_context == {"by": last("change").by, "page": "child_edit"}
    said = text(client.get(reverse("child_history", args=[child.pk])))
    assert "Họ và tên: Nguyễn Văn Bảo → Nguyễn Văn Bão" in said


def test_a_removal_is_told_with_what_it_said(tiny: Register) -> None:
    child = child_of(tiny)
    Guardian.objects.get(child=child).delete()
    said = text(officer(tiny).get(reverse("child_history", args=[child.pk])))
    assert "đã xóa" in said
    assert "Mẹ Nguyễn Văn Bảo" in said


def test_many_changes_ask_no_more_than_one(tiny: Register) -> None:
    child, client = child_of(tiny), officer(tiny)
    address = reverse("child_history", args=[child.pk])
    mother = Guardian.objects.get(child=child)

    def asked(times: int) -> int:
        for n in range(times):
            mother.full_name = f"Mẹ {n} {times}"
            mother.save()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    asked(1)  # what a first page alone asks
    assert asked(1) == asked(20)


def test_the_old_rows_are_never_changed(tiny: Register) -> None:
    Guardian.objects.filter(child=child_of(tiny)).update(full_name="Mẹ khác")
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM children_guardianevent")


def test_a_sealed_circumstance_is_not_told_by_its_history(tiny: Register) -> None:
    child = add_child(tiny.hamlet, "Phạm Kín", child_of(tiny).birth_date, "11")
    child.circumstances.update(evidence="căn cứ kín")
    client = tiny.sign_in(tiny.commune, Role.COLLABORATOR)
    answer = client.get(reverse("child_history", args=[child.pk]))
    assert answer.status_code == 200
    assert "căn cứ kín" not in text(answer)


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        (Role.COMMUNE_OFFICER, "commune", 200),
        (Role.DISTRICT_OFFICER, "district", 200),
        (Role.PROVINCE_OFFICER, "province", 200),
        (Role.COLLABORATOR, "hamlet", 403),
        (Role.HEALTH_WORKER, "commune", 403),
        (Role.COMMUNE_OFFICER, "sibling", 404),
        (Role.LEADER, "commune", 403),
        (Role.AUDITOR, "commune", 200),
        (Role.AUDITOR, "province", 200),
        (Role.AUDITOR, "sibling", 404),
    ],
)
def test_who_may_see_who_read(tiny: Register, role: str, place: str, status: int) -> None:
    client = tiny.sign_in(getattr(tiny, place), role)
    address = reverse("child_log", args=[child_of(tiny).pk])
    assert client.get(address).status_code == status
    if status == 403:
        assert last("refused").kind == "refusal"


def test_the_log_names_readers_of_lists_too(tiny: Register) -> None:
    child = child_of(tiny)
    reader = tiny.sign_in(tiny.province, Role.PROVINCE_OFFICER)
    User.objects.filter(pk=reader.session["_auth_user_id"]).update(full_name="Bà Đọc Sổ")
    reader.get(reverse("children"), {"don-vi": tiny.commune.pk})
    said = text(officer(tiny).get(reverse("child_log", args=[child.pk])))
    assert "Bà Đọc Sổ" in said
    assert "xem danh sách có tên" in said
    assert "Cán bộ trẻ em cấp tỉnh" in said


def test_the_paper_keeps_quiet_about_what_is_sealed(tiny: Register) -> None:
    child, client = child_of(tiny), officer(tiny)
    note("break_glass", f"child:{child.pk}", by="x", reason="lý do thật kín")
    note("read_case", "case:1", by="x", child=child.pk)
    address = reverse("child_log", args=[child.pk])
    assert "lý do thật kín" in text(client.get(address))
    paper = text(client.get(address, {"in": "1"}))
    assert "Sổ ghi những người đã xem hồ sơ" in paper
    assert "lý do thật kín" not in paper
    assert "vụ việc" not in paper


def test_actions_carry_the_post_of_the_request(tiny: Register) -> None:
    post = User.objects.get(pk=officer(tiny).session["_auth_user_id"]).posts.get()
    with acting(post):
        note("keep_risk", "group:x", by="x")
    note("keep_risk", "group:y", by="x")
    assert last("keep_risk").post == ""
    assert AuditEvent.objects.get(subject="group:x").unit_id == tiny.commune.pk


def test_an_auditor_reads_the_log_and_nothing_else_of_the_child(tiny: Register) -> None:
    child, auditor = child_of(tiny), tiny.sign_in(tiny.commune, Role.AUDITOR)
    officer(tiny).get(reverse("child", args=[child.pk]))
    said = text(auditor.get(reverse("child_log", args=[child.pk])))
    assert child.full_name in said
    assert "mở hồ sơ" in said
    assert "Sổ ghi những người đã xem" in text(
        auditor.get(reverse("child_log", args=[child.pk]), {"in": "1"})
    )
    for page in ("child", "child_history", "child_edit"):
        assert auditor.get(reverse(page, args=[child.pk])).status_code == 403


def test_an_auditor_sees_what_was_done_in_the_unit_without_a_name(tiny: Register) -> None:
    child, auditor = child_of(tiny), tiny.sign_in(tiny.commune, Role.AUDITOR)
    officer(tiny).get(reverse("child", args=[child.pk]))
    tiny.sign_in(tiny.sibling).get(reverse("children"))
    answer = auditor.get(reverse("unit_log"), {"loai": "read"})
    said, page = text(answer), answer.content.decode()
    assert reverse("child_log", args=[child.pk]) in page
    assert "Hồ sơ trẻ" in said
    assert f"child:{child.pk}" not in said
    assert child.full_name not in said
    assert tiny.sibling.title not in said
    assert last("read_unit_log").details["total"] == 1


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"tu": "mai mốt"}, 400), ({"ma": "123"}, 400), ({"ma": ""}, 400), ({"tu": "1/1/2020"}, 200)],
)
def test_what_an_auditor_asks_for_wrongly_is_told(
    tiny: Register, asked: dict[str, str], status: int
) -> None:
    client = tiny.sign_in(tiny.commune, Role.AUDITOR)
    assert client.get(reverse("unit_log"), asked).status_code == status


def test_the_key_of_a_child_leads_to_its_log(tiny: Register) -> None:
    child, client = child_of(tiny), tiny.sign_in(tiny.commune, Role.AUDITOR)
    answer = client.get(reverse("unit_log"), {"ma": str(child.pk)})
    assert answer["Location"] == reverse("child_log", args=[child.pk])


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("movements:{unit}", "Biến động trong tháng, {title}"),
        ("ke-hoach:{unit}", "Kế hoạch, {title}"),
        ("unit:{unit}", "Đơn vị, {title}"),
        ("children:0", "Sổ trẻ em"),
        ("plan:12", "Kế hoạch 12"),
        ("child:0f8fad5b-d9cb-469f-a165-70867728950e", "Hồ sơ trẻ"),
        ("deed:7", "Việc đã làm 7"),
        ("chua-biet:7", "chua-biet:7"),
        ("", ""),
    ],
)
def test_what_a_line_is_about_is_said_in_words(tiny: Register, subject: str, words: str) -> None:
    known = {"unit": tiny.commune.pk, "title": tiny.commune.title}
    asked = subject.format(**known)
    assert in_words([asked]) == {asked: words.format(**known)}
