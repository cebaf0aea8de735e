"""The Child Protection Fund: its offices, its books, and those who sponsor a child."""

from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.demo.aid import Aid
from chungtay.demo.festivals import festival
from chungtay.demo.hardship import Hardship
from chungtay.demo.offices import Offices, since
from chungtay.demo.people_names import names
from chungtay.demo.plan import EPOCH, Plan, day_number, split_money
from chungtay.demo.population import Population
from chungtay.demo.supports import write_benefits
from chungtay.fund.models import Donation, Donor, Fund, Spending, Sponsorship
from chungtay.places.models import Unit

# What the Fund spends on: the share of the times, the kind of support, and when.
PURPOSES: tuple[tuple[str, float, str, str | float], ...] = (
    ("Thăm hỏi, tặng quà Tết Nguyên đán cho trẻ em có hoàn cảnh khó khăn", 0.34, "gift", "tet"),
    ("Học bổng cho trẻ em nghèo vượt khó học tốt", 0.16, "scholarship", 0.55),
    ("Phẫu thuật tim, sứt môi, hở hàm ếch, mắt, vận động", 0.03, "surgery", 0.5),
    ("Hỗ trợ trẻ em bị ảnh hưởng bởi dịch bệnh, thiên tai, tai nạn", 0.17, "other", 0.6),
    (
        "Tặng quà nhân Ngày Quốc tế thiếu nhi 1/6 và Tháng hành động vì trẻ em",
        0.3,
        "gift",
        "children_day",
    ),
)
DONOR_NAMES = {
    Donor.Kind.FIRM: "Công ty TNHH Minh Họa",
    Donor.Kind.AGENCY: "Cơ quan Minh Họa",
    Donor.Kind.GROUP: "Nhóm thiện nguyện Minh Họa",
}
FORMS = (Donation.Form.CASH, Donation.Form.IN_KIND, Donation.Form.DIRECT)


def open_funds(plan: Plan, offices: Offices) -> list[Unit]:
    """A Fund at the root, and at as many communes as described; gives back their units."""
    count = plan.total("communes_with_fund", 0)
    began = date(plan.description.period.start.year - 3, 4, 1)
    units = [offices.root, *offices.communes[:count]]
    Fund.objects.bulk_create(
        Fund(
            unit=unit,
            period=since(unit, began),
            decision=f"{n}/QĐ-UBND",
            account="Kho bạc Nhà nước (tài khoản minh họa)",
        )
        for n, unit in enumerate(units, start=1)
    )
    return units


