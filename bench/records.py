"""The list of every kind of record, through the whole middleware, against the very statements it
asks in bare SQL plus an empty view; and whether an index serves its order."""

from collections.abc import Iterator
from typing import Any

from bench.timing import in_turn


def measures(client: Any) -> Iterator[dict[str, Any]]:
    """`client` is signed in nowhere yet; each list is read where it has most rows."""
    from chungtay.web.kinds import KINDS

    for kind in KINDS.values():
        if found := _largest(kind):
            account, rows = found
            yield _measure(client, kind, account, rows)


def _largest(kind: Any) -> tuple[Any, int] | None:
    """The account (of those who may read the kind) within whose unit most rows stand."""
    from chungtay.demo.accounts import to_try
    from chungtay.people.access import posts

    found = []
    for user in to_try():
        held = posts(user, user.works_as_of)
        if held and kind.may_read(held):
            found.append((kind.under(held[0].unit).count(), user.username, user))
    best = max(found, default=None)
    return (best[2], best[0]) if best and best[0] else None


def _measure(client: Any, kind: Any, account: Any, rows: int) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    address = reverse("records", args=[kind.slug])
    client.force_login(account)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    statements = [one["sql"].replace("%", "%%") for one in asked]

    def ours() -> None:
        assert client.get(address).status_code == 200, address

    def bare() -> None:
        assert client.get("/trong/").status_code == 200
        for statement in statements:
            _fetch(statement)

    line = in_turn(f"pages: {kind.slug}", ours, bare, rows=rows, times=7)
    return {**line, "statements": len(statements), "index": _index(kind, account)}


def _fetch(statement: str, given: tuple[Any, ...] = ()) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        # The role and the scope are set by statements too, and the trail gets its line.
        return list(cursor.fetchall()) if cursor.description else []


def _index(kind: Any, account: Any) -> str:
    """The first index that the plan of the page walks along; empty when it reads whole tables."""
    from chungtay.people.access import posts
    from chungtay.web.kinds.asking import Asked

    asked = Asked({}, kind, account.works_as_of)
    assert asked.is_valid()
    found = asked.of(kind.under(posts(account, account.works_as_of)[0].unit))
    sql, given = found[:50].query.sql_with_params()
    plan = [row[0] for row in _fetch(f"EXPLAIN {sql}", given)]
    used = [line.split(" using ")[1].split()[0] for line in plan if " using " in line]
    return used[0] if used else ""
