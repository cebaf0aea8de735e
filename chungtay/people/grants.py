"""What the two lesser roles of the database may touch: told anew after every migration, so that
a table nobody thought of is closed, not open."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction

from chungtay.people.roles import PERMISSIONS

# Lines are added, never altered: the trail, its links, what a record was before.
ADD_ONLY = ("people_auditevent",)
# Written by the owner only.
READ_ONLY = ("django_migrations", "django_content_type", "people_auditlink")
# Names and numbers of persons, and words about them: not for counting.
NO_NAMES = {
    "children_child": {"full_name", "search_key", "sort_key", "personal_number"},
    "children_guardian": {"full_name"},
    "children_household": {"head", "address"},
    "children_circumstance": {"evidence", "sealed_evidence", "end_reason"},
    "cases_notice": {"account", "informant"},
    "cases_case": {"account", "suspect_id", "suspect_told"},
    "people_user": {"password", "phone", "phone_key", "email", "session_lot"},
}
# Tables of accounts, sessions, the trail and sealed matters, by how their names begin.
SECRETS = (
    "account_", "mfa_", "axes_", "usersessions_", "django_session", "people_invitation",
    "people_audit", "children_named", "children_alert", "plans_attachment", "rights_",
)  # fmt: skip


@transaction.atomic
def grant() -> None:
    """Rights on tables and sequences for chungtay_web and chungtay_figures, and the table of
    what each role permits. Safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('chungtay grants'))")
        cursor.execute("; ".join(_statements()))
        cursor.execute("DELETE FROM access.permission")
        cursor.executemany("INSERT INTO access.permission VALUES (%s, %s)", _permissions())


def _permissions() -> list[tuple[str, str]]:
    return [(str(role), str(one)) for role, held in PERMISSIONS.items() for one in held]


def _statements() -> Iterator[str]:
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM chungtay_web, chungtay_figures"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f'REVOKE TEMPORARY ON DATABASE "{connection.settings_dict["NAME"]}" FROM PUBLIC'
    yield "GRANT USAGE ON SCHEMA public TO chungtay_web, chungtay_figures"
    yield "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO chungtay_web"
    for table in sorted(connection.introspection.table_names()):
        yield f'GRANT {_of_web(table)} ON "{table}" TO chungtay_web'
        if columns := _of_figures(table):
            yield f'GRANT SELECT ({", ".join(columns)}) ON "{table}" TO chungtay_figures'


def _of_web(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in ADD_ONLY or table.endswith("event"):
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"


def _of_figures(table: str) -> list[str]:
    """The columns of a table that tell no name; none of what concerns accounts or secrets."""
    if table.startswith(SECRETS) or table.endswith("event"):
        return []
    hidden = NO_NAMES.get(table, set())
    return [f'"{name}"' for name in _columns().get(table, ()) if name not in hidden]


def _columns() -> dict[str, list[str]]:
    models = apps.get_models(include_auto_created=True)
    return {
        one._meta.db_table: [f.column for f in one._meta.concrete_fields if f.column]
        for one in models
    }
