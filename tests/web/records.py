"""One record of every kind, each in a hamlet's commune of the tiny register."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.activities.models import (
    Activity,
    Attendance,
    CareModel,
    Counselling,
    ModelKind,
    Product,
)
from chungtay.cases.models import Case, Notice
from chungtay.children.models import (
    Adoption,
    Child,
    Circumstance,
    Disability,
    GuardianState,
    Illness,
    Named,
    Poverty,
    Schooling,
)
from chungtay.fund.models import Benefit, Donation, Donor, Fund, Spending, Sponsorship
from chungtay.health.models import (
    Examination,
    Injury,
    InsuranceCard,
    Measurement,
    Vaccination,
    VitaminA,
)
from chungtay.people.models import Board, Post, User
from chungtay.places.models import Unit
from chungtay.plans.models import Assessment, Document, Plan, PlanPart, Score, Target, Task
from chungtay.rights.models import Consent, DataRequest, Incident, Review
from chungtay.support.models import GiftDrive, Grant, Support
from tests.web.conftest import SINCE, add_child

SEEN = date(2020, 5, 4)
Make = Callable[[Unit, Unit, int], Any]


def day(n: int) -> date:
    return SEEN - timedelta(days=n)


def child(hamlet: Unit, n: int) -> Child:
    return add_child(hamlet, f"Phạm Thị Hồng Đào {n}", date(2016, 3, 4))


def donor(n: int) -> Donor:
    return Donor.objects.create(name=f"Công ty Hồng Đào {n}", kind="firm")


def activity(unit: Unit, n: int) -> Activity:
    return Activity.objects.create(
        unit=unit, kind="forum", name=f"Diễn đàn Hồng Đào {n}", status="held",
        starts_on=day(n), ends_on=day(n), children=30 + n, adults=5,
    )  # fmt: skip


def plan(unit: Unit, n: int) -> Plan:
    return Plan.objects.create(
        unit=unit, number=f"{n}/KH-UBND", title=f"Kế hoạch Hồng Đào {n}", form="own",
        period=DateRange(date(2020, 1, 1), date(2021, 1, 1)), issued_on=day(n),
    )  # fmt: skip


def drive(unit: Unit, n: int) -> GiftDrive:
    return GiftDrive.objects.create(
        unit=unit, name=f"Quà Hồng Đào {n}", occasion="tet", date=SEEN, source="fund"
    )


def gift(hamlet: Unit, n: int, **fields: Any) -> Support:
    told = {"kind": "gift", "date": SEEN, "amount": 100_000 + n, "source": "fund"}
    return Support.objects.create(child=child(hamlet, n), **told | fields)


def spending(unit: Unit, n: int) -> Spending:
    return Spending.objects.create(
        fund=unit, date=day(n), purpose="Tặng áo ấm", decision=f"{n}/QĐ-QBT"
    )


def assessment(unit: Unit, n: int) -> Assessment:
    return Assessment.objects.create(unit=unit, year=2019 - n, standard="QD37", result="scored")


def person(n: int) -> User:
    return User.objects.create(username=f"p{User.objects.count()}", full_name=f"Hồng Đào {n}")


def document(unit: Unit, n: int) -> Document:
    return Document.objects.create(
        unit=unit, flow="issued", kind="plan", number=str(n), sign="KH-UBND",
        issuer="UBND xã", date=day(n), summary=f"Về Hồng Đào {n}",
    )  # fmt: skip


def model_kind(n: int) -> ModelKind:
    return ModelKind.objects.create(code=f"hong-dao-{n}", name=f"Hồng Đào {n}", counted="unit")


def notice(unit: Unit, n: int) -> Notice:
    at = datetime(2020, 5, 4, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")) - timedelta(days=n)
    return Notice.objects.create(unit=unit, received_at=at, channel="111", harm="violence")


def at(n: int) -> datetime:
    return datetime(2020, 5, 4, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")) - timedelta(days=n)


def data_request(unit: Unit, about: Child, n: int, **fields: Any) -> DataRequest:
    told = {"kind": "view", "asked_by": "Mẹ của trẻ", "relation": "mother", "suspect": "no",
            "received_at": at(n)}  # fmt: skip
    return DataRequest.objects.create(unit=unit, child=about, **told | fields)


def consent(unit: Unit, about: Child, n: int, **fields: Any) -> Consent:
    told = {"purpose": "pictures", "given_by": "Mẹ của trẻ", "relation": "mother",
            "suspect": "no", "text_version": "Mẫu 2020", "method": "paper",
            "evidence": "Tủ 1", "given_on": day(n)}  # fmt: skip
    return Consent.objects.create(unit=unit, child=about, **told | fields)


def incident(unit: Unit, n: int, **fields: Any) -> Incident:
    told = {"detected_at": at(n), "nature": "lost", "place": "Nhà văn hóa thôn",
            "what": "Mất máy tính bảng", "data": "Họ tên, ngày sinh", "persons": 12,
            "harm": "Lộ nơi ở của trẻ", "measures": "Đã khóa máy từ xa",
            "contact": "Công chức, 0900000000"}  # fmt: skip
    return Incident.objects.create(unit=unit, **told | fields)


def review(unit: Unit, n: int, **fields: Any) -> Review:
    told = {"duty": "risks", "done_on": day(n), "by": "Phó Chủ tịch", "found": "Đã khóa tủ"}
    return Review.objects.create(unit=unit, **told | fields)


def case(commune: Unit, hamlet: Unit, n: int) -> Case:
    """The commune's officers of the moment are in charge of it."""
    about = child(hamlet, n)
    for post in Post.objects.filter(unit=commune, role="commune_officer"):
        Named.objects.create(child=about, compartment="case", person=post.person, period=SINCE)
    return Case.objects.create(
        number=f"HS{n}", child=about, unit=commune, harm="violence", found_on=day(n)
    )


