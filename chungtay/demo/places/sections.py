"""What each row of a locality file's sections must hold, checked before anything is written."""

from datetime import date
from typing import Any

from chungtay.lib.problems import Problem

NEEDED: dict[str, tuple[str, ...]] = {
    "gifts": ("occasion", "name", "children", "amount", "source"),
    "activities": ("kind", "name", "date"),
    "models": ("kind", "since"),
    "child_friendly": ("year", "standard", "registered", "registered_on"),
    "documents": ("kind", "number", "sign", "date", "summary"),
    "tasks": ("sector", "what", "given_on"),
}
DAYS = frozenset(
    {"date", "since", "until", "reviewed_on", "registered_on", "decided_on", "given_on", "due_on",
     "done_on", "issued_on"}
)  # fmt: skip


def check_sections(content: dict[str, Any], name: str) -> None:
    """Raises Problem for a row that lacks a key, or a day that is none."""
    for section, needed in NEEDED.items():
        for row in content.get(section) or ():
            _check(row, section, needed, name)
    if content.get("plan"):
        _check(content["plan"], "plan", ("period", "number", "title"), name)


def _check(row: Any, section: str, needed: tuple[str, ...], name: str) -> None:
    lacking = [key for key in needed if key not in row] if isinstance(row, dict) else list(needed)
    if lacking:
        keys = ", ".join(lacking)
        raise Problem(
            f"Tệp địa phương {name}: một mục của {section} thiếu {keys}.",
            f"Locality file {name}: a row of {section} lacks {keys}.",
        )
    for key in DAYS & set(row):
        if not isinstance(row[key], date):
            raise Problem(
                f"Tệp địa phương {name}: {key} của {section} phải là ngày (2012-08-14).",
                f"Locality file {name}: {key} of {section} must be a day.",
            )
