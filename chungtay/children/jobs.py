"""The night's work on the register."""

from datetime import time

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from chungtay.people.jobs import Said, Told, nightly


@nightly("duplicates", gettext_lazy("Tìm trẻ bị ghi hai lần"), at=time(1, 30))
def find_duplicates(*, told: Told) -> Said:
    """Pairs of records that may be of one child, over the whole register."""
    from chungtay.children.duplicates.search import search  # DuckDB and Splink only here

    told(0, 0)
    found = search(timezone.localdate())
    said = gettext_noop("Đã so %(children)s trẻ: %(pairs)s cặp nghi trùng, %(new)s cặp mới.")
    return Said(said, {"children": found.children, "pairs": found.pairs, "new": found.new})


@nightly("listed", gettext_lazy("Soát bảng tra tên trẻ"), at=time(3, 0))
def list_again(*, told: Told) -> Said:
    """What two people write of a child in one moment may be listed wrong (listed.sql)."""
    told(0, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.list_again()")
        rows = int(cursor.fetchone()[0])
    return Said(gettext_noop("Đã sửa %(rows)s dòng của bảng tra tên."), {"rows": rows})
