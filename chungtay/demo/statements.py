"""The locality's described plan with its targets, the register of documents, tasks to sectors."""

from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.demo.offices import Offices
from chungtay.demo.plan import Plan
from chungtay.lib.periods import parse_period
from chungtay.plans.models import Document, PlanPart, Target, Task
from chungtay.plans.models import Plan as ActionPlan


def state(plan: Plan, offices: Offices) -> None:
    described = plan.description.text.get("plan")
    issued = _issue(plan, described, offices) if described else None
    documents = _register(plan, offices)
    _hand_out(plan, offices, issued, documents)


def _issue(plan: Plan, row: dict[str, Any], offices: Offices) -> ActionPlan:
    period = parse_period(str(row["period"]))
    made = ActionPlan.objects.create(
        unit=offices.root,
        period=DateRange(period.start, period.end),
        form=row.get("form", ActionPlan.Form.OWN),
        number=row["number"],
        title=row["title"],
        issued_on=row.get("issued_on"),
        general_goal=row.get("general_goal", "").strip(),
        closing=row.get("closing", "").strip(),
        signed_for=row.get("signed_for", ""),
        signer_title=row.get("signer_title", ""),
        signer=row.get("signer", ""),
    )
    _parts(made, row.get("parts") or ())
    own = [("", target["indicator"], target) for target in row.get("targets") or ()]
    told = [(f.id, f.indicator, f.target) for f in plan.description.figures if f.target]
    _targets(made, [*told, *own])
    return made


def _parts(made: ActionPlan, rows: Any) -> None:
    count: dict[str, int] = {}
    for row in rows:
        count[row["kind"]] = order = count.get(row["kind"], 0) + 1
        PlanPart.objects.create(
            plan=made,
            kind=row["kind"],
            order=order,
            heading=row.get("heading", ""),
            text=row.get("text", "").strip(),
            amount=row.get("amount"),
        )


def _targets(made: ActionPlan, promised: list[tuple[str, str, dict[str, Any]]]) -> None:
    """The figures that are targets, then the file's own; `within` names a figure by its id."""
    known: dict[str, Target] = {}
    for order, (name, indicator, target) in enumerate(promised, start=1):
        known[name] = Target.objects.create(
            plan=made,
            order=order,
            indicator=indicator,
            kind=target["kind"],
            direction=target.get("direction", Target.Direction.AT_LEAST),
            value=target["value"],
            of=target.get("of"),
            of_what=target.get("of_what", ""),
            base_year=target.get("base_year"),
            within=known.get(target.get("within", "-")),
            wording=target["wording"],
        )


def _register(plan: Plan, offices: Offices) -> dict[str, Document]:
    made = [
        Document(
            unit=offices.root,
            flow=row.get("flow", Document.Flow.RECEIVED),
            kind=row["kind"],
            number=str(row["number"]),
            sign=row["sign"],
            issuer=row.get("issuer", f"UBND {offices.root.title}"),
            date=row["date"],
            summary=row["summary"],
        )
        for row in plan.description.text.get("documents") or ()
    ]
    Document.objects.bulk_create(made)
    return {str(one): one for one in made}


def _hand_out(
    plan: Plan, offices: Offices, issued: ActionPlan | None, documents: dict[str, Document]
) -> None:
    Task.objects.bulk_create(
        Task(
            unit=offices.root,
            sector=row["sector"],
            what=row["what"],
            given_on=row["given_on"],
            due_on=row.get("due_on"),
            status=row.get("status", Task.Status.GIVEN),
            done_on=row.get("done_on"),
            result=row.get("result", ""),
            document=documents.get(row.get("document", "")),
            plan=issued if row.get("by_plan") else None,
        )
        for row in plan.description.text.get("tasks") or ()
    )
