"""What `chungtay retention` counts and carries out, with a bar to see it by."""

import argparse
from datetime import date

from tqdm import tqdm

from chungtay.demo.locality import locality_unit
from chungtay.people.scope import of_command
from chungtay.places.models import Unit
from chungtay.rights.retention import carry_out, plan, told


def counted(chosen: argparse.Namespace, day: date) -> int:
    with of_command("retention"):
        print(told(plan(day, _unit(chosen, day)), chosen.unit))
    return 0


def carried_out(chosen: argparse.Namespace, day: date) -> int:
    """As the owner of the tables: what history kept goes as well. Raises Problem."""
    with tqdm(total=chosen.expect, unit=" dòng", disable=None, leave=False) as bar:
        removed = carry_out(
            day,
            chosen.expect,
            rules=chosen.rule,
            decision=chosen.decision,
            unit=_unit(chosen, day),
            told=bar.update,
        )
    print(f"Đã xóa hoặc khử nhận dạng {removed} dòng. ({removed} rows removed or anonymised.)")
    return 0


def _unit(chosen: argparse.Namespace, day: date) -> Unit | None:
    return locality_unit(chosen.unit, day) if chosen.unit else None
