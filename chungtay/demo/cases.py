"""Notices of children in danger, and cases: sealed records, all invented."""

from datetime import date, datetime, time, timedelta

import numpy as np
from django.utils import timezone

from chungtay.cases.models import Case, Harm, Notice
from chungtay.demo.hardship import Hardship
from chungtay.demo.plan import EPOCH, Plan, day_number
from chungtay.demo.population import Population
from chungtay.lib.periods import years_before

# Groups of the law that a found harm belongs to; others have no group of their own.
HARMS = {
    Harm.SEXUAL: ("11", "2004-8"),
    Harm.VIOLENCE: ("09",),
    Harm.NEGLECT: ("02", "2004-1"),
    Harm.EXPLOITATION: ("10", "2004-5"),
}
ACCOUNT = {
    Harm.SEXUAL: "Trẻ kể lại với cô giáo việc bị đụng chạm",
    Harm.VIOLENCE: "Hàng xóm nghe tiếng trẻ khóc và thấy vết bầm",
    Harm.NEGLECT: "Trẻ ở nhà một mình nhiều ngày, không ai nấu ăn",
    Harm.EXPLOITATION: "Trẻ phải đi làm thuê, nghỉ học",
    Harm.TRAFFICKING: "Gia đình báo trẻ đi theo người lạ chưa về",
    Harm.OTHER: "Có người lạ theo trẻ trên đường đi học",
}
SHARES = (0.46, 0.34, 0.13, 0.07)
CHANNELS = tuple(Notice.Channel)
LIKELY = (0.2, 0.16, 0.27, 0.12, 0.1, 0.1, 0.05)
OUTCOMES = tuple(Case.Outcome)
FINDING_TO_END = 45  # days after which a case may be closed


def find_cases(plan: Plan, people: Population, hardship: Hardship) -> None:
    """A case for each child found abused in the period, most after a notice; the described share
    of them filed and supported in time. Further notices led to no case."""
    rng = plan.rng(f"cases {plan.description.period.code}")
    count = plan.few("abused_children", 3)
    harm = rng.choice(len(HARMS), size=count, p=SHARES)
    rows = _children(rng, plan, people, hardship, harm)
    found = np.sort(rng.integers(plan.first, plan.last - 1, count))
    in_time = np.zeros(count, dtype=bool)
    in_time[rng.permutation(count)[: plan.part("cases_filed_and_supported", count, "96")]] = True
    notices = [
        _notice(rng, people, row, EPOCH + timedelta(days=day), list(HARMS)[h])
        for row, day, h in zip(rows, found.tolist(), harm.tolist(), strict=True)
    ]
    Notice.objects.bulk_create(notices)
    Case.objects.bulk_create(
        _case(rng, plan, notice, number, bool(in_time[number - 1]))
        for number, notice in enumerate(notices, start=1)
    )
    _unfounded(rng, plan, people)


def _children(
    rng: np.random.Generator,
    plan: Plan,
    people: Population,
    hardship: Hardship,
    harm: np.ndarray,
) -> list[int]:
    """A different child for each: of the group of the harm where there is one."""
    oldest = day_number(years_before(plan.description.period.last_day, 16))
    fit = np.flatnonzero((people.born < plan.first) & (people.born > oldest))
    order = rng.permutation(fit).tolist()
    of_group = [[row for row in order if hardship.group[row] in codes] for codes in HARMS.values()]
    taken: dict[int, None] = {}
    for h in harm.tolist():
        row = next(row for row in (*of_group[h], *order) if row not in taken)
        taken[row] = None
    return list(taken)


def _notice(rng: np.random.Generator, people: Population, row: int, day: date, harm: str) -> Notice:
    channel = CHANNELS[int(rng.choice(len(CHANNELS), p=LIKELY))]
    received = _at(day, int(rng.integers(6 * 60, 22 * 60)))
    urgent = bool(rng.random() < 0.3)
    hours = float(rng.uniform(0.2, 3 if urgent else 20))
    ethnic = str(people.ethnic[people.household[row]])
    return Notice(
        unit_id=int(people.home[row]),
        received_at=received,
        channel=channel,
        harm=harm,
        urgent=urgent,
        language=ethnic if channel == Notice.Channel.LINE_111 and ethnic != "01" else "",
        passed_on_at=received + timedelta(hours=hours),
        child_id=str(people.child_id[row]),
        account=f"{ACCOUNT[Harm(harm)]} (minh họa)",
        informant="Người báo tin không muốn nêu tên (minh họa)" if rng.random() < 0.5 else "",
    )


def _at(day: date, minutes: int) -> datetime:
    moment = time(minutes // 60, minutes % 60)
    return timezone.make_aware(datetime.combine(day, moment))


def _case(rng: np.random.Generator, plan: Plan, notice: Notice, number: int, in_time: bool) -> Case:
    found = timezone.localtime(notice.received_at).date()
    last = plan.description.period.last_day
    filed: date | None = min(found + timedelta(days=int(rng.integers(0, 3))), last)
    supported: date | None = min(found + timedelta(days=int(rng.integers(0, 6))), last)
    if not in_time:
        late = found + timedelta(days=int(rng.integers(16, 40)))
        supported = late if late <= last else None
        filed = filed if number % 2 else None
    outcome, closed = _outcome(rng, supported, last)
    return Case(
        number=f"{number:03}/HS-{found.year}" if filed else "",
        child_id=str(notice.child_id),
        unit_id=notice.unit_id,
        notice=notice,
        harm=notice.harm,
        account=notice.account,
        found_on=found,
        filed_on=filed,
        supported_on=supported,
        outcome=outcome,
        closed_on=closed,
    )


def _outcome(
    rng: np.random.Generator, supported: date | None, last: date
) -> tuple[str, date | None]:
    ended = supported and supported + timedelta(days=FINDING_TO_END + int(rng.integers(60)))
    if not ended or ended > last:
        return Case.Outcome.OPEN, None
    return OUTCOMES[1 + int(rng.choice(3, p=(0.68, 0.14, 0.18)))], ended


def _unfounded(rng: np.random.Generator, plan: Plan, people: Population) -> None:
    """Notices after which no case was opened: as many as `notices:` of the file, scaled."""
    wanted = round(int(plan.description.text.get("notices", 0)) * plan.scale)
    rows = rng.integers(0, max(len(people.born), 1), wanted if len(people.born) else 0).tolist()
    harms = list(Harm)
    made = []
    for row in rows:
        day = EPOCH + timedelta(days=int(rng.integers(plan.first, plan.last)))
        one = _notice(rng, people, row, day, harms[int(rng.integers(len(harms)))])
        one.child_id = None
        made.append(one)
    Notice.objects.bulk_create(made)
