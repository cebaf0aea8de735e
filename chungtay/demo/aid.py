"""Allowances, supports, and the Child Protection Fund's books."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.demo.copying import copy_in, days
from chungtay.demo.hardship import Hardship
from chungtay.demo.people_names import names
from chungtay.demo.plan import EPOCH, Plan, day_number, split_money
from chungtay.demo.population import Population
from chungtay.fund.models import Donation, Donor, Spending
from chungtay.law.entitlement import Ground, grounds, monthly_amount
from chungtay.lib.problems import Problem
from chungtay.places.models import Unit
from chungtay.support.models import Grant

# What the Fund spends on, with the share of the times and the kind of support.
PURPOSES = (
    ("Thăm hỏi, tặng quà Tết Nguyên đán cho trẻ em có hoàn cảnh khó khăn", 0.34, "gift", 0.05),
    ("Học bổng cho trẻ em nghèo vượt khó học tốt", 0.16, "scholarship", 0.55),
    ("Phẫu thuật tim, sứt môi, hở hàm ếch, mắt, vận động", 0.03, "surgery", 0.5),
    ("Hỗ trợ trẻ em bị ảnh hưởng bởi dịch bệnh, thiên tai, tai nạn", 0.17, "other", 0.6),
    ("Tặng quà nhân Ngày Quốc tế thiếu nhi 1/6 và Tháng hành động vì trẻ em", 0.3, "gift", 0.88),
)
DONOR_NAMES = {
    Donor.Kind.FIRM: "Công ty TNHH Minh Họa",
    Donor.Kind.AGENCY: "Cơ quan Minh Họa",
    Donor.Kind.GROUP: "Nhóm thiện nguyện Minh Họa",
}
FORMS = (Donation.Form.CASH, Donation.Form.IN_KIND, Donation.Form.DIRECT)


def give(plan: Plan, root: Unit, people: Population, hardship: Hardship, progress: Any) -> None:
    rng = plan.rng("aid")
    paid = _allowances(rng, plan, people, hardship, progress)
    _raise_funds(plan, root)
    rest = _supported_others(rng, plan, hardship, paid)
    gained = _fund_spends(rng, plan, root, people, hardship, paid, rest, progress)
    unseen = np.setdiff1d(rest, gained)
    _write_supports(people, unseen, "care", _any_day(rng, plan, len(unseen)), progress)


def _entitled(plan: Plan, hardship: Hardship) -> dict[int, Ground]:
    held = grounds(plan.description.period.last_day)
    by_case = {case: ground for ground in held for case in ground.cases}
    found = {}
    for row in np.flatnonzero(hardship.group != "").tolist():
        ground = by_case.get(f"{hardship.group[row]}.{hardship.case[row]}")
        if ground and (not ground.only_if_poor or hardship.status[row] == "poor"):
            found[row] = ground
    return found


def _allowances(
    rng: np.random.Generator, plan: Plan, people: Population, hardship: Hardship, progress: Any
) -> np.ndarray:
    """Grants for those entitled, and each month's payment; gives back the children paid at all
    (one whose grant began after the last month's first day has had nothing yet)."""
    entitled = _entitled(plan, hardship)
    rows = rng.permutation(np.array(sorted(entitled), dtype=np.int64))
    full = set(rows[: plan.part("allowance_paid_in_full", len(rows), "100")].tolist())
    period = plan.description.period
    grants = Grant.objects.bulk_create(
        _grant(plan, str(people.child_id[row]), entitled[row], people.born[row], n, row in full)
        for n, row in enumerate(rows.tolist(), start=1)
    )
    paid: set[int] = set()
    complete = [
        pair for pair in zip(grants, rows.tolist(), strict=True) if pair[0].dossier_complete_on
    ]
    for month in _months(period.start, period.last_day):
        due = [(grant, row) for grant, row in complete if month in grant.period]
        paid.update(row for _, row in due)
        copy_in(
            "support_support",
            {
                "child_id": pa.array([str(g.child_id) for g, _ in due], pa.string()),
                "kind": pa.array(["allowance"] * len(due), pa.string()),
                "date": days([day_number(month + timedelta(days=9))] * len(due)),
                "amount": np.array([g.monthly_amount for g, _ in due], dtype=np.int64),
                "grant_id": np.array([g.pk for g, _ in due], dtype=np.int64),
                "provider": pa.array(["Bưu điện chi trả"] * len(due), pa.string()),
            },
            progress,
        )
    return np.array(sorted(paid), dtype=np.int64)


def _months(start: date, last: date) -> list[date]:
    count = (last.year - start.year) * 12 + last.month - start.month + 1
    firsts = [
        date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1)
        for n in range(count)
    ]
    return [first for first in firsts if start <= first <= last]


