"""One of every kind entered and put right through its page; mistakes told at their field."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from chungtay.activities.models import Activity, CareModel, ModelKind
from chungtay.cases.models import Case
from chungtay.children.models import Child, Household
from chungtay.fund.models import Donation, Donor, Spending
from chungtay.people.models import AuditEvent, Post, User
from chungtay.people.roles import Role
from chungtay.places.models import Level, Unit
from chungtay.plans.models import Assessment, Document, Plan, PlanPart, Score, Target
from chungtay.support.models import GiftDrive, Support
from chungtay.web.kinds import KINDS
from tests.web.conftest import SINCE, Register

DAY = date(2020, 6, 30)
YEAR = DateRange(date(2020, 1, 1), date(2021, 1, 1))
BAO, LINH, NEIGHBOUR = "bao 2019", "dang hlinh", "Hoàng Láng Giềng"


def officer(tiny: Register) -> Client:
    return tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)


def child(name: str = "Nguyễn Văn Bảo") -> Child:
    return Child.objects.get(full_name=name, invented=False)


def a_plan(unit: Unit, **more: Any) -> Plan:
    fields = {"period": YEAR, "form": "own", "number": "30/KH-UBND", "title": "Vì trẻ em"}
    return Plan.objects.create(unit=unit, **{**fields, **more})


def an_activity(unit: Unit) -> Activity:
    return Activity.objects.create(
        unit=unit, kind="forum", name="Diễn đàn", starts_on=DAY, ends_on=DAY, status="held"
    )


def a_drive(unit: Unit) -> GiftDrive:
    return GiftDrive.objects.create(
        unit=unit, name="Quà 1/6", occasion="children_day", date=DAY, source="fund"
    )


def an_assessment(unit: Unit) -> Assessment:
    return Assessment.objects.create(unit=unit, year=2020, standard="QD06")


def a_collaborator(tiny: Register) -> User:
    person = User.objects.create(username="thu", full_name="Phan Thị Thử")
    Post.objects.create(person=person, role="collaborator", unit=tiny.hamlet, period=SINCE)
    return person


def a_spending(tiny: Register) -> Spending:
    fields = {"date": DAY, "purpose": "Quà", "decision": "1/QĐ"}
    return Spending.objects.create(fund=tiny.commune, **fields)


def a_benefit_to_come(tiny: Register) -> dict[str, Any]:
    Support.objects.create(child=child(), kind="gift", date=DAY, amount=200_000, source="fund")
    return {"spending": a_spending(tiny).pk, "support": "bao"}


def a_place_for_a_model(tiny: Register) -> dict[str, Any]:
    ModelKind.objects.update_or_create(
        code="thu_nha", defaults={"name": "Ngôi nhà thử", "counted": "unit"}
    )
    return {"kind": "thu_nha", "unit": tiny.commune.name, "period": "1/1/2020"}


@dataclass
class Entry:
    """What is typed for one of a kind, and what is typed over it afterwards."""

    typed: Callable[[Register], dict[str, Any]]
    then: dict[str, Any] = field(default_factory=dict)
    parent: Callable[[Register], dict[str, Any]] = lambda tiny: {}


def of_child(**typed: Any) -> Callable[[Register], dict[str, Any]]:
    return lambda tiny: {"child": BAO, "date": "1/6/2020", **typed}


def at_unit(**typed: Any) -> Callable[[Register], dict[str, Any]]:
    return lambda tiny: {"unit": tiny.commune.code, **typed}


def typed(**given: Any) -> Callable[[Register], dict[str, Any]]:
    return lambda tiny: given


def a_household(tiny: Register, head: str = "Trần Thị Chủ Hộ") -> Household:
    return Household.objects.create(unit=tiny.hamlet, head=head)


ENTRIES = {
    "yeu-cau-du-lieu": Entry(
        lambda tiny: {
            **at_unit(child=BAO, kind="view", asked_by="Mẹ Bảo", relation="mother")(tiny),
            "suspect": "no",
            "received_at": "29/6/2020 9:30",
        },
        {"told": "Đã hẹn"},
    ),
    "dong-y": Entry(
        lambda tiny: {
            **at_unit(child=BAO, purpose="pictures", given_by="Mẹ Bảo", relation="mother")(tiny),
            **{"suspect": "no", "text_version": "Mẫu 2020", "method": "paper"},
            **{"evidence": "Tủ 1", "given_on": "1/6/2020"},
        },
        {"withdrawn_on": "20/6/2020"},
    ),
    "vi-pham-du-lieu": Entry(
        at_unit(
            detected_at="29/6/2020 16:45",
            nature="lost",
            place="Nhà văn hóa",
            what="Mất máy tính bảng",
            data="Họ tên",
            persons="12",
            harm="Lộ nơi ở",
            measures="Khóa máy",
            contact="Công chức, 0900000000",
        ),
        {"repaired_on": "30/6/2020"},
    ),
    "ra-soat-du-lieu": Entry(
        at_unit(duty="risks", done_on="1/6/2020", by="Phó Chủ tịch", found="Đã khóa tủ"),
        {"paper": "5/BB"},
    ),
    "hoan-canh": Entry(
        typed(child=BAO, group="04", case="2", period="1/6/2020", evidence="12/GXN"),
        {"case": "3"},
    ),
    "nguoi-cham-soc": Entry(
        typed(child=BAO, full_name="Ông Ngoại", relation="grandparent", period="1/6/2019"),
        {"birth_year": "1955"},
    ),
    "tinh-trang": Entry(
        typed(guardian="bao", state="missing", period="1/3/2020"),
        {"state": "dead"},
    ),
    "khuyet-tat": Entry(
        typed(child=BAO, kind="sight", degree="2", period="1/3/2020"),
        {"number": "15/GXN"},
    ),
    "benh": Entry(
        typed(child=BAO, kind="grave", name="Tim bẩm sinh", period="1/3/2020"),
        {"evidence": "Giấy ra viện số 12"},
    ),
    "viec-hoc": Entry(
        typed(child=BAO, status="learning", stage="nursery", period="1/3/2020"),
        {"school": "Mầm non Thử"},
    ),
    "noi-o": Entry(
        lambda tiny: {
            "child": BAO,
            "unit": f"{tiny.hamlet.name}, {tiny.commune.name}",
            "household": a_household(tiny).head + ", thử",
            "lives_with": "family",
            "period": "1/3/2020",
        },
    ),
    "ho-gia-dinh": Entry(
        lambda tiny: {"head": "Lò Văn Chủ", "unit": f"thử, {tiny.commune.name}"},
        {"address": "Số 5"},
    ),
    "dien-ngheo": Entry(
        lambda tiny: {"household": a_household(tiny).head, "status": "poor"},
        {"decision": "7/QĐ-UBND"},
    ),
    "the-bhyt": Entry(of_child(missing_reason="name"), {"missing_reason": "birth"}),
    "can-do": Entry(of_child(weight="8,4", height="70,5", posture="lying"), {"weight": "8,6"}),
    "tiem-chung": Entry(of_child(vaccine="bcg", dose="1"), {"place": "Trạm Y tế"}),
    "vitamin-a": Entry(of_child(dose="100000"), {"dose": "200000"}),
    "kham-chua-benh": Entry(of_child(facility="Trạm Y tế"), {"note": "Tái khám"}),
    "tai-nan": Entry(
        lambda tiny: {
            **of_child(cause="fall", place="home")(tiny),
            "unit": tiny.commune.name,
        },
        {"cause": "burn"},
    ),
    "thong-bao": Entry(
        at_unit(received_at="29/6/2020 8h30", channel="111", harm="violence"),
        {"harm": "neglect"},
    ),
    "vu-viec": Entry(
        at_unit(child=BAO, harm="violence", found_on="1/6/2020", outcome="open"),
        {"filed_on": "2/6/2020"},
    ),
    "nhan-con-nuoi": Entry(
        at_unit(
            child=BAO,
            kind="domestic",
            number="3/2020",
            authority="UBND xã",
            registered_on="1/6/2020",
            from_carer="Cơ sở bảo trợ",
            to_carer="Ông Bà Năm",
        ),
        {"handed_on": "2/6/2020"},
    ),
    "tu-van": Entry(
        at_unit(date="1/6", place="school", asker="child", topic="psychology"),
        {"minutes": "45"},
    ),
    "tro-cap": Entry(
        typed(
            child=LINH, ground="136.5.6b", period="1/1/2020", decision="5/QĐ", monthly_amount="540k"
        ),
        {"monthly_amount": "675.000"},
    ),
    "ho-tro": Entry(
        of_child(kind="scholarship", amount="1tr5", source="community"), {"amount": "2tr"}
    ),
    "dot-tang-qua": Entry(
        at_unit(name="Quà Tết", occasion="tet", date="20/1/2020", source="budget"),
        {"partner": "Một công ty"},
    ),
    "do-dau": Entry(
        lambda tiny: {
            "unit": tiny.commune.code,
            "donor": Donor.objects.create(name="Hội Phụ nữ thử", kind="group").name,
            "child": BAO,
            "period": "1/1/2020",
            "help": "Sách vở",
        },
        {"monthly_amount": "300k"},
    ),
    "quy": Entry(at_unit(period="1/1/2019", decision="1/QĐ-UBND"), {"account": "Kho bạc"}),
    "van-dong": Entry(
        lambda tiny: {
            "fund": tiny.commune.code,
            "donor": Donor.objects.create(name="Công ty Thử", kind="firm").name,
            "form": "cash",
            "date": "1/6/2020",
            "amount": "50tr",
            "receipt": "01",
        },
        {"amount": "60tr"},
    ),
    "chi": Entry(
        lambda tiny: {
            "fund": tiny.commune.code, "date": "1/6", "purpose": "Học bổng", "decision": "2/QĐ"
        },
        {"purpose": "Học bổng cho trẻ"},
    ),
    "huong-loi": Entry(a_benefit_to_come),
    "nha-tai-tro": Entry(
        typed(name="Trường Thử", kind="agency", inside_province="on"), {"name": "Trường Thử 2"}
    ),
    "hoat-dong": Entry(
        at_unit(kind="forum", name="Diễn đàn trẻ em", starts_on="1/6/2020", status="held"),
        {"children": "120", "cost": "5tr", "cost_source": "budget"},
    ),
    "tham-du": Entry(
        lambda tiny: {"person": a_collaborator(tiny).full_name},
        parent=lambda tiny: {"activity": an_activity(tiny.commune).pk},
    ),
    "san-pham": Entry(
        typed(medium="banner", place="UBND xã", quantity="2"),
        {"quantity": "3"},
        parent=lambda tiny: {"activity": an_activity(tiny.commune).pk},
    ),
    "mo-hinh": Entry(a_place_for_a_model, {"children": "30"}),
    "loai-mo-hinh": Entry(
        typed(code="cau_lac_bo_thu", name="Câu lạc bộ thử", counted="site"),
        {"name": "Câu lạc bộ thử nghiệm"},
    ),
    "danh-gia": Entry(at_unit(year="2020", result="registered"), {"total": "852,5"}),
    "diem-tieu-chi": Entry(
        typed(criterion="1", points="80,5"),
        {"points": "90"},
        parent=lambda tiny: {"assessment": an_assessment(tiny.commune).pk},
    ),
    "ke-hoach": Entry(
        at_unit(
            period="1/1/2020", period_den="31/12/2020", form="own", number="5/KH", title="Vì trẻ em"
        ),
        {"general_goal": "Mọi trẻ em được bảo vệ."},
    ),
    "muc-tieu": Entry(
        typed(
            indicator="special_supported",
            kind="share",
            direction="at_least",
            value="95",
            of_what="trẻ có hoàn cảnh đặc biệt",
            wording="95% trẻ có hoàn cảnh đặc biệt được giúp đỡ",
        ),
        {"value": "96,5"},
        parent=lambda tiny: {"plan": a_plan(tiny.commune).pk},
    ),
    "noi-dung": Entry(
        typed(kind="activity", heading="1. Chỉ đạo", text="Ban hành văn bản."),
        {"amount": "10tr"},
        parent=lambda tiny: {"plan": a_plan(tiny.commune).pk},
    ),
    "nhiem-vu": Entry(
        at_unit(sector="health", what="Tiêm chủng", given_on="1/6/2020", status="given"),
        {"status": "done", "done_on": "20/6/2020"},
    ),
    "van-ban": Entry(
        at_unit(
            flow="issued", kind="plan", number="30", sign="KH-UBND", issuer="UBND xã", date="1/6",
            summary="Kế hoạch năm",
        ),
        {"summary": "Kế hoạch năm 2020"},
    ),
    "don-vi": Entry(
        lambda tiny: {
            "code": "thu-9", "name": "Thôn Chín", "kind": "thon", "level": "4",
            "parent": tiny.commune.code, "period": "1/1/2020", "period_den": "31/12/2020",
            "confidence": "illustrative",
        },
        {"name": "Thôn Mười"},
    ),
    "can-bo": Entry(
        lambda tiny: {
            "person": "Võ Thị Mới", "person_ma": "moi", "person_la": "Võ Thị Mới",
            "role": "commune_officer", "unit": tiny.commune.code, "period": "1/1/2020",
        },
        {"decision": "9/QĐ"},
    ),
    "ban-chi-dao": Entry(
        lambda tiny: {
            "unit": tiny.commune.code, "period": "1/1/2020", "decision": "3/QĐ",
            "chair": a_collaborator(tiny).full_name,
        },
        {"decision": "4/QĐ"},
    ),
}  # fmt: skip


def shown(page: Any) -> dict[str, str]:
    """What the form would send as it stands, read from its own fields."""
    form, data = page.context["form"], dict[str, str]()
    for bound in form:
        value = bound.value()
        shape = bound.field.shape
        if shape == "inputs/period.html":
            data |= {bound.html_name: value[0], f"{bound.html_name}_den": value[1]}
        elif shape == "inputs/choose.html":
            ends = ("", "_ma", "_la")
            parts = (value.words, value.key, value.was)
            data |= {f"{bound.html_name}{end}": part for end, part in zip(ends, parts, strict=True)}
        elif shape == "inputs/box.html":
            data |= {bound.html_name: "on"} if value else {}
        else:
            data[bound.html_name] = "" if value is None else str(value)
    return {**data, "_stamp": page.context.get("stamp", "")}


def test_every_kind_is_tried() -> None:
    assert set(ENTRIES) == set(KINDS)


@pytest.mark.parametrize("slug", ENTRIES)
def test_one_of_every_kind_is_entered_and_put_right(tiny: Register, slug: str) -> None:
    entry, client, model = ENTRIES[slug], officer(tiny), KINDS[slug].model
    parent, given = entry.parent(tiny), entry.typed(tiny)
    old = set(model._default_manager.values_list("pk", flat=True))
    opened = client.get(f"/ho-so/{slug}/them/", parent)
    assert opened.status_code == 200
    query = "&".join(f"{key}={value}" for key, value in parent.items())
    answer = client.post(f"/ho-so/{slug}/them/?{query}", {**shown(opened), **given})
    assert answer.status_code == 302, answer.context["form"].errors
    made = model._default_manager.exclude(pk__in=old).get()
    subject = f"{model._meta.model_name}:{made.pk}"
    assert AuditEvent.objects.filter(subject=subject, verb="add").count() == 1
    _put_right(client, f"/ho-so/{slug}/{made.pk}/sua/", entry.then)
    assert AuditEvent.objects.filter(subject=subject, verb="change").count() == 1
    assert model._default_manager.exclude(pk__in=old).count() == 1


def _put_right(client: Client, address: str, then: dict[str, Any]) -> None:
    opened = client.get(address)
    assert opened.status_code == 200
    answer = client.post(address, {**shown(opened), **then})
    assert answer.status_code == 302, answer.context["form"].errors
    again = shown(client.get(address))
    if "value" in then:
        assert again["value"] == then["value"]


def no_denominator(tiny: Register) -> tuple[str, dict[str, Any]]:
    plan = a_plan(tiny.commune)
    said = {"indicator": "children", "kind": "share", "direction": "at_least", "value": "95"}
    more = {"of_what": "trẻ em", "wording": "95%"}
    return f"muc-tieu/them/?plan={plan.pk}", {**said, **more}


def no_base_year(tiny: Register) -> tuple[str, dict[str, Any]]:
    plan = a_plan(tiny.commune)
    said = {"indicator": "children", "kind": "change", "direction": "fall", "value": "15"}
    return f"muc-tieu/them/?plan={plan.pk}", {**said, "wording": "Giảm 15%"}


def share_of_nothing(tiny: Register) -> tuple[str, dict[str, Any]]:
    plan = a_plan(tiny.commune)
    said = {"indicator": "special_supported", "kind": "share", "direction": "at_least"}
    return f"muc-tieu/them/?plan={plan.pk}", {**said, "value": "95", "wording": "95%"}


def model_ends_first(tiny: Register) -> tuple[str, dict[str, Any]]:
    return "mo-hinh/them/", {**a_place_for_a_model(tiny), "period_den": "31/12/2019"}


def gift_to_a_neighbour(tiny: Register) -> tuple[str, dict[str, Any]]:
    drive = a_drive(tiny.commune)
    return f"ho-tro/them/?drive={drive.pk}", {"child": NEIGHBOUR, "amount": "200k"}


def forum_before_its_unit(tiny: Register) -> tuple[str, dict[str, Any]]:
    period = DateRange(date(2020, 1, 1), tiny.district.period.upper)
    Unit.objects.create(
        code="moi-lap", name="Mới Lập", kind="xa", level=Level.COMMUNE, period=period,
        parent=tiny.district, confidence="illustrative",
    )  # fmt: skip
    said = {"unit": "Mới Lập", "kind": "forum", "name": "Diễn đàn", "status": "held"}
    return "hoat-dong/them/", {**said, "starts_on": "31/12/2019"}


def score_over_its_maximum(tiny: Register) -> tuple[str, dict[str, Any]]:
    assessment = an_assessment(tiny.commune)
    return f"diem-tieu-chi/them/?assessment={assessment.pk}", {"criterion": "1", "points": "100,5"}


def plan_of_a_unit_that_ends(tiny: Register) -> tuple[str, dict[str, Any]]:
    period = DateRange(date(2019, 1, 1), date(2020, 9, 1))
    Unit.objects.create(
        code="sap-het", name="Sắp Hết", kind="xa", level=Level.COMMUNE, period=period,
        parent=tiny.district, confidence="illustrative",
    )  # fmt: skip
    said = {"unit": "sap het", "period": "1/1/2020", "period_den": "31/12/2020", "form": "own"}
    return "ke-hoach/them/", {**said, "number": "7/KH", "title": "Năm 2020"}


def number_used_twice(tiny: Register) -> tuple[str, dict[str, Any]]:
    said = {"flow": "issued", "kind": "plan", "number": "30", "sign": "KH", "issuer": "UBND"}
    Document.objects.create(unit=tiny.commune, date=DAY, summary="Cũ", **said)
    return "van-ban/them/", {**said, "unit": tiny.commune.code, "date": "1/6", "summary": "Mới"}


@pytest.mark.parametrize(
    ("wrong", "model", "box", "told"),
    [
        (no_denominator, Target, "id_indicator", "không có mẫu số"),
        (share_of_nothing, Target, "id_of_what", "Tỷ lệ phải ghi tính trên số nào"),
        (no_base_year, Target, "id_base_year", "so với năm nào"),
        (model_ends_first, CareModel, "id_period_den", "không thể trước ngày bắt đầu"),
        (gift_to_a_neighbour, Support, "id_child", "Trẻ này không sống ở"),
        (forum_before_its_unit, Activity, "id_unit", "đơn vị này chưa có"),
        (score_over_its_maximum, Score, "id_points", "Điểm quá điểm tối đa"),
        (plan_of_a_unit_that_ends, Plan, "id_unit", "chỉ còn đến hết ngày 31/08/2020"),
        (number_used_twice, Document, "id_number", "Số văn bản này đã dùng trong năm"),
    ],
)
def test_bad_input_is_told_at_its_field(
    tiny: Register, wrong: Any, model: Any, box: str, told: str
) -> None:
    address, typed = wrong(tiny)
    client, before = officer(tiny), model.objects.count()
    answer = client.post(f"/ho-so/{address}", typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert [at for at, said in answer.context["form"].mistakes() if told in said] == [box]
    assert "Lỗi: " in page.split("</title>")[0]
    assert f'<a href="#{box}">' in page
    assert f'id="{box}"' in page
    assert model.objects.count() == before
    for text in typed.values():
        assert str(text) in page or f'value="{text}"' in page


def test_several_of_a_name_are_offered_and_nothing_is_lost(tiny: Register) -> None:
    client = officer(tiny)
    typed = {"child": "an", "date": "1/6/2020", "weight": "8,4", "height": "70", "posture": "lying"}
    answer = client.post("/ho-so/can-do/them/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    offered = dict(answer.context["form"].fields["child"].matches)
    assert any("Nguyễn Văn Bảo, sinh 01/05/2019" in label for label in offered.values())
    assert 'value="8,4"' in page
    key = str(child().pk)
    again = client.post("/ho-so/can-do/them/", {**typed, "child_ma": key, "child_la": "an"})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Bảo", 1),
        ("an, thử", 4),
        ("an 2019, thử", 1),
        ("hoang lang gieng, không đâu cả", 0),
    ],
)
def test_a_child_is_found_by_name_year_and_hamlet(tiny: Register, words: str, found: int) -> None:
    form = officer(tiny).get("/ho-so/can-do/them/").context["form"]
    chooser = form.fields["child"]
    assert len(chooser.finder.find(chooser.reach, words)) == found


@pytest.mark.parametrize("form_of_name", ["{code}", "{title}", "{bare}", "{bare}, {above}"])
def test_a_unit_is_found_as_people_write_it(tiny: Register, form_of_name: str) -> None:
    unit, district = tiny.commune, tiny.district
    words = form_of_name.format(
        code=unit.code, title=unit.title, bare=unit.name, above=district.name
    )
    form = officer(tiny).get("/ho-so/quy/them/").context["form"]
    chooser = form.fields["unit"]
    assert unit in chooser.finder.find(chooser.reach, words)


def test_a_name_typed_over_is_looked_up_anew(tiny: Register) -> None:
    typed = {"date": "1/6/2020", "missing_reason": "name", "child": "le minh"}
    kept = {"child_ma": str(child().pk), "child_la": "Nguyễn Văn Bảo"}
    assert officer(tiny).post("/ho-so/the-bhyt/them/", {**typed, **kept}).status_code == 302
    assert child("Lê Minh").insurancecards.count() == 1


def test_a_child_or_unit_out_of_reach_is_not_found(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    typed = {"child": NEIGHBOUR, "date": "1/6/2020", "missing_reason": "name"}
    answer = client.post("/ho-so/the-bhyt/them/", typed)
    assert "Không thấy trẻ" in answer.content.decode()
    key = {"child_ma": str(child(NEIGHBOUR).pk), "child_la": NEIGHBOUR}
    assert client.post("/ho-so/the-bhyt/them/", {**typed, **key}).status_code == 400
    typed = {"unit": tiny.sibling.code, "period": "1/1/2020", "decision": "1"}
    answer = client.post("/ho-so/quy/them/", typed)
    assert "Không thấy đơn vị" in answer.content.decode()


def test_a_new_donor_is_made_only_with_its_donation(tiny: Register) -> None:
    client = officer(tiny)
    typed = {"fund": tiny.commune.code, "form": "cash", "date": "1/6", "amount": "5tr"}
    typed |= {"donor": "Công ty Chưa Có", "receipt": ""}
    answer = client.post("/ho-so/van-dong/them/", typed)
    assert "Thêm mới “Công ty Chưa Có”" in answer.content.decode()
    assert "năm triệu đồng" in answer.content.decode()
    assert answer.context["form"].fields["donor"].guessed == "firm"
    new = {"donor_ma": "moi", "donor_la": "Công ty Chưa Có", "donor_loai": "firm"}
    assert client.post("/ho-so/van-dong/them/", {**typed, **new}).status_code == 400
    assert not Donor.objects.filter(name="Công ty Chưa Có").exists()
    done = client.post("/ho-so/van-dong/them/", {**typed, **new, "receipt": "7"})
    assert done.status_code == 302
    assert Donation.objects.get(receipt="7").donor.name == "Công ty Chưa Có"


def test_a_gift_takes_day_kind_and_source_from_its_drive(tiny: Register) -> None:
    client, drive = officer(tiny), a_drive(tiny.commune)
    typed = {"child": BAO, "amount": "200k"}
    answer = client.post(f"/ho-so/ho-tro/them/?drive={drive.pk}", typed)
    assert answer.headers["location"] == f"/ho-so/dot-tang-qua/{drive.pk}/"
    gift = drive.gifts.get()
    assert (gift.kind, gift.date, gift.source, gift.amount) == ("gift", DAY, "fund", 200_000)
    page = client.get(answer.headers["location"]).content.decode()
    assert "Đã lưu lần hỗ trợ trẻ" in page
    assert f"/ho-so/ho-tro/them/?drive={drive.pk}&amp;amount=200000" in page
    again = client.post(f"/ho-so/ho-tro/them/?drive={drive.pk}", typed)
    assert "Trẻ này đã có quà của đợt này." in again.content.decode()


def test_parts_of_a_plan_are_numbered_by_themselves(tiny: Register) -> None:
    client, plan = officer(tiny), a_plan(tiny.commune)
    for heading in ("Một", "Hai"):
        typed = {"kind": "activity", "heading": heading}
        client.post(f"/ho-so/noi-dung/them/?plan={plan.pk}", typed)
    client.post(f"/ho-so/noi-dung/them/?plan={plan.pk}", {"kind": "basis", "text": "Luật"})
    orders = PlanPart.objects.filter(plan=plan).values_list("kind", "order").order_by("pk")
    assert list(orders) == [("activity", 1), ("activity", 2), ("basis", 1)]


def test_a_criterion_brings_its_maximum_and_the_next_is_chosen(tiny: Register) -> None:
    client, assessment = officer(tiny), an_assessment(tiny.commune)
    address = f"/ho-so/diem-tieu-chi/them/?assessment={assessment.pk}"
    client.post(address, {"criterion": "1", "points": "80"})
    assert assessment.scores.get().most == 100
    assert client.get(address).context["form"]["criterion"].value() == "2"
    answer = client.post(address, {"criterion": "2", "points": "80"})
    assert "Chưa biết điểm tối đa" in answer.content.decode()


def test_an_assessment_is_by_the_standard_of_its_year(tiny: Register) -> None:
    typed = {"unit": tiny.commune.code, "year": "2017", "result": "registered"}
    officer(tiny).post("/ho-so/danh-gia/them/", typed)
    assert Assessment.objects.get(unit=tiny.commune).standard == "QD34"


def test_a_record_changed_meanwhile_is_not_written_over_unseen(tiny: Register) -> None:
    first, second = officer(tiny), officer(tiny)
    plan = a_plan(tiny.commune)
    address = f"/ho-so/ke-hoach/{plan.pk}/sua/"
    mine, theirs = shown(first.get(address)), shown(second.get(address))
    assert second.post(address, {**theirs, "title": "Của họ"}).status_code == 302
    answer = first.post(address, {**mine, "title": "Của tôi"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "đã được" in page
    assert "Hiện nay trong sổ: Của họ" in page
    assert 'value="Của tôi"' in page
    plan.refresh_from_db()
    assert plan.title == "Của họ"
    again = {**mine, "title": "Của tôi", "_stamp": answer.context["stamp"]}
    assert first.post(address, again).status_code == 302


@pytest.mark.parametrize(
    ("role", "slug", "status"),
    [
        (Role.COLLABORATOR, "can-do", 200),
        (Role.COLLABORATOR, "ke-hoach", 403),
        (Role.COLLABORATOR, "vu-viec", 403),
        (Role.DISTRICT_OFFICER, "ke-hoach", 200),
        (Role.COMMUNE_OFFICER, "don-vi", 403),
        (Role.LEADER, "ke-hoach", 403),
        (Role.PROVINCE_OFFICER, "khong-co", 404),
    ],
)
def test_who_may_write_what(tiny: Register, role: str, slug: str, status: int) -> None:
    client = tiny.sign_in(tiny.commune, role=role)
    assert client.get(f"/ho-so/{slug}/them/").status_code == status


def test_a_record_of_others_is_not_found(tiny: Register) -> None:
    plan = a_plan(tiny.sibling)
    client = tiny.sign_in(tiny.commune)
    assert client.get(f"/ho-so/ke-hoach/{plan.pk}/sua/").status_code == 404
    assert client.get(f"/ho-so/noi-dung/them/?plan={plan.pk}").status_code == 404


def test_what_is_usual_is_already_there(tiny: Register) -> None:
    form = tiny.sign_in(tiny.commune).get("/ho-so/hoat-dong/them/?kind=forum").context["form"]
    assert form["unit"].value().words.startswith(tiny.commune.title)
    assert form["starts_on"].value() == "30/06/2020"
    assert form["kind"].value() == "forum"


def test_a_sealed_record_leaves_a_trace_when_its_form_is_opened(tiny: Register) -> None:
    case = Case.objects.create(child=child(), unit=tiny.commune, harm="violence", found_on=DAY)
    tiny.sign_in(tiny.commune).get(f"/ho-so/vu-viec/{case.pk}/sua/")
    assert AuditEvent.objects.filter(subject=f"case:{case.pk}", verb="read_case").count() == 1


@pytest.mark.parametrize(("kind", "status"), [("docx", 200), ("pdf", 200), ("xlsx", 404)])
def test_a_plan_is_printed(tiny: Register, kind: str, status: int) -> None:
    plan = a_plan(tiny.commune)
    client = tiny.sign_in(tiny.commune)
    assert client.get(f"/ho-so/ke-hoach/{plan.pk}/tai/{kind}").status_code == status
    other = a_plan(tiny.sibling)
    assert client.get(f"/ho-so/ke-hoach/{other.pk}/tai/{kind}").status_code == 404