def raise_funds(plan: Plan, funds: list[Unit], donors: list[Donor]) -> None:
    """Donations of the period that sum to what is described: the root's Fund has about half."""
    total = plan.total("fund_raised", 0)
    if not total or not donors:
        return
    rng = plan.rng(f"donations {plan.description.period.code}")
    count = len(donors)
    amounts = split_money(rng, total, count, 1.1).tolist()
    day = rng.integers(plan.first, plan.last + 1, count).tolist()
    form = rng.choice(len(FORMS), size=count, p=[0.55, 0.25, 0.2]).tolist()
    Donation.objects.bulk_create(
        Donation(
            fund=funds[0] if n % 2 == 0 else funds[n // 2 % len(funds)],
            donor=donor,
            form=FORMS[form[n]],
            date=EPOCH + timedelta(days=day[n]),
            amount=amounts[n],
            receipt=f"QBT-{plan.description.period.start.year}-{day[n]}-{n + 1:04}",
        )
        for n, donor in enumerate(donors)
    )


def raised_before(plan: Plan, fund: Unit, donors: list[Donor]) -> None:
    """A donation of before the period: not counted in it."""
    before = plan.description.period.start - timedelta(days=20)
    if donors and plan.total("fund_raised", 0):
        Donation.objects.create(
            fund=fund, donor=donors[0], form="cash", date=before, amount=25_000_000,
            receipt="QBT-TRUOC",
        )  # fmt: skip


def donors_of(plan: Plan) -> list[Donor]:
    count = int(plan.description.mixes["donors"])
    rng = plan.rng("donor names")
    sex = rng.integers(0, 2, count).astype(np.int8)
    full, _ = names().adults(rng, np.full(count, "01"), sex, np.full(count, 1970))
    kinds = rng.choice(len(Donor.Kind), size=count, p=[0.2, 0.3, 0.15, 0.35]).tolist()
    made = []
    for number, (kind, person) in enumerate(zip(kinds, full.to_pylist(), strict=True), start=1):
        chosen = list(Donor.Kind)[kind]
        name = person if chosen == Donor.Kind.PERSON else f"{DONOR_NAMES[chosen]} số {number}"
        made.append(Donor(name=name, kind=chosen, inside_province=number % 4 != 0, invented=True))
    return Donor.objects.bulk_create(made)


def spend(
    plan: Plan, root: Unit, people: Population, hardship: Hardship, aid: Aid, progress: Any
) -> np.ndarray:
    """The Fund's times: first those who must be supported, then children paid or poor, some
    twice. Gives back the rows of those who gained."""
    rng = plan.rng("spending")
    count = plan.total("fund_benefits", 0)
    amounts = split_money(rng, plan.total("fund_spent", 450_000 * count), count, 0.7)
    rows = _gaining(rng, aid, hardship, people.born < plan.first, count)
    purpose = np.sort(rng.choice(len(PURPOSES), size=count, p=[p[1] for p in PURPOSES]))
    for number, (title, _, kind, when) in enumerate(PURPOSES):
        at = np.flatnonzero(purpose == number)
        if not len(at):
            continue
        day = _spent_on(plan, when)
        decision = f"{number + 1:02}/{day.year}/QĐ-QBTTE"
        spending = Spending.objects.create(fund=root, date=day, purpose=title, decision=decision)
        write_benefits(people, rows[at], kind, day_number(day), amounts[at], spending.pk, progress)
    return rows


def _gaining(
    rng: np.random.Generator, aid: Aid, hardship: Hardship, there: np.ndarray, count: int
) -> np.ndarray:
    """Rows of children born before the period: each of its days may be a day of spending."""
    poor = np.flatnonzero((hardship.group == "") & (hardship.status != "") & there)
    pool = np.concatenate([aid.paid[there[aid.paid]], poor])
    if count and not len(pool):
        pool = np.flatnonzero((hardship.group == "") & there)
    first = aid.others[there[aid.others]][:count]
    more = rng.choice(pool, size=count - len(first)) if count else np.zeros(0)
    return rng.permutation(np.concatenate([first, more]).astype(np.int64))


def _spent_on(plan: Plan, when: str | float) -> date:
    if isinstance(when, str):
        return festival(when, plan.description.period)
    return EPOCH + timedelta(days=plan.first + int((plan.last - plan.first) * when))


def sponsor(plan: Plan, offices: Offices, people: Population, aid: Aid) -> None:
    """Unions that take on children in hardship, as many as described (`sponsored`)."""
    wanted = plan.description.text.get("sponsored") or {}
    older = aid.supported[people.born[aid.supported] < plan.first]
    rows = older[: round(int(wanted.get("children", 0)) * plan.scale)].tolist()
    if not rows:
        return
    began = plan.description.period.start - timedelta(days=120)
    union = Donor.objects.create(name=wanted["by"], kind=Donor.Kind.GROUP, invented=True)
    Sponsorship.objects.bulk_create(
        Sponsorship(
            unit=offices.root,
            donor=union,
            child_id=str(people.child_id[row]),
            period=DateRange(
                max(began, EPOCH + timedelta(days=int(people.born[row]))),
                None if n % 7 else plan.description.period.last_day,
            ),
            monthly_amount=(100_000, 150_000, 200_000)[n % 3],
            help=wanted["help"],
        )
        for n, row in enumerate(rows)
    )