def _grant(
    plan: Plan, child_id: str, ground: Ground, born: int, number: int, complete: bool
) -> Grant:
    start = plan.description.period.start
    first = max(date(start.year - 1, 1 + number % 12, 1), EPOCH + timedelta(days=int(born)))
    return Grant(
        child_id=child_id,
        ground=ground.code,
        period=DateRange(first, None),
        decision=f"{number}/QĐ-UBND",
        dossier_complete_on=first if complete else None,
        monthly_amount=monthly_amount(ground, EPOCH + timedelta(days=int(born)), start),
    )


def _supported_others(
    rng: np.random.Generator, plan: Plan, hardship: Hardship, paid: np.ndarray
) -> np.ndarray:
    """Children in special circumstances, not paid an allowance, who must receive something."""
    special = np.flatnonzero(hardship.group != "")
    wanted = plan.part("special_supported", len(special), "95") - len(paid)
    others = rng.permutation(np.setdiff1d(special, paid))
    if not 0 <= wanted <= len(others):
        raise Problem(
            "Số trẻ có hoàn cảnh đặc biệt được hỗ trợ mâu thuẫn với số trẻ được trợ cấp.",
            "Children supported and children paid an allowance contradict one another.",
        )
    return others[:wanted]


def _fund_spends(
    rng: np.random.Generator,
    plan: Plan,
    root: Unit,
    people: Population,
    hardship: Hardship,
    paid: np.ndarray,
    rest: np.ndarray,
    progress: Any,
) -> np.ndarray:
    """The Fund's times: first those of `rest`, then children paid or poor, some twice."""
    count = plan.total("fund_benefits", 0)
    total = plan.total("fund_spent", 450_000 * count)
    pool = np.concatenate([paid, np.flatnonzero((hardship.group == "") & (hardship.status != ""))])
    if count and not len(pool):
        pool = np.flatnonzero(hardship.group == "")
    others = rng.choice(pool, size=max(count - len(rest), 0)) if count else np.zeros(0, np.int64)
    rows = rng.permutation(np.concatenate([rest[:count], others]).astype(np.int64))
    amounts = split_money(rng, total, count, 0.7)
    purpose = np.sort(rng.choice(len(PURPOSES), size=count, p=[p[1] for p in PURPOSES]))
    for number, (title, _, kind, when) in enumerate(PURPOSES):
        at = np.flatnonzero(purpose == number)
        day = plan.first + int((plan.last - plan.first) * when)
        spending = Spending.objects.create(
            fund=root,
            date=EPOCH + timedelta(days=day),
            purpose=title,
            decision=f"{number + 1:02}/QĐ-QBTTE",
        )
        _write_benefits(people, rows[at], kind, day, amounts[at], spending.pk, progress)
    return rows


def _write_benefits(
    people: Population,
    rows: np.ndarray,
    kind: str,
    day: int,
    amounts: np.ndarray,
    spending: int,
    progress: Any,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM support_support")
        before = cursor.fetchone()[0]
        _write_supports(people, rows, kind, np.full(len(rows), day), progress, amounts)
        cursor.execute(
            "INSERT INTO fund_benefit (spending_id, support_id) "
            "SELECT %s, id FROM support_support WHERE id > %s ORDER BY id",
            [spending, before],
        )


def _write_supports(
    people: Population,
    rows: np.ndarray,
    kind: str,
    when: np.ndarray,
    progress: Any,
    amounts: np.ndarray | None = None,
) -> None:
    provider = "Quỹ Bảo trợ trẻ em" if amounts is not None else "Cộng tác viên, trạm y tế xã"
    copy_in(
        "support_support",
        {
            "child_id": people.child_id.take(pa.array(rows)),
            "kind": pa.array([kind] * len(rows), pa.string()),
            "date": days(when),
            "amount": np.zeros(len(rows), dtype=np.int64) if amounts is None else amounts,
            "provider": pa.array([provider] * len(rows), pa.string()),
        },
        progress,
    )


def _any_day(rng: np.random.Generator, plan: Plan, count: int) -> np.ndarray:
    return rng.integers(plan.first, plan.last + 1, count)


def _raise_funds(plan: Plan, root: Unit) -> None:
    rng = plan.rng("donors")
    total = plan.total("fund_raised", 0)
    count = int(plan.description.mixes["donors"])
    if not total:
        return
    donors = _donors(plan, count)
    amounts = split_money(rng, total, count, 1.1).tolist()
    day = _any_day(rng, plan, count).tolist()
    form = rng.choice(len(FORMS), size=count, p=[0.55, 0.25, 0.2]).tolist()
    Donation.objects.bulk_create(
        Donation(
            fund=root,
            donor=donor,
            form=FORMS[form[n]],
            date=EPOCH + timedelta(days=day[n]),
            amount=amounts[n],
            receipt=f"QBT-{plan.description.period.code}-{n + 1:04}",
        )
        for n, donor in enumerate(donors)
    )
    before = plan.description.period.start - timedelta(days=20)
    Donation.objects.create(  # before the period: not counted in it
        fund=root, donor=donors[0], form="cash", date=before, amount=25_000_000, receipt="QBT-TRUOC"
    )


def _donors(plan: Plan, count: int) -> list[Donor]:
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
