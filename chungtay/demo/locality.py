"""Finds the unit a person means on the command line."""

from datetime import date, timedelta

from chungtay.demo.models import Locality
from chungtay.lib.problems import Problem
from chungtay.lib.vietnamese import fold
from chungtay.places.models import Level, Unit


def locality_unit(name: str, on: date) -> Unit:
    """A built locality (dak-lak), a unit's code (66), or its name when only one bears it."""
    built = Locality.objects.select_related("unit").filter(code=name).first()
    if built:
        return _then(built.unit, on)
    tree = Unit.objects.on(on)
    if by_code := tree.filter(code=name).first():
        return by_code
    wanted = fold(name)
    known = tree.filter(level__lt=Level.HAMLET)
    found = [unit for unit in known if wanted in (fold(unit.name), fold(unit.title))]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"{unit.title} ({unit.code})" for unit in found[:6])
        raise Problem(
            f"Có {len(found)} đơn vị tên “{name}” ngày {on:%d/%m/%Y}: {listed}. Hãy dùng mã.",
            f"{len(found)} units are called “{name}”; use a code.",
        )
    raise Problem(
        f"Ngày {on:%d/%m/%Y} không có đơn vị “{name}” (mã, tên hoặc địa phương đã dựng).",
        f"There is no unit “{name}” on {on}.",
    )


def _then(unit: Unit, on: date) -> Unit:
    if unit.valid_on(on):
        return unit
    raise Problem(
        f"Địa phương đã dựng ({unit.title}) không có ngày {on:%d/%m/%Y}, chỉ có {_span(unit)}.",
        f"The built locality ({unit.title}) was not there on {on}: it was there {unit.period}.",
    )


def _span(unit: Unit) -> str:
    first, end = unit.period.lower, unit.period.upper
    until = f" đến hết {end - timedelta(days=1):%d/%m/%Y}" if end else ""
    return f"từ {first:%d/%m/%Y}{until}"
