"""All 19 figures of Đắk Lắk against the best SQL written by hand for them (figures.sql)."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.databases import built
from bench.timing import in_turn

STATEMENTS = (Path(__file__).parent / "figures.sql").read_text("utf-8").split(";\n")


def measures() -> Iterator[dict[str, Any]]:
    os.environ["DATABASE_URL"] = built()
    from chungtay.cli import setup

    setup()
    from django.db import connection, transaction

    from chungtay.demo.models import Locality
    from chungtay.indicators.compute import compute
    from chungtay.lib.periods import parse_period

    place, period = Locality.objects.get(code="dak-lak").unit, parse_period("2020-H1")
    found: dict[str, int] = {}
    codes: list[str] = []

    def by_hand() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")
            for statement in STATEMENTS:
                cursor.execute(statement, {"unit": place.pk})
                names = [column.name for column in cursor.description or ()]
                found.update(zip(names, cursor.fetchone() or (), strict=True))

    def ours() -> dict[str, Any]:
        return compute(place, period, codes)

    by_hand()
    codes = list(found)
    counted = {code: value.numerator for code, value in ours().items()}
    if counted != {code: int(value) for code, value in found.items()}:
        raise SystemExit(f"not the same figures: {counted} {found}")
    yield in_turn("figures", ours, by_hand, rows=counted["children"], times=7)
