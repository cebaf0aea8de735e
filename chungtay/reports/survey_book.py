"""The paper book of a hamlet in a survey round: its children, household by household, with boxes
to tick, room to correct, and a code on every row that keys it back."""

import json
from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from itertools import groupby
from typing import Any

import qrcode
import typst

from chungtay.lib import vietnamese
from chungtay.reports.fonts import FOLDER
from chungtay.survey.codes import spaced
from chungtay.survey.models import Area, Visit
from chungtay.survey.questions import BY_CODE, Known, known

NEW_ROWS = 10
# Parts of the width that a question's column takes.
WIDTHS = {
    "full_name": 30, "sex": 9, "birth_date": 17, "ethnic_group": 13, "personal_number": 22,
    "carer": 26, "lives_with": 20, "schooling": 16,
}  # fmt: skip


def written(area: Area, *, on: date, taken_by: str) -> bytes:
    """The book as PDF, A4 across. Typst reads the words as data, never as mark-up."""
    layout: Any = files("chungtay.reports").joinpath("survey_book.typ").read_bytes()
    made: bytes = typst.compile(
        layout,
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
        sys_inputs={"book": json.dumps(book(area, on, taken_by), ensure_ascii=False)},
    )
    return made


def book(area: Area, on: date, taken_by: str) -> dict[str, Any]:
    """What stands in the book. The head of the household is its heading, not a column."""
    asked = [code for code in area.round.questions if code != "head"]
    rows = list(area.visits.select_related("child"))
    register = known([row.child_id for row in rows], on)
    first, last = area.round.period.lower, area.due
    return {
        "title": f"{area.round.name}: {area.unit.title}",
        "place": ", ".join(one.title for one in (area.unit.commune, area.unit.province) if one),
        "days": f"{vietnamese.date(first)} – {vietnamese.date(last)}",
        "person": str(area.person or ""),
        "code": spaced(area.code),
        "qr": drawn(area.code),
        "columns": [{"title": str(BY_CODE[code].label), "width": WIDTHS[code]} for code in asked],
        "households": list(_households(rows, register, asked)),
        "new_rows": NEW_ROWS,
        "count": len(rows),
        "footer": f"In ngày {vietnamese.date(on)}, người in: {taken_by}. "
        "Sổ có tên trẻ em: giữ kín, nộp lại xã khi xong đợt.",
    }


def _households(
    rows: Iterable[Visit], register: dict[Any, Known], asked: list[str]
) -> Iterable[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: order_of(register[row.child_id]))
    number = 0
    for head, group in groupby(ordered, key=lambda row: heading(register[row.child_id])):
        children = []
        for row in group:
            number += 1
            children.append(_child(row, register[row.child_id], asked, number))
        yield {"head": head, "children": children}


def order_of(one: Known) -> tuple[Any, ...]:
    """Households by the head's name, children of one by age; those without one last."""
    household = one.home.household if one.home else None
    head = vietnamese.person_sort_key(household.head) if household else ""
    key = str(household.pk) if household else ""
    return (household is None, head, key, one.child.birth_date, one.child.sort_key)


def heading(one: Known) -> str:
    household = one.home.household if one.home else None
    if household is None:
        return "Không ghi hộ"
    return f"Hộ {household.head}" + (f", {household.address}" if household.address else "")


def _child(row: Visit, one: Known, asked: list[str], number: int) -> dict[str, Any]:
    said = [BY_CODE[code].said(BY_CODE[code].read(one)) for code in asked]
    code = row.code
    return {"number": number, "code": spaced(code), "qr": drawn(code), "said": said}


def drawn(code: str) -> str:
    """The code as a QR symbol in SVG. One mask for all: choosing the best takes most of the time
    and a symbol this small is read with any."""
    symbol = qrcode.QRCode(version=1, border=2, mask_pattern=2)
    symbol.add_data(code)
    symbol.make()
    cells = symbol.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, line in enumerate(cells) for x, dark in enumerate(line) if dark
    )
    side = len(cells)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )
