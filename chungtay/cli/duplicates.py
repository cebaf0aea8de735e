"""`chungtay duplicates`: the search for children who stand in the register twice."""

import argparse
from datetime import date

from chungtay.cli.starting import prepare
from chungtay.lib.periods import parse_day
from chungtay.lib.problems import Problem


def duplicates(chosen: argparse.Namespace) -> int:
    prepare()
    from django.utils import timezone

    from chungtay.children.duplicates.search import search
    from chungtay.demo.locality import locality_unit
    from chungtay.people.scope import of_command

    day = _day(chosen.day, timezone.localdate())
    with of_command("duplicates"):
        unit = locality_unit(chosen.unit, day) if chosen.unit else None
        found = search(day, unit)
    print(f"Đã so {found.children} trẻ: {found.pairs} cặp nghi trùng, {found.new} cặp mới.")
    print(f"({found.children} children compared: {found.pairs} likely pairs, {found.new} new.)")
    return 0


def _day(written: str, today: date) -> date:
    day = parse_day(written, today)
    if day > today:
        raise Problem(
            f"Ngày {day:%d/%m/%Y} chưa tới: chỉ so trẻ của hôm nay hoặc một ngày đã qua.",
            f"{day} is yet to come: compare the children of today or of a day gone by.",
        )
    return day


def words(one: argparse.ArgumentParser) -> None:
    one.add_argument("unit", nargs="?", default="", help="a locality (dak-lak), a code or a name")
    one.add_argument("--day", default="", help="children of this day (2020-06-30); else today")
    one.set_defaults(run=duplicates)
