"""What the groups of law/groups.yaml say beyond their names."""

from functools import cache

from chungtay.law.data import law_file

LISTS = ("special", "special-2004")


@cache
def severe_cases() -> list[str]:
    """`group.case` of disabilities that are especially severe or severe (Luật 51/2010, Điều 3)."""
    return [f"{row['code']}.{case}" for row in _rows() for case in row.get("severe", ())]


@cache
def groups_alone() -> list[str]:
    """Codes of the groups of orphaned, abandoned children and those with nobody to rely on."""
    return [str(row["code"]) for row in _rows() if row.get("alone")]


def cases_of(code: str) -> list[int]:
    """The cases a group is divided into; [0]: it is not divided, as no group of risk is."""
    return next((list(row["cases"]) for row in _rows() if row["code"] == code), [0])


@cache
def compartments() -> dict[str, str]:
    """Code of a group: the compartment (compartments.yaml) it is sealed in; open groups lack."""
    lists = law_file("groups")
    rows = [row for name in lists for row in lists[name]["groups"]]
    return {str(row["code"]): str(row["sealed"]) for row in rows if "sealed" in row}


def _rows() -> list[dict]:
    lists = law_file("groups")
    return [row for name in LISTS for row in lists[name]["groups"]]