def adoption(commune: Unit, hamlet: Unit, n: int) -> Adoption:
    about = child(hamlet, n)
    for post in Post.objects.filter(unit=commune, role="commune_officer"):
        Named.objects.create(child=about, compartment="adoption", person=post.person, period=SINCE)
    return Adoption.objects.create(
        child=about, unit=commune, number=f"{n}/2020", authority="UBND xã Hồng Đào",
        registered_on=day(n), from_carer="Cơ sở", to_carer="Ông Bà Hồng Đào",
    )  # fmt: skip


def below(commune: Unit, n: int) -> Unit:
    return Unit.objects.create(
        code=f"hd{commune.pk}-{n}", name=f"Thôn Hồng Đào {n}", kind="thon", level=4,
        parent=commune, period=commune.period, confidence="illustrative",
    )  # fmt: skip


# By slug: a row of the commune or of a child of the hamlet; `n` sets it apart from the others.
MAKE: dict[str, Make] = {
    "hoan-canh": lambda c, h, n: Circumstance.objects.create(
        child=child(h, n), group_id="04", case=1, period=SINCE, evidence=f"Giấy {n}"
    ),
    "nguoi-cham-soc": lambda c, h, n: child(h, n).guardians.get(),
    "tinh-trang": lambda c, h, n: GuardianState.objects.create(
        guardian=child(h, n).guardians.get(), state="missing", period=SINCE
    ),
    "viec-hoc": lambda c, h, n: Schooling.objects.create(
        child=child(h, n), status="learning", stage="primary", period=SINCE,
        school=f"Trường {n}"
    ),
    "khuyet-tat": lambda c, h, n: Disability.objects.create(
        child=child(h, n), kind="sight", degree=3, period=SINCE, number=f"{n}/GXN"
    ),
    "benh": lambda c, h, n: Illness.objects.create(
        child=child(h, n), kind="long", name=f"Hen {n}", period=SINCE
    ),
    "noi-o": lambda c, h, n: child(h, n).residences.get(),
    "ho-gia-dinh": lambda c, h, n: child(h, n).residences.get().household,
    "dien-ngheo": lambda c, h, n: Poverty.objects.create(
        household=child(h, n).residences.get().household, status="poor", period=SINCE
    ),
    "the-bhyt": lambda c, h, n: InsuranceCard.objects.create(
        child=child(h, n), date=day(n), missing_reason="name"
    ),
    "can-do": lambda c, h, n: Measurement.objects.create(
        child=child(h, n), date=day(n), weight="14.20", height="97.5", posture="standing"
    ),
    "tiem-chung": lambda c, h, n: Vaccination.objects.create(
        child=child(h, n), date=day(n), vaccine=vaccine()
    ),
    "vitamin-a": lambda c, h, n: VitaminA.objects.create(
        child=child(h, n), date=day(n), dose=200_000
    ),
    "kham-chua-benh": lambda c, h, n: Examination.objects.create(
        child=child(h, n), date=day(n), facility="Trạm Y tế xã"
    ),
    "tai-nan": lambda c, h, n: Injury.objects.create(
        child=child(h, n), date=day(n), unit=h, cause="drowning", place="community"
    ),
    "thong-bao": lambda c, h, n: notice(c, n),
    "vu-viec": lambda c, h, n: case(c, h, n),
    "nhan-con-nuoi": lambda c, h, n: adoption(c, h, n),
    "tu-van": lambda c, h, n: Counselling.objects.create(
        unit=c, date=day(n), place="school", asker="child", topic="family"
    ),
    "tro-cap": lambda c, h, n: Grant.objects.create(
        child=child(h, n), ground="136.5.1", period=SINCE, decision=f"QĐ{n}",
        monthly_amount=405_000
    ),
    "ho-tro": lambda c, h, n: gift(h, n, date=day(n)),
    "dot-tang-qua": lambda c, h, n: drive(c, n),
    "do-dau": lambda c, h, n: Sponsorship.objects.create(
        unit=c, donor=donor(n), child=child(h, n), period=SINCE, help="Học phí"
    ),
    "quy": lambda c, h, n: Fund.objects.create(
        unit=c if n == 0 else below(c, n), period=SINCE, decision=f"{n}/QĐ"
    ),
    "van-dong": lambda c, h, n: Donation.objects.create(
        fund=c, donor=donor(n), form="cash", date=day(n), amount=5_000_000, receipt=f"PT{n}"
    ),
    "chi": lambda c, h, n: spending(c, n),
    "huong-loi": lambda c, h, n: Benefit.objects.create(
        spending=spending(c, n), support=gift(h, n)
    ),
    "nha-tai-tro": lambda c, h, n: Donation.objects.create(
        fund=c, donor=donor(n), form="cash", date=day(n), amount=5_000_000, receipt=f"PT{n}"
    ).donor,
    "hoat-dong": lambda c, h, n: activity(c, n),
    "tham-du": lambda c, h, n: Attendance.objects.create(
        activity=activity(c, n), person=person(n)
    ),
    "san-pham": lambda c, h, n: Product.objects.create(
        activity=activity(c, n), medium="banner", place="Chợ xã", quantity=3
    ),
    "mo-hinh": lambda c, h, n: CareModel.objects.create(
        kind=model_kind(n + 1000 * c.pk), unit=c, site=f"Hồng Đào {n}", period=SINCE
    ),
    "loai-mo-hinh": lambda c, h, n: model_kind(n),
    "danh-gia": lambda c, h, n: assessment(c, n),
    "diem-tieu-chi": lambda c, h, n: Score.objects.create(
        assessment=assessment(c, n), criterion=1, points=5, most=10
    ),
    "ke-hoach": lambda c, h, n: plan(c, n),
    "muc-tieu": lambda c, h, n: Target.objects.create(
        plan=plan(c, n), order=1, indicator="children", kind="count", value=5, wording="Hồng Đào"
    ),
    "noi-dung": lambda c, h, n: PlanPart.objects.create(
        plan=plan(c, n), kind="activity", order=1, heading="Hồng Đào"
    ),
    "nhiem-vu": lambda c, h, n: Task.objects.create(
        unit=c, sector="health", what=f"Khám cho Hồng Đào {n}", given_on=day(n)
    ),
    "van-ban": lambda c, h, n: document(c, n),
    "don-vi": lambda c, h, n: below(c, n),
    "can-bo": lambda c, h, n: Post.objects.create(
        person=person(n), role="collaborator", unit=h, period=SINCE
    ),
    "yeu-cau-du-lieu": lambda c, h, n: data_request(c, child(h, n), n),
    "dong-y": lambda c, h, n: consent(c, child(h, n), n),
    "vi-pham-du-lieu": lambda c, h, n: incident(c, n),
    "ra-soat-du-lieu": lambda c, h, n: review(c, n),
    "ban-chi-dao": lambda c, h, n: Board.objects.create(
        unit=c if n == 0 else below(c, n), period=SINCE, decision=f"{n}/QĐ"
    ),
}  # fmt: skip


def vaccine() -> str:
    return str(Vaccination._meta.get_field("vaccine").choices[0][0])  # type: ignore[index]
