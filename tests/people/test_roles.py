"""Role × permission, written out: a change of what a role may do changes this table too."""

import pytest

from chungtay.people.roles import PERMISSIONS, Permission, Role

COLUMNS = (
    "figures children enrol export health records work books accounting notices cases supervise "
    "posts accounts rights audit units"
)
TABLE = """
collaborator      x x x . x x . . . . . . . . . . .
commune_officer   x x x x x x x x x x x . x . x . .
case_manager      x x . . . x . . . x x . . . . . .
district_officer  x x x x x x x x x x . x x . x . .
province_officer  x x x x x x x x x x . x x . x . x
fund_accountant   x . . . . x . x x . . . . . . . .
hotline_operator  . . . . . . . . . x . . . . . . .
health_worker     x x . . x . . . . . . . . . . . .
service_provider  . . . . . . . . . . . . . . . . .
interpreter       . . . . . . . . . . . . . . . . .
leader            x . . . . . . . . . . . . . . . .
auditor           x . . . . . . . . . . . . . . x .
administrator     . . . . . . . . . . . . x x . . x
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def test_the_table_is_whole() -> None:
    assert [row[0] for row in ROWS] == list(Role.values)
    assert COLUMNS.split() == list(Permission.values)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_role_permits_what_the_table_says(row: list[str]) -> None:
    said = {name for name, mark in zip(COLUMNS.split(), row[1:], strict=True) if mark == "x"}
    assert {str(one) for one in PERMISSIONS[Role(row[0])]} == said


@pytest.mark.parametrize(
    ("writes", "reads"),
    [("enrol", "children"), ("health", "children"), ("work", "records"), ("accounting", "books")],
)
def test_who_writes_also_reads(writes: str, reads: str) -> None:
    for held in PERMISSIONS.values():
        assert Permission(writes) not in held or Permission(reads) in held
