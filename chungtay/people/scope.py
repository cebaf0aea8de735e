"""The scope of a transaction: whose posts the database lets rows through for.

A process that answers requests signs in as `chungtay_web`. Elsewhere (tests, commands) the owner
steps down to that role for the time of the scope, so that everything goes one way.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

WEB, FIGURES = "chungtay_web", "chungtay_figures"


@contextmanager
def of_person(person_id: int | None) -> Iterator[None]:
    """Within it only what this person's posts of the day permit is seen; None: nothing."""
    with _scope(f"chungtay.person = '{int(person_id)}'" if person_id else ""):
        yield


@contextmanager
def of_command(name: str) -> Iterator[None]:
    """A command of the machine's operator: every row, still without the owner's rights. The
    database refuses it to a process that signed in as chungtay_web."""
    with _scope("chungtay.command = %s", [name]):
        yield


@contextmanager
def counting() -> Iterator[None]:
    """Within it rows are counted up to the reader's own tree, and no name can be read.

    Outside of a scope (the owner at work: demo, tests of a lower layer) nothing changes.
    """
    before = _role()
    if before != WEB:
        yield
        return
    with transaction.atomic(savepoint=False):
        _step(FIGURES)
        try:
            yield
        except BaseException:  # what failed is undone, and the step down with it
            connection.scope_role = before  # type: ignore[attr-defined]
            raise
        _step(before)


@contextmanager
def _scope(setting: str, given: list[str] | None = None) -> Iterator[None]:
    nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET LOCAL ROLE {WEB}; SET LOCAL chungtay.person = '';"
                " SET LOCAL chungtay.command = ''" + (f"; SET LOCAL {setting}" if setting else ""),
                given,
            )
        connection.scope_role = WEB  # type: ignore[attr-defined]
        try:
            yield
        finally:
            connection.scope_role = ""  # type: ignore[attr-defined]
    if nested:  # in a test the transaction goes on: what was set for it must end here
        with connection.cursor() as cursor:
            cursor.execute(
                "RESET ROLE; SET LOCAL chungtay.person = ''; SET LOCAL chungtay.command = ''"
            )


def _step(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
    connection.scope_role = role  # type: ignore[attr-defined]


def _role() -> str:
    return getattr(connection, "scope_role", "")
