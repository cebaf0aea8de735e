"""What the cleaning of 2022 asks of a child's record (công văn 2513/LĐTBXH-TTTT, 14/07/2022, as the
press told it): children without a personal number or with one that does not fit, and whatever of
name, birth date or parents is missing. The officer lists them, goes from house to house with the
collaborators, the commune's police supply the numbers, and they come back into the register."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef

from chungtay.children.models import BirthPrecision, Child, Guardian, Residence
from chungtay.law.personal_number import doubts
from chungtay.places.models import Unit


class Fault(models.TextChoices):
    NUMBER = "number", "chưa có số định danh"
    DOUBT = "doubt", "số định danh không khớp"
    NAME = "name", "họ tên chưa đủ"
    BIRTH = "birth", "ngày sinh chưa đủ"
    CARER = "carer", "chưa có cha, mẹ, người giám hộ"


@dataclass(frozen=True)
class ToClean:
    """A child, its hamlet, and what of its record is to be put right."""

    child: Child
    hamlet: Unit
    faults: tuple[Fault, ...]


def to_clean(unit: Unit, day: date) -> list[ToClean]:
    """Every child of a commune or hamlet whose record has a fault: by hamlet, then by name.

    Every record of the unit is read: a number is doubted by sex and birth date together.
    """
    carers = Guardian.objects.on(day).filter(child=OuterRef("child"))
    homes = (
        Residence.objects.on(day)
        .under(unit)
        .filter(child__in=Child.objects.on(day))
        .annotate(has_carer=Exists(carers))
        .select_related("child", "unit")
        .order_by("unit__sort_key", "unit_id", "child__sort_key", "child_id")
    )
    found = (ToClean(home.child, home.unit, _faults(home.child, home.has_carer)) for home in homes)
    return [one for one in found if one.faults]


def _faults(child: Child, has_carer: bool) -> tuple[Fault, ...]:
    wrong = {
        Fault.NUMBER: not child.personal_number,
        Fault.DOUBT: _doubted(child),
        Fault.NAME: len(child.full_name.split()) < 2,
        Fault.BIRTH: child.birth_precision != BirthPrecision.DAY,
        Fault.CARER: not has_carer,
    }
    return tuple(fault for fault, is_so in wrong.items() if is_so)


def _doubted(child: Child) -> bool:
    number = child.personal_number
    return number is not None and bool(doubts(number, sex=child.sex, born=child.birth_date))


def by_hamlet(found: Iterable[ToClean]) -> list[tuple[Unit, dict[str, int]]]:
    """How many children of each hamlet have each fault, and under `all` how many have any."""
    counts: dict[Unit, Counter[str]] = {}
    for one in found:
        counted = counts.setdefault(one.hamlet, Counter())
        counted.update([*(str(fault) for fault in one.faults), "all"])
    return [(hamlet, dict(counted)) for hamlet, counted in counts.items()]
