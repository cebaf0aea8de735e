"""One record of each kind in the tiny register, in the first half of 2020."""

from datetime import UTC, date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.activities.models import Activity, CareModel, Counselling, ModelKind, Product
from chungtay.cases.models import Case, Notice
from chungtay.children.models import Child
from chungtay.fund.models import Benefit, Donation, Donor, Fund, Spending, Sponsorship
from chungtay.health.models import (
    Examination,
    Injury,
    InsuranceCard,
    Measurement,
    VitaminA,
)
from chungtay.places.models import Unit
from chungtay.plans.models import Assessment, Document, Plan, PlanPart, Target, Task
from chungtay.support.models import GiftDrive, Support
from tests.web.conftest import Register

DAY = date(2020, 5, 20)
YEAR = DateRange(date(2020, 1, 1), date(2021, 1, 1))


def child(name: str) -> Child:
    """One of the tiny register, whatever else the database of the run holds."""
    return Child.objects.get(full_name__endswith=name, residences__unit__name="Thử")


def of_health(register: Register) -> None:
    baby = child("Bảo")
    InsuranceCard.objects.create(child=baby, date=DAY, issued_on=DAY, number="TE1")
    InsuranceCard.objects.create(child=child("Lê Minh"), date=DAY, missing_reason="name")
    for day in (date(2020, 1, 15), date(2020, 4, 15)):
        Measurement.objects.create(child=baby, date=day, weight=9, height=74, posture="lying")
    VitaminA.objects.create(child=baby, date=DAY, dose=200_000)
    Examination.objects.create(child=baby, date=DAY, facility="Trạm y tế xã")
    Injury.objects.create(
        child=child("Bảo"), date=DAY, unit=register.commune, cause="drowning", place="community"
    )


def of_gifts(register: Register) -> None:
    drives = (
        ("Tết Canh Tý", "tet", "budget", False, register.province),
        ("Tháng hành động", "month_of_action", "budget", True, register.district),
        ("Xe đạp tới trường", "other", "programme", False, register.province),
    )
    for name, occasion, source, hard, unit in drives:
        drive = GiftDrive.objects.create(
            unit=unit, name=name, occasion=occasion, date=DAY, source=source, hard_area=hard
        )
        Support.objects.create(
            child=child("Linh"), kind="gift", date=DAY, amount=500_000, source="state", drive=drive
        )


def of_fund(register: Register) -> None:
    union = Donor.objects.create(name="Hội Liên hiệp Phụ nữ huyện", kind="group")
    Sponsorship.objects.create(
        unit=register.district, donor=union, child=child("Linh"), period=YEAR,
        monthly_amount=300_000, help="tiền ăn học",
    )  # fmt: skip
    Fund.objects.create(unit=register.commune, period=YEAR, decision="1/QĐ-UBND")
    Donation.objects.create(
        fund=register.district, donor=union, form="cash", date=DAY, amount=7_000_000, receipt="1"
    )
    paid = Support.objects.create(
        child=child("Linh"), kind="surgery", date=DAY, amount=2_000_000, source="fund"
    )
    spending = Spending.objects.create(
        fund=register.district, date=DAY, purpose="Mổ tim", decision="2/QĐ"
    )
    Benefit.objects.create(spending=spending, support=paid)


def of_activities(register: Register) -> None:
    rows = (
        (register.district, "forum", "Diễn đàn huyện", "", "held", 60, "", ""),
        (register.commune, "forum", "Diễn đàn xã", "", "held", 40, "", "Dự án Bình Minh"),
        (register.commune, "festival", "Ngày hội", "children_day", "held", 90, "", ""),
        (register.district, "inspection", "Kiểm tra xã", "", "held", 0, "", ""),
        (register.district, "launch", "Lễ phát động", "month_of_action", "cancelled", 0,
         "dịch bệnh", ""),
    )  # fmt: skip
    for unit, kind, name, campaign, status, children, reason, partner in rows:
        made = Activity.objects.create(
            unit=unit, kind=kind, name=name, campaign=campaign, starts_on=DAY, ends_on=DAY,
            status=status, reason=reason, children=children, partner=partner,
        )  # fmt: skip
    talk = Activity.objects.create(
        unit=register.district, kind="communication", name="Nói chuyện", starts_on=DAY,
        ends_on=DAY, status="held",
    )  # fmt: skip
    Product.objects.create(activity=talk, medium="talk", place="Trường", quantity=3)
    assert made.pk


