"""A yearly plan (KẾ HOẠCH) as an official document, from the plan's own parts and targets."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from chungtay.lib.periods import Period
from chungtay.lib.problems import Problem
from chungtay.lib.vietnamese import money
from chungtay.places.models import Level, Unit
from chungtay.plans.models import Plan, PlanPart, Target
from chungtay.reports.chapters import NUMBERED, Chapter, arranged
from chungtay.reports.frame import INVENTED, ROOM
from chungtay.reports.layout import Report, Section
from chungtay.reports.offices import Office, committee, lower_first, office
from chungtay.reports.sections.targets import bare
from chungtay.reports.tables import Tables
from chungtay.reports.writers import rendered

CAPABILITIES = ("C23", "C31")
END = "./."


def render_plan(plan: Plan, kind: str) -> bytes:
    """The plan as a file's bytes; `kind` is docx or pdf. Raises Problem for another."""
    return rendered(plan_content(plan), kind)


def of_unit(unit: Unit, period: Period) -> Report:
    """The unit's plan for the period; of several the one with most to say.

    Raises Problem when the unit has none.
    """
    plans = unit.plans.filter(period__overlap=(period.start, period.end)).order_by("number")
    plan = max(plans, key=lambda one: one.parts.count() + one.targets.count(), default=None)
    if plan is None:
        raise Problem(
            f"{unit.title} chưa có kế hoạch cho {period.title}. Hãy nhập kế hoạch trước.",
            f"{unit.title} has no plan for {period.code}. Enter the plan first.",
        )
    return plan_content(plan)


def plan_content(plan: Plan) -> Report:
    held, title = _office(plan), _title(plan)
    return Report(
        office=held,
        number=f"Số: {plan.number}",
        day=f"{held.place}, {_day(plan)}",
        kind="KẾ HOẠCH",
        subject=title,
        opening=f"{held.name} ban hành Kế hoạch {lower_first(title)} với những nội dung sau:",
        sections=arranged(_chapters(plan)),
        annexes=(),
        footer=INVENTED if _invented(plan) else "",
        grounded="",
        bases=tuple(_bases(plan)),
        closing=_closing(plan, held, title),
        signer=plan.signer,
    )


def _chapters(plan: Plan) -> Iterator[Chapter]:
    yield Chapter("MỤC TIÊU", sections=tuple(_goals(plan)))
    activities = tuple(_headed(_parts(plan, PlanPart.Kind.ACTIVITY)))
    yield Chapter("CÁC HOẠT ĐỘNG CHỦ YẾU", sections=activities)
    yield Chapter("KINH PHÍ", tuple(_budget(part) for part in _parts(plan, PlanPart.Kind.BUDGET)))
    duties = tuple(_headed(_parts(plan, PlanPart.Kind.DUTY)))
    yield Chapter("TỔ CHỨC THỰC HIỆN", sections=duties)


def _goals(plan: Plan) -> Iterator[Section]:
    if plan.general_goal:
        yield Section("Mục tiêu chung", 2, tuple(_paragraphs(plan.general_goal)))
    wordings = tuple(_wordings(list(plan.targets.order_by("order"))))
    if wordings:
        yield Section("Mục tiêu cụ thể", 2, wordings)


def _wordings(targets: list[Target]) -> Iterator[str]:
    """Each target by its own words; those within it after “trong đó”."""
    for target in (one for one in targets if one.within_id is None):
        inside = [bare(one.wording) for one in targets if one.within_id == target.pk]
        within = "; trong đó: " + "; ".join(lower_first(text) for text in inside) if inside else ""
        yield f"- {bare(target.wording)}{within}."


def _headed(parts: list[PlanPart]) -> Iterator[Section]:
    """A part with a heading opens a section; one without goes on in the section before it."""
    held: list[Section] = []
    for part in parts:
        words = tuple(_paragraphs(part.text))
        if part.heading or not held:
            held.append(_section(part, words))
        else:
            held[-1] = replace(held[-1], paragraphs=(*held[-1].paragraphs, *words))
    yield from held


def _section(part: PlanPart, words: tuple[str, ...]) -> Section:
    """2.1 stands a level below 2. Numbers that the plan brings along are kept."""
    deep = re.match(r"\d+\.\d", part.heading)
    return Section(part.heading or "Nội dung chung", 3 if deep else 2, words)


def _budget(part: PlanPart) -> str:
    said = ": ".join(filter(None, (part.heading, part.text.strip().rstrip("."))))
    amount = f" ({money(part.amount)})" if part.amount else ""
    return f"{'' if NUMBERED.match(said) else '- '}{said}{amount}."


def _bases(plan: Plan) -> Iterator[str]:
    """`Căn cứ …;` each, the last with a full stop."""
    texts = [
        " ".join(filter(None, (part.heading, part.text))).strip().rstrip(" .;,")
        for part in _parts(plan, PlanPart.Kind.BASIS)
    ]
    for i, text in enumerate(texts, 1):
        begun = text if text.lower().startswith(("căn cứ", "thực hiện")) else f"Căn cứ {text}"
        yield f"{begun}{';' if i < len(texts) else '.'}"


def _closing(plan: Plan, held: Office, title: str) -> str:
    usual = (
        f"Trên đây là Kế hoạch {lower_first(title)}; {held.name} đề nghị các cơ quan, đơn vị, địa "
        "phương tổ chức thực hiện và báo cáo kết quả theo quy định"
    )
    return (plan.closing.strip() or usual).rstrip(" ./") + END


def _office(plan: Plan) -> Office:
    on = plan.issued_on or plan.period.lower
    position = tuple(filter(None, (plan.signed_for, plan.signer_title))) or ("CHỦ TỊCH",)
    of_committee = plan.number.upper().endswith("UBND") and plan.unit.level != Level.NATION
    held = committee(plan.unit, on, position) if of_committee else office(plan.unit, on)
    named = plan.signed_for or plan.signer_title
    held = held if of_committee or not named else replace(held, position=position)
    recipients = tuple(_recipients(plan))
    return replace(held, recipients=recipients) if recipients else held


def _recipients(plan: Plan) -> Iterator[str]:
    texts = [
        " ".join(filter(None, (part.heading, part.text))).strip().lstrip("- ").rstrip(" .;")
        for part in _parts(plan, PlanPart.Kind.RECIPIENT)
    ]
    filed = [text for text in texts if text.lower().startswith("lưu")]
    yield from (f"- {text};" for text in texts if text not in filed)
    if texts:
        yield f"- {filed[0] if filed else 'Lưu: VT'}."


def _title(plan: Plan) -> str:
    title = re.sub(r"^kế hoạch\s+", "", plan.title.strip(), flags=re.IGNORECASE).rstrip(".")
    return title[:1].upper() + title[1:]


def _day(plan: Plan) -> str:
    """Days below 10 and the months 1 and 2 are written with a zero (NĐ 30/2020)."""
    if plan.issued_on is None:
        return f"ngày{ROOM}tháng{ROOM}năm {plan.period.lower.year}"
    on: date = plan.issued_on
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def _parts(plan: Plan, kind: str) -> list[PlanPart]:
    return list(plan.parts.filter(kind=kind).order_by("order"))


def _paragraphs(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.splitlines() if line.strip())


def _invented(plan: Plan) -> bool:
    day = plan.issued_on or plan.period.lower
    return Tables(plan.unit, Period(day, day + timedelta(days=1), "")).invented
