"""`chungtay duplicates`: the search for children who stand in the register twice."""

import argparse

from chungtay.cli.starting import prepare


def duplicates(chosen: argparse.Namespace) -> int:
    prepare()
    from django.utils import timezone

    from chungtay.children.duplicates.search import search
    from chungtay.demo.locality import locality_unit
    from chungtay.people.scope import of_command

    day = chosen.day or timezone.localdate()
    with of_command("duplicates"):
        unit = locality_unit(chosen.unit, day) if chosen.unit else None
        found = search(day, unit)
    print(f"Đã so {found.children} trẻ: {found.pairs} cặp nghi trùng, {found.new} cặp mới.")
    print(f"({found.children} children compared: {found.pairs} likely pairs, {found.new} new.)")
    return 0


def words(one: argparse.ArgumentParser) -> None:
    from datetime import date

    one.add_argument("unit", nargs="?", default="", help="a locality (dak-lak), a code or a name")
    one.add_argument("--day", type=date.fromisoformat, help="children of this day; else today")
    one.set_defaults(run=duplicates)
