"""The groups of circumstances: those of the law, and the province's own list of risks."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.models import Group, StoppedRisk
from chungtay.law.circumstances import compartments
from chungtay.law.data import law_file
from chungtay.lib.problems import Problem
from chungtay.people.models import User
from chungtay.people.posts import working_day
from chungtay.people.trail import note
from chungtay.places.models import Unit


def load_groups() -> int:
    """Brings the groups of law/groups.yaml into the database; risks that are there stay."""
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
def keep_risk(*, code: str, name: str, until: date | None, province: Unit, by: User) -> Group:
    """Adds a risk to the province's list (empty `code`), renames or ends one of its own, or stops
    using a common one, whose name is everybody's.

    `until` is the first day it is no longer offered. Groups of the law and risks of another
    province are refused.
    """
    day = working_day(by)
    risks = Group.objects.select_for_update(of=("self",)).filter(kind=Group.Kind.RISK)
    mine = risks.of(province, day)
    risk = mine.filter(code=code).first() if code else _new_risk(risks.count(), province)
    if risk is None:
        raise Problem(
            "Nhóm theo luật hoặc của tỉnh khác không sửa ở đây.",
            "A group of the law, or of another province, is not edited here.",
        )
    if until is not None and until <= risk.period.lower:
        raise Problem(
            f"Ngày thôi dùng phải sau ngày {risk.period.lower:%d/%m/%Y}.",
            f"It must end after {risk.period.lower}.",
        )
    if risk.province_id is None:
        _keeps_name(risk, name)
        StoppedRisk.objects.of(province, day).filter(group=risk).delete()
        if until is not None:
            risk.stopped.create(province=province, since=until)
    else:
        risk.name, risk.period = name, DateRange(risk.period.lower, until)
        # Two officers adding at once must not write over one another.
        risk.save(force_insert=not code)
    note("keep_risk", f"group:{risk.code}", by=by.username, details={"name": name})
    return risk


def _keeps_name(risk: Group, name: str) -> None:
    if name != risk.name:
        raise Problem(
            "Nguy cơ này chung cho mọi tỉnh nên không đổi tên. Có thể thôi dùng và thêm nguy cơ "
            "của tỉnh.",
            "This risk is common to all provinces: it is not renamed. Stop using it, add your own.",
        )


def _new_risk(known: int, province: Unit) -> Group:
    start = law_file("groups")["risk"]["from"]
    return Group(
        code=f"R{known + 1:02}",
        kind=Group.Kind.RISK,
        confidence="D",
        province=province,
        period=DateRange(start, None),
    )
