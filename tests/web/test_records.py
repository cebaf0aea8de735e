"""Every kind of record through the same three pages: its list, its workbook, its own page."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungtay.activities.models import Counselling
from chungtay.people.models import AuditEvent
from chungtay.people.roles import Role
from chungtay.places.models import Level, Unit
from chungtay.web.kinds import AREAS, KINDS
from tests.web.books import opened_book
from tests.web.conftest import DAY, Register, add_child
from tests.web.records import MAKE, SEEN, child, vaccine
from tests.web.searching import search, searched_at

SLUGS = sorted(KINDS)
NOWHERE = {"loai-mo-hinh"}  # reference rows of no unit
SEALED_KINDS = {"thong-bao", "vu-viec", "nhan-con-nuoi"}


def _page(client: Client, slug: str, **asked: Any) -> str:
    answer = client.get(reverse("records", args=[slug]), asked)
    assert answer.status_code == 200, slug
    return answer.content.decode()


def _links(client: Client, slug: str, words: str = "", **asked: Any) -> list[str]:
    if words:
        whole = search(client, reverse("records", args=[slug]), words, **asked).content.decode()
    else:
        whole = _page(client, slug, **asked)
    page = whole.split('id="danh-sach"')[1]
    return re.findall(r'scope="row">\s*<a href="([^"]*)"', page)


def _book(client: Client, slug: str, **asked: Any) -> list[tuple[Any, ...]]:
    """The rows of the downloaded workbook below the line that says who took it."""
    book = opened_book(client, reverse("records_file", args=[slug]), asked)
    mark, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert str(mark[0]).startswith("Tải bởi ")
    return rows


def _elsewhere() -> tuple[Unit, Unit]:
    """A commune of another province, and a hamlet in it."""
    commune = Unit.objects.on(DAY).communes().exclude(province__code="68").order_by("-pk")[0]
    hamlet = Unit.objects.create(
        code="xa-la", name="Xa Lạ", kind="thon", level=Level.HAMLET, parent=commune,
        period=commune.period, confidence="illustrative",
    )  # fmt: skip
    return commune, Unit.objects.get(pk=hamlet.pk)


def test_every_kind_is_tried() -> None:
    assert sorted(MAKE) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_record_stands_in_its_list_and_on_its_page(tiny: Register, slug: str) -> None:
    made = MAKE[slug](tiny.commune, tiny.hamlet, 0)
    client = tiny.sign_in(tiny.commune)
    address = reverse("record", args=[slug, made.pk])
    assert address in _links(client, slug)
    answer = client.get(address)
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "<h1" in told
    assert 'class="sum"' in told


@pytest.mark.parametrize("slug", SLUGS)
def test_queries_do_not_grow_with_rows(tiny: Register, slug: str) -> None:
    client = tiny.sign_in(tiny.commune)
    MAKE[slug](tiny.commune, tiny.hamlet, 0)
    _page(client, slug)
    with CaptureQueriesContext(connection) as few:
        before = len(_links(client, slug))
    for n in range(1, 20):
        MAKE[slug](tiny.commune, tiny.hamlet, n)
    with CaptureQueriesContext(connection) as many:
        after = len(_links(client, slug))
    assert after >= before + 19
    assert len(many) == len(few)


@pytest.mark.parametrize("slug", sorted(set(SLUGS) - NOWHERE))
def test_another_provinces_record_is_not_there(tiny: Register, slug: str) -> None:
    made = MAKE[slug](*_elsewhere(), 0)
    for unit, role in (
        (tiny.commune, Role.COMMUNE_OFFICER),
        (tiny.province, Role.PROVINCE_OFFICER),
    ):
        client = tiny.sign_in(unit, role)
        address = reverse("record", args=[slug, made.pk])
        assert address not in _links(client, slug)
        assert client.get(address).status_code == 404
        assert client.get(reverse("record_edit", args=[slug, made.pk])).status_code in (403, 404)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_workbook_holds_the_rows_of_the_list(
    tiny: Register, slug: str, new_events: Any
) -> None:
    for n in range(3):
        MAKE[slug](tiny.commune, tiny.hamlet, n)
    client = tiny.sign_in(tiny.commune)
    rows = _book(client, slug)
    assert len(rows) - 1 == len(_links(client, slug))
    assert len(rows[0]) == len(KINDS[slug].columns)
    assert new_events.filter(verb="take_list").count() == 1


@pytest.mark.parametrize("slug", sorted(slug for slug, kind in KINDS.items() if kind.search))
def test_a_list_is_searched_without_marks(tiny: Register, slug: str) -> None:
    made = MAKE[slug](tiny.commune, tiny.hamlet, 0)
    client = tiny.sign_in(tiny.commune)
    assert reverse("record", args=[slug, made.pk]) in _links(client, slug, "dao hong")
    assert _links(client, slug, "hong xyz") == []


def _one_box(slug: str) -> tuple[str, str]:
    one = KINDS[slug].filters[0]
    return one.name, next(iter(one.choices()))[0]


@pytest.mark.parametrize("slug", sorted(slug for slug, kind in KINDS.items() if kind.filters))
def test_each_box_narrows_the_list(tiny: Register, slug: str) -> None:
    MAKE[slug](tiny.commune, tiny.hamlet, 0)
    client = tiny.sign_in(tiny.commune)
    whole = len(_links(client, slug))
    for one in KINDS[slug].filters:
        found = [len(_links(client, slug, **{one.name: key})) for key, _said in one.choices()]
        assert sum(found) <= whole
        if one.name not in ("missing_reason", "campaign"):  # which may be empty
            assert sum(found) == whole


@pytest.mark.parametrize("slug", SLUGS)
def test_what_does_not_exist_is_refused(tiny: Register, slug: str) -> None:
    client = tiny.sign_in(tiny.commune)
    asked = [{"xep": "'"}, {"nam": "1066"}]
    if KINDS[slug].search:
        address = searched_at(client, reverse("records", args=[slug]), "a" * 81)
        asked.append({"t": parse_qs(urlsplit(address).query)["t"][0]})
    asked += [{one.name: "không có"} for one in KINDS[slug].filters]
    for one in asked:
        for page in ("records", "records_file"):
            answer = client.get(reverse(page, args=[slug]), one)
            assert answer.status_code == 400
            assert "bộ lọc không dùng được" in answer.content.decode()


@pytest.mark.parametrize("slug", sorted(slug for slug, kind in KINDS.items() if kind.when))
def test_a_year_narrows_the_list(tiny: Register, slug: str) -> None:
    made = MAKE[slug](tiny.commune, tiny.hamlet, 0)
    address = reverse("record", args=[slug, made.pk])
    client = tiny.sign_in(tiny.commune)
    its_own = "2019" if slug in ("danh-gia", "diem-tieu-chi") else "2020"
    assert address in _links(client, slug, nam=its_own)
    assert address not in _links(client, slug, nam="2006")


@pytest.mark.parametrize("slug", sorted(SEALED_KINDS))
@pytest.mark.parametrize("role", [Role.COLLABORATOR, Role.HEALTH_WORKER, Role.LEADER])
def test_a_sealed_kind_is_refused_in_words(tiny: Register, slug: str, role: str) -> None:
    made = MAKE[slug](tiny.commune, tiny.hamlet, 0)
    unit = tiny.hamlet if role == Role.COLLABORATOR else tiny.district
    client = tiny.sign_in(unit, role)
    for page, args in (("records", [slug]), ("records_file", [slug]), ("record", [slug, made.pk])):
        answer = client.get(reverse(page, args=args))
        assert answer.status_code == 403
        assert "Hồng Đào" not in answer.content.decode()


def test_a_case_is_listed_without_a_name_and_its_reading_kept(tiny: Register) -> None:
    made = MAKE["vu-viec"](tiny.commune, tiny.hamlet, 0)
    client = tiny.sign_in(tiny.commune)
    assert "Hồng Đào" not in _page(client, "vu-viec")
    assert "Hồng Đào" not in str(_book(client, "vu-viec"))
    told = client.get(reverse("record", args=["vu-viec", made.pk])).content.decode()
    assert "Hồng Đào" in told
    assert reverse("child", args=[made.child_id]) in told
    assert AuditEvent.objects.filter(verb="read_case", subject=f"case:{made.pk}").count() == 1


def test_a_counselling_that_names_a_child_is_sealed(tiny: Register) -> None:
    named = Counselling.objects.create(
        unit=tiny.commune, date=SEEN, place="school", asker="child", topic="violence",
        child=child(tiny.hamlet, 0),
    )  # fmt: skip
    address = reverse("record", args=["tu-van", named.pk])
    other = tiny.sign_in(tiny.commune, in_charge=False)
    assert address in _links(other, "tu-van")
    assert other.get(address).status_code == 404
    assert tiny.sign_in(tiny.commune).get(address).status_code == 200


def test_a_ground_that_gives_a_group_away_is_not_told(tiny: Register) -> None:
    from chungtay.indicators.disclosure import SENSITIVE_GROUPS
    from chungtay.web.privacy import hidden_grounds

    secret = sorted(hidden_grounds(SENSITIVE_GROUPS))[0]
    made = MAKE["tro-cap"](tiny.commune, tiny.hamlet, 0)
    made.ground = secret
    made.save()
    address = reverse("record", args=["tro-cap", made.pk])
    label = "Căn cứ hưởng"
    assert label in tiny.sign_in(tiny.commune).get(address).content.decode()
    other = tiny.sign_in(tiny.commune, in_charge=False)
    assert label not in other.get(address).content.decode()


def test_the_parts_of_a_record_stand_on_its_page(tiny: Register) -> None:
    from tests.web.records import drive, gift

    made = drive(tiny.commune, 0)
    for n in range(3):
        gift(tiny.hamlet, n, drive=made)
    gift(tiny.hamlet, 9)
    client = tiny.sign_in(tiny.commune)
    told = client.get(reverse("record", args=["dot-tang-qua", made.pk])).content.decode()
    assert [f"Hồng Đào {n}" in told for n in (0, 1, 2, 9)] == [True, True, True, False]
    assert f"/ho-so/ho-tro/them/?drive={made.pk}" in told
    assert len(_links(client, "ho-tro", drive=made.pk)) == 3
    assert client.get(reverse("records", args=["ho-tro"]), {"drive": "999"}).status_code == 404


def test_a_list_of_one_child(tiny: Register) -> None:
    made = MAKE["can-do"](tiny.commune, tiny.hamlet, 0)
    MAKE["can-do"](tiny.commune, tiny.hamlet, 1)
    client = tiny.sign_in(tiny.commune)
    assert len(_links(client, "can-do", child=made.child_id)) == 1
    stranger = add_child(_elsewhere()[1], "Người Lạ", SEEN)
    assert (
        client.get(reverse("records", args=["can-do"]), {"child": stranger.pk}).status_code == 404
    )


def test_what_is_over_is_left_out_unless_asked_for(tiny: Register) -> None:
    from datetime import date

    from django.db.backends.postgresql.psycopg_any import DateRange

    made = MAKE["do-dau"](tiny.commune, tiny.hamlet, 0)
    made.period = DateRange(date(2019, 1, 1), date(2020, 1, 1))
    made.save()
    client = tiny.sign_in(tiny.commune)
    found = [len(_links(client, "do-dau", nam=year)) for year in ("", "tat-ca", "2019", "2020")]
    assert found == [0, 1, 1, 0]


def test_text_is_never_a_formula(tiny: Register) -> None:
    made = MAKE["hoat-dong"](tiny.commune, tiny.hamlet, 0)
    made.name = '=HYPERLINK("http://x")'
    made.save()
    rows = _book(tiny.sign_in(tiny.commune), "hoat-dong")
    assert rows[1][0] == '=HYPERLINK("http://x")'
    assert rows[1][3].date() == SEEN
    assert rows[1][5] == 30


def test_the_pager_walks_through_all(tiny: Register) -> None:
    for n in range(60):
        MAKE["van-ban"](tiny.commune, tiny.hamlet, n)
    client = tiny.sign_in(tiny.commune)
    both = _links(client, "van-ban") + _links(client, "van-ban", trang=2)
    assert len(both) == len(set(both)) == 60


@pytest.mark.parametrize("slug", sorted(AREAS))
def test_every_list_is_two_clicks_from_home(tiny: Register, slug: str) -> None:
    client = tiny.sign_in(tiny.commune)
    home = client.get(reverse("home")).content.decode()
    area = AREAS[slug]
    first = reverse(area.front) if area.front else reverse("area", args=[slug])
    assert f'href="{first}"' in home
    second = client.get(first).content.decode()
    for kind in area.kinds:
        assert f'href="{reverse("records", args=[kind.slug])}"' in second
    assert client.get(reverse("area", args=[slug])).status_code == 200


def test_a_phone_reaches_every_list_through_one_page(tiny: Register) -> None:
    page = tiny.sign_in(tiny.commune).get(reverse("areas")).content.decode()
    assert all(f'href="{reverse("records", args=[slug])}"' in page for slug in SLUGS)


def _found(client: Client, words: str) -> list[str]:
    page = search(client, reverse("search"), words).content.decode()
    return re.findall(r'href="(/(?:ho-so|tre-em)/[^"]+)"', page.split("<main")[1])


def test_one_box_searches_everything(tiny: Register) -> None:
    searched = ("dot-tang-qua", "nha-tai-tro", "hoat-dong", "mo-hinh", "ke-hoach", "nhiem-vu",
                "van-ban", "don-vi", "can-bo")  # fmt: skip
    made = {slug: MAKE[slug](tiny.commune, tiny.hamlet, 0) for slug in searched}
    one = child(tiny.hamlet, 0)
    found = _found(tiny.sign_in(tiny.commune), "hong dao")
    assert reverse("child", args=[one.pk]) in found
    for slug, record in made.items():
        assert reverse("record", args=[slug, record.pk]) in found


def test_the_box_shows_five_of_each_and_the_way_to_the_rest(tiny: Register) -> None:
    for n in range(7):
        MAKE["van-ban"](tiny.commune, tiny.hamlet, n)
    found = _found(tiny.sign_in(tiny.commune), "HỒNG ĐÀO")
    assert len(found) == 6
    assert any(address.startswith("/ho-so/van-ban/?t=") for address in found)


def test_the_box_stays_within_reach(tiny: Register) -> None:
    commune, hamlet = _elsewhere()
    for slug in ("van-ban", "hoat-dong", "don-vi", "can-bo", "nha-tai-tro"):
        MAKE[slug](commune, hamlet, 0)
    child(hamlet, 0)
    client = tiny.sign_in(tiny.province, Role.PROVINCE_OFFICER)
    assert _found(client, "hong dao") == []
    assert client.get(reverse("search")).status_code == 200


@pytest.mark.parametrize(
    ("slug", "role", "may"),
    [
        ("can-do", Role.COLLABORATOR, True),
        ("tai-nan", Role.COLLABORATOR, True),
        ("the-bhyt", Role.COLLABORATOR, False),
        ("ke-hoach", Role.COLLABORATOR, False),
        ("ke-hoach", Role.COMMUNE_OFFICER, True),
        ("don-vi", Role.COMMUNE_OFFICER, False),
        ("don-vi", Role.PROVINCE_OFFICER, True),
        ("loai-mo-hinh", Role.DISTRICT_OFFICER, False),
    ],
)
def test_only_who_may_write_is_offered_it(tiny: Register, slug: str, role: str, may: bool) -> None:
    assert vaccine()
    unit = {Role.COLLABORATOR: tiny.hamlet, Role.PROVINCE_OFFICER: tiny.province}
    client = tiny.sign_in(unit.get(Role(role), tiny.commune), role)
    offered = reverse("record_new", args=[slug])
    assert (f'href="{offered}"' in _page(client, slug)) == may
    assert (client.get(offered).status_code == 200) == may


@pytest.mark.parametrize("address", ["/ho-so/khong-co/", "/ho-so/can-do/abc/", "/muc/khong-co/"])
def test_an_address_of_nothing_is_not_found(tiny: Register, address: str) -> None:
    assert tiny.sign_in(tiny.commune).get(address).status_code == 404


@pytest.mark.parametrize("slug", sorted(slug for slug, kind in KINDS.items() if kind.along))
def test_a_page_of_a_province_holds_the_rows_of_its_count(tiny: Register, slug: str) -> None:
    made = MAKE[slug](tiny.commune, tiny.hamlet, 0)
    other = MAKE[slug](*_elsewhere(), 1)
    for unit in (tiny.province, tiny.district, tiny.commune, tiny.hamlet):
        found = [set(rows.values_list("pk")) for rows in
                 (KINDS[slug].under(unit), KINDS[slug].page_under(unit))]  # fmt: skip
        assert found[0] == found[1]
        assert (made.pk,) in found[0]
        assert (other.pk,) not in found[0]