def of_models(register: Register) -> None:
    home = _kind("safe_home", "Ngôi nhà an toàn", "unit")
    club = _kind("children_club", "Câu lạc bộ trẻ em", "site")
    CareModel.objects.create(kind=home, unit=register.commune, period=YEAR)
    CareModel.objects.create(kind=club, unit=register.commune, site="CLB A", period=YEAR)
    Counselling.objects.create(
        unit=register.commune, date=DAY, place="centre", asker="child", topic="psychology"
    )
    Assessment.objects.create(
        unit=register.commune, year=2020, standard="QD06", registered_on=DAY,
        result="recognised", decided_on=DAY, decision="3/QĐ-UBND",
    )  # fmt: skip


def _kind(code: str, name: str, counted: str) -> ModelKind:
    return ModelKind.objects.get_or_create(code=code, defaults={"name": name, "counted": counted})[
        0
    ]


def of_cases(register: Register) -> None:
    at = datetime(2020, 5, 20, 3, tzinfo=UTC)
    for n in range(6):
        Notice.objects.create(unit=register.commune, received_at=at, channel="111", harm="violence")
        Case.objects.create(
            number=f"{n}", child=child("Giềng"), unit=register.commune, harm="violence",
            found_on=DAY, filed_on=DAY if n else None, supported_on=DAY if n else None,
        )  # fmt: skip


def plan_of(unit: Unit) -> Plan:
    """A plan with every kind of part, a target reached, one not, and one within another."""
    plan = Plan.objects.create(
        unit=unit, period=YEAR, form="own", number="12/KH-UBND", issued_on=date(2020, 2, 5),
        title="Bảo vệ, chăm sóc trẻ em năm 2020", general_goal="Mọi trẻ em được an toàn.",
        signed_for="KT. CHỦ TỊCH", signer_title="PHÓ CHỦ TỊCH", signer="Lò Văn Thử",
    )  # fmt: skip
    parts = (
        ("basis", "", "Căn cứ Luật Trẻ em ngày 05/4/2016;"),
        ("basis", "", "Quyết định số 267/QĐ-TTg"),
        ("activity", "1. Chỉ đạo", "Ban hành văn bản.\nKiểm tra."),
        ("activity", "2. Chương trình", ""),
        ("activity", "2.1 Truyền thông", "Mở chuyên mục."),
        ("budget", "", "Ngân sách huyện"),
        ("duty", "Phòng Lao động - Thương binh và Xã hội", "Chủ trì."),
        ("recipient", "", "Sở Lao động - Thương binh và Xã hội"),
    )
    for order, (kind, heading, text) in enumerate(parts, 1):
        PlanPart.objects.create(plan=plan, kind=kind, order=order, heading=heading, text=text)
    first = _target(plan, 1, "special_supported", "share", 95, "95% trẻ em có HCĐB được chăm sóc")
    inner = _target(plan, 2, "severely_disabled_supported", "share", 90, "90% trẻ khuyết tật nặng")
    Target.objects.filter(pk=inner.pk).update(within=first)
    _target(plan, 3, "fund_raised", "sum", 5_000_000, "Vận động Quỹ đạt 5 triệu đồng")
    return plan


def _target(plan: Plan, order: int, code: str, kind: str, value: int, wording: str) -> Target:
    return Target.objects.create(
        plan=plan, order=order, indicator=code, kind=kind, value=value, wording=wording,
        of_what="trẻ em" if kind == "share" else "",
    )  # fmt: skip


def of_plans(register: Register) -> None:
    plan = plan_of(register.district)
    Document.objects.create(
        unit=register.district, flow="issued", kind="plan", number="12", sign="KH-UBND",
        issuer="UBND huyện", date=DAY, summary="Kế hoạch",
    )  # fmt: skip
    Task.objects.create(
        unit=register.district, sector="education", what="Dạy bơi trong trường học.",
        given_on=DAY, due_on=date(2020, 6, 1), plan=plan,
    )  # fmt: skip
    Task.objects.create(
        unit=register.district, sector="health", what="Rà soát tiêm chủng", given_on=DAY
    )


def keep_one_of_each(register: Register) -> None:
    for keep in (
        of_health, of_gifts, of_fund, of_activities, of_models, of_cases, of_plans
    ):  # fmt: skip
        keep(register)
