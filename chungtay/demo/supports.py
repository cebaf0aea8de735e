"""Writes supports: everything that children receive goes through here."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from django.db import connection

from chungtay.demo.copying import copy_in, days
from chungtay.demo.population import Population


@dataclass(frozen=True)
class Giver:
    kind: str
    source: str
    provider: str


FUND = "Quỹ Bảo trợ trẻ em"
OF_STATE = Giver("other", "state", "Phòng Lao động - Thương binh và Xã hội")
OF_COMMUNITY = Giver("care", "community", "Cộng tác viên, trạm y tế xã")


def write_supports(
    people: Population,
    rows: np.ndarray,
    giver: Giver,
    when: np.ndarray,
    progress: Any,
    *,
    amounts: np.ndarray | None = None,
    drive: int | None = None,
) -> None:
    """One support for each row of the counted children, on the days `when`."""
    count = len(rows)
    columns = {
        "child_id": people.child_id.take(pa.array(rows)),
        "kind": pa.array([giver.kind] * count, pa.string()),
        "source": pa.array([giver.source] * count, pa.string()),
        "date": days(when),
        "amount": np.zeros(count, dtype=np.int64) if amounts is None else amounts,
        "provider": pa.array([giver.provider] * count, pa.string()),
    }
    if drive is not None:
        columns["drive_id"] = np.full(count, drive, dtype=np.int64)
    copy_in("support_support", columns, progress)


def write_benefits(
    people: Population,
    rows: np.ndarray,
    kind: str,
    day: int,
    amounts: np.ndarray,
    spending: int,
    progress: Any,
) -> None:
    """Supports that a spending of the Fund paid, and the ties between them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM support_support")
        before = cursor.fetchone()[0]
        giver = Giver(kind, "fund", FUND)
        write_supports(people, rows, giver, np.full(len(rows), day), progress, amounts=amounts)
        cursor.execute(
            "INSERT INTO fund_benefit (spending_id, support_id) "
            "SELECT %s, id FROM support_support WHERE id > %s ORDER BY id",
            [spending, before],
        )
