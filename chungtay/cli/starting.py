"""What every command begins with: the framework on a database that answers, and its tables."""

import os

from chungtay.lib.problems import Problem


def setup() -> None:
    """Starts Django on a database that answers; a fault of either is told as a Problem."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chungtay.settings")
    import django
    from django.db import connection
    from django.db.utils import OperationalError

    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        host = connection.settings_dict["HOST"] or "socket"
        raise Problem(
            f"Không kết nối được cơ sở dữ liệu ở {host}. Hãy kiểm tra DATABASE_URL.",
            f"Cannot connect to the database: {str(error).splitlines()[0]}",
        ) from error


def prepare() -> None:
    """Migrations, the country's units and the groups of the law. Safe to repeat, and two commands
    at once wait for one another."""
    setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('chungtay prepare'))")
    try:
        _prepare()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('chungtay prepare'))")


def _prepare() -> None:
    from django.core.management import call_command

    from chungtay.activities.actions import load_model_kinds
    from chungtay.children.actions import load_groups
    from chungtay.people.grants import grant
    from chungtay.places.actions import load_country

    call_command("migrate", verbosity=0)
    grant()
    load_country()
    load_groups()
    load_model_kinds()
