"""The groups of circumstances that a workbook of a unit may name: those that are not sealed."""

from datetime import date

from chungtay.children.models import Group
from chungtay.exchange.parsing import Groups
from chungtay.law.circumstances import cases_of
from chungtay.lib.vietnamese import fold
from chungtay.places.models import Unit


def groups_of(unit: Unit, day: date) -> Groups:
    known: dict[str, str] = {}
    sealed = set()
    # A risk no longer used is still what a child's row says that was recorded before.
    for group in Group.objects.of(unit, day).on(day):
        if group.compartment:
            sealed.add(group.code)
        cases = cases_of(group.code)
        whole = (
            group.code if cases == [0] else f"{group.code}.{cases[0]}" if len(cases) == 1 else ""
        )
        known[group.code] = known[fold(group.name)] = whole or ""
        for case in cases:
            if case:
                known[f"{group.code}.{case}"] = f"{group.code}.{case}"
    known |= {code: code for code in sealed}
    return Groups(known, frozenset(sealed))


def choices_of(unit: Unit, day: date) -> list[str]:
    """What the template offers: code, a dash, the name; one for each case."""
    found = []
    for group in Group.objects.offered(unit, day).filter(compartment="").order_by("code"):
        for case in cases_of(group.code):
            code = f"{group.code}.{case}" if case else group.code
            told = f"{code} – {group.name}" + (f", khoản {case}" if case else "")
            found.append(told)
    return found
