"""Which list of groups of children in special circumstances is in force on a day."""

from datetime import date

from chungtay.law.circumstances import LISTS
from chungtay.law.data import law_file


def group_list(on: date) -> str:
    """Its name in law/groups.yaml. Raises LookupError for a day before any list."""
    for name in LISTS:
        held = law_file("groups")[name]
        if held["from"] <= on and (held["to"] is None or on < held["to"]):
            return str(name)
    raise LookupError(f"no list of groups is in force on {on}")
