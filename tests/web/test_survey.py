"""The pages of a survey: who is asked what, what a tap writes, and the paper book keyed back."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.children.models import Child, Residence
from chungtay.people.models import AuditEvent, User
from chungtay.survey.actions import assign_proposed, take
from chungtay.survey.models import Area, Round, Sample
from chungtay.survey.sampling import draw
from chungtay.survey.visiting import advance, confirm
from tests.survey.conftest import NAMES, Field, open_field, person  # noqa: F401 (the fixture `field`)
from tests.web.conftest import DAY

pytestmark = pytest.mark.django_db


def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    made.cookies["django_language"] = "vi"
    return made


def page(user: User, name: str, /, *args: Any, status: int = 200, query: str = "") -> str:
    answer = client(user).get(reverse(name, args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def post(user: User, address: str, /, *args: Any, **data: Any) -> Any:
    return client(user).post(reverse(address, args=args), data)


def begun(field: Field) -> list[Any]:
    assign_proposed(field.round, field.commune, on=DAY, by=field.officer)
    advance(field.areas[0], "begin", by=field.collaborator, on=DAY)
    return field.visits()


def sent(field: Field) -> list[Any]:
    visits = begun(field)
    for visit in visits:
        confirm(visit, by=field.collaborator, on=DAY)
    take(field.areas[0], "send", by=field.collaborator)
    return visits


# An officer opens, gives out and follows a round.


def test_a_round_is_opened_for_the_commune(field: Field) -> None:
    answer = post(
        field.officer, "survey_open", name="Rà soát quý III", kind="review",
        period="1/7/2020", period_den="31/8/2020", hoi_sex="on", hoi_birth_date="on",
    )  # fmt: skip
    made = Round.objects.latest("pk")
    assert answer.headers["Location"] == reverse("survey_round", args=[made.pk])
    assert (made.questions, made.last_day) == (["sex", "birth_date"], date(2020, 8, 31))
    assert made.areas.count() == 2


def test_a_round_of_one_hamlet_alone(field: Field) -> None:
    told = {f"don-vi_{field.areas[1].unit_id}": "on", "hoi_sex": "on", "period_den": "31/8/2020"}
    post(field.officer, "survey_open", name="Một buôn", kind="new", period="1/7/2020", **told)
    assert Round.objects.latest("pk").areas.get().unit == field.areas[1].unit


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"name": ""}, "Hãy ghi tên đợt."),
        ({"hoi_sex": ""}, "Hãy chọn ít nhất một nội dung hỏi."),
        ({"period_den": "30/6/2020"}, "không thể trước ngày bắt đầu"),
        ({"period_den": "1/1/2022"}, "không dài quá một năm"),
        ({"period": "31/2/2020"}, "Không hiểu ngày"),
        ({"period": "1/7/1950", "period_den": "1/8/1950"}, "không có thôn nào"),
    ],
)
def test_a_mistaken_round_is_refused_in_words(field: Field, told: Any, said: str) -> None:
    right = {"name": "A", "kind": "new", "period": "1/7/2020", "period_den": "1/8/2020",
             "hoi_sex": "on"}  # fmt: skip
    data = {key: value for key, value in {**right, **told}.items() if value}
    answer = post(field.officer, "survey_open", **data)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert Round.objects.filter(unit=field.commune).count() == 1


def test_hamlets_are_given_out_at_once_or_one_by_one(field: Field) -> None:
    post(field.officer, "survey_propose", field.round.pk)
    assert field.round.areas.filter(person=field.collaborator).count() == 1
    shown = page(field.officer, "survey_assign", field.round.pk)
    assert f'value="{field.officer.pk}" selected' in shown
    other = field.areas[1].pk
    told = {f"nguoi-{field.areas[0].pk}": field.collaborator.pk, f"nguoi-{other}": field.officer.pk}
    post(field.officer, "survey_assign", field.round.pk, **told)
    assert Area.objects.get(pk=other).person == field.officer


def test_a_stranger_is_not_given_a_hamlet(field: Field) -> None:
    stranger = User.objects.create(username="la")
    post(field.officer, "survey_assign", field.round.pk,
         **{f"nguoi-{field.areas[0].pk}": stranger.pk})  # fmt: skip
    assert Area.objects.get(pk=field.areas[0].pk).person is None


def test_the_board_and_the_list_of_rounds(field: Field) -> None:
    sent(field)
    board = page(field.officer, "survey_round", field.round.pk)
    assert "Đã rà 4/4 trẻ: 4 còn đúng" in board
    assert reverse("survey_area", args=[field.areas[0].pk]) in board
    assert "Rà soát quý II" in page(field.officer, "survey_rounds")
    above = field.commune.province_id
    assert above
    drawn = client(field.officer).get(reverse("survey_chart", args=[field.round.pk]))
    assert drawn.headers["Content-Type"] == "image/svg+xml"


# A collaborator goes round.


def test_the_day_begins_with_what_is_to_be_surveyed(field: Field) -> None:
    begun(field)
    shown = page(field.collaborator, "home")
    assert "Buôn Thử 1, Rà soát quý II" in shown
    assert "31/07/2020" in shown
    assert "Thôn chưa giao người rà soát" in page(field.officer, "home")


def test_a_list_comes_with_the_first_step(field: Field) -> None:
    assert "Bấm “Bắt đầu”" in page(field.collaborator, "survey_area", field.areas[0].pk)
    post(field.collaborator, "survey_step", field.areas[0].pk, buoc="begin")
    shown = page(field.collaborator, "survey_area", field.areas[0].pk)
    assert all(name in shown for name in NAMES)
    assert "Còn 4/4 trẻ chưa rà" in shown


def test_unchanged_is_one_tap(field: Field) -> None:
    visit = begun(field)[0]
    post(field.collaborator, "survey_area", field.areas[0].pk, dung=visit.pk)
    visit.refresh_from_db()
    assert visit.outcome == "unchanged"
    shown = page(field.collaborator, "survey_area", field.areas[0].pk)
    assert visit.child.full_name not in shown.split("Bước tiếp theo")[0].split("<main")[1].replace(
        f"Đã ghi: {visit.child.full_name}", ""
    )


def typed(field: Field, visit: Any, **told: Any) -> dict[str, Any]:
    """The form as the page shows it, with what is typed over."""
    from chungtay.survey.questions import known
    from chungtay.web.inputs.stamp import stamp

    one = known([visit.child_id], DAY)[visit.child_id]
    shown = {"full_name": one.child.full_name, "sex": one.child.sex,
             "birth_date": f"{one.child.birth_date:%d/%m/%Y}", "ethnic_group": "01",
             "personal_number": one.child.personal_number, "head": one.home.household.head,
             "carer": one.carer.full_name, "lives_with": "family", "schooling": ""}  # fmt: skip
    return {"viec": "sua", "_stamp": stamp(one.child), **shown, **told}


def test_a_change_is_typed_over_and_the_next_child_follows(field: Field) -> None:
    visits = begun(field)
    answer = post(field.collaborator, "survey_visit", visits[0].pk,
                  **typed(field, visits[0], sex="m", schooling="learning"))  # fmt: skip
    visits[0].refresh_from_db()
    assert (visits[0].outcome, visits[0].changed) == ("changed", ["sex", "schooling"])
    assert answer.headers["Location"] in {reverse("survey_visit", args=[v.pk]) for v in visits[1:]}


def test_what_cannot_be_is_told_at_its_field(field: Field) -> None:
    visits = begun(field)
    wrong = typed(field, visits[0], birth_date="31/2/2015", personal_number="06820000000")
    answer = post(field.collaborator, "survey_visit", visits[0].pk, **wrong)
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "Có 2 lỗi cần sửa" in shown
    visits[0].refresh_from_db()
    assert visits[0].outcome == ""


def test_two_at_one_child_do_not_write_over_each_other(field: Field) -> None:
    visits = begun(field)
    mine = typed(field, visits[0], full_name="Tên Tôi Ghi")
    Child.objects.filter(pk=visits[0].child_id).update(sex="m")
    answer = post(field.collaborator, "survey_visit", visits[0].pk, **mine)
    assert "vừa có người khác sửa" in answer.content.decode()


def test_a_child_that_is_gone(field: Field) -> None:
    visits = begun(field)
    told = {"viec": "di", "di-why": "moved", "di-words": "Bình Dương", "di-since": "1/6/2020"}
    post(field.collaborator, "survey_visit", visits[1].pk, **told)
    visits[1].refresh_from_db()
    assert (visits[1].outcome, visits[1].gone_to) == ("gone", "Bình Dương")
    assert Residence.objects.get(child=visits[1].child).period.upper == date(2020, 6, 1)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"di-why": ""}, "Hãy chọn vì sao"),
        ({"di-since": "1/1/2030"}, "chưa tới"),
        ({"di-since": "1/1/2018"}, "ngày trẻ bắt đầu ở"),
        ({"di-why": "died", "di-to": "Ea Tam"}, ""),
    ],
)
def test_a_departure_that_cannot_be(field: Field, told: Any, said: str) -> None:
    visits = begun(field)
    data = {"viec": "di", "di-why": "moved", **told}
    answer = post(field.collaborator, "survey_visit", visits[1].pk, **data)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def new_child(**told: Any) -> dict[str, Any]:
    return {"full_name": "Bùi Mới Về", "sex": "m", "birth_date": "2/2/2016", "ethnic_group": "01",
            "household": "Bùi Văn Chủ", "carer": "Bùi Thị Mẹ", "relation": "mother",
            **told}  # fmt: skip


def test_a_new_child_is_found(field: Field) -> None:
    begun(field)
    answer = post(field.collaborator, "survey_new_child", field.areas[0].pk, **new_child())
    assert answer.status_code == 302, answer.content.decode()
    assert field.areas[0].visits.get(child__full_name="Bùi Mới Về").outcome == "new"


def test_a_child_that_may_be_known_is_shown_before(field: Field) -> None:
    begun(field)
    told = new_child(full_name="Lê Minh", birth_date="5/3/2013")
    answer = post(field.collaborator, "survey_new_child", field.areas[0].pk, **told)
    assert "Có thể là trẻ đã có trong sổ" in answer.content.decode()
    assert not field.areas[0].visits.filter(outcome="new").exists()


def test_send_check_and_send_back(field: Field) -> None:
    begun(field)
    post(field.collaborator, "survey_step", field.areas[0].pk, buoc="send")
    assert Area.objects.get(pk=field.areas[0].pk).state == "in_progress"
    for visit in field.visits():
        confirm(visit, by=field.collaborator, on=DAY)
    post(field.collaborator, "survey_step", field.areas[0].pk, buoc="send")
    told = {"buoc": "send_back", "loi-nhan": "Thiếu hộ ông Ba"}
    assert post(field.collaborator, "survey_step", field.areas[0].pk, **told).status_code == 403
    post(field.officer, "survey_step", field.areas[0].pk, **told)
    assert "Thiếu hộ ông Ba" in page(field.collaborator, "survey_area", field.areas[0].pk)
    assert "Thiếu hộ ông Ba" in page(field.collaborator, "home")


def test_reading_a_child_for_the_survey_stands_in_the_trail(field: Field) -> None:
    visit = begun(field)[0]
    page(field.collaborator, "survey_visit", visit.pk)
    lines = AuditEvent.objects.filter(verb="read_child", child_id=visit.child_id)
    assert lines.count() == 1


# The paper book.


def test_the_book_is_made_and_its_taking_kept(field: Field) -> None:
    answer = post(field.officer, "survey_book", field.areas[0].pk)
    assert answer.content[:5] == b"%PDF-"
    line = AuditEvent.objects.get(subject=f"survey_book:{field.areas[0].pk}")
    assert len(line.shown) == 4


def test_the_book_says_each_child_with_its_code(field: Field) -> None:
    from chungtay.reports.survey_book import book

    visits = begun(field)
    area = Area.objects.select_related("unit__commune", "unit__province", "round").get(
        pk=field.areas[0].pk
    )
    told = book(area, DAY, "x")
    rows = [row for household in told["households"] for row in household["children"]]
    assert len(told["households"]) == 4
    assert {row["said"][0] for row in rows} == set(NAMES)
    assert {row["code"].replace(" ", "") for row in rows} == {one.code for one in visits}


def keyed(field: Field, **data: Any) -> Any:
    return post(field.officer, "survey_keying", **data)


def test_a_row_is_keyed_in_with_two_boxes(field: Field) -> None:
    visit = begun(field)[0]
    answer = keyed(field, ma=visit.code, **{"ket-qua": "1"})
    visit.refresh_from_db()
    assert answer.headers["Location"] == reverse("survey_keying")
    assert (visit.outcome, visit.channel) == ("unchanged", "paper")


def test_a_scanned_code_asks_for_the_outcome(field: Field) -> None:
    visit = begun(field)[0]
    shown = keyed(field, ma=visit.code).content.decode()
    assert visit.child.full_name in shown
    assert f'value="{visit.code}"' in shown


@pytest.mark.parametrize(("typed", "leads"), [("2", "viec=sua#sua"), ("3", "viec=di#di")])
def test_a_change_opens_its_page_and_leads_back(field: Field, typed: str, leads: str) -> None:
    visit = begun(field)[0]
    address = keyed(field, ma=visit.code, **{"ket-qua": typed}).headers["Location"]
    assert address.endswith(leads)
    told = {"viec": "di", "di-why": "lost", "nhap": "1"}
    answer = post(field.officer, "survey_visit", visit.pk, **told)
    assert answer.headers["Location"] == reverse("survey_keying")
    visit.refresh_from_db()
    assert visit.channel == "paper"


def test_the_code_of_a_page_opens_a_new_child(field: Field) -> None:
    address = keyed(field, ma=field.areas[0].code).headers["Location"]
    assert address == reverse("survey_new_child", args=[field.areas[0].pk]) + "?nhap=1"


@pytest.mark.parametrize(
    ("data", "said"), [({"ma": "123"}, "không đúng"), ({"ket-qua": "7"}, "1, 2")]
)
def test_a_mistyped_row_is_told(field: Field, data: Any, said: str) -> None:
    visit = begun(field)[0]
    answer = keyed(field, **{"ma": visit.code, **data})
    assert answer.status_code == 400
    assert said in answer.content.decode()


# Asking again.


def test_a_sample_is_drawn_and_entered_blind(field: Field) -> None:
    visits = sent(field)
    answer = post(field.officer, "survey_samples", field.round.pk, **{"co-mau": "4"})
    sample = Sample.objects.get(round=field.round)
    assert answer.headers["Location"] == reverse("survey_sample", args=[sample.pk])
    blank = page(field.officer, "survey_recheck", sample.pk, 1)
    one = sample.rechecks.get(number=1)
    listed = page(field.officer, "survey_sample", sample.pk)
    for secret in (one.child.personal_number, f"{one.child.birth_date:%d/%m/%Y}", "Mẹ "):
        assert secret not in blank
    for whole in (one.child.full_name, f"Chủ hộ của {one.child.full_name}"):
        assert whole not in blank
        assert whole not in listed
    told = {"present": "co", "sex": "m", "ethnic_group": "01"}
    post(field.officer, "survey_recheck", sample.pk, 1, **told)
    one.refresh_from_db()
    assert set(one.wrong) == {"sex", "personal_number", "carer"}
    shown = page(field.officer, "survey_sample", sample.pk)
    assert "Đã hỏi lại 1/4 trẻ" in shown
    assert "3 chỗ sai" in shown
    assert len(visits) == 4


@pytest.mark.parametrize("size", ["0", "", "x", "99999999", "-3"])
def test_a_size_that_cannot_be(field: Field, size: str) -> None:
    sent(field)
    shown = post(field.officer, "survey_samples", field.round.pk, **{"co-mau": size})
    assert shown.status_code == 200
    assert "Cỡ mẫu từ 1 đến" in shown.content.decode()


def test_changes_since_the_last_round_are_listed(field: Field) -> None:
    sent(field)
    shown = page(field.officer, "survey_changes", field.areas[0].pk)
    assert "Đây là đợt đầu của thôn" in shown


def test_the_first_round_names_no_child_to_a_leader(field: Field) -> None:
    sent(field)
    leader = person("leader", field.commune)
    shown = page(leader, "survey_round", field.round.pk)
    assert "Buôn Thử 1" in shown
    assert reverse("survey_area", args=[field.areas[0].pk]) not in shown
    page(leader, "survey_area", field.areas[0].pk, status=403)
    draw(field.round, field.commune, size=1, by=field.officer)
