"""The groups of circumstances: those of the law, and the province's own list of risks."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.models import Group
from chungtay.law.circumstances import compartments
from chungtay.law.data import law_file
from chungtay.lib.problems import Problem
from chungtay.people.models import User
from chungtay.people.trail import note


def load_groups() -> int:
    """Brings the groups of law/groups.yaml into the database; a province's own risks stay."""
    groups = [_group(kind, law, row) for kind, law, row in _groups_of_law()]
    special = [group for group in groups if group.kind == Group.Kind.SPECIAL]
    kept = ["kind", "letter", "name", "text", "article", "confidence", "compartment", "period"]
    Group.objects.bulk_create(
        special, update_conflicts=True, unique_fields=["code"], update_fields=kept
    )
    Group.objects.bulk_create(
        [group for group in groups if group not in special], ignore_conflicts=True
    )
    for code, compartment in compartments().items():
        Group.objects.filter(code=code).update(compartment=compartment)
    return len(groups)


def _groups_of_law() -> list[tuple[str, dict, dict]]:
    lists = law_file("groups")
    return [
        (Group.Kind.RISK if name == "risk" else Group.Kind.SPECIAL, law, row)
        for name, law in lists.items()
        for row in law["groups"]
    ]


def _group(kind: str, law: dict, row: dict) -> Group:
    return Group(
        code=row["code"],
        kind=kind,
        letter=row.get("letter", ""),
        name=row["name"],
        text=law["text"] or "",
        article=row.get("article", ""),
        confidence=row["confidence"],
        compartment=row.get("sealed", ""),
        period=DateRange(law["from"], law["to"]),
    )


@transaction.atomic
def keep_risk(*, code: str, name: str, until: date | None, by: User) -> Group:
    """Adds a risk to the province's list (empty `code`) or renames and ends one of it.

    `until` is the first day it is no longer offered. Groups of the law are refused.
    """
    risks = Group.objects.select_for_update().filter(kind=Group.Kind.RISK)
    risk = risks.filter(code=code).first() if code else _new_risk(risks.count())
    if risk is None:
        raise Problem("Nhóm theo luật không sửa ở đây.", "A group of the law is not edited here.")
    if until is not None and until <= risk.period.lower:
        raise Problem(
            f"Ngày thôi dùng phải sau ngày {risk.period.lower:%d/%m/%Y}.",
            f"It must end after {risk.period.lower}.",
        )
    risk.name, risk.period = name, DateRange(risk.period.lower, until)
    # Two officers adding at once must not write over one another.
    risk.save(force_insert=not code)
    note("keep_risk", f"group:{risk.code}", by=by.username, details={"name": name})
    return risk


def _new_risk(known: int) -> Group:
    start = law_file("groups")["risk"]["from"]
    return Group(
        code=f"R{known + 1:02}",
        kind=Group.Kind.RISK,
        confidence="D",
        period=DateRange(start, None),
    )
