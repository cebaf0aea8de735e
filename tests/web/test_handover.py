"""Hand-over on its page: what is listed, what one action does, who sees it, what it undoes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from chungtay.cases.models import Case
from chungtay.children.models import Child, Named
from chungtay.people.models import AuditEvent, HandOver, Post, User
from chungtay.people.roles import Permission, Role
from tests.web.conftest import DAY, SINCE, Register, sign_in

NEW = "Phan Thị Mới"


def user_of(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def collaborator(tiny: Register) -> tuple[Client, Post]:
    client = tiny.sign_in(tiny.hamlet, Role.COLLABORATOR)
    User.objects.filter(pk=user_of(client).pk).update(full_name="Lê Thị Cũ")
    return client, user_of(client).posts.select_related("unit").get()


def new_person(client: Client, post: Post, **more: str) -> Any:
    """Names a person nobody knows: the form offers to add them, and is sent again so."""
    told = {"person": NEW, "person_ma": "moi", "person_la": NEW, "phone": "0905 123 456"}
    told |= {"on": f"{DAY:%d/%m/%Y}", "decision": "12/QĐ-UBND"}
    return client.post(reverse("hand_over", args=[post.pk]), told | more)


def test_the_page_lists_the_open_work(tiny: Register) -> None:
    _client, post = collaborator(tiny)
    page = tiny.sign_in(tiny.commune).get(reverse("hand_over", args=[post.pk])).content.decode()
    assert "Trẻ em đang theo dõi" in page
    assert f'href="{reverse("children")}?don-vi={tiny.hamlet.pk}"' in page
    assert "tạm giao cho" in page  # the officer of the commune above


def test_one_action_ends_the_one_and_begins_the_other(tiny: Register) -> None:
    old, post = collaborator(tiny)
    officer = tiny.sign_in(tiny.commune)
    answer = new_person(officer, post)
    record = HandOver.objects.get()
    assert answer["Location"] == reverse("handed_over", args=[record.pk])
    assert record.to_post is not None
    taker = record.to_post.person
    assert (taker.full_name, taker.phone) == (NEW, "0905123456")
    assert record.to_post.unit == tiny.hamlet
    assert record.counts["children"] == 4
    assert old.get(reverse("children"))["Location"].startswith(reverse("sign_in"))
    old.force_login(User.objects.get(pk=post.person_id))
    assert old.get(reverse("children")).status_code == 403
    assert AuditEvent.objects.filter(verb="hand_over", subject=f"post:{post.pk}").count() == 1
    assert taker.works_as_of == DAY
    new = Client()
    new.force_login(taker)
    assert new.get(reverse("children")).status_code == 200
    assert "đã bàn giao cho anh/chị" in new.get(reverse("home")).content.decode()
    new.post(reverse("hand_over_seen", args=[record.pk]))
    assert "đã bàn giao cho anh/chị" not in new.get(reverse("home")).content.decode()


def test_a_person_of_the_register_is_found_by_name(tiny: Register) -> None:
    _old, post = collaborator(tiny)
    known = tiny.sign_in(tiny.hamlet, Role.HEALTH_WORKER)
    User.objects.filter(pk=user_of(known).pk).update(full_name="Võ Thị Quen")
    told = {"person": "vo thi quen", "on": "30/06/2020"}
    tiny.sign_in(tiny.commune).post(reverse("hand_over", args=[post.pk]), told)
    assert HandOver.objects.get().to_post.person == user_of(known)  # type: ignore[union-attr]


def test_without_a_successor_the_head_takes_over(tiny: Register) -> None:
    _old, post = collaborator(tiny)
    officer = tiny.sign_in(tiny.commune)
    told = {"to_head": "on", "on": "30/06/2020"}
    officer.post(reverse("hand_over", args=[post.pk]), told)
    record = HandOver.objects.get()
    assert record.to_head
    assert record.to_post == user_of(officer).posts.get()
    vacant = officer.get(reverse("hamlets")).content.decode()
    assert tiny.hamlet.title in vacant
    assert f"unit={tiny.hamlet.pk}" in vacant
    assert "Đã xem" in officer.get(reverse("home")).content.decode()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"on": "30/06/2020"}, "Hãy ghi người nhận"),
        ({"on": "", "to_head": "on"}, "Hãy ghi ngày bàn giao"),
        ({"on": "01/01/2019", "to_head": "on"}, "bắt đầu từ ngày 01/01/2019"),
        ({"on": "30/06/2020", "person": "không có ai tên này"}, "Không thấy người"),
        ({"on": "30/06/2020", "person": "le thi cu"}, "phải là người khác"),
        ({"on": "30/06/2020", "person": "le thi cu", "to_head": "on"}, "hãy bỏ dấu tạm giao"),
        ({"on": "30/06/2020", "to_head": "on", "phone": "abc"}, "Số điện thoại gồm"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    tiny: Register, told: dict[str, str], sentence: str
) -> None:
    _old, post = collaborator(tiny)
    people = User.objects.count() + 1
    answer = tiny.sign_in(tiny.commune).post(reverse("hand_over", args=[post.pk]), told)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert Post.objects.get(pk=post.pk).period.upper is None
    assert (HandOver.objects.count(), User.objects.count()) == (0, people)


@pytest.mark.parametrize(
    ("unit", "role", "status"),
    [
        ("commune", Role.COMMUNE_OFFICER, 200),
        ("district", Role.DISTRICT_OFFICER, 200),
        ("province", Role.ADMINISTRATOR, 200),
        ("commune", Role.LEADER, 403),
        ("hamlet", Role.COLLABORATOR, 403),
        ("commune", Role.FUND_ACCOUNTANT, 403),
        ("sibling", Role.COMMUNE_OFFICER, 404),
    ],
)
def test_who_may_hand_over_a_post(tiny: Register, unit: str, role: str, status: int) -> None:
    _old, post = collaborator(tiny)
    client = tiny.sign_in(getattr(tiny, unit), role)
    address = reverse("hand_over", args=[post.pk])
    assert client.get(address).status_code == status
    if status != 200:
        assert client.post(address, {"to_head": "on", "on": "30/06/2020"}).status_code == status
        assert not HandOver.objects.exists()


def test_an_ended_post_has_no_hand_over(tiny: Register) -> None:
    _old, post = collaborator(tiny)
    Post.objects.filter(pk=post.pk).update(period=DateRange(SINCE.lower, DAY))
    assert tiny.sign_in(tiny.commune).get(reverse("hand_over", args=[post.pk])).status_code == 404


def named(tiny: Register) -> tuple[Client, Post, Named]:
    """A commune officer named on a sealed case of the commune, and a supervisor above."""
    leaving = tiny.sign_in(tiny.commune, in_charge=False)
    child = Child.objects.filter(residences__unit=tiny.hamlet)[0]
    Case.objects.create(child=child, unit=tiny.commune, harm="violence", found_on=DAY)
    one = Named.objects.create(
        child=child, compartment="case", person=user_of(leaving), period=SINCE
    )
    return leaving, user_of(leaving).posts.select_related("unit").get(), one


def test_sealed_records_change_the_name_on_them(tiny: Register) -> None:
    _leaving, post, one = named(tiny)
    new_person(tiny.sign_in(tiny.province, Role.PROVINCE_OFFICER), post)
    record = HandOver.objects.get()
    assert record.counts["named"] == 1
    one.refresh_from_db()
    assert one.period == DateRange(SINCE.lower, DAY)
    held = Named.objects.holding(DAY).get(child=one.child_id)
    assert held.person == record.to_post.person  # type: ignore[union-attr]
    assert AuditEvent.objects.filter(verb="pass_on", child_id=one.child_id).count() == 1


def test_within_the_day_it_is_undone_whole(tiny: Register) -> None:
    leaving, post, one = named(tiny)
    above = tiny.sign_in(tiny.province, Role.PROVINCE_OFFICER)
    new_person(above, post)
    record = HandOver.objects.get()
    leaving.force_login(User.objects.get(pk=post.person_id))
    assert leaving.get(reverse("children")).status_code == 403
    above.post(reverse("hand_over_undo", args=[record.pk]))
    record.refresh_from_db()
    assert record.undone_at is not None
    assert record.to_post is None
    assert Post.objects.get(pk=post.pk).period.upper is None
    leaving.force_login(User.objects.get(pk=post.person_id))
    one.refresh_from_db()
    assert one.period.upper is None
    assert list(Named.objects.holding(DAY).filter(child=one.child_id)) == [one]
    assert leaving.get(reverse("children")).status_code == 200


def test_after_the_day_it_stands(tiny: Register) -> None:
    _old, post = collaborator(tiny)
    officer = tiny.sign_in(tiny.commune)
    new_person(officer, post)
    record = HandOver.objects.get()
    HandOver.objects.update(at=record.at - timedelta(days=1))
    page = officer.post(reverse("hand_over_undo", args=[record.pk]), follow=True)
    assert "Chỉ hoàn tác được trong ngày" in page.content.decode()
    assert Post.objects.get(pk=post.pk).period.upper == DAY


def test_a_hand_over_is_nobody_elses_to_see(tiny: Register) -> None:
    _old, post = collaborator(tiny)
    new_person(tiny.sign_in(tiny.commune), post)
    address = reverse("handed_over", args=[HandOver.objects.get().pk])
    assert tiny.sign_in(tiny.sibling).get(address).status_code == 404
    assert tiny.sign_in(tiny.hamlet, Role.COLLABORATOR).get(address).status_code == 404
    assert tiny.sign_in(tiny.district, Role.DISTRICT_OFFICER).get(address).status_code == 200


def test_vacant_hamlets_stand_by_their_children(tiny: Register) -> None:
    page = tiny.sign_in(tiny.province, Role.PROVINCE_OFFICER).get(reverse("hamlets"))
    told = [(one.hamlet.parent_id, one.children) for one in page.context["hamlets"]]
    assert told == [(tiny.commune.pk, 4), (tiny.sibling.pk, 1)]
    leader = tiny.sign_in(tiny.province, Role.LEADER).get(reverse("hamlets"))
    assert "Giao cộng tác viên" not in leader.content.decode()


def test_the_matrix_is_the_code(tiny: Register) -> None:
    page = tiny.sign_in(tiny.commune).get(reverse("rights_matrix")).content.decode()
    for one in Permission:
        assert str(one.label) in page
    assert page.count("Bàn giao") == 0 or "bàn giao" in page
    assert tiny.sign_in(tiny.commune, Role.AUDITOR).get(reverse("rights_matrix")).status_code == 200
    assert tiny.sign_in(tiny.commune, Role.LEADER).get(reverse("rights_matrix")).status_code == 403


OPENS = """
role              home can-do ho-so-quy van-ban thong-bao can-bo children overview matrix
collaborator      200  200    403       200     403       200    200      200      200
health_worker     200  200    403       403     403       403    200      200      403
fund_accountant   302  403    200       200     403       200    403      200      200
hotline_operator  302  403    403       403     200       403    403      403      403
case_manager      200  200    403       200     200       200    200      200      200
leader            302  403    403       403     403       403    403      200      403
auditor           302  403    403       403     403       403    403      200      200
administrator     302  403    403       403     403       200    403      403      200
service_provider  403  403    403       403     403       403    403      403      403
"""
LINES = [line.split() for line in OPENS.strip().splitlines()]
PAGES = {
    "home": lambda: reverse("home"),
    "can-do": lambda: reverse("records", args=["can-do"]),
    "ho-so-quy": lambda: reverse("records", args=["van-dong"]),
    "van-ban": lambda: reverse("records", args=["van-ban"]),
    "thong-bao": lambda: reverse("records", args=["thong-bao"]),
    "can-bo": lambda: reverse("records", args=["can-bo"]),
    "children": lambda: reverse("children"),
    "overview": lambda: reverse("overview"),
    "matrix": lambda: reverse("rights_matrix"),
}


@pytest.mark.parametrize("line", LINES[1:], ids=[line[0] for line in LINES[1:]])
def test_a_role_opens_what_it_may_and_is_offered_no_more(tiny: Register, line: list[str]) -> None:
    client = tiny.sign_in(tiny.province, line[0])
    for name, status in zip(LINES[0][1:], line[1:], strict=True):
        answer = client.get(PAGES[name]())
        assert answer.status_code == int(status), name
        if status == "200":
            offered = answer.content.decode().split("<main")[0]
            for other, told in zip(LINES[0][2:], line[2:], strict=True):
                assert told == "200" or f'href="{PAGES[other]()}"' not in offered


def test_a_refusal_is_kept(tiny: Register, new_events: Any) -> None:
    tiny.sign_in(tiny.commune, Role.LEADER).get(reverse("children"))
    event = new_events.get(verb="refused")
    assert (event.kind, event.subject) == ("refusal", "page:children")


def test_two_posts_open_each_within_its_own_unit(tiny: Register) -> None:
    """A leader of the province who also serves one hamlet reads the children of the hamlet."""
    client = tiny.sign_in(tiny.province, Role.LEADER)
    Post.objects.create(
        person=user_of(client), role=Role.COLLABORATOR, unit=tiny.hamlet, period=SINCE
    )
    children = reverse("children")
    assert client.get(children, {"don-vi": tiny.hamlet.pk}).status_code == 200
    assert client.get(children, {"don-vi": tiny.commune.pk}).status_code == 404
    other = Child.objects.get(full_name="Hoàng Láng Giềng")
    assert client.get(reverse("child", args=[other.pk])).status_code == 404
    assert client.get(reverse("overview"), {"don-vi": tiny.province.pk}).status_code == 200


def test_a_forged_role_is_refused_and_kept(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    one = user_of(sign_in(tiny.hamlet, Role.COLLABORATOR))
    User.objects.filter(pk=one.pk).update(full_name="Bạn Thân")
    told = {"person": "ban than", "role": "administrator", "unit": str(tiny.commune)}
    answer = client.post(
        reverse("record_new", args=["can-bo"]) + f"?unit={tiny.commune.pk}",
        {**told, "period": f"{date(2020, 6, 1):%d/%m/%Y}"},
    )
    assert answer.status_code == 400
    assert "không có quyền giao" in answer.content.decode()
    assert not Post.objects.filter(role="administrator", person=one).exists()
    assert AuditEvent.objects.filter(verb="refused", subject="can-bo:write").count() == 1
