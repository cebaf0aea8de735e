"""Which circumstances give a monthly social allowance, and how much, on a date."""

from dataclasses import dataclass
from datetime import date

from chungtay.law.data import law_file
from chungtay.lib.periods import birthday


@dataclass(frozen=True)
class Ground:
    """A clause that entitles: cases are `group.case` codes; coefficients by the fourth birthday."""

    code: str
    text: str
    clause: str
    cases: tuple[str, ...]
    only_if_poor: bool
    under_4: float
    from_4: float
    confidence: str


def grounds(on: date) -> tuple[Ground, ...]:
    """The grounds in force on a day; empty before the first decree held."""
    for decree in law_file("entitlements")["decrees"]:
        if decree["from"] <= on and (decree["to"] is None or on < decree["to"]):
            return tuple(_ground(decree["text"], row) for row in decree["grounds"])
    return ()


def _ground(text: str, row: dict) -> Ground:
    return Ground(
        code=row["code"],
        text=text,
        clause=row["clause"],
        cases=tuple(row["cases"]),
        only_if_poor=row.get("only_if_poor", False),
        under_4=row["under_4"],
        from_4=row["from_4"],
        confidence=row["confidence"],
    )


def base_amount(on: date) -> int:
    """Mức chuẩn trợ giúp xã hội, đồng a month. Raises LookupError before the first amount."""
    held = [row for row in law_file("amounts/base")["values"] if row["from"] <= on]
    if not held:
        raise LookupError(f"no base amount on {on}")
    return int(max(held, key=lambda row: row["from"])["amount"])


def monthly_amount(ground: Ground, born: date, on: date) -> int:
    """Whole đồng a month for one child on a day: base × coefficient."""
    coefficient = ground.under_4 if on < birthday(born, 4) else ground.from_4
    return round(base_amount(on) * coefficient)
