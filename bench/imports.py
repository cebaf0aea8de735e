"""A file of children from its bytes to the register: checked, compared with everybody, stored.

Ours: the actions of chungtay/exchange as the province's officer, under row security, with the
deed that takes it back. The floor: polars reads the same file, and the very rows that ours stores
are copied by their owner into the same tables, with the same indexes and keys, in the order of the
file. What only ours keeps (the deed, the trail) is ours alone to write. Both are undone.
"""

import io
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench.databases import built
from bench.timing import line, seconds

WORKBOOK_ROWS, WORDS_ROWS = 100_000, 500_000
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Bùi", "Y", "H’")
MIDDLES = ("Văn", "Thị", "Gia", "Minh", "Ngọc", "Thanh", "Đức", "Kim", "Bảo", "Tuấn")
GIVENS = ("An", "Bình", "Chi", "Dũng", "Hà", "Hân", "Khang", "Linh", "Long", "Mai", "Nam", "Vy")
TITLES = ("Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Số định danh cá nhân", "Xã, phường",
          "Thôn, buôn, tổ dân phố", "Chủ hộ", "Họ và tên mẹ")  # fmt: skip
# Where a row stood in the file: the last digits of the number that the bench gave its child.
OF_CHILD = "(SELECT right(c.personal_number, 6) FROM children_child c WHERE c.id = t.child_id)"
IN_ORDER = {
    "children_household": "(SELECT min(right(c.personal_number, 6)) FROM children_residence r"
    " JOIN children_child c ON c.id = r.child_id WHERE r.household_id = t.id)",
    "children_child": "right(t.personal_number, 6)",
    "children_residence": OF_CHILD,
    "children_guardian": OF_CHILD,
}
TIMES = int(os.environ.get("CHUNGTAY_BENCH_TIMES", "3"))


def measures() -> Iterator[dict[str, Any]]:
    os.environ["DATABASE_URL"] = built()
    from chungtay.cli import setup

    setup()
    from chungtay.people.models import User

    person = User.objects.get(username="daklak.tinh")
    for kind, rows in (("xlsx", WORKBOOK_ROWS), ("csv", WORDS_ROWS)):
        data = _file(kind, rows, person)
        yield from _measure(kind, data, rows, person)


