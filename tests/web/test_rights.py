"""The board of clocks, the minutes of a breach, and files that leave the system."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from msoffcrypto.exceptions import InvalidKeyError
from pypdf import PdfReader

from chungtay.children.models import Child
from chungtay.people.models import User
from chungtay.people.roles import Permission, Role, roles_with
from chungtay.people.scope import of_person
from chungtay.rights.models import DataRequest
from chungtay.web.locked_file import SECONDS, password_of, sealed_for
from chungtay.web.owed import hours_left, moment
from chungtay.web.pages.downloads import NAMES_NOBODY
from tests.web.books import opened_book, password_on, sealed_on, taken, unlocked
from tests.web.conftest import DAY, Register, add_child
from tests.web.records import consent, data_request, incident, review
from tests.web.searching import searched_at

BOARD = reverse("data_board")


def bao() -> Child:
    return Child.objects.get(full_name="Nguyễn Văn Bảo", invented=False)


def _page(client: Client, address: str = BOARD, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_board_says_so(tiny: Register) -> None:
    page = _page(tiny.sign_in(tiny.commune))
    assert "Không có yêu cầu hay vi phạm nào còn mở." in page
    assert page.count("chưa có") == 4  # the four duties


def test_what_is_due_first_stands_first(tiny: Register) -> None:
    now = moment(DAY)
    data_request(tiny.commune, bao(), 0, kind="erase", received_at=now, answered_at=now)
    incident(tiny.commune, 0, detected_at=now - timedelta(hours=2))
    incident(tiny.commune, 0, detected_at=now - timedelta(hours=80))
    page = _page(tiny.sign_in(tiny.commune))
    told = [page.index(words) for words in ("quá hạn 8 giờ", "còn 69 giờ 5", "Thực hiện: xóa dữ")]
    assert told == sorted(told)
    assert "1 việc quá hạn" in page


def test_the_72_hours_are_counted_to_the_minute() -> None:
    now = timezone.now()
    assert hours_left(now + timedelta(hours=71, minutes=20), now) == "còn 71 giờ 20 phút"
    assert hours_left(now - timedelta(minutes=5), now) == "quá hạn 0 giờ 5 phút"


def test_another_communes_clocks_are_not_there(tiny: Register) -> None:
    other = Child.objects.get(full_name="Hoàng Láng Giềng", invented=False)
    data_request(tiny.sibling, other, 0)
    incident(tiny.sibling, 0)
    assert "Không có yêu cầu hay vi phạm nào còn mở." in _page(tiny.sign_in(tiny.commune))
    page = _page(tiny.sign_in(tiny.district, Role.DISTRICT_OFFICER))
    assert "Hoàng Láng Giềng" in page


# An interpreter's post needs a language, and opens nothing at all.
OTHERS = set(Role) - roles_with(Permission.RIGHTS) - {Role.INTERPRETER}


@pytest.mark.parametrize("role", sorted(OTHERS))
def test_others_see_no_clocks_and_no_lists(tiny: Register, role: str) -> None:
    made = data_request(tiny.commune, bao(), 0)
    client = tiny.sign_in(tiny.commune, role)
    for name, args in (
        ("records", ["yeu-cau-du-lieu"]),
        ("record", ["yeu-cau-du-lieu", made.pk]),
        ("record_new", ["dong-y"]),
        ("incident_file", [incident(tiny.commune, 0).pk, "docx"]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 403, name
    answer = client.get(BOARD)
    if answer.status_code == 200:
        assert "Nguyễn Văn Bảo" not in answer.content.decode()


def test_a_suspects_request_is_told_to_who_manages_the_case(tiny: Register) -> None:
    data_request(tiny.commune, bao(), 0, suspect="yes", relation="father")
    manager = tiny.sign_in(tiny.commune, Role.CASE_MANAGER)
    page = _page(manager)
    assert "Người bị nghi xâm hại trẻ đang yêu cầu dữ liệu" in page
    assert "Nguyễn Văn Bảo" in page
    assert "Bốn việc phải có" not in page
    DataRequest.objects.update(outcome="refused", ground="suspect", done_at=timezone.now())
    assert "Nguyễn Văn Bảo" not in _page(manager)


def test_consent_for_a_duty_is_refused_in_words(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    typed = {"child": "bao 2019", "unit": tiny.commune.code, "purpose": "register",
             "given_by": "Mẹ", "relation": "mother", "suspect": "no", "text_version": "1",
             "method": "paper", "given_on": "1/6/2020", "evidence": "Tủ"}  # fmt: skip
    answer = client.post(reverse("record_new", args=["dong-y"]), typed)
    assert answer.status_code == 400
    assert "không cần và không được hỏi đồng ý" in answer.content.decode()
    assert not bao().consents.exists()


def test_nothing_is_ticked_beforehand_on_a_consent(tiny: Register) -> None:
    page = _page(tiny.sign_in(tiny.commune), reverse("record_new", args=["dong-y"]))
    form = page.split('<form class="card-x"')[1].split("</form>")[0]
    assert "checked" not in form
    chosen = form.split('name="suspect"')[1].split("</select>")[0]
    assert "<option selected" not in chosen.replace('value="" selected', "")


def test_a_new_request_asks_only_what_is_known_then(tiny: Register) -> None:
    page = _page(tiny.sign_in(tiny.commune), reverse("record_new", args=["yeu-cau-du-lieu"]))
    assert 'name="asked_by"' in page
    assert 'name="outcome"' not in page
    assert 'name="done_at"' not in page


def test_the_duties_show_when_they_were_looked_at(tiny: Register) -> None:
    review(tiny.commune, 0)
    review(tiny.commune, 400, duty="check")
    page = _page(tiny.sign_in(tiny.commune))
    assert page.count("chưa có") == 2
    assert "đến lúc xem lại" in page
    assert "04/11/2020" in page


def test_the_minutes_say_what_the_notice_must(tiny: Register) -> None:
    made = incident(tiny.commune, 0, number="3/BB-UBND", located=True)
    client = tiny.sign_in(tiny.commune)
    answer = client.get(reverse("incident_file", args=[made.pk, "docx"]))
    text = "\n".join(p.text for p in Document(BytesIO(answer.content)).paragraphs)
    for words in ("BIÊN BẢN", "TÍNH CHẤT CỦA VI PHẠM", "CHI TIẾT LIÊN LẠC", "HẬU QUẢ",
                  "BIỆN PHÁP", "9 giờ 30 phút ngày 07/05/2020", "Mất máy tính bảng",
                  "dữ liệu vị trí hoặc sinh trắc học", "Chưa thông báo"):  # fmt: skip
        assert words in text, words
    pdf = client.get(reverse("incident_file", args=[made.pk, "pdf"])).content
    assert "Mất máy tính bảng" in "".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages)
    assert client.get(reverse("incident_file", args=[made.pk, "xlsx"])).status_code == 404
    other = incident(tiny.sibling, 0)
    assert client.get(reverse("incident_file", args=[other.pk, "docx"])).status_code == 404


# Files that leave the system

GUARDIANS = reverse("records_file", args=["nguoi-cham-soc"])


def test_a_list_with_names_opens_with_its_password_only(tiny: Register) -> None:
    raw, password = taken(tiny.sign_in(tiny.commune), GUARDIANS, {})
    assert not raw.startswith(b"PK")
    for said in ("Bảo".encode(), "Bảo".encode("utf-16-le")):
        assert said not in raw
    with pytest.raises(InvalidKeyError):
        unlocked(raw, "0000-0000-0000-0000")
    assert unlocked(raw, password).startswith(b"PK")


def test_each_file_says_who_took_it_and_when(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    for slug in ("nguoi-cham-soc", "don-vi"):
        sheet = opened_book(client, reverse("records_file", args=[slug]), {}).worksheets[0]
        mark = str(sheet.cell(1, 1).value)
        assert tiny.commune.title in mark
        assert mark.endswith("không chuyển cho người không có thẩm quyền")
        assert mark[:200] in sheet.oddFooter.left.text


def test_a_download_is_kept_with_the_children_it_names(tiny: Register, new_events: Any) -> None:
    client = tiny.sign_in(tiny.commune)
    key = searched_at(client, "/ho-so/nguoi-cham-soc/", "bao").partition("t=")[2]
    opened_book(client, GUARDIANS, {"t": key})
    line = new_events.get(verb="take_list")
    assert line.shown == [bao().pk]
    assert "bao" not in line.details["asked"]


def test_looking_at_the_password_takes_nothing(tiny: Register, new_events: Any) -> None:
    _page(tiny.sign_in(tiny.commune), GUARDIANS)
    assert not new_events.filter(verb="take_list").exists()


def test_only_a_password_of_ours_locks_a_file(tiny: Register, new_events: Any) -> None:
    client, other = tiny.sign_in(tiny.commune), tiny.sign_in(tiny.commune)
    page = _page(client, GUARDIANS)
    sealed = sealed_on(page)
    for said in ("", "1234", password_on(page), sealed[:-1], sealed_on(_page(other, GUARDIANS))):
        assert client.post(GUARDIANS, {"password": said}).status_code == 400
    with mock.patch("django.core.signing.time.time", return_value=_later()):
        answer = client.post(GUARDIANS, {"password": sealed})
    assert answer.status_code == 400
    assert "quá 10 phút" in answer.content.decode()
    assert not new_events.filter(verb="take_list").exists()


def test_a_password_of_a_clock_that_ran_ahead_locks_nothing() -> None:
    with mock.patch("django.core.signing.time.time", return_value=_later()):
        ahead = sealed_for(1, "1234")
        assert password_of(1, ahead) == "1234"
    assert password_of(1, ahead) is None
    assert password_of(1, sealed_for(1, "1234")) == "1234"


def _later() -> float:
    return timezone.now().timestamp() + SECONDS + 1


@pytest.mark.parametrize("role", [Role.COLLABORATOR, Role.CASE_MANAGER])
def test_who_may_not_export_is_refused(tiny: Register, role: str) -> None:
    client = tiny.sign_in(tiny.commune, role)
    assert client.get(GUARDIANS).status_code == 403
    assert GUARDIANS not in _page(client, reverse("records", args=["nguoi-cham-soc"]))


@pytest.mark.parametrize("begin", ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_a_name_that_looks_like_a_formula_stays_a_name(tiny: Register, begin: str) -> None:
    made = add_child(tiny.hamlet, "Trẻ Công Thức", DAY)
    made.guardians.update(full_name=f"{begin} Hồng")
    sheet = opened_book(tiny.sign_in(tiny.commune), GUARDIANS, {}).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert f"{begin} Hồng".strip() in {str(cell.value).strip() for cell in cells}
    assert {cell.data_type for cell in cells} & {"f"} == set()
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


def test_a_list_that_names_nobody_needs_no_password(tiny: Register) -> None:
    assert taken(tiny.sign_in(tiny.commune), reverse("records_file", args=["don-vi"]), {})[1] == ""


def test_no_list_about_children_is_left_open() -> None:
    from chungtay.web.kinds import KINDS

    for slug in NAMES_NOBODY:
        names = {field.name for field in KINDS[slug].model._meta.concrete_fields}
        assert not names & {"child", "person", "full_name", "donor", "asked_by"}, slug


def test_a_child_of_another_unit_takes_no_consent(tiny: Register) -> None:
    other = Child.objects.get(full_name="Hoàng Láng Giềng", invented=False)
    made = consent(tiny.sibling, other, 0)
    client = tiny.sign_in(tiny.commune)
    assert client.get(reverse("record", args=["dong-y", made.pk])).status_code == 404
    address = f"{reverse('record_new', args=['dong-y'])}?child={other.pk}"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "at_sibling", "seen"),
    [
        (Role.COMMUNE_OFFICER, False, [1, 1, 1, 1]),
        (Role.COMMUNE_OFFICER, True, [0, 0, 0, 0]),
        (Role.CASE_MANAGER, False, [0, 1, 0, 0]),  # what a suspect asked, and no more
        (Role.CASE_MANAGER, True, [0, 0, 0, 0]),
        (Role.COLLABORATOR, False, [0, 0, 0, 0]),
        (Role.LEADER, False, [0, 0, 0, 0]),
        (Role.ADMINISTRATOR, False, [0, 0, 0, 0]),
        (None, False, [0, 0, 0, 0]),
    ],
)
def test_the_database_itself_tells_no_other(
    tiny: Register, role: str | None, at_sibling: bool, seen: list[int]
) -> None:
    consent(tiny.commune, bao(), 0)
    data_request(tiny.commune, bao(), 0, suspect="yes")
    incident(tiny.commune, 0)
    review(tiny.commune, 0)
    person = None
    if role:
        tiny.sign_in(tiny.sibling if at_sibling else tiny.commune, role)
        person = User.objects.latest("pk").pk
    with of_person(person), connection.cursor() as cursor:
        told = [_rows(cursor, name) for name in ("consent", "datarequest", "incident", "review")]
    assert told == seen


def _rows(cursor: Any, name: str) -> int:
    cursor.execute(f"SELECT count(*) FROM rights_{name}")
    return int(cursor.fetchone()[0])


# What is past its time of keeping

RETENTION = reverse("data_retention")


def _gone(name: str, hamlet: Any, **fields: Any) -> Child:
    made = add_child(hamlet, name, DAY.replace(year=1990))
    made.residences.update(period=(DAY.replace(year=1991), DAY.replace(year=2006)))
    Child.objects.filter(pk=made.pk).update(**fields)
    return made


def test_who_left_long_ago_is_named_within_the_unit_and_the_reading_kept(
    tiny: Register, new_events: Any
) -> None:
    mine = _gone("Đã Lớn Lâu Rồi", tiny.hamlet)
    _gone("Đã Mất Lâu Rồi", tiny.hamlet, died_on=DAY.replace(year=2005))
    page = _page(tiny.sign_in(tiny.commune), RETENTION)
    assert "Đã Lớn Lâu Rồi" in page
    assert "Đã Mất Lâu Rồi" in page
    assert "Nguyễn Văn Bảo" not in page
    line = new_events.get(verb="read_list", subject=f"retention:{tiny.commune.pk}")
    assert mine.pk in line.shown
    assert "Đã Lớn Lâu Rồi" not in _page(tiny.sign_in(tiny.sibling), RETENTION)
    assert Child.objects.filter(full_name="Đã Lớn Lâu Rồi").exists()


def test_sealed_records_are_not_counted_on_the_page(tiny: Register) -> None:
    page = _page(tiny.sign_in(tiny.commune), RETENTION)
    assert page.count("chỉ lệnh của người vận hành đếm được") == 2


# The day's tasks


def test_the_day_begins_with_what_is_due_about_data(tiny: Register) -> None:
    now = moment(DAY)
    home = reverse("home")
    assert "phải báo trong 72 giờ" not in _page(tiny.sign_in(tiny.commune), home)
    incident(tiny.commune, 0, detected_at=now - timedelta(hours=2))
    data_request(tiny.commune, bao(), 0, kind="erase", received_at=now, answered_at=now)
    page = _page(tiny.sign_in(tiny.commune), home)
    assert "Vi phạm dữ liệu phải báo trong 72 giờ" in page
    assert "Còn 69 giờ 5" in page
    assert "Yêu cầu về dữ liệu sắp hết hạn" not in page  # twenty days are left
    data_request(tiny.commune, bao(), 0, received_at=now - timedelta(days=9))
    assert "Yêu cầu về dữ liệu sắp hết hạn" in _page(tiny.sign_in(tiny.commune), home)
    assert "Nghĩa vụ bảo vệ dữ liệu đến lúc xem lại" in page


@pytest.mark.parametrize(
    ("role", "at"), [(Role.COLLABORATOR, "hamlet"), (Role.CASE_MANAGER, "commune")]
)
def test_others_are_not_told_of_it(tiny: Register, role: str, at: str) -> None:
    incident(tiny.commune, 0, detected_at=moment(DAY))
    page = _page(tiny.sign_in(getattr(tiny, at), role), reverse("home"))
    assert "72 giờ" not in page
    assert "Nghĩa vụ bảo vệ dữ liệu" not in page