def _measure(kind: str, data: bytes, rows: int, person: Any) -> Iterator[dict[str, Any]]:
    _analyze()
    tables = _tables(kind, data, person)
    stored = sum(len(one.splitlines()) for _, one in tables)
    dry, whole, floor, reading = [], [], [], []
    for _ in range(TIMES):
        _analyze()
        checked, accepted = _ours(kind, data, person)
        dry.append(checked)
        whole.append(checked + accepted)
        floor.append(_floor(kind, data, tables))
        if kind == "xlsx":
            reading.append(seconds(lambda: _openpyxl(data)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    middle: Callable[[list[float]], float] = lambda some: sorted(some)[len(some) // 2]  # noqa: E731
    yield line(f"import: {kind}", middle(whole), middle(floor), rows, peak_mb=peak, stored=stored)
    if reading:
        name = "import: xlsx, dry run; floor: openpyxl reads it"
        yield line(name, middle(dry), middle(reading), rows)


def _analyze() -> None:
    """What was undone leaves the planner with a tenth of the rows, or none."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(IN_ORDER)}, people_deedrow")


def _ours(kind: str, data: bytes, person: Any) -> tuple[float, float]:
    """(seconds to receive and check, seconds to accept)."""
    from chungtay.exchange import actions

    kept: dict[str, Any] = {}

    def check() -> None:
        kept["upload"] = actions.check(_received(kind, data, person))

    with _undone(person):
        first = seconds(check)
        return first, seconds(lambda: actions.accept(kept["upload"], mode="good", by=person))


def _received(kind: str, data: bytes, person: Any) -> Any:
    from chungtay.exchange import actions

    unit = person.posts.get(role="province_officer").unit
    upload = actions.receive(f"tre.{kind}", data, unit=unit, day=person.works_as_of, by=person)
    if upload.state == "columns":
        actions.match_columns(upload, upload.mapping, by=person)
    return upload


@contextmanager
def _undone(person: Any) -> Iterator[None]:
    from django.db import transaction

    from chungtay.people.scope import of_person

    with of_person(person.pk):
        yield
        transaction.set_rollback(True)


def _floor(kind: str, data: bytes, tables: list[tuple[str, bytes]]) -> float:
    from django.db import connection, transaction

    def work() -> None:
        _polars(kind, data)
        with connection.cursor() as cursor:
            for head, words in tables:
                with cursor.copy(f"COPY {head} FROM STDIN (FORMAT csv)") as copy:
                    copy.write(words)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with transaction.atomic():
        took = seconds(work)
        transaction.set_rollback(True)
    return took


def _polars(kind: str, data: bytes) -> Any:
    import polars as pl

    if kind == "csv":
        return pl.read_csv(data, infer_schema=False)
    return pl.read_excel(io.BytesIO(data), infer_schema_length=0)


def _openpyxl(data: bytes) -> int:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return sum(1 for _ in book.active.iter_rows(values_only=True))


def _tables(kind: str, data: bytes, person: Any) -> list[tuple[str, bytes]]:
    """What ours stores, as CSV by table and columns: taken from the register after one import."""
    from django.db import connection

    from chungtay.exchange import actions

    found = []
    with _undone(person):
        upload = actions.check(_received(kind, data, person))
        actions.accept(upload, mode="good", by=person)
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("ANALYZE people_deedrow")
            for table in ("household", "child", "residence", "guardian"):
                found.append(_added(cursor, f"children_{table}", upload.deed_id))
    return found


def _added(cursor: Any, table: str, deed: int) -> tuple[str, bytes]:
    cursor.execute(
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' AND NOT (attname = 'id' AND attidentity <> '')",
        [table],
    )
    (columns,) = cursor.fetchone()
    told = ", ".join(f"t.{name.strip()}" for name in columns.split(","))
    out = bytearray()
    with cursor.copy(
        f"COPY (SELECT {told} FROM {table} t JOIN people_deedrow d ON d.key = t.id::text"
        f" WHERE d.deed_id = {int(deed)} AND d.table = '{table}' ORDER BY {IN_ORDER[table]})"
        " TO STDOUT (FORMAT csv)"
    ) as copy:
        for block in copy:
            out += block
    return f"{table} ({columns})", bytes(out)


def _file(kind: str, rows: int, person: Any) -> bytes:
    """Invented children of the province's hamlets; one in a hundred has a fault."""
    from chungtay.places.models import Unit

    unit = person.posts.get(role="province_officer").unit
    hamlets = Unit.objects.on(person.works_as_of).hamlets().under(unit)
    homes = [
        (f"{one.commune.title}, {one.commune.district.title}", one.name)
        for one in hamlets.select_related("commune__district").order_by("pk")
    ]
    table = _table(rows, person.works_as_of.year - 15, homes)
    out = io.BytesIO()
    table.write_csv(out) if kind == "csv" else table.write_excel(out, autofit=False)
    return out.getvalue()


def _table(rows: int, first_year: int, homes: list[tuple[str, str]]) -> Any:
    import numpy as np
    import polars as pl

    rng = np.random.default_rng(5)

    def name() -> list[str]:
        parts = (rng.choice(some, rows) for some in (FAMILIES, MIDDLES, MIDDLES, GIVENS))
        return [" ".join(one) for one in zip(*parts, strict=True)]

    home = rng.integers(0, len(homes), rows)
    year, female = first_year + rng.integers(0, 15, rows), rng.integers(0, 2, rows)
    month, day = rng.integers(7, 13, rows), rng.integers(1, 29, rows)
    wrong = np.arange(rows) % 100 == 7
    born = [f"{'31' if bad else f'{d:02}'}/{'02' if bad else f'{m:02}'}/{y}"
            for d, m, y, bad in zip(day, month, year, wrong, strict=True)]  # fmt: skip
    number = [f"066{2 + sex}{y % 100:02}{n:06}"
              for n, (sex, y) in enumerate(zip(female, year, strict=True))]  # fmt: skip
    columns = (
        name(), born, ["Nữ" if one else "Nam" for one in female], ["Kinh"] * rows, number,
        [homes[one][0] for one in home], [homes[one][1] for one in home], name(), name(),
    )  # fmt: skip
    return pl.DataFrame(dict(zip(TITLES, columns, strict=True)))
